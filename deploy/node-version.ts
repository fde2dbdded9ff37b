/** What the Forge CLI says of a version of Node.js. */
export type NodeVerdict = 'supported' | 'tolerated' | 'refused';

/** What `engines` of @forge/cli 13.3.0 leaves out although it is newer than the oldest that it takes. */
const LEFT_OUT = ['22.23.1', '24.17.0'];
const OLDEST = [20, 18, 1];
const SUPPORTED_MAJORS = [22, 24];

/** Judges as @forge/cli 13.3.0 does: by its `engines`, and by the versions that it warns about. */
export function judgeNode(version: string): NodeVerdict {
  const parts = version.split('.').map(Number);
  const older = OLDEST.findIndex((part, place) => part !== (parts[place] ?? 0));
  const isOlder = older !== -1 && (parts[older] ?? 0) < (OLDEST[older] ?? 0);
  if (isOlder || LEFT_OUT.includes(version)) {
    return 'refused';
  }
  return SUPPORTED_MAJORS.includes(parts[0] ?? 0) ? 'supported' : 'tolerated';
}
