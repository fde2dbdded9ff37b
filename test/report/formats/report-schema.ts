import * as v from 'valibot';
import {
  AUDIENCES,
  CHECKSUMS,
  LEVELS,
  MATCHES,
  OWNER_SOURCES,
  OWNER_STATES,
  PLACEMENTS,
  REASON_CODES,
  SCHEMES,
  SUBJECTS,
  VISIBILITIES,
} from '../../../src/report/report';

const Instant = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Text = v.string();

const Summary = v.strictObject({
  broken: Count,
  critical: Count,
  high: Count,
  watch: Count,
  unknown: Count,
  ok: Count,
});

const Finding = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[\da-f]{16}$/)),
  subject: v.picklist(SUBJECTS),
  level: v.picklist(LEVELS),
  rule: v.strictObject({
    uuid: Text,
    name: Text,
    state: v.picklist(['ENABLED', 'DISABLED']),
    product: v.picklist(['jira', 'confluence']),
    updatedAt: v.nullable(Instant),
  }),
  location: v.strictObject({
    component: Text,
    pointer: v.pipe(v.string(), v.regex(/^(?:\/|$)/)),
    placement: v.picklist(PLACEMENTS),
    name: v.nullable(Text),
    via: v.array(Text),
  }),
  credential: v.nullable(
    v.strictObject({
      kind: v.pipe(v.string(), v.regex(/^[a-z\d]+(?:-[a-z\d]+)*$/)),
      scheme: v.picklist(SCHEMES),
      visibility: v.picklist(VISIBILITIES),
      checksum: v.picklist(CHECKSUMS),
      fingerprint: v.nullable(v.pipe(v.string(), v.regex(/^[\da-f]{64}$/))),
    }),
  ),
  destination: v.strictObject({ host: v.nullable(Text), audience: v.picklist(AUDIENCES) }),
  owner: v.nullable(
    v.strictObject({
      email: v.nullable(Text),
      accountId: v.nullable(Text),
      name: v.nullable(Text),
      state: v.picklist(OWNER_STATES),
      source: v.picklist([...OWNER_SOURCES, 'actor']),
    }),
  ),
  token: v.nullable(
    v.strictObject({
      match: v.picklist(MATCHES),
      candidates: v.array(
        v.strictObject({
          id: Text,
          label: v.nullable(Text),
          createdAt: v.nullable(Instant),
          expiresAt: v.nullable(Instant),
          lastActiveAt: v.nullable(Instant),
          status: v.nullable(Text),
        }),
      ),
    }),
  ),
  breaks: v.strictObject({ from: v.nullable(Instant), to: v.nullable(Instant) }),
  reasons: v.array(v.strictObject({ code: v.picklist(REASON_CODES), text: v.pipe(v.string(), v.nonEmpty()) })),
  advice: v.array(
    v.strictObject({
      code: Text,
      text: v.pipe(v.string(), v.nonEmpty()),
      url: v.optional(v.pipe(v.string(), v.url())),
    }),
  ),
  own: v.optional(v.boolean()),
  decision: v.optional(
    v.strictObject({
      type: v.picklist(['snoozed', 'accepted', 'owner-assigned', 'expiry-declared']),
      by: Text,
      at: Instant,
      because: Text,
      until: v.nullable(Instant),
    }),
  ),
});

const LevelStep = v.strictObject({ id: Text, before: v.picklist(LEVELS) });

/** The JSON report as it is promised to those who read it: these keys and no others, null where nothing is known. */
export const ReportSchema = v.strictObject({
  schemaVersion: v.literal(2),
  generatedAt: Instant,
  asOf: Instant,
  status: v.optional(v.picklist(['complete', 'partial'])),
  coverage: v.strictObject({
    rulesRead: Count,
    rulesUnreadable: v.array(v.strictObject({ source: Text, reason: Text })),
    webRequests: Count,
    unknownComponents: v.record(v.string(), Count),
    usersChecked: Count,
    tokensListed: Count,
    people: v.strictObject({ accounts: Count, healthy: Count, atRisk: Count, unchecked: Count }),
    limits: v.array(Text),
    requests: v.optional(v.record(v.string(), Count)),
  }),
  summary: Summary,
  rules: Summary,
  baseline: v.optional(
    v.strictObject({
      asOf: Instant,
      new: v.array(Text),
      worse: v.array(LevelStep),
      better: v.array(LevelStep),
      gone: v.array(
        v.strictObject({
          id: Text,
          rule: Text,
          level: v.picklist(LEVELS),
          reason: v.nullable(v.picklist(REASON_CODES)),
        }),
      ),
    }),
  ),
  findings: v.array(Finding),
});
