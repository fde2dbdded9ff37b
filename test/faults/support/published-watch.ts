import type { HostState } from '../../../local/forge-host/state-folder';
import { fieldOf, isRecord, textOf, type Json } from '../../../local/json';
import { partKey } from '../../../src/storage/keys';
import { itemsOf, partIn } from '../../support/stored-lists';

/** Looks at what a reader would see at this very moment. */
export interface PublishedWatch {
  look: () => void;
  /** What was wrong at any look: a part of the published report missing, or changed after it was published. */
  problems: string[];
  /** How many different reports were seen. */
  seen: number;
}

interface NamedList {
  key: string;
  parts: number;
  /** The version that the pointer names. */
  stamp: string;
  /** As the store holds its parts. */
  rows: (Json | undefined)[];
  /** What its parts are, and how many items they hold. */
  content: string;
  items: number;
}

/**
 * Watches the published report and the rules that are kept from below the app: whenever they are looked at, every list that a
 * pointer names must be there, whole, and be what it was when the pointer first named it, but for erased names.
 */
export function watchPublished(state: HostState): PublishedWatch {
  const table = state.table('kvs');
  const pointers = new Map<string, Json | undefined>();
  const lists = new Map<string, NamedList[]>();
  const watch: PublishedWatch = { look, problems: [], seen: 0 };
  return watch;

  function look(): void {
    for (const name of ['published', 'facts']) {
      lookAt(name);
    }
  }

  function lookAt(name: string): void {
    const now = table.get(name);
    if (now !== pointers.get(name)) {
      pointers.set(name, now);
      lists.set(name, refsIn(now).map(opened));
      watch.seen += name === 'published' ? 1 : 0;
    }
    for (const list of lists.get(name) ?? []) {
      // The store replaces a row when it writes one: the same rows need not be opened again.
      if (rowsOf(list).every((row, number) => row === list.rows[number])) {
        continue;
      }
      const found = opened(list);
      list.rows = found.rows;
      if (found.rows.some((row) => partIn(row)?.stamp !== list.stamp)) {
        watch.problems.push(`of another version: ${list.key}`);
      }
      if (found.content === list.content) {
        continue;
      }
      // Names of people who are gone are erased where they stand; nothing else of a list may change.
      if (found.items === list.items) {
        list.content = found.content;
      } else {
        watch.problems.push(`${found.items < 0 ? 'not whole' : 'changed'}: ${list.key}`);
      }
    }
  }

  function rowsOf({ key, parts }: Place): (Json | undefined)[] {
    return Array.from({ length: parts }, (_, number) => table.get(partKey(key, number)));
  }

  function opened({ key, parts, stamp }: Place): NamedList {
    const rows = rowsOf({ key, parts, stamp });
    const content = rows.map((row) => partIn(row)?.z ?? '').join();
    return { key, parts, stamp, rows, content, items: itemsOf(state, key, parts)?.length ?? -1 };
  }
}

/** The head of the published report as it is stored, undefined where there is none. */
export function publishedHead(state: HostState): unknown {
  const ref = fieldOf(fieldOf(fieldOf(fieldOf(state.table('kvs').get('published'), 'value'), 'lists'), 'head'), 'ref');
  const [head] = refsIn(ref);
  return head === undefined ? undefined : itemsOf(state, head.key, head.parts)?.[0];
}

type Place = Pick<NamedList, 'key' | 'parts' | 'stamp'>;

/** Every place of a list, `{key, parts, stamp}`, that a pointer names for its readers. */
function refsIn(value: unknown): Place[] {
  if (Array.isArray(value)) {
    return value.flatMap(refsIn);
  }
  if (!isRecord(value)) {
    return [];
  }
  const key = textOf(value['key']);
  if (key !== undefined && typeof value['parts'] === 'number') {
    return [{ key, parts: value['parts'], stamp: textOf(value['stamp']) ?? '' }];
  }
  return Object.entries(value).flatMap(([name, inner]) => (name === 'spare' ? [] : refsIn(inner)));
}
