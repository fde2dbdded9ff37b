import type { Audience, CredentialKind, FindingToken, ReasonCode } from '../report/report';
import type { CredentialUse, RuleFacts } from '../rules/rule-facts';
import { isListedKind } from '../tokens/fingerprint-claims';
import type { TokenMatch } from '../tokens/token-match';
import type { TokenRecord } from '../tokens/token-record';
import { audienceOf } from './audience';
import type { HookRule } from './called-rules';
import type { FindingDraft } from './finding-draft';
import type { JudgeContext } from './judge-context';
import { liveKey } from './live-check';
import { OWN_RULE } from './own-credential';
import { neverWorksPoints } from './never-works';
import { ownerOfUse, type KnownOwner } from './owner';
import { point, type LevelReason } from './level-reason';
import { hookPoints } from './reasons/hook-reasons';
import { ownerReasons } from './reasons/owner-reasons';
import { tokenReasons } from './reasons/token-reasons';
import { declaredPoint, kindReasons, visibilityReasons } from './reasons/value-reasons';
import { NOT_CHECKED } from '../tokens/match-tokens';

/** From this many rules on, one secret is a risk of its own. */
const MANY_RULES = 5;

/** Judges one use of one credential. */
export function judgeCredential(rule: RuleFacts, use: CredentialUse, id: string, context: JudgeContext): FindingDraft {
  const audience = audienceOf(use.target, context.site);
  const { decisions } = context;
  const known = ownerOfUse(rule, use, audience, decisions.ownerOf(id, use.fingerprint, rule.updatedAt), context);
  const match = isListedKind(use.kind) ? matchOf(use, context) : null;
  const declared = decisions.expiryOf(id, use.fingerprint, rule.updatedAt);
  const never = neverWorksPoints(use, match);
  const ends = expiryPoints(use, match, declared, known, context, never.length > 0);
  const ofAtlassian = isOfAtlassian(use.kind, audience);
  const expiryKnown = ends.some(({ code, breaks }) => breaks !== undefined && code !== 'token-ambiguous');
  const points = [
    ...never,
    ...(known === null ? [] : ownerReasons({ known, audience, ofAtlassian, expiryKnown }, context)),
    ...(rule.uuid === OWN_RULE ? [] : unnamedPoints(use, known, match)),
    ...ends,
    ...livePoints(rule, use, context),
    ...checksumPoints(use),
    ...sharingPoints(use, context),
  ];
  return {
    subject: 'credential',
    rule,
    location: use.location,
    credential: {
      kind: use.kind,
      scheme: use.scheme,
      visibility: use.visibility,
      checksum: use.checksum,
      fingerprint: use.fingerprint,
    },
    destination: { host: use.target.host, audience },
    owner: known?.owner ?? null,
    token: tokenOf(use, match),
    points,
    leastLevel: 'unknown',
    property: use.property,
    hooks: hooksOf(use, context),
  };
}

function hooksOf(use: CredentialUse, { webhooks }: JudgeContext): readonly HookRule[] {
  if (use.kind === 'incoming-webhook-token') {
    return webhooks.callersOf(use.fingerprint);
  }
  const called = use.kind === 'automation-webhook' ? webhooks.calledBy(use) : null;
  return called === null ? [] : [called];
}

/** Issued by Atlassian, or sent to it: then the account of its owner decides whether it works. */
function isOfAtlassian(kind: CredentialKind, audience: Audience): boolean {
  const isIssued = kind.startsWith('atlassian-') || kind === 'bitbucket-app-password' || kind === 'data-center-token';
  return isIssued || audience === 'own-site' || audience === 'atlassian-api' || audience === 'other-atlassian-site';
}

const NOT_MATCHED: TokenMatch = { ...NOT_CHECKED, why: 'no-owner' };

function matchOf(use: CredentialUse, { matches }: JudgeContext): TokenMatch {
  return (use.fingerprint === null ? undefined : matches.get(use.fingerprint)) ?? NOT_MATCHED;
}

