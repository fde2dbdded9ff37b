import { endOfGrace } from '../people/deletion-events';
import type { FindingOwner, OwnerState } from '../report/report';
import type { ConnectionUse, RuleFacts } from '../rules/rule-facts';
import type { FindingDraft } from './finding-draft';
import type { JudgeContext } from './judge-context';
import { dayOf, isPast } from './levels';
import { ownerByAccount, type KnownOwner } from './owner';
import { point, type LevelReason } from './level-reason';
import type { PeopleSubject } from './rule-people';
import { NOWHERE, placeOf } from './rule-people';
import { nameOf, ownerReasons } from './reasons/owner-reasons';

const INACTIVE = new Map<OwnerState, string>([
  ['deleted', 'deleted'],
  ['deactivated', 'deactivated'],
  ['for_deletion', 'scheduled for deletion and meanwhile deactivated'],
  ['suspended', 'suspended'],
  ['no_access', 'without product access on this site'],
  ['not_found', 'not found'],
]);

/** Authorisations that hold until their owner ends or withdraws them. */
const ENDLESS = new Set(['OAUTH_3LO', 'ASAP', 'FORGE', 'CONNECT']);

/**
 * The account that the rule acts as. Without it the rule stops and still looks enabled
 * (https://jira.atlassian.com/browse/CONFCLOUD-83973).
 */
export function judgeActor(rule: RuleFacts, accountId: string, context: JudgeContext): FindingDraft {
  const known = ownerByAccount(accountId, 'actor', rule, context);
  return peopleDraft('actor', rule, known, [...actorPoints(known, context), ...stillUnknown(known, context)]);
}

function actorPoints(known: KnownOwner, { asOf }: JudgeContext): LevelReason[] {
  const how = INACTIVE.get(known.owner.state);
  if (how === undefined) {
    return [];
  }
  const who = `The rule acts as ${nameOf(known)}, whose account is ${how}${remarkOf(known)}`;
  if (known.owner.state !== 'for_deletion') {
    return [point('broken', 'actor-inactive', `${who}: it stops, and nobody is told, though it still looks enabled.`)];
  }
  const deletion = known.person?.deletion ?? null;
  const end = deletion !== null && !isPast(deletion.at, asOf) ? deletion.at : endOfGrace(asOf.getTime());
  return [
    point(
      'critical',
      'actor-inactive',
      `${who}: it stops, and for good once the deletion cannot be cancelled any more.`,
      {
        from: asOf.toISOString(),
        to: end,
      },
    ),
  ];
}

/** The account that owns the rule and gets its failure mail. */
export function judgeAuthor(rule: RuleFacts, accountId: string, context: JudgeContext): FindingDraft {
  const known = ownerByAccount(accountId, 'author', rule, context);
  const how = INACTIVE.get(known.owner.state);
  const text = (how: string) =>
    `The rule belongs to ${nameOf(known)}, whose account is ${how}${remarkOf(known)}: its failure mail reaches nobody.`;
  return peopleDraft('author', rule, known, [
    ...(how === undefined ? [] : [point('watch', 'author-inactive', text(how))]),
    ...stillUnknown(known, context),
  ]);
}

function stillUnknown(known: KnownOwner, context: JudgeContext): LevelReason[] {
  const question = { known, audience: 'unknown', ofAtlassian: true, expiryKnown: true } as const;
  return ownerReasons(question, context).filter(
    ({ code }) => code === 'owner-unknown' || code === 'source-unavailable',
  );
}

function remarkOf({ person }: KnownOwner): string {
  const deletion = person?.state === 'for_deletion' ? person.deletion : null;
  const until = deletion === null ? '' : `, until ${dayOf(deletion.at)}${deletion.exact ? '' : ' or so'}`;
  return until + (person?.remark === undefined ? '' : ` (${person.remark})`);
}

function peopleDraft(
  subject: PeopleSubject,
  rule: RuleFacts,
  { owner }: KnownOwner,
  points: LevelReason[],
): FindingDraft {
  return {
    subject,
    rule,
    location: placeOf(subject, rule),
    credential: null,
    destination: NOWHERE,
    owner,
    token: null,
    points,
    leastLevel: 'ok',
  };
}

/** The account that a connection acts for. */
export function judgeConnection(rule: RuleFacts, use: ConnectionUse, context: JudgeContext): FindingDraft {
  const known = use.accountId === null ? null : ownerByAccount(use.accountId, 'connection', rule, context);
  return {
    subject: 'connection',
    rule,
    location: use.location,
    credential: { kind: 'opaque', scheme: 'other', visibility: 'connection', checksum: 'none', fingerprint: null },
    destination: NOWHERE,
    owner: known === null ? null : withSource(known.owner),
    token: null,
    points: [...connectionOwner(known, context), ...connectionExpiry(use)],
    leastLevel: 'ok',
  };
}

function withSource(owner: FindingOwner): FindingOwner {
  return { ...owner, source: 'connection' };
}

function connectionOwner(known: KnownOwner | null, context: JudgeContext): LevelReason[] {
  if (known === null) {
    return [point('unknown', 'owner-unknown', 'The connection does not say whose account it uses.')];
  }
  const points = ownerReasons({ known, audience: 'unknown', ofAtlassian: true, expiryKnown: true }, context);
  const worst = points.find(
    ({ code }) => code !== 'owner-unknown' && code !== 'source-unavailable' && code !== 'owner-unmanaged',
  );
  if (worst === undefined) {
    return points;
  }
  const text = `The connection acts for ${nameOf(known)}, whose account is ${INACTIVE.get(known.owner.state) ?? 'inactive'}; Atlassian does not say that a connection outlives its account.`;
  return [...points, { ...worst, code: 'connection-owner-inactive', text }];
}

function connectionExpiry({ authType }: ConnectionUse): LevelReason[] {
  if (authType !== null && ENDLESS.has(authType)) {
    return [];
  }
  const what =
    authType === 'API_TOKEN'
      ? 'It signs in with an API token, whose expiry is not shown.'
      : 'How long it holds is not shown.';
  return [point('unknown', 'expiry-unknown', what)];
}
