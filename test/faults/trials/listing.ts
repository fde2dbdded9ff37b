import type { CloudAnswer, CloudRequest } from '../../../local/cloud/api/router';
import type { Organization, StoredRule } from '../../../local/cloud/organization';
import type { HostHooks } from '../../../local/forge-host/hooks';
import { expectedReports } from '../support/expected-report';
import type { SecondScan } from '../support/small-site';
import type { TrialSite, Trial } from '../support/trial';
import { runTrial, trialSite } from '../support/trial';

const PAGE = 100;
const LIES = 'the listing lies';

/** What one pass over the listing shows: rules in pages, as they come. `pass` counts from 0. */
type Lie = (rules: StoredRule[], pass: number) => StoredRule[][];

/** A listing that skips, repeats and reorders. No rule may be called gone, and none that changed be missed. */
export function listingTrials(site: TrialSite, { changed, added }: SecondScan): Trial[] {
  const changedIds = new Set(changed.map(({ uuid }) => uuid));
  const first = (rules: StoredRule[], wanted: boolean): StoredRule | undefined =>
    rules.find((rule) => rule.uuid !== added.uuid && changedIds.has(rule.uuid) === wanted);
  const without = (rules: StoredRule[], ...gone: (StoredRule | undefined)[]): StoredRule[][] =>
    inPages(rules.filter((rule) => !gone.includes(rule)));
  const honest: Lie = (rules) => inPages(rules);
  const once =
    (lie: Lie): Lie =>
    (rules, pass) =>
      (pass === 0 ? lie : honest)(rules, pass);

  const lies: [string, Lie][] = [
    ['skips a rule', (rules) => without(rules, first(rules, false))],
    ['skips a changed rule', (rules) => without(rules, first(rules, true))],
    ['skips a tenth', (rules) => inPages(rules.filter((_, index) => index % 10 !== 3))],
    ['skips the second page', (rules) => inPages(rules).slice(0, 1)],
    ['skips the first page', (rules) => inPages(rules).slice(1)],
    ['is empty', () => [[]]],
    ['repeats the last rule of a page', (rules) => overlapping(rules, 1)],
    ['repeats half a page', (rules) => overlapping(rules, PAGE / 2)],
    ['repeats every page', (rules) => inPages(rules).flatMap((page) => [page, page])],
    ['goes backwards', (rules) => inPages(rules.toReversed())],
    ['shuffles between pages', (rules) => shuffledBetweenPages(rules)],
    ['moves a rule that was on no page yet to a page that was read', (rules) => movedForward(rules)],
  ];
  const { org } = site.moment;
  const withoutNew = { ...org, rules: org.rules.filter((rule) => rule !== added) };
  const excused = expectedReports({ ...site.moment, org: withoutNew });
  const lastingly = (lie: Lie): TrialSite => {
    const isShown = lie(org.rules, 1).flat().includes(added);
    return { ...site, expected: isShown ? site.expected : excused, neverEnds: true };
  };
  return [
    ...lies.flatMap(([what, lie]) => [
      trial(site, `${what}, once`, listing(org, once(lie))),
      trial(lastingly(lie), `${what}, always`, listing(org, lie)),
    ]),
    trial(
      { ...site, excused },
      'hides a new rule, once',
      listing(
        org,
        once((rules) => without(rules, added)),
      ),
    ),
  ];
}

/** At Forge's pace these take longer than the 12 minutes that an invocation works. */
const MANY_PAGES = 1400;
/** About as many fit in. */
const PAGES_IN_TIME = 1190;

