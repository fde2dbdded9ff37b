import type { ConnectionState } from '../report/connection-state';
import type { Problem, ProblemCode, ProblemSource } from '../report/problem';
import type { HttpFailure } from '../platform/http-types';
import { OFFERS } from '../platform/offers';

/** A failure in an admin's words: which of the app's connections, what happened, what to do. */
export function toProblem(source: ProblemSource, failure: HttpFailure, at: Date): Problem {
  const code = failure.code === 'rejected' ? 'bad-answer' : failure.code;
  return {
    code,
    source,
    ...(failure.scopes === true && source === 'automation' ? SCOPED : wordsFor(source, code)),
    at: at.toISOString(),
  };
}

export function notConnected(at: Date): Problem {
  return {
    code: 'not-connected',
    source: 'automation',
    ...(OFFERS.connections
      ? {
          text: 'No credential for the Automation API is connected, so no rules could be read.',
          advice: 'Connect an email address and an unscoped API token of a Jira admin on this app’s page.',
        }
      : {
          text: 'No file with rules was given, so no rules could be read.',
          advice: 'Give the app a file with your rules on its page, in the settings under Files.',
        }),
    at: at.toISOString(),
  };
}

export function stalled(at: Date): Problem {
  return {
    code: 'stalled',
    source: 'app',
    text: 'The scan stopped making progress and was closed.',
    advice: 'Start a scan on this app’s page. If it happens again, look at the app’s log in the developer console.',
    at: at.toISOString(),
  };
}

/** What a failure says about the credential itself. */
export function connectionState(failure: HttpFailure | null): ConnectionState {
  switch (failure?.code) {
    case undefined:
      return 'ok';
    case 'unauthorized':
      return 'unauthorized';
    case 'forbidden':
      return 'forbidden';
    default:
      return 'unavailable';
  }
}

const SCOPED = {
  text: 'The API token has scopes, and the Automation API takes only tokens without (401, scope does not match).',
  advice: 'Create an API token without scopes as a Jira admin and connect it on this app’s page.',
};

const JIRA_REFUSES = {
  text: 'Jira does not let this app write to the chosen project, or send mail about its work item.',
  advice: 'Let the app’s user create and edit work items in that project, or choose another project in the settings.',
};

const NOTHING_TO_NOTIFY = {
  text: 'The chosen project is gone, or there is no work item that this app may see.',
  advice: 'Choose a project for the notice in the settings.',
};

const NAMES: Record<ProblemSource, string> = {
  automation: 'the Automation API',
  organization: 'the organization’s admin API',
  jira: 'Jira',
  app: 'this app',
};

function wordsFor(source: ProblemSource, code: ProblemCode): { text: string; advice: string } {
  const name = NAMES[source];
  switch (code) {
    case 'unauthorized':
      if (source === 'jira') {
        return JIRA_REFUSES;
      }
      return source === 'organization'
        ? {
            text: 'The organization API key was refused (401): it is wrong, expired or revoked.',
            advice:
              'Create a new API key in Atlassian Administration (Organization settings, API keys) and connect it on this app’s page.',
          }
        : {
            text: `The API token was refused by ${name} (401): it is wrong, expired or revoked.`,
            advice: 'Create a new API token without scopes as a Jira admin and connect it on this app’s page.',
          };
    case 'forbidden':
      if (source === 'jira') {
        return JIRA_REFUSES;
      }
      return source === 'organization'
        ? {
            text: 'The organization API key may not read people and tokens (403).',
            advice:
              'Give the key the scopes that the README lists, or connect another key of an organization admin on this app’s page. A key from before March 2026 cannot read API keys: make a new one.',
          }
        : {
            text: `The API token works, but its owner is not a global admin, so ${name} refuses it (403).`,
            advice:
              'Give its owner Administer Jira again and connect a token that was made after that (a token keeps the permissions of its first day), or the token of someone who has it.',
          };
    case 'not-found':
      if (source === 'jira') {
        return NOTHING_TO_NOTIFY;
      }
      return {
        text: `The address asked for does not exist at ${name} (404).`,
        advice: 'Check that the connected account belongs to this site and connect it again.',
      };
    case 'rate-limited':
      return {
        text: `Too many requests: ${name} asked to slow down for longer than a scan can wait (429).`,
        advice: 'Nothing needs to be done: the next scan tries again.',
      };
    case 'unavailable':
      return {
        text: `A fault on the other side: ${name} was not available (5xx), also when asked again.`,
        advice: 'See status.atlassian.com. The next scan tries again; you can also start one on this app’s page.',
      };
    case 'network':
      return {
        text: `A network failure: ${name} could not be reached, also when tried again.`,
        advice: 'See status.atlassian.com. The next scan tries again; you can also start one on this app’s page.',
      };
    case 'bad-answer':
      return {
        text: `The answer of ${name} could not be understood.`,
        advice: 'Start a scan on this app’s page later. If it happens again, update the app.',
      };
    case 'not-connected':
    case 'stalled':
      return { text: `No answer from ${name}.`, advice: 'Start a scan on this app’s page.' };
  }
}
