import { endOfGrace, GRACE_DAYS } from '../../people/deletion-events';
import type { Audience, ReasonCode } from '../../report/report';
import type { JudgeContext } from '../judge-context';
import { dayOf, isPast } from '../levels';
import type { KnownOwner } from '../owner';
import { point, type LevelReason } from '../level-reason';

/** What the owner's state makes of a credential or a connection. */
export interface OwnerQuestion {
  known: KnownOwner;
  audience: Audience;
  /** Issued by Atlassian or sent to it. For any other secret the owner's Atlassian account decides nothing. */
  ofAtlassian: boolean;
  /** The owner's state need not be known for the expiry: an admin or the value itself states it. */
  expiryKnown: boolean;
}

export function ownerReasons(question: OwnerQuestion, context: JudgeContext): LevelReason[] {
  const { known, audience, ofAtlassian } = question;
  const who = nameOf(known);
  if (!known.named) {
    return [];
  }
  const remark = known.person?.remark === undefined ? '' : ` (${known.person.remark})`;
  const points = stateOfPoints(question, who, remark, context);
  if (known.person !== null && context.directory.isWeaklyKnown(known.person)) {
    points.push(unread(`A better source about ${who} was not read whole, so its state may be out of date.`));
  }
  if (known.owner.state === 'unknown' && known.absence === 'unread' && (audience !== 'third-party' || ofAtlassian)) {
    if (!context.directory.complete) {
      points.push(unread('The people were not read whole, so it cannot be said who is missing.'));
    }
  }
  return points;
}

function stateOfPoints(question: OwnerQuestion, who: string, remark: string, context: JudgeContext): LevelReason[] {
  const { known, audience, ofAtlassian, expiryKnown } = question;
  const here = audience === 'own-site';
  switch (known.owner.state) {
    case 'active':
    case 'service_account':
      return [];
    case 'deleted':
      if (!ofAtlassian) {
        return [leftPoint('owner-deleted', `The account of ${who} is deleted${remark}`)];
      }
      return [
        point('broken', 'owner-deleted', `The account of ${who} is deleted${remark}; its tokens do not work any more.`),
      ];
    case 'deactivated':
      if (!ofAtlassian) {
        return [leftPoint('owner-deactivated', `The account of ${who} is deactivated${remark}`)];
      }
      return [
        point('broken', 'owner-deactivated', `The account of ${who} is deactivated${remark}; its tokens are refused.`),
      ];
    case 'for_deletion':
      if (!ofAtlassian) {
        return [leftPoint('owner-for-deletion', `The account of ${who} is scheduled for deletion`)];
      }
      return [deletionPoint(known, who, context)];
    case 'suspended':
      return [
        here
          ? point('broken', 'owner-suspended', `The access of ${who} is suspended${remark}; this request fails.`)
          : point(
              'unknown',
              'owner-suspended',
              `The access of ${who} is suspended${remark}; whether that ends this request cannot be told.`,
            ),
      ];
    case 'no_access':
      return [
        here
          ? point(
              'broken',
              'owner-no-access',
              `${who} has no product access on this site${remark}, so this request fails.`,
            )
          : point(
              'unknown',
              'owner-no-access',
              `${who} has no product access on this site${remark}; the request goes elsewhere and cannot be checked.`,
            ),
      ];
    case 'unmanaged':
      return [
        point(
          expiryKnown ? 'ok' : 'unknown',
          'owner-unmanaged',
          `The organization does not manage the account of ${who}, so it sees neither its tokens nor whether it is about to end.`,
        ),
      ];
    case 'not_found':
      return [
        point(
          'broken',
          'owner-not-found',
          `${whoLists(context)} ${who}: the account was deleted or has another email now, and a request with the old one is refused.`,
        ),
      ];
    case 'unknown':
      if (audience === 'third-party' && !ofAtlassian && known.person === null) {
        return [];
      }
      return [point('unknown', 'owner-unknown', whyUnknown(known, who, remark))];
  }
}

/** Where an email was looked for in vain, up to the email: in files that list everybody, where no API was asked. */
function whoLists({ directory }: JudgeContext): string {
  const { lists } = directory.listings;
  const files = lists.flatMap(({ file, complete }) => (file === undefined || !complete ? [] : [file]));
  if (files.length === 0 || lists.some(({ isLive }) => isLive)) {
    return 'Nobody on this site has the email';
  }
  const named = files.map(({ name, people }) => `${name} (${people} ${people === 1 ? 'person' : 'people'})`);
  return `Nobody in ${named.join(' or ')} has the email`;
}

/** Somebody else's service keeps accounts of its own. */
function leftPoint(code: ReasonCode, what: string): LevelReason {
  return point('watch', code, `${what}; whether the service that the secret is for still takes it is not known.`);
}

/** A person in words: email, else name, else account id. */
export function nameOf({ owner }: KnownOwner): string {
  return owner.email ?? owner.name ?? (owner.accountId === null ? 'an unknown account' : `account ${owner.accountId}`);
}

function deletionPoint(known: KnownOwner, who: string, { asOf }: JudgeContext): LevelReason {
  const deletion = known.person?.deletion ?? null;
  if (deletion !== null && deletion.exact && isPast(deletion.at, asOf)) {
    return point('broken', 'owner-deleted', `The account of ${who} was deleted for good on ${dayOf(deletion.at)}.`, {
      from: deletion.at,
      to: deletion.at,
    });
  }
  const isKnown = deletion !== null && !isPast(deletion.at, asOf);
  const end = isKnown ? deletion.at : endOfGrace(asOf.getTime());
  const until = isKnown
    ? `It can be cancelled until ${dayOf(end)} (${deletion.exact ? 'the audit log tells when it was ordered' : 'estimated from the day of the deactivation'})`
    : `It can be cancelled within ${GRACE_DAYS} days of being scheduled; that day is not known, so until ${dayOf(end)} at the very latest (an estimate)`;
  const text = `The account of ${who} is scheduled for deletion and meanwhile treated as deactivated. ${until}; after that its tokens are gone for good.`;
  return point('critical', 'owner-for-deletion', text, { from: asOf.toISOString(), to: end });
}

function whyUnknown({ absence, owner }: KnownOwner, who: string, remark: string): string {
  switch (absence) {
    case 'no-source':
      return `No people were read, so the state of ${who} is not known.`;
    case 'hidden':
      return `${capitalise(who)} was not found, but some accounts hide their email and may be it.`;
    case 'unread':
      return owner.email === null
        ? `The sources that were read do not list ${who}; apps and accounts of other organizations are not listed.`
        : `${capitalise(who)} was not found, and the people were not read whole.`;
    case 'unsaid':
      return `${capitalise(who)} is in none of the lists that were read, and nobody said that they list everybody.`;
    case 'outdated':
      return `${capitalise(who)} is not in the list of people, which is older than the last edit of this rule.`;
    case 'none':
      return `${capitalise(who)} was not found, but the request does not go to this site, so the account may be elsewhere.`;
    case 'unmanaged':
    case null:
      return `The state of ${who} could not be determined${remark}.`;
  }
}

function capitalise(text: string): string {
  return text.includes('@') ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
}

function unread(text: string): LevelReason {
  return point('unknown', 'source-unavailable', text);
}
