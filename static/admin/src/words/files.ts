import type { ImportedFile, ImportKind } from '../../../../src/resolvers/admin-api';
import { formatDay } from '../dates';

/** What is asked of a file of people or tokens. */
export interface FileQuestion {
  /** Of the box to tick. */
  complete: string;
  /** What a yes would make of who, or what, is missing. */
  consequence: string;
  /** In the list of files: yes and no. */
  isComplete: string;
  isPartial: string;
}

const QUESTIONS: Record<Exclude<ImportKind, 'rules'>, FileQuestion> = {
  people: {
    complete: 'This file lists everybody who has an account',
    consequence: 'Then whoever is not in it counts as gone, and rules with their tokens as broken.',
    isComplete: 'lists everybody',
    isPartial: 'need not list everybody',
  },
  tokens: {
    complete: 'This file lists every API token',
    consequence: 'Then a token that is not in it counts as revoked, and rules that hold it as broken.',
    isComplete: 'lists every token',
    isPartial: 'need not list every token',
  },
};

/** Null for rules, of which nobody needs to know whether they are all. */
export function fileQuestion(kind: ImportKind): FileQuestion | null {
  return kind === 'rules' ? null : QUESTIONS[kind];
}

/** What the list of files says of one: “lists everybody, as of 20 Nov 2026”. Null for rules. */
export function completenessLine({ kind, completeness }: ImportedFile): string | null {
  const question = fileQuestion(kind);
  if (question === null || completeness === null) {
    return null;
  }
  const { isPossible, isSaid, day } = completeness;
  const when = day === null ? 'of a day that nobody named' : `as of ${formatDay(day)}`;
  if (!isSaid) {
    return `${question.isPartial}, ${when}`;
  }
  return isPossible ? `${question.isComplete}, ${when}` : `was not read whole, ${when}`;
}