/** A listing of so many pages that one invocation cannot read it: another goes on at its cursor. */
export function longListingTrials(site: TrialSite, deleted: StoredRule): Trial[] {
  const { org } = site.moment;
  // While the listing never ends, nobody is told that a rule was deleted.
  const withDeleted = { ...org, rules: [...org.rules, deleted] };
  const undeleted = { ...trialSite({ ...site.moment, org: withDeleted }), neverEnds: true };
  const long = listing(org, (rules) => stretched(rules, MANY_PAGES));
  const refusedAt = (first: number, times: number) => () => {
    const answer = long();
    let asked = 0;
    return (request: CloudRequest): CloudAnswer | undefined => {
      asked += isListing(request) ? 1 : 0;
      return isListing(request) && asked >= first && asked < first + times ? { status: 400 } : answer(request);
    };
  };
  return [
    trial(site, 'takes longer than an invocation lives', long),
    trial(site, 'takes longer, and its cursor expires meanwhile', refusedAt(PAGES_IN_TIME, 1)),
    trial(site, 'takes longer, and a cursor expires twice', refusedAt(PAGES_IN_TIME - 100, 2)),
    ...[600, PAGES_IN_TIME + 100].map((page) => ({
      kind: LIES,
      name: `takes longer, and is killed at page ${page}`,
      run: () => runTrial({ site, onRequest: long(), hooks: killAtListing(page) }),
    })),
    ...[3, PAGES_IN_TIME + 100].map((page) => ({
      kind: LIES,
      name: `takes longer, is killed at page ${page} and its cursor has expired by then`,
      run: () => runTrial({ site, onRequest: refusedAt(page, 1)(), hooks: killAtListing(page) }),
    })),
    trial(site, 'never ends, once', () => endless(org, 1)),
    trial(undeleted, 'never ends, always', () => endless(withDeleted, Infinity)),
  ];
}

function killAtListing(page: number): HostHooks {
  let pages = 0;
  return {
    onLeave: ({ label, phase }) => {
      const isPage = phase === 'before' && label.includes('/public/jira/') && label.endsWith('/rule/summary');
      pages += isPage ? 1 : 0;
      return isPage && pages === page ? 'kill' : 'pass';
    },
  };
}

/** Pages that lead to ever more pages, with rules that were there before; so many scans long. */
function endless(org: Organization, scans: number) {
  const rules = org.rules.filter(({ product }) => product === 'jira');
  const pages = inPages(rules);
  let number = 0;
  return (request: CloudRequest): CloudAnswer | undefined => {
    if (!isListing(request) || request.query.get('limit') === '1' || number > scans * MORE_THAN_ALLOWED) {
      return undefined;
    }
    number += 1;
    return page(pages[number % pages.length] ?? [], number);
  };
}

/** A scan's listings give up before. */
const MORE_THAN_ALLOWED = 4990;

/** So many pages, most of them empty. */
function stretched(rules: StoredRule[], pages: number): StoredRule[][] {
  const each = Math.max(1, Math.floor(pages / Math.max(1, rules.length)));
  const all = rules.flatMap((rule) => [[rule], ...Array.from({ length: each - 1 }, (): StoredRule[] => [])]);
  return [...all, ...Array.from({ length: Math.max(0, pages - all.length) }, (): StoredRule[] => [])];
}

/** Cursors that expire, go round in circles, or lead nowhere; entries that are no rules. */
export function cursorTrials(site: TrialSite): Trial[] {
  const { org } = site.moment;
  const refused: CloudAnswer = { status: 400, json: { errors: [{ status: 400, title: 'The cursor has expired' }] } };
  const atCursor = (answer: (times: number) => CloudAnswer | undefined) => {
    let times = 0;
    return (request: CloudRequest): CloudAnswer | undefined =>
      isListing(request) && request.query.has('cursor') ? answer(times++) : undefined;
  };
  return [
    trial(site, 'a cursor expires once', () => atCursor((times) => (times === 0 ? refused : undefined))),
    trial(site, 'a cursor expires twice', () => atCursor((times) => (times < 2 ? refused : undefined))),
    trial(site, 'a cursor is unknown once (404)', () =>
      atCursor((times) => (times === 0 ? { status: 404 } : undefined)),
    ),
    trial(site, 'the pages go in circles, once', () => circles(org, 1)),
    trial(site, 'entries that are no rules', () => {
      let passed = false;
      return (request) => {
        if (!isListing(request) || passed) {
          return undefined;
        }
        passed = true;
        return { status: 200, json: { data: [null, 7, {}, { uuid: '' }, { name: 'x' }], links: { next: null } } };
      };
    }),
  ];
}

/** Rules that the listing names and that are not there when they are asked for. */
export function vanishingTrials(site: TrialSite, listed: StoredRule, deleted: StoredRule): Trial[] {
  const answering = (times: number, status: number) => () => {
    let asked = 0;
    return (request: CloudRequest): CloudAnswer | undefined =>
      isAsked(request, listed) && asked++ < times ? { status } : undefined;
  };
  return [
    trial(site, 'a rule is not there once (404)', answering(1, 404)),
    trial(site, 'a rule is not there twice (404)', answering(2, 404)),
    trial(site, 'a rule is not there for a day (404)', answering(8, 404)),
    trial(site, 'a rule is refused once (403)', answering(1, 403)),
    trial(site, 'a rule is refused for a day (403)', answering(8, 403)),
    trial(site, 'a rule is deleted after it was listed', () => withGhost(site.moment.org, deleted)),
    trial(site, 'a rule that nobody knew is deleted after it was listed', () =>
      withGhost(site.moment.org, { ...deleted, uuid: '00000000-0000-4000-8000-00000000dead' }),
    ),
  ];
}

