import fc from 'fast-check';
import { mergePeople } from '../../src/people/merge-people';
import type { RuleFacts } from '../../src/rules/rule-facts';
import { matchTokensWithMemory } from '../../src/tokens/match-tokens';
import type { MatchMemory, TokenMatch } from '../../src/tokens/token-match';
import type { TokenRecord } from '../../src/tokens/token-record';
import { aPerson, aRecord, aRule, aUse, fingerprint, somePeople, someTokens } from '../risk/inputs';

const DIRECTORY = mergePeople([somePeople([aPerson()])]);
const [A, B] = [fingerprint('a'), fingerprint('b')];
const day = (number: number) => new Date(Date.UTC(2026, 0, number)).toISOString();

interface Scan {
  day: number;
  rules: RuleFacts[];
  records: TokenRecord[];
  complete?: boolean;
  /** The day on which the rules were read, if that was before. */
  readOn?: number;
}

/** Runs scans one after the other, each with the memory of the one before, stored and read again. */
function scans(...all: Scan[]): Map<string, TokenMatch>[] {
  let memory: MatchMemory | undefined;
  return all.map((scan) => {
    const sources = [someTokens(scan.records, { complete: scan.complete ?? true })];
    const matching = matchTokensWithMemory(scan.rules, DIRECTORY, sources, {
      asOf: new Date(day(scan.day)),
      readAt: day(scan.readOn ?? scan.day),
      memory,
    });
    memory = structuredClone(matching.memory);
    return matching.matches;
  });
}

const rule = (print: string, edited: number, uuid = 'rule-1') =>
  aRule({ uuid, updatedAt: day(edited), credentials: [aUse({ fingerprint: print })] });
const record = (id: string, created: number, given: Partial<TokenRecord> = {}) =>
  aRecord({ id, createdAt: day(created), ...given });
const shown = (found: TokenMatch | undefined) => [
  found?.match,
  found?.candidates.map(({ id }) => id),
  found?.gone.map(({ id }) => id),
];

test('a later edit with the same secret does not let a younger token in', () => {
  const [, second] = scans(
    { day: 20, rules: [rule(A, 10)], records: [record('old', 5)] },
    { day: 40, rules: [rule(A, 35)], records: [record('old', 5), record('young', 30)] },
  );
  expect(shown(second?.get(A))).toEqual(['exact', ['old'], []]);
});

test('a match that was exact is missing when its record is gone, although another would fit', () => {
  const [, second] = scans(
    { day: 20, rules: [rule(A, 10)], records: [record('old', 5)] },
    { day: 40, rules: [rule(A, 10)], records: [record('late found', 4)] },
  );
  expect(second?.get(A)?.match).not.toBe('exact');
});

test('of two candidates one is gone: the other one is not therefore it', () => {
  const both = [record('one', 5), record('two', 6)];
  const [first, second, third] = scans(
    { day: 20, rules: [rule(A, 10)], records: both },
    { day: 27, rules: [rule(A, 10)], records: both.slice(1) },
    { day: 34, rules: [rule(A, 10)], records: [] },
  );
  expect(shown(first?.get(A))).toEqual(['candidates', ['two', 'one'], []]);
  expect(shown(second?.get(A))).toEqual(['candidates', ['two'], ['one']]);
  expect(third?.get(A)?.match).toBe('none');
});

test('what was only remembered is not gone while the listing is read in part', () => {
  const [, second, third] = scans(
    { day: 20, rules: [rule(A, 10)], records: [record('one', 5)] },
    { day: 27, rules: [rule(A, 10)], records: [], complete: false },
    { day: 34, rules: [rule(A, 10)], records: [record('one', 5)] },
  );
  expect(second?.get(A)).toMatchObject({ match: 'exact', unconfirmed: true, why: 'inventory-partial' });
  expect(third?.get(A)).toMatchObject({ match: 'exact', unconfirmed: false });
});

test('a secret that was replaced keeps its record to itself', () => {
  const [, second] = scans(
    { day: 20, rules: [rule(A, 10)], records: [record('old', 5)] },
    { day: 40, rules: [rule(B, 35)], records: [record('old', 5), record('new', 34)] },
  );
  expect(shown(second?.get(B))).toEqual(['exact', ['new'], []]);
});

test('without memory the same scan cannot tell', () => {
  const [only] = scans({ day: 40, rules: [rule(B, 35)], records: [record('old', 5), record('new', 34)] });
  expect(only?.get(B)?.match).toBe('candidates');
});

test('a new secret may be a record that vanished since the last scan', () => {
  const [, second] = scans(
    { day: 20, rules: [rule(A, 10)], records: [record('in use', 5), record('spare', 15), record('other', 16)] },
    { day: 40, rules: [rule(A, 10), rule(B, 35, 'rule-2')], records: [record('in use', 5), record('other', 16)] },
  );
  expect(shown(second?.get(B))).toEqual(['candidates', ['other'], ['spare']]);
});