function expiryPoints(
  use: CredentialUse,
  match: TokenMatch | null,
  declared: { expiresAt: string; by: string } | null,
  known: KnownOwner | null,
  context: JudgeContext,
  neverWorks: boolean,
): LevelReason[] {
  const told = kindReasons(use, context);
  const hidden = visibilityReasons(use, declared !== null && known?.named === true);
  const found = match === null || use.visibility !== 'literal' ? null : tokenReasons(match, context);
  // What Atlassian lists for certain is better than what the value or somebody states.
  if (found !== null && (match?.match === 'none' || isCertain(found))) {
    return found;
  }
  if (told.length > 0) {
    return [...told, ...hidden];
  }
  if (declared !== null) {
    return [declaredPoint(declared, context), ...hidden];
  }
  if (found !== null) {
    return found;
  }
  const hook = hookPoints(use, context.webhooks);
  if (hidden.length > 0 || hook.length > 0) {
    return [...hidden, ...hook];
  }
  // What never works need not expire.
  if (neverWorks) {
    return [];
  }
  return [
    point(
      'unknown',
      'expiry-unknown',
      'When it expires cannot be found out: its issuer does not tell, and the value does not say.',
    ),
  ];
}

/** What all of several candidates say is certain only where it has come true already. */
function isCertain(points: readonly LevelReason[]): boolean {
  const isChoice = points.some(({ code }) => code === 'token-ambiguous');
  return points.some(({ code, level }) => CERTAIN.has(code) && (level === 'broken' || !isChoice));
}

const CERTAIN: ReadonlySet<ReasonCode> = new Set(['token-expires', 'token-expired', 'token-blocked']);

/** An Atlassian credential that names nobody: nobody will hear that it is about to expire. */
function unnamedPoints(use: CredentialUse, known: KnownOwner | null, match: TokenMatch | null): LevelReason[] {
  if (known?.named === true || match === null || use.visibility !== 'literal') {
    return [];
  }
  if (match.match === 'exact' || match.match === 'candidates') {
    return [];
  }
  return [
    point(
      'watch',
      'owner-unknown',
      'The request does not say whose token this is, so its owner cannot be watched and nobody here will hear of its end.',
    ),
  ];
}

function livePoints(rule: RuleFacts, use: CredentialUse, { liveChecks, refusedOwn }: JudgeContext): LevelReason[] {
  if (rule.uuid === OWN_RULE && refusedOwn.has(use.key)) {
    return [point('broken', 'live-refused', 'It was refused when this app last used it.')];
  }
  const key = liveKey(use);
  const check = key === null ? undefined : liveChecks.get(key);
  if (check?.outcome === 'refused') {
    const how = check.status === 200 ? 'it answered, but as to nobody' : `status ${check.status}`;
    return [point('broken', 'live-refused', `Its host refused the token when it was asked (${how}).`)];
  }
  if (check?.outcome !== 'unclear') {
    return [];
  }
  // Who may not read their own user was recognized all the same; in any other case nobody knows.
  const level = check.reason === 'unauthorized' ? 'ok' : 'unknown';
  return [point(level, 'source-unavailable', `The live check gave no clear answer: ${check.reason}.`)];
}

function checksumPoints(use: CredentialUse): LevelReason[] {
  if (use.checksum !== 'invalid') {
    return [];
  }
  return [
    point(
      'unknown',
      'checksum-invalid',
      'Its checksum does not fit: the value is damaged, cut off or made up, and probably never works.',
    ),
  ];
}

function sharingPoints(use: CredentialUse, { sharing }: JudgeContext): LevelReason[] {
  const shared = use.fingerprint === null ? undefined : sharing.get(use.fingerprint);
  if (shared === undefined || shared.rules < MANY_RULES) {
    return [];
  }
  return [point('watch', 'shared-secret', `The same secret is in ${shared.rules} rules: they all stop with it.`)];
}

function tokenOf(use: CredentialUse, match: TokenMatch | null): FindingToken | null {
  if (match === null) {
    const isAtlassian = use.kind === 'atlassian-legacy-token' || use.kind === 'bitbucket-app-password';
    return isAtlassian ? { match: 'not-checked', candidates: [] } : null;
  }
  const candidates = [
    ...match.candidates.map(toCandidate),
    ...match.gone.map((record) => ({ ...toCandidate(record), status: 'NOT_LISTED' })),
  ];
  return { match: match.match, candidates };
}

function toCandidate({
  id,
  label,
  createdAt,
  expiresAt,
  lastActiveAt,
  status,
}: TokenRecord): FindingToken['candidates'][number] {
  return { id, label, createdAt, expiresAt, lastActiveAt, status };
}
