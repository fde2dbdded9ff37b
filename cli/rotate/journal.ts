import * as v from 'valibot';
import { open, readFile } from 'node:fs/promises';
import type { Product } from '../../src/report/report';
import { parseJson } from '../../src/rules/parse-json';
import { systemCode } from '../input/read-text';

/** What a run notes of a rule: that it is about to be written, and what came of it. */
export type JournalStep = 'writing' | 'rotated' | 'already-new' | 'not-written' | 'skipped' | 'uncertain';

const Entry = v.object({
  plan: v.string(),
  product: v.string(),
  uuid: v.string(),
  step: v.picklist(['writing', 'rotated', 'already-new', 'not-written', 'skipped', 'uncertain']),
});

/** A file beside the plan, one line of JSON for each step: it outlives a run that is killed. It holds no secret. */
export interface Journal {
  /** Resolves when the line is on the disk. */
  note(rule: { product: Product; uuid: string }, step: JournalStep): Promise<void>;
  /** The last step that an earlier run noted of a rule. */
  last(rule: { product: Product; uuid: string }): JournalStep | null;
}

/** Opens the journal of a plan; entries of other plans in it are passed over. Throws where the file cannot be written. */
export async function openJournal(file: string, planId: string, now: () => Date): Promise<Journal> {
  const last = await readLast(file, planId);
  // Made now: a run that cannot keep its journal must not begin.
  await (await open(file, 'a', 0o600)).close();
  return {
    last: ({ product, uuid }) => last.get(`${product} ${uuid}`) ?? null,
    async note({ product, uuid }, step) {
      const line = JSON.stringify({ plan: planId, at: now().toISOString(), product, uuid, step });
      const handle = await open(file, 'a', 0o600);
      try {
        // A line that a killed run left unfinished must not swallow this one.
        await handle.appendFile(`\n${line}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
  };
}

/** For a run without a plan file: what is in the rules themselves is then all there is to go on from. */
export function withoutJournal(): Journal {
  return { note: () => Promise.resolve(), last: () => null };
}

async function readLast(file: string, planId: string): Promise<Map<string, JournalStep>> {
  const last = new Map<string, JournalStep>();
  let text = '';
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') {
      throw error;
    }
  }
  for (const line of text.split('\n')) {
    const json = line.trim() === '' ? null : parseJson(line);
    const entry = json?.ok === true ? v.safeParse(Entry, json.value) : null;
    if (entry?.success === true && entry.output.plan === planId) {
      last.set(`${entry.output.product} ${entry.output.uuid}`, entry.output.step);
    }
  }
  return last;
}
