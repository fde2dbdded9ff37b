import fc from 'fast-check';
import { OWNER_STATES, type Finding } from '../../src/report/report';
import { judge, type JudgeInput } from '../../src/risk/judge';
import { anInput, aPerson, aRecord, aRule, AS_OF, aUse, somePeople, someTokens } from './inputs';

const DAY = 86_400_000;
const WELL = new Set(['active', 'service_account', 'unmanaged']);

const day = fc.integer({ min: -200, max: 400 }).map((days) => new Date(AS_OF.getTime() + days * DAY).toISOString());
const maybeDay = fc.option(day, { nil: null });

const inputs: fc.Arbitrary<JudgeInput> = fc
  .record({
    state: fc.constantFrom(...OWNER_STATES),
    managed: fc.constantFrom(true, false, null),
    listed: fc.boolean(),
    peopleComplete: fc.boolean(),
    tokensComplete: fc.boolean(),
    tokensGiven: fc.boolean(),
    visibility: fc.constantFrom('literal', 'literal', 'masked', 'reference', 'smart-value'),
    checksum: fc.constantFrom('valid', 'valid', 'invalid'),
    kind: fc.constantFrom('atlassian-user-token', 'atlassian-user-token', 'opaque', 'github-token', 'jwt'),
    user: fc.constantFrom('owner@example.com', 'owner@example.com', 'ghost@example.com', 'bot', null),
    host: fc.constantFrom('one.atlassian.net', 'two.atlassian.net', 'api.example.com', null),
    stated: maybeDay,
    records: fc.array(
      fc.record({ createdAt: maybeDay, expiresAt: maybeDay, status: fc.constantFrom('ALLOWED', 'BLOCKED') }),
      {
        maxLength: 4,
      },
    ),
  })
  .map((given) => {
    const hidden = given.visibility !== 'literal';
    const use = aUse({
      kind: hidden ? 'opaque' : given.kind,
      visibility: given.visibility,
      checksum: given.checksum,
      user: hidden ? null : given.user,
      expiresAt: given.kind === 'jwt' && !hidden ? given.stated : null,
      target: { host: given.host, api: 'site', cloudId: null },
      ...(hidden ? { fingerprint: null } : {}),
    });
    const people = given.listed ? [aPerson({ state: given.state, managed: given.managed })] : [];
    const records = given.records.map((record, index) => aRecord({ id: `t-${index}`, ...record }));
    return anInput({
      facts: [aRule({ credentials: [use] })],
      people: [somePeople(people, { complete: given.peopleComplete })],
      tokens: given.tokensGiven ? [someTokens(records, { complete: given.tokensComplete })] : [],
    });
  });

function isFar(at: string | null): boolean {
  return at !== null && Date.parse(at) > AS_OF.getTime() + 90 * DAY;
}

/** Everything that has to be known before a credential may be called well. */
function isProven({ credential, owner, token }: Finding, input: JudgeInput): boolean {
  if (credential?.visibility !== 'literal' || credential.checksum === 'invalid') {
    return false;
  }
  if (credential.kind === 'jwt') {
    return isFar(input.facts[0]?.credentials[0]?.expiresAt ?? null) && owner?.state !== 'deleted';
  }
  if (credential.kind !== 'atlassian-user-token' || token === null || owner === null) {
    return false;
  }
  const all =
    token.candidates.length > 0 &&
    token.candidates.every(({ expiresAt, status }) => isFar(expiresAt) && status === 'ALLOWED');
  return all && WELL.has(owner.state) && input.tokens.every(({ complete }) => complete);
}

test('nothing is ok unless its owner, its token and its expiry were all checked', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      for (const finding of judge(input).findings) {
        if (finding.level === 'ok') {
          expect(isProven(finding, input)).toBe(true);
        } else {
          expect(finding.reasons.length).toBeGreaterThan(0);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test('nobody is called not found while the people were not read whole', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const partial = { ...input, people: input.people.map((source) => ({ ...source, people: [], complete: false })) };
      for (const { owner } of judge(partial).findings) {
        expect(owner?.state).not.toBe('not_found');
      }
    }),
    { numRuns: 500 },
  );
});

test('the same inputs gives the same report, and judging changes none of it', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const before = JSON.stringify(input);
      expect(judge(input)).toEqual(judge(input));
      expect(JSON.stringify(input)).toBe(before);
    }),
    { numRuns: 200 },
  );
});
