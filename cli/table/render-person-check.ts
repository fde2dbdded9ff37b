import { breaksOn } from '../../src/report/formats/day';
import { describeSubject } from '../../src/report/formats/describe';
import { printableText } from '../../src/report/formats/printable-text';
import type { Dependence, PersonCheck } from '../../src/risk/check-person';
import { paintLevel } from './paint';
import type { Page } from './paint';
import { renderGrid } from './render-grid';

const COLUMNS = [
  { title: 'Level now', share: 0, least: 11 },
  { title: 'Rule', share: 1, least: 20 },
  { title: 'What depends on the account', share: 1, least: 20 },
  { title: 'Breaks', share: 0, least: 12 },
];

/** The answer to “what breaks if this account goes?” for a terminal: what would, what needs nothing, what was not seen. */
export function renderPersonCheck(check: PersonCheck, asked: string, page: Page): string {
  return (
    [
      headline(check, asked),
      ...section('Would break', check.wouldBreak, page),
      ...section('Needs nothing', check.alreadyCovered, page),
      ...(check.notSeen.length === 0 ? [] : [notSeen(check.notSeen)]),
    ].join('\n\n') + '\n'
  );
}

function headline({ account, wouldBreak }: PersonCheck, asked: string): string {
  if (account === null) {
    return `Nothing that was read names ${printableText(asked)}.`;
  }
  const names = [account.email, account.name, account.accountId].filter((name) => name !== null);
  const rules = new Set(wouldBreak.map(({ rule }) => `${rule.product} ${rule.uuid}`)).size;
  const count = rules === 0 ? 'no rule' : `${rules} rule${rules === 1 ? '' : 's'}`;
  const state = account.state === 'unknown' ? 'state not known' : account.state.replaceAll('_', ' ');
  return `If ${printableText(names.join(', '))} (${state}) goes, ${count} would break.`;
}

function section(title: string, dependences: readonly Dependence[], page: Page): string[] {
  if (dependences.length === 0) {
    return [];
  }
  const rows = dependences.map(({ finding, rule, effect }) => ({
    cells: [finding.level, printableText(rule.name), printableText(describeSubject(finding)), breaksOn(finding)],
    paint: (text: string) => paintLevel(finding.level, text, page),
    note: printableText([effect, ...finding.advice.map(({ text }) => text)].join(' ')),
  }));
  return [title, renderGrid(COLUMNS, rows, page.width)];
}

function notSeen(sentences: readonly string[]): string {
  return ['Could not be seen:', ...sentences.map((sentence) => `  ${printableText(sentence)}`)].join('\n');
}
