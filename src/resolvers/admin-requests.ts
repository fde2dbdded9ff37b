import * as v from 'valibot';
import { holdsCredential, scrubLabel } from '../credentials/scrub-text';
import { DECODE_NOTES } from '../decode-text';
import { DAY_ORDERS } from '../people/day-order';
import { REPORT_FORMATS } from '../report/formats/format-report';
import { IMPORT_KINDS } from '../report/imported-file';

/** What the page may send. Everything is bounded: the page is not the only one who can call a resolver. */
const shortText = v.pipe(v.string(), v.trim(), v.maxLength(200));
const HOLDS_CREDENTIAL = 'The text holds a credential, which must not be kept. Leave it out.';
/** What is kept of what an admin typed: people paste tokens into anything. */
const harmless = v.check((text: string) => !holdsCredential(text), HOLDS_CREDENTIAL);
/** What goes into an address, where a piece of a token must not stand either. */
const noPiece = v.check((text: string) => scrubLabel(text) === text, HOLDS_CREDENTIAL);
const someText = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500), harmless);
const name = v.pipe(v.string(), v.maxLength(255), harmless);
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200), harmless);
const instant = v.pipe(v.string(), v.maxLength(40), v.isoTimestamp());
const days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365));
/** A secret is one word: it goes into a header, where a line break would begin another. */
const secret = v.pipe(v.string(), v.trim(), v.minLength(8), v.maxLength(1000), v.regex(/^[\x21-\x7e]+$/));
const email = v.pipe(v.string(), v.trim(), v.maxLength(254), v.regex(/^[^\s@:]+@[^\s@:]+$/), harmless);

export const nothing = v.object({});

export const fromRequest = v.object({
  from: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000))),
});

export const ruleRequest = v.object({ uuid: id });
export const automationRequest = v.object({ email, token: secret });
export const organizationRequest = v.object({ key: secret });
export const disconnectRequest = v.object({ which: v.picklist(['automation', 'organization']) });
/** What is looked for in Jira goes there in an address. */
export const searchRequest = v.object({
  search: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100), noPiece),
});
export const projectsRequest = v.object({ search: v.exactOptional(v.pipe(shortText, noPiece)) });
export const personRequest = v.object({ account: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(254)) });
export const undecideRequest = v.object({ findingId: id });
export const exportRequest = v.object({
  format: v.picklist(REPORT_FORMATS),
  cursor: v.exactOptional(v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/))),
});
export const eraseRequest = v.object({ confirm: v.pipe(v.string(), v.maxLength(20)) });

/** Forge takes 500 KB from the page at once; a longer file is sent in parts. */
const LONGEST_PART = 480_000;
const MOST_PARTS = 1000;
const file = {
  upload: v.pipe(v.string(), v.regex(/^[\da-f-]{16,40}$/)),
  kind: v.picklist(IMPORT_KINDS),
  fileName: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(255), harmless),
};
export const importPartRequest = v.object({
  ...file,
  part: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_PARTS - 1)),
  text: v.pipe(v.string(), v.maxLength(LONGEST_PART)),
  decoding: v.exactOptional(v.picklist(DECODE_NOTES)),
  dateOrder: v.exactOptional(v.picklist(DAY_ORDERS)),
  whole: v.exactOptional(
    v.object({
      firstRow: v.pipe(v.number(), v.integer(), v.minValue(1)),
      orders: v.pipe(v.array(v.nullable(v.picklist(DAY_ORDERS))), v.maxLength(2000)),
    }),
  ),
});
/** Whether a file lists everything, and of which day it is. */
const statement = { complete: v.exactOptional(v.boolean()), day: v.exactOptional(v.pipe(v.string(), v.isoDate())) };
export const finishImportRequest = v.object({
  ...file,
  parts: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PARTS)),
  leftOut: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.maxLength(200)),
  ...statement,
});
export const changeImportRequest = v.object({ id, ...statement });
export const removeImportRequest = v.object({ id });

const ladder = v.pipe(
  v.object({ critical: days, high: days, watch: days }),
  v.check(
    ({ critical, high, watch }) => critical < high && high < watch,
    'each step must be later than the one before',
  ),
);

const settings = v.object({
  ladder,
  products: v.pipe(v.array(v.picklist(['jira', 'confluence'])), v.minLength(1), v.maxLength(2)),
  notice: v.object({
    project: v.nullable(
      v.object({
        id: v.pipe(v.string(), v.regex(/^\d{1,20}$/)),
        key: v.pipe(shortText, harmless),
        name,
      }),
    ),
    recipients: v.pipe(v.array(v.object({ type: v.picklist(['user', 'group']), id, name })), v.maxLength(50)),
  }),
  liveCheck: v.boolean(),
  fullReadWeeks: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(52)),
});
export const settingsRequest = v.object({ settings, seen: v.exactOptional(settings) });

const decided = { findingId: id, because: someText };
export const decideRequest = v.variant('type', [
  v.object({ ...decided, type: v.literal('snoozed'), until: instant }),
  v.object({ ...decided, type: v.literal('accepted'), until: v.exactOptional(instant) }),
  v.object({
    ...decided,
    type: v.literal('owner-assigned'),
    owner: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(254), harmless),
  }),
  v.object({ ...decided, type: v.literal('expiry-declared'), expiresAt: instant }),
]);

/** Where a request is wrong, without what was sent. */
export function describeIssues(issues: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  if (issues.some(({ message }) => message === HOLDS_CREDENTIAL)) {
    return HOLDS_CREDENTIAL;
  }
  const places = issues.slice(0, 3).map((issue) => `${v.getDotPath(issue) ?? 'request'} (${issue.type})`);
  return `The request is not as expected: ${places.join(', ')}.`;
}
