import { breaksOn } from '../../src/report/formats/day';
import { describeSubject, SUBJECT_WORDS } from '../../src/report/formats/describe';
import { printableText } from '../../src/report/formats/printable-text';
import type { Dependence, PersonAnswer, PersonCheck } from '../../src/risk/check-person';
import { rulesIn } from '../../src/risk/check-person';
import type { KnownAccount } from '../../src/risk/find-account';
import { paintLevel } from './paint';
import type { Page } from './paint';
import { renderGrid } from './render-grid';

const COLUMNS = [
  { title: 'Level now', share: 0, least: 11 },
  { title: 'Rule', share: 1, least: 20 },
  { title: 'What depends on the account', share: 1, least: 20 },
  { title: 'Breaks', share: 0, least: 12 },
];

/** The answer to “what breaks if this account goes?” for a terminal: what broke, what would, what needs nothing, what was not seen. */
export function renderPersonAnswer(answer: PersonAnswer, asked: string, page: Page): string {
  const unseen = answer.notSeen.length === 0 ? [] : [notSeen(answer.notSeen)];
  return [...partsOf(answer, printableText(asked), page), ...unseen].join('\n\n') + '\n';
}

function partsOf(answer: PersonAnswer, asked: string, page: Page): string[] {
  switch (answer.found) {
    case 'one':
      return [
        headline(answer),
        ...section('Broken already', answer.brokenAlready, page, withAdvice),
        ...section('Would break', answer.wouldBreak, page, answer.isGone ? withAdvice : beforeLeaving),
        ...section('Goes on unattended', answer.unattended, page, withAdvice),
        ...section('Needs nothing', answer.alreadyCovered, page, withAdvice),
      ];
    case 'several':
      return [
        `${asked} is the name of several accounts. Ask again with the email or the id of one:\n${listed(answer.accounts)}`,
      ];
    case 'none':
      return [
        `No such account: nothing that was read names ${asked}. That does not mean that it is safe to delete.`,
        ...(answer.alike.length === 0 ? [] : [`Perhaps this is meant:\n${listed(answer.alike)}`]),
      ];
  }
}

function headline({ account, isGone, brokenAlready, wouldBreak, unattended }: PersonCheck): string {
  const state = account.state === 'unknown' ? 'state not known' : account.state.replaceAll('_', ' ');
  const who = `${printableText(namesOf(account))} (${state})`;
  const already = rulesIn(brokenAlready);
  const wouldBe = rulesIn(wouldBreak);
  const alone = rulesIn(unattended);
  const sentences = [
    ...(already > 0 || isGone
      ? [`${rules(already)} ${already > 1 ? 'are' : 'is'} broken already because of ${who}.`]
      : []),
    ...(isGone ? [] : [`If ${who} goes, ${rules(wouldBe)} would break.`]),
    ...(isGone && wouldBe > 0 ? [`${rules(wouldBe)} may break yet.`] : []),
    ...(alone > 0 ? [`${rules(alone)} ${alone === 1 ? 'goes' : 'go'} on with nobody to hear of failures.`] : []),
  ];
  return sentences.join(' ').replace(/^no rule/u, 'No rule');
}

function rules(count: number): string {
  return count === 0 ? 'no rule' : `${count} rule${count === 1 ? '' : 's'}`;
}

function namesOf({ email, name, accountId }: KnownAccount): string {
  return [email, name, accountId].filter((one) => one !== null).join(', ');
}

function listed(accounts: readonly KnownAccount[]): string {
  return accounts.map((account) => `  ${printableText(namesOf(account))}`).join('\n');
}

function withAdvice({ effect, finding }: Dependence): string {
  return [effect, ...(finding?.advice ?? []).map(({ text }) => text)].join(' ');
}

/** The day that counts is the one on which the account goes; an earlier end of the token is only mentioned. */
function beforeLeaving({ effect, finding }: Dependence): string {
  const breaks =
    finding?.breaks.from === undefined || finding.breaks.from === null
      ? ''
      : ` In any case it breaks: ${breaksOn(finding)}.`;
  return `${effect}${breaks}`;
}

function section(
  title: string,
  dependences: readonly Dependence[],
  page: Page,
  noteOf: (dependence: Dependence) => string,
): string[] {
  if (dependences.length === 0) {
    return [];
  }
  const rows = dependences.map((dependence) => {
    const { finding, rule, subject, level } = dependence;
    return {
      cells: [
        level,
        printableText(rule.name),
        printableText(finding === null ? SUBJECT_WORDS[subject] : describeSubject(finding)),
        finding === null ? '' : breaksOn(finding),
      ],
      paint: (text: string) => paintLevel(level, text, page),
      note: printableText(noteOf(dependence)),
    };
  });
  return [title, renderGrid(COLUMNS, rows, page.width)];
}

function notSeen(sentences: readonly string[]): string {
  return ['Could not be seen:', ...sentences.map((sentence) => `  ${printableText(sentence)}`)].join('\n');
}
