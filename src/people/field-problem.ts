import type { BaseIssue } from 'valibot';

/** Where and of what kind a field is wrong. A validator's own message is never used: it may quote the value. */
export function describeFieldProblem(issues: readonly BaseIssue<unknown>[]): string {
  const issue = issues[0];
  if (issue === undefined) {
    return 'it does not have the expected shape';
  }
  const path = (issue.path ?? []).map((step) => String(step.key)).join('.');
  if (path !== '' && issue.input === undefined) {
    return `its “${path}” is missing`;
  }
  const expected = EXPECTED.get(issue.type) ?? 'of the expected shape';
  return path === '' ? `it is not ${expected}` : `its “${path}” is not ${expected}`;
}

const EXPECTED = new Map<string, string>([
  ['string', 'text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['loose_object', 'an object'],
]);
