import { plainFinding, type PeopledRule, type PlainPerson } from '../../../src/risk/plain-people';
import type { Finding, Level, Report, UnreadableRule } from '../../../src/report/report';
import { LEVELS } from '../../../src/report/report';
import { compareFindings, compareRules } from '../../../src/risk/compare-findings';
import { isPacked, pack, readLines } from '../../../src/storage/pack';
import { sampleFinding } from '../../report/formats/sample-report';
import type { TestSite } from '../../scan/support/test-site';

/** Names that would break out of one format or another, also where a slice happens to end. */
const NAMES = [
  '=HYPERLINK("https://example.com","x")',
  '"},{"level":"ok","x":"',
  '| a | b |\n|---|---|',
  '<img src=x onerror=alert(1)>',
  '[x](https://example.com) {0}',
  'snow \u{1F328}\u{FE0F} and \u202Eturned\u202C text',
  'a,b;c\r\n"d"',
  '"findings": [] "results": []',
  'plain',
];

const LONG_ADVICE = 'Make a new token under an account that stays | and <b>say so</b>. '.repeat(16);

interface Place {
  prefix: string;
  counts: number[];
}

/** Puts a report in place of the published one, with several parts in each of its lists, and gives it as it is meant to read.
 * @param worst how one finding differs */
export function publishLarge(site: TestSite, size: number, worst: Partial<Finding> = {}): Report {
  const head = publishedHead(site);
  const id = `${String(head['id'])}-large`;
  const prefix = `report:${id}:test`;
  let lists = 0;
  const keep = (kind: string, items: readonly object[], perPart = Math.ceil(items.length / 3)): Place => {
    lists += 1;
    const place: Place = { prefix: `${prefix}:${lists}`, counts: [] };
    for (let start = 0; start < items.length; start += perPart) {
      const list = { kind, schema: 1, isItem: (item: unknown): item is object => typeof item === 'object' };
      for (const part of pack(list, items.slice(start, start + perPart))) {
        write(site, `${place.prefix}:${place.counts.length}`, part);
        place.counts.push(part.count);
      }
    }
    return place;
  };

  const own = [sampleFinding({ own: true, level: 'watch', rule: { ...ruleOf(0), uuid: 'automation-token-watch' } })];
  const ofLevel = (level: Level, number: number, more: Partial<Finding>): Finding[] =>
    Array.from({ length: number }, (_, place) =>
      sampleFinding({
        id: `${level}-${more.subject ?? ''}-${place}`,
        level,
        rule: ruleOf(place),
        breaks: { from: place % 3 === 0 ? null : `2026-12-0${(place % 9) + 1}T00:00:00.000Z`, to: null },
        advice: [{ code: 'rotate-token', text: LONG_ADVICE }],
        ...more,
        ...(level === 'broken' && place === 0 ? worst : {}),
      }),
    ).sort(compareFindings);
  const uses = LEVELS.map((level) => ({ level, findings: ofLevel(level, size, {}) }));
  const people = (['watch', 'unknown', 'ok'] as const).map((level) => ({
    level,
    findings: ofLevel(level, size, { subject: 'actor', credential: null, destination: null, token: null }),
  }));
  const well: PlainPerson[] = (['actor', 'author'] as const).map((subject) => ({
    subject,
    accountId: 'account-17',
    owner: sampleFinding().owner,
    breaks: { from: null, to: null },
    reasons: [],
  }));
  const roster: PeopledRule[] = Array.from({ length: size * 4 }, (_, place) => ({
    ...ruleOf(place),
    uuid: `rule-with-people-${place}`,
    actorAccountId: place % 3 === 1 ? 'account-gone' : 'account-17',
    authorAccountId: place % 4 === 2 ? null : 'account-17',
  })).sort(compareRules);
  const plain = roster.flatMap((rule) =>
    well.flatMap((person) => {
      const accountId = person.subject === 'actor' ? rule.actorAccountId : rule.authorAccountId;
      return accountId === person.accountId ? [plainFinding(rule, person)] : [];
    }),
  );
  const unreadable: UnreadableRule[] = NAMES.map((source) => ({ source, reason: 'It could not be read.' }));

  const levels = uses.map(({ level, findings }) => ({
    level,
    place: keep('findings', findings),
    count: findings.length,
  }));
  const kept = {
    sign: 'sign',
    rules: { segments: [], gone: [], files: [] },
    roster: keep('roster', roster),
    levels: people.map(({ level, findings }) => ({ level, place: keep('findings', findings), count: findings.length })),
    well: keep('well', well),
    plain: plain.length,
    decided: [],
    first: [],
    changes: { counts: { new: 0, worse: 0, better: 0, gone: 0, rotated: 0 }, lines: [], history: [] },
  };
  const others = [...uses, ...people].flatMap(({ findings }) => findings);
  const findings = [...own, ...[...others, ...plain].sort(compareFindings)];
  const summary = Object.fromEntries(
    LEVELS.map((level) => [level, findings.filter((finding) => finding.level === level).length]),
  );
  const published = {
    ...head,
    id,
    own,
    levels,
    people: kept,
    unreadable: keep('unreadable', unreadable),
    first: findings.slice(1, 51),
    findingCount: findings.length,
    summary,
  };
  const [packed] = pack({ kind: 'report', schema: 3, isItem: (item): item is object => item !== null }, [published]);
  write(site, 'published', packed);
  const { generatedAt, asOf, status, coverage } = published as unknown as Report;
  return {
    schemaVersion: 1,
    generatedAt,
    asOf,
    status: status ?? 'complete',
    coverage: { ...coverage, rulesUnreadable: unreadable },
    summary: summary as Report['summary'],
    findings,
  };
}

function ruleOf(place: number): Finding['rule'] {
  return {
    uuid: `rule-${place}`,
    name: `${NAMES[place % NAMES.length] ?? ''}${place % 17}`,
    state: place % 5 === 0 ? 'DISABLED' : 'ENABLED',
    product: 'jira',
    updatedAt: null,
  };
}

function publishedHead(site: TestSite): Record<string, unknown> {
  const line = site.host.kvs.dump().find((one) => one.startsWith('published\n')) ?? '';
  const { value } = JSON.parse(line.slice('published\n'.length)) as { value: object };
  const [head] = isPacked(value) ? readLines(value) : [];
  return Object.fromEntries(Object.entries(head ?? {}));
}

function write(site: TestSite, key: string, value: unknown): void {
  site.host.kvs.handle('/api/v1/set', JSON.stringify({ key, value }));
}
