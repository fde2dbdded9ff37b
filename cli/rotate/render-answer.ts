import { printableText } from '../../src/report/formats/printable-text';
import type { Page } from '../table/paint';
import { renderGrid } from '../table/render-grid';
import type { AnsweredHand, AnsweredRule, RotationAnswer } from './answer';
import { OUTCOMES } from './rotation';
import { OUTCOME_WORDS, placeWords } from './words';

const COLUMNS = [
  { title: 'What', share: 0, least: 19 },
  { title: 'Rule', share: 2, least: 20 },
  { title: 'Where', share: 3, least: 24 },
];

/** The answer of a rotation for a terminal. */
export function renderAnswer(answer: RotationAnswer, page: Page): string {
  const { rules, byHand, unread, limits, revoke } = answer;
  return (
    [
      headline(answer),
      ...(rules.length === 0 ? [] : [grid(rules, page)]),
      ...handLines(byHand),
      ...lines(
        'Not read, so nobody knows what they hold:',
        unread.map(({ source, reason }) => `${source}: ${reason}`),
      ),
      ...lines('Not checked:', limits),
      ...(rules.length + byHand.length === 0 ? [] : [printableText(revoke.text)]),
    ].join('\n\n') + '\n'
  );
}

function headline({ mode, site, summary, newToken }: RotationAnswer): string {
  const counts = OUTCOMES.flatMap((outcome) =>
    summary[outcome] === 0 ? [] : [`${summary[outcome]} ${OUTCOME_WORDS[outcome]}`],
  );
  const what = mode === 'plan' ? 'Plan, nothing was written' : 'Rotation';
  return [
    `${what}, ${printableText(site)}: ${counts.length === 0 ? 'no rule holds the old or the new value' : counts.join(' · ')}`,
    ...(newToken === null ? [] : [tokenLine(newToken)]),
  ].join('\n');
}

function tokenLine({ outcome, form, email }: NonNullable<RotationAnswer['newToken']>): string {
  if (outcome === 'not-tried') {
    return 'The new value was not tried: it is no token that this site could be asked about.';
  }
  const where =
    form === 'scoped' ? 'at api.atlassian.com/ex/… alone (it has scopes)' : 'at the site (it has no scopes)';
  return `The new token signs in as ${printableText(email ?? 'its account')}, ${where}.`;
}

function grid(rules: readonly AnsweredRule[], page: Page): string {
  const rows = rules.map((rule) => ({
    cells: [OUTCOME_WORDS[rule.outcome], printableText(rule.name), printableText(placeWords(rule))],
    note: printableText(
      [rule.reason?.text ?? '', ...rule.at, rule.url ?? rule.uuid].filter((text) => text !== '').join(' '),
    ),
    paint: (text: string) => text,
  }));
  return renderGrid(COLUMNS, rows, page.width);
}

/** Lines of one sort; JSON has all. */
const MOST_LINES = 30;

/** What a person has to look at: what to do once, then the rules. */
function handLines(byHand: readonly AnsweredHand[]): string[] {
  const sorts = [...new Set(byHand.map(({ what }) => what))];
  return sorts.flatMap((sort) => {
    const own = byHand.filter(({ what }) => what === sort);
    const title = `To do by hand, where the old value may still be. ${own[0]?.text ?? ''}`;
    return lines(
      title,
      own.map(({ name, url, uuid }) => `${name}  ${url ?? uuid}`),
    );
  });
}

function lines(title: string, all: readonly string[]): string[] {
  if (all.length === 0) {
    return [];
  }
  const shown = all.slice(0, MOST_LINES).map((line) => `  ${printableText(line)}`);
  const more = all.length - shown.length;
  return [[title, ...shown, ...(more > 0 ? [`  … and ${more} more, all in --format json`] : [])].join('\n')];
}