function isAsked({ path }: CloudRequest, { uuid }: StoredRule): boolean {
  return path.endsWith(`/rule/${uuid}`);
}

/** A rule that the listing names, as edited just now, until it is asked for: from then on it was never there. */
function withGhost(org: Organization, ghost: StoredRule) {
  const edited = { ...ghost, rule: { ...ghost.rule, updated: 1 } };
  const honest = listing(org, (rules) => inPages(rules))();
  const haunted = listing({ ...org, rules: [...org.rules, edited] }, (rules) => inPages(rules))();
  let isGone = false;
  return (request: CloudRequest): CloudAnswer | undefined => {
    isGone ||= isAsked(request, ghost);
    return (isGone ? honest : haunted)(request);
  };
}

function trial(
  site: TrialSite,
  name: string,
  onRequest: () => (request: CloudRequest) => CloudAnswer | undefined,
): Trial {
  return { kind: LIES, name, run: () => runTrial({ site, onRequest: onRequest() }) };
}

function isListing({ method, path }: CloudRequest): boolean {
  return method === 'GET' && path.includes('/public/jira/') && path.endsWith('/rule/summary');
}

/** Answers the listing of Jira's rules with a lie. A request without cursor begins a pass; a probe asks for one. */
function listing(org: Organization, lie: Lie) {
  const rules = org.rules.filter(({ product }) => product === 'jira');
  return () => {
    let pass = -1;
    return (request: CloudRequest): CloudAnswer | undefined => {
      if (!isListing(request) || request.query.get('limit') === '1') {
        return undefined;
      }
      const cursor = request.query.get('cursor');
      pass += cursor === null ? 1 : 0;
      const pages = lie(rules, pass);
      const number = Number(cursor ?? 0);
      return page(pages[number] ?? [], number + 1 < pages.length ? number + 1 : null);
    };
  };
}

function circles(org: Organization, passes: number) {
  const rules = org.rules.filter(({ product }) => product === 'jira');
  let pass = -1;
  return (request: CloudRequest): CloudAnswer | undefined => {
    if (!isListing(request) || request.query.get('limit') === '1') {
      return undefined;
    }
    pass += request.query.has('cursor') ? 0 : 1;
    return pass < passes ? page(rules.slice(0, PAGE), 0) : undefined;
  };
}

function page(rules: StoredRule[], next: number | null): CloudAnswer {
  const data = rules.map(({ uuid, rule }) => ({
    uuid,
    name: rule['name'],
    state: rule['state'],
    updated: rule['updated'],
  }));
  const link = next === null ? null : `?cursor=${next}&limit=${PAGE}`;
  return { status: 200, json: { data, links: { self: null, next: link, prev: null } } };
}

function inPages(rules: StoredRule[]): StoredRule[][] {
  const pages: StoredRule[][] = [];
  for (let start = 0; start < Math.max(1, rules.length); start += PAGE) {
    pages.push(rules.slice(start, start + PAGE));
  }
  return pages;
}

/** Each page begins with the end of the one before, as when rules are added at the front meanwhile. */
function overlapping(rules: StoredRule[], by: number): StoredRule[][] {
  const pages: StoredRule[][] = [];
  for (let start = 0; start < rules.length; start += PAGE - by) {
    pages.push(rules.slice(start, start + PAGE));
  }
  return pages;
}

/** Every page is cut from another order: some rules come twice, others not at all. */
function shuffledBetweenPages(rules: StoredRule[]): StoredRule[][] {
  return inPages(rules).map((_, number) => {
    const turned = [...rules.slice(number * 37), ...rules.slice(0, number * 37)];
    return inPages(turned)[number] ?? [];
  });
}

/** The first rule of the second page goes to the first page after that was read: it is on no page. */
function movedForward(rules: StoredRule[]): StoredRule[][] {
  const [first = [], second = [], ...rest] = inPages(rules);
  return [first, second.slice(1), ...rest];
}
