import * as v from 'valibot';
import { readFile } from 'node:fs/promises';
import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import { PLACEMENTS } from '../../src/report/report';
import { toSafeJson } from '../../src/report/formats/json';
import { parseJson } from '../../src/rules/parse-json';
import { shownName } from '../input/file-name';
import { reasonOf, systemCode } from '../input/read-text';
import { problem } from '../problem';
import type { Problem } from '../problem';
import { writeOutput } from '../write-output';
import { OUTCOMES } from './rotation';
import type { ByHand, RotationRule } from './rotation';

const Text = v.pipe(v.string(), v.maxLength(4000));
const Texts = v.array(Text);
const Print = v.pipe(v.string(), v.regex(/^[\da-f]{64}$/));
const ProductName = v.picklist(['jira', 'confluence']);

const PlannedRule = v.object({
  product: ProductName,
  uuid: v.pipe(v.string(), v.regex(/^[\w.:-]{1,64}$/)),
  name: Text,
  state: Text,
  updated: v.nullable(Text),
  url: v.nullable(Text),
  outcome: v.picklist(OUTCOMES),
  // Words of a later version are shown as they are.
  reason: v.nullable(v.custom<NonNullable<RotationRule['reason']>>((value) => typeof value === 'string')),
  at: Texts,
  places: v.array(
    v.object({
      component: Text,
      pointer: Text,
      placement: v.picklist(PLACEMENTS),
      name: v.nullable(Text),
      via: Texts,
      host: v.nullable(Text),
    }),
  ),
  writes: v.array(
    v.object({
      pointer: Text,
      holds: v.picklist(['value', 'part', 'user']),
      encodings: Texts,
      email: v.boolean(),
    }),
  ),
  digests: v.nullable(v.object({ before: Print, after: Print })),
});

const Plan = v.object({
  schemaVersion: v.literal(1),
  kind: v.literal('rotation-plan'),
  id: v.pipe(v.string(), v.regex(/^[\da-f]{16}$/)),
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  site: Text,
  cloudId: Text,
  /** Names the key of the fingerprints; the salt makes it anew from both credentials where no key file was given. */
  key: v.object({ id: Text, salt: v.nullable(v.pipe(v.string(), v.regex(/^[\da-f]{32}$/))) }),
  old: Print,
  fresh: Print,
  newEmail: v.nullable(Text),
  canary: v.nullable(Text),
  rules: v.array(PlannedRule),
  byHand: v.array(
    v.object({
      product: ProductName,
      uuid: Text,
      name: Text,
      url: v.nullable(Text),
      what: v.picklist(['masked', 'reference', 'property', 'connection', 'unclear']),
      at: Texts,
    }),
  ),
  /** Rules that could not be read: nobody knows what they hold. */
  unread: v.array(v.object({ source: Text, reason: Text })),
  limits: Texts,
});

/** What is to be written, and what it was made of. It holds fingerprints and no secret. */
export interface RotationPlan {
  schemaVersion: 1;
  kind: 'rotation-plan';
  id: string;
  madeAt: string;
  site: string;
  cloudId: string;
  key: { id: string; salt: string | null };
  old: string;
  fresh: string;
  newEmail: string | null;
  canary: string | null;
  rules: RotationRule[];
  byHand: ByHand[];
  unread: { source: string; reason: string }[];
  limits: string[];
}

/** Reads a plan; null where there is no such file yet. */
export async function readPlan(file: string): Promise<Outcome<RotationPlan | null, Problem>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? succeed(null) : problem(`${shownName(file, false)}: ${reasonOf(error)}`);
  }
  const json = parseJson(text);
  const plan = json.ok ? v.safeParse(Plan, json.value) : null;
  return plan?.success === true
    ? succeed(plan.output)
    : problem(`${shownName(file, true)}: not a plan of token-watch rotate`);
}

/** Writes a plan for its owner alone: it names rules and people. */
export function writePlan(
  file: string,
  plan: RotationPlan,
  output: Parameters<typeof writeOutput>[2],
): Promise<Outcome<undefined, Problem>> {
  return writeOutput(`${toSafeJson(plan)}\n`, file, output);
}
