import { inflateRawSync } from 'node:zlib';
import type { HostState } from '../../../local/forge-host/state-folder';
import { fieldOf, isRecord, textOf, type Json } from '../../../local/json';

/** Looks at what a reader would see at this very moment. */
export interface PublishedWatch {
  look: () => void;
  /** What was wrong at any look: a part of the published report missing, or changed after it was published. */
  problems: string[];
  /** How many different reports were seen. */
  seen: number;
}

/**
 * Watches the published report from below the app: whenever it is looked at, every part that the pointer names must
 * be there, and must be what it was when the pointer first named it, but for erased names.
 */
export function watchPublished(state: HostState): PublishedWatch {
  const table = state.table('kvs');
  let pointer: Json | undefined;
  let parts = new Map<string, string | undefined>();
  const watch: PublishedWatch = { look, problems: [], seen: 0 };
  return watch;

  function look(): void {
    const now = table.get('published');
    if (now !== pointer) {
      pointer = now;
      parts = new Map(keysNamedBy(now).map((key) => [key, contentOf(table.get(key))]));
      watch.seen += 1;
    }
    for (const [key, content] of parts) {
      const found = contentOf(table.get(key));
      if (found === content) {
        continue;
      }
      // Names of people who are gone are erased where they stand; nothing else of a part may change.
      if (found !== undefined && unpacked(table.get(key)).length === linesIn(content)) {
        parts.set(key, found);
      } else {
        watch.problems.push(`${found === undefined ? 'missing' : 'changed'}: ${key}`);
      }
    }
  }
}

function linesIn(content: string | undefined): number {
  return content === undefined ? 0 : unpackedText(content).length;
}

function contentOf(row: Json | undefined): string | undefined {
  return textOf(fieldOf(fieldOf(row, 'value'), 'z'));
}

/** The head of the published report as it is stored, undefined where there is none. */
export function publishedHead(state: HostState): unknown {
  return unpacked(state.table('kvs').get('published'))[0];
}

function keysNamedBy(row: Json | undefined): string[] {
  return unpacked(row).flatMap(placesIn);
}

/** Every list place, `{prefix, counts}`, anywhere in a value. */
function placesIn(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(placesIn);
  }
  if (!isRecord(value)) {
    return [];
  }
  const { prefix, counts, roster, ...others } = value;
  if (typeof prefix === 'string' && Array.isArray(counts)) {
    return counts.map((_, number) => `${prefix}:${number}`);
  }
  // Beside a roster the place of the rules is not read any more: it only tells whether they are still the same.
  const { rules, ...read } = others;
  return [...placesIn(roster), ...placesIn(isRecord(roster) ? null : rules), ...Object.values(read).flatMap(placesIn)];
}

/** What a packed list holds: deflated JSON lines. */
export function unpacked(row: Json | undefined): unknown[] {
  const packed = contentOf(row);
  if (packed === undefined) {
    return [];
  }
  return unpackedText(packed).map((line): unknown => JSON.parse(line));
}

function unpackedText(packed: string): string[] {
  return inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8').split('\n');
}