test('nor is one forgotten that came and went between two readings of the rules', () => {
  const before = [rule(A, 10)];
  const kept = [record('in use', 5), record('other', 16)];
  const all = scans(
    { day: 20, rules: before, records: kept },
    // The tokens are listed every day, the rules are read every week.
    { day: 23, readOn: 20, rules: before, records: [...kept, record('spare', 22)] },
    { day: 24, readOn: 20, rules: before, records: kept },
    { day: 25, readOn: 20, rules: before, records: kept },
    { day: 27, rules: [rule(A, 10), rule(B, 22, 'rule-2')], records: kept },
    { day: 34, rules: [rule(A, 10), rule(B, 22, 'rule-2')], records: kept },
  );
  expect(all.slice(-2).map((found) => shown(found.get(B)))).toEqual([
    ['candidates', ['other'], ['spare']],
    ['candidates', ['other'], ['spare']],
  ]);
});

test('memory made with another fingerprint key is not used', () => {
  // The rule was not edited, and yet its fingerprint is another: the key is.
  const [, second] = scans(
    { day: 20, rules: [rule(A, 10)], records: [record('one', 5)] },
    { day: 40, rules: [rule(B, 10)], records: [record('one', 5)] },
  );
  expect(second?.get(B)?.match).toBe('exact');
});

test('memory that contradicts what is seen makes nothing exact', () => {
  const [, second] = scans(
    { day: 20, rules: [rule(A, 10)], records: [record('one', 5)] },
    // The rule was edited, and only the token that the old secret was is there.
    { day: 40, rules: [rule(B, 35)], records: [record('one', 5)] },
  );
  expect(second?.get(B)).toMatchObject({ match: 'candidates' });
});

test('memory holds no email and no name', () => {
  const { memory } = matchTokensWithMemory([rule(A, 10)], DIRECTORY, [someTokens([record('one', 5)])], {
    asOf: new Date(day(20)),
  });
  expect(JSON.stringify(memory)).not.toMatch(/example\.com|Token Owner/);
});

/** One owner's life: tokens are made, put into rules, rotated, revoked; rules are edited for other reasons. */
const steps = fc.array(
  fc.record({
    act: fc.constantFrom('create', 'put', 'put', 'touch', 'revoke', 'scan', 'scan', 'partial', 'check', 'check'),
    rule: fc.integer({ min: 0, max: 3 }),
    token: fc.nat({ max: 30 }),
  }),
  { minLength: 5, maxLength: 40 },
);

test('over any life: nothing exact is wrong, and the truth is never left out', () => {
  fc.assert(
    fc.property(steps, (life) => {
      const tokens: { record: TokenRecord; alive: boolean; seen: boolean }[] = [];
      const rules = new Map<number, { token: number; edited: number }>();
      let memory: MatchMemory | undefined;
      let facts: RuleFacts[] = [];
      let readAt = day(1);
      for (const [index, step] of life.entries()) {
        const now = index + 2;
        const alive = [...tokens.keys()].filter((token) => tokens[token]?.alive);
        const chosen = alive[step.token % Math.max(alive.length, 1)];
        const inRule = rules.get(step.rule);
        if (step.act === 'create') {
          tokens.push({ record: record(`t-${tokens.length}`, now), alive: true, seen: false });
        }
        if (step.act === 'put' && chosen !== undefined) {
          rules.set(step.rule, { token: chosen, edited: now });
        }
        if (step.act === 'touch' && inRule !== undefined) {
          rules.set(step.rule, { ...inRule, edited: now });
        }
        const victim = chosen === undefined ? undefined : tokens[chosen];
        // A token that comes and goes between two scans leaves no trace anywhere; no method could know of it.
        if (step.act === 'revoke' && victim?.seen === true) {
          victim.alive = false;
        }
        if (!['scan', 'partial', 'check'].includes(step.act)) {
          continue;
        }
        // A check looks at the tokens again and at no rule.
        if (step.act !== 'check') {
          readAt = day(now);
          facts = [...rules].map(([uuid, { token, edited }]) => rule(fingerprint(`${token}-`), edited, `rule-${uuid}`));
        }
        const complete = step.act !== 'partial';
        const listed = tokens.filter(({ alive: works }, position) => works && (complete || position % 2 === 0));
        for (const token of listed) {
          token.seen = true;
        }
        const matching = matchTokensWithMemory(
          facts,
          DIRECTORY,
          [
            someTokens(
              listed.map((token) => token.record),
              { complete },
            ),
          ],
          {
            asOf: new Date(day(now)),
            readAt,
            memory,
          },
        );
        memory = matching.memory;
        for (const token of [...tokens.keys()]) {
          const found = matching.matches.get(fingerprint(`${token}-`));
          const ids = [...(found?.candidates ?? []), ...(found?.gone ?? [])].map(({ id }) => id);
          if (found?.match === 'exact') {
            expect(ids).toEqual([`t-${token}`]);
          }
          if (found?.match === 'candidates' && !found.open) {
            expect(ids).toContain(`t-${token}`);
          }
          if (found?.match === 'none') {
            expect(tokens[token]?.alive).toBe(false);
          }
        }
      }
    }),
    { numRuns: 800 },
  );
});
