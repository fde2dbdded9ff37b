import type { AdminFailureCode } from '../../../../src/resolvers/admin-api';
import type { Problem, ProblemSource } from '../../../../src/report/problem';
import type { Failure } from '../backend';

/** What happened, and what the admin can do about it. */
export interface FailureWords {
  title: string;
  text: string;
}

type Code = AdminFailureCode | 'unreachable';

/** Where the text is null the app's own sentence says best what to do. */
const GENERAL: Record<Code, { title: string; text: string | null }> = {
  'not-admin': {
    title: 'Only Jira administrators can use this page',
    text: 'Your account needs the global permission Administer Jira. Ask a Jira administrator for it, or to open this page for you.',
  },
  'bad-request': { title: 'That did not work', text: null },
  'not-found': {
    title: 'This is not in the last report',
    text: 'It may have been removed since, or the link may be out of date.',
  },
  unauthorized: {
    title: 'Atlassian refused the saved credential',
    text: 'It is wrong, expired or revoked. Save a new one in Settings.',
  },
  forbidden: {
    title: 'The saved credential may not read this',
    text: 'Use the credential of an account with the global permission Administer Jira. Replace it in Settings.',
  },
  'rate-limited': {
    title: 'Atlassian asks to slow down',
    text: 'Too many requests were made in a short time. Wait a minute, then try again.',
  },
  unavailable: {
    title: 'Atlassian does not answer at the moment',
    text: 'The service reports an error of its own. Try again in a few minutes; status.atlassian.com says whether it is known.',
  },
  network: {
    title: 'No connection to Atlassian',
    text: 'The request got no answer. Try again in a few minutes; status.atlassian.com says whether it is known.',
  },
  'bad-answer': {
    title: 'Atlassian gave an answer that could not be read',
    text: 'It was not in the documented form. Try again; if it stays like this, report it with the time of day.',
  },
  'not-connected': { title: 'There are no rules to read yet', text: null },
  'not-offered': { title: 'This edition of the app cannot do that', text: null },
  'already-running': {
    title: 'A scan is running already',
    text: 'Its result appears here as soon as it is finished.',
  },
  outdated: {
    title: 'A newer report was published meanwhile',
    text: 'What was loaded so far belongs to the one before. Try again.',
  },
  unexpected: { title: 'That did not work', text: null },
  unreachable: {
    title: 'The app did not answer',
    text: 'The connection between this page and the app broke, or the app stopped with an error. Try again, or reload the page.',
  },
};

/** Words for a failed request, whatever it asked for. The app's own sentence stands in where the code says little. */
export function failureWords(failure: Failure): FailureWords {
  const { title, text } = GENERAL[failure.code];
  return { title, text: text ?? failure.text };
}

const CONNECT_NETWORK: FailureWords = {
  title: 'No connection to Atlassian',
  text: 'api.atlassian.com gave no answer. Try again in a few minutes. Nothing was saved.',
};

const CONNECT_AUTOMATION: Partial<Record<Code, FailureWords>> = {
  network: CONNECT_NETWORK,
  unauthorized: {
    title: 'Atlassian refused this email and token',
    text: 'Check that the token belongs to this email, has not expired, and was created without scopes: tokens with scopes cannot read automation rules. Nothing was saved.',
  },
  forbidden: {
    title: 'This account may not read automation rules',
    text: 'The token works, but its owner lacks the global permission Administer Jira, or had it not yet when the token was made. Grant the permission first, then create the token. Nothing was saved.',
  },
};

const CONNECT_ORGANIZATION: Partial<Record<Code, FailureWords>> = {
  network: CONNECT_NETWORK,
  unauthorized: {
    title: 'Atlassian refused this key',
    text: 'It is wrong, expired or revoked. An organization key lasts one week unless another date was chosen when it was made. Nothing was saved.',
  },
  forbidden: {
    title: 'This key may not read the organization',
    text: 'Create a key with the scopes listed beside the field. A key from before March 2026 cannot read API keys. Nothing was saved.',
  },
};

/** Words for a credential that was tried before saving and did not pass. */
export function connectFailureWords(which: 'automation' | 'organization', failure: Failure): FailureWords {
  const special = which === 'automation' ? CONNECT_AUTOMATION : CONNECT_ORGANIZATION;
  return special[failure.code] ?? failureWords(failure);
}

const SOURCES: Record<ProblemSource, string> = {
  automation: 'the automation rules',
  organization: 'the organization’s people and tokens',
  jira: 'Jira',
  app: 'this app',
};

/** A headline for a scan that could not do its work; the problem's own text and advice follow it. */
export function problemTitle(problem: Problem): string {
  const source = SOURCES[problem.source];
  switch (problem.code) {
    case 'unauthorized':
      return `The credential for ${source} is refused`;
    case 'forbidden':
      return `The credential for ${source} may not read everything`;
    case 'not-connected':
      return 'There are no rules to read yet';
    case 'rate-limited':
      return `Atlassian slowed down the reading of ${source}`;
    case 'network':
      return `No connection while reading ${source}`;
    case 'unavailable':
    case 'bad-answer':
    case 'not-found':
      return `Atlassian could not give ${source}`;
    case 'stalled':
      return 'The last scan stopped half-way';
  }
}
