import { readImported } from '../imports/read-imported';
import type { FindingCredential } from '../report/report';
import type { Dependence } from '../risk/check-person';
import { accountsIn, checkAccount, rulesIn } from '../risk/check-person';
import type { KnownAccount } from '../risk/find-account';
import { findAccount } from '../risk/find-account';
import { everyAccount } from '../risk/rule-people';
import type { RuleFacts } from '../rules/rule-facts';
import { readConfiguration } from '../storage/configuration';
import type { KeptFacts } from '../storage/facts-store';
import { factsIn, NO_FACTS, readFacts, readFactsPointer } from '../storage/facts-store';
import { accountsOfSources, coverageOf, readReport, type ReportReader } from '../storage/report-store';
import type { PersonCheck, Place, Places } from './admin-api';
import { personRequest } from './admin-requests';
import { MOST_BYTES, sizeOf } from './answer-parts';
import { findInJira } from './find-in-jira';
import type { ResolverCall, ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import { ruleUrl } from './rule-url';

/** Check before you delete: everything that depends on one account, from the report and from the rules themselves. */
export const checkPerson: ResolverDefinition<'checkPerson'> = {
  request: personRequest,
  async answer({ account }, call) {
    const check = await readReport((reader) => checkPublished(reader, account, call));
    return check === null ? refuse('not-found', 'There is no report yet. Start a scan first.') : answerWith(check);
  },
};

async function checkPublished(reader: ReportReader, asked: string, call: ResolverCall): Promise<PersonCheck> {
  const pointer = await readFactsPointer();
  const facts = pointer === null ? NO_FACTS : await readFacts(pointer);
  const imported = await importedRules(facts, call);
  const findings = await reader.findings();
  const known: KnownAccount[] = [
    ...accountsOfSources(await reader.sources()),
    ...accountsIn(findings),
    ...namedBy(everyAccount(facts.accounts)),
    ...namedBy(imported.flatMap(({ actorAccountId, authorAccountId }) => [actorAccountId, authorAccountId])),
  ];
  const { search, isSure } = await findWith(known, asked, call);
  if (search.found === 'none') {
    return { ...search, isSure };
  }
  if (search.found === 'several') {
    return search;
  }
  const { account } = search;
  const others = account.accountId === null ? [] : await facts.rulesOf(new Set([account.accountId]));
  const rules: RuleFacts[] = [...factsIn(facts.relevant), ...others, ...imported];
  const { published } = reader;
  const checked = {
    findings,
    coverage: coverageOf(published),
    unread: published.unreadCount,
    status: published.status,
  };
  const { brokenAlready, wouldBreak, unattended, alreadyCovered, isGone, notSeen } = checkAccount(
    account,
    checked,
    rules,
  );
  const { site } = await readConfiguration();
  const shown = (places: readonly Dependence[]): Places => toPlaces(places, site.host);
  return {
    found: 'one',
    account,
    isGone,
    brokenAlready: shown(brokenAlready),
    wouldBreak: shown(wouldBreak),
    unattended: shown(unattended),
    alreadyCovered: shown(alreadyCovered),
    limits: notSeen,
  };
}

/** Whom no rule, finding or token names may have an account all the same: Jira knows. */
async function findWith(known: readonly KnownAccount[], asked: string, call: ResolverCall) {
  const search = findAccount(asked, known);
  if (search.found !== 'none') {
    return { search, isSure: true };
  }
  const people = await findInJira(call, asked);
  return people.ok
    ? { search: findAccount(asked, [...people.value, ...known]), isSure: true }
    : { search, isSure: false };
}

function namedBy(accountIds: Iterable<string | null>): KnownAccount[] {
  return [...new Set(accountIds)].flatMap((accountId) =>
    accountId === null ? [] : [{ accountId, email: null, name: null, state: 'unknown' as const }],
  );
}

async function importedRules(facts: KeptFacts, { ports }: ResolverCall): Promise<RuleFacts[]> {
  const uuids = async (): Promise<Set<string>> => {
    const found = new Set(factsIn(facts.relevant).map(({ uuid }) => uuid));
    for (const { uuid } of await facts.others()) {
      found.add(uuid);
    }
    return found;
  };
  return (await readImported(uuids, ports.clock.now())).facts;
}

/** Each of the four lists may take its part of an answer. */
const BYTES_PER_LIST = MOST_BYTES / 4;

function toPlaces(dependences: readonly Dependence[], host: string | null): Places {
  const places: Place[] = [];
  let bytes = 0;
  for (const { rule, subject, level, finding, effect } of dependences) {
    const place: Place = {
      rule,
      url: finding?.own === true ? null : ruleUrl(host, rule),
      subject,
      level,
      findingId: finding?.id ?? null,
      credential: finding === null || finding.own === true ? null : toShown(finding.credential),
      reasons: finding?.reasons.map(({ code }) => code) ?? [],
      breaks: finding?.breaks ?? { from: null, to: null },
      effect,
    };
    bytes += sizeOf(place);
    if (bytes > BYTES_PER_LIST) {
      break;
    }
    places.push(place);
  }
  return { places, total: dependences.length, rules: rulesIn(dependences) };
}

function toShown(credential: FindingCredential | null): Place['credential'] {
  return credential === null ? null : { kind: credential.kind, fingerprint: credential.fingerprint };
}
