import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { EditionName } from '../editions/edition';
import { Stopped } from './deploy-context';

const Saved = v.record(v.string(), v.object({ appId: v.string() }));

/** Where the ids of registered apps are kept: beside the checkout's other own data, which git ignores. */
function fileIn(root: string): string {
  return join(root, '.local', 'apps.json');
}

/** The id of the app that this checkout deploys an edition as; undefined before it is registered. */
export function savedAppId(root: string, edition: EditionName): string | undefined {
  return read(root)[edition]?.appId;
}

export function saveAppId(root: string, edition: EditionName, appId: string): void {
  const file = fileIn(root);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...read(root), [edition]: { appId } }, null, 2)}\n`);
}

function read(root: string): v.InferOutput<typeof Saved> {
  let text: string;
  try {
    text = readFileSync(fileIn(root), 'utf8');
  } catch {
    return {};
  }
  try {
    return v.parse(Saved, JSON.parse(text));
  } catch {
    // Registering again would make a second app, and the first one's data would stay behind unseen.
    throw new Stopped(2, [
      `${fileIn(root)} cannot be read: it is damaged.`,
      'Mend it, or remove it and pass --app-id with the id that the developer console shows for the app.',
    ]);
  }
}
