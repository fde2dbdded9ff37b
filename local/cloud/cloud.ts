import { channel } from 'node:diagnostics_channel';
import { memoryState, type HostState } from '../forge-host/state-folder';
import { fieldOf, textOf } from '../json';
import { addAdminRoutes } from './api/admin-routes';
import { addAutomationRoutes } from './api/automation-routes';
import { addJiraRoutes } from './api/jira-routes';
import { ok, Router, type CloudAnswer, type CloudRequest } from './api/router';
import { WorkItems } from './api/work-items';
import { stateOf } from './account';
import { accountById, type Organization } from './organization';
import { RuleWrites } from './rule-writes';

export interface CloudOptions {
  org: Organization;
  now: () => number;
  /** Where work items and mails are kept; lost with the process when absent. */
  state?: HostState;
  /** Answers in place of the API when it returns something: faults, limits, surprises. */
  onRequest?: (request: CloudRequest) => CloudAnswer | undefined;
}

/** A request and what it was answered. */
export interface Exchange {
  request: CloudRequest;
  answer: CloudAnswer;
  /** Whether the answer is the cloud's own: not given by `onRequest` in its place, and no rule from a file. */
  isOwn: boolean;
}

/** Every exchange of every pretend cloud in this process, for whoever watches; tests hold them to Atlassian's documents. */
export const EXCHANGES = 'automation-token-watch:pretend-cloud';
const exchanges = channel(EXCHANGES);

/** A pretend Atlassian: one organization, its site, and the APIs of both. */
export class PretendCloud {
  readonly org: Organization;
  readonly workItems: WorkItems;
  /** What is written to rules, and what goes wrong with it. */
  readonly writes = new RuleWrites();
  /** Method and path to how often it was asked. */
  readonly counters = new Map<string, number>();
  onRequest: CloudOptions['onRequest'];
  private readonly router = new Router();

  constructor(options: CloudOptions) {
    const { org, now } = options;
    this.org = org;
    this.workItems = new WorkItems(options.state ?? memoryState());
    this.onRequest = options.onRequest;
    addAutomationRoutes(this.router, { org, now, writes: this.writes });
    addAdminRoutes(this.router, { org, now });
    addJiraRoutes(this.router, { org, now, workItems: this.workItems });
    this.router.on('POST', '/stargate/app/report-accounts', (request) => reportAccounts(org, request.body, now()));
  }

  handle(request: CloudRequest): CloudAnswer {
    const name = `${request.method} ${request.path}`;
    this.counters.set(name, (this.counters.get(name) ?? 0) + 1);
    const instead = this.onRequest?.(request);
    const answer = instead ?? this.answer(request);
    if (exchanges.hasSubscribers) {
      const exchange: Exchange = { request, answer, isOwn: instead === undefined && answer.isFromFile !== true };
      exchanges.publish(exchange);
    }
    return answer;
  }

  /** Its operations, as `GET /HOST/path/:name`. */
  operations(): string[] {
    return this.router.names();
  }

  private answer(request: CloudRequest): CloudAnswer {
    const found = this.router.find(request);
    return found === undefined ? { status: 404 } : found.handle(request, found.parameters);
  }

  /** Email, token and key that the demo connects the app with. */
  credentials(): { email: string; token: string; key: string } {
    const value = (id: string): string => this.org.tokens.find((token) => token.id === id)?.value ?? '';
    const { email, tokenId, keyId } = this.org.admin;
    return { email, token: value(tokenId), key: value(keyId) };
  }
}

/** The privacy API: which of the accounts an app keeps data about are closed. */
function reportAccounts(org: Organization, body: unknown, now: number): CloudAnswer {
  const reported = fieldOf(body, 'accounts');
  const closed = (Array.isArray(reported) ? (reported as unknown[]) : []).flatMap((entry) => {
    const accountId = textOf(fieldOf(entry, 'accountId')) ?? '';
    const account = accountById(org, accountId);
    return account !== undefined && stateOf(account, now) === 'deleted' ? [{ accountId, status: 'closed' }] : [];
  });
  return closed.length === 0 ? { status: 204 } : ok({ accounts: closed });
}
