import type { UnreadableRule } from '../../src/report/report';
import type { RulesRead } from './reduce-document';

/** Files named on standard error; coverage has all of them. */
const MOST_LINES = 50;

/** What could not be read, for standard error: one line for each file, with its first place and how many there are. */
export function unreadableLines({
  unreadable,
  unreadInside,
}: Pick<RulesRead, 'unreadable' | 'unreadInside'>): string[] {
  const byFile = new Map<string, UnreadableRule[]>();
  for (const entry of [...unreadable, ...unreadInside]) {
    const file = fileOf(entry);
    byFile.set(file, [...(byFile.get(file) ?? []), entry]);
  }
  const lines = [...byFile.values()].map(([first, ...others]) => {
    const more = others.length === 0 ? '' : ` (and ${others.length} more places in it)`;
    return first === undefined ? '' : `${first.source}: ${first.reason}${more}`;
  });
  return lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES), `${lines.length - MOST_LINES} more files could not be read whole`];
}

/** Places are `file#/pointer` or `file: rule (id) /pointer`. */
function fileOf({ source }: UnreadableRule): string {
  return source.split(/#\/|: /)[0] ?? source;
}
