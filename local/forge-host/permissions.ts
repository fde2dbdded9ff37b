import { egressEntry } from './egress';
import { scopesOfJira } from './jira-scopes';
import type { AppManifest } from './manifest';

/**
 * Scopes of product events (developer.atlassian.com/platform/forge/events-reference/jira); Forge refuses to deploy a
 * trigger without them. Lifecycle events need none.
 */
const EVENT_SCOPES: Record<string, string> = {
  'avi:jira:created:user': 'read:jira-user',
  'avi:jira:updated:user': 'read:jira-user',
  'avi:jira:deleted:user': 'read:jira-user',
};

/** The privacy API, as `privacy.reportPersonalData` of @forge/api asks it. */
const PRIVACY = 'POST stargate/app/report-accounts';

/** What the manifest permits, what of it was used, and what was tried without permission. */
export class Permissions {
  /** What was refused and which permission it lacks, in the order in which it was tried. */
  readonly refused: string[] = [];
  private readonly usedScopes = new Set<string>();
  private readonly usedHosts = new Set<string>();
  private readonly scopes: readonly string[];
  private readonly hosts: readonly string[];

  constructor({ permissions }: AppManifest) {
    this.scopes = permissions.scopes;
    this.hosts = permissions.external.fetch.backend;
  }

  /** What an admin is asked to permit and nothing has used so far. */
  get unused(): { scopes: string[]; hosts: string[] } {
    return {
      scopes: this.scopes.filter((scope) => !this.usedScopes.has(scope)),
      hosts: this.hosts.filter((host) => !this.usedHosts.has(host)),
    };
  }

  /** @returns the platform's refusal of a request to a product, or null where the app may ask it */
  ofProduct(product: string, method: string, path: string): Response | null {
    const operation = `${method} ${product}${path.split('?', 1)[0] ?? ''}`;
    if (operation === PRIVACY) {
      return this.mayUse('report:personal-data') ? null : scopeRefusal(this.note(operation, 'report:personal-data'));
    }
    const lists = product === 'jira' ? scopesOfJira(method, path) : null;
    if (lists === null) {
      const why = this.note(operation, 'an entry in local/openapi/jira-newer.json, with the page that names its scope');
      return Response.json({ message: why }, { status: 501, headers: { 'forge-proxy-error': 'NOT_MODELLED' } });
    }
    const granted = lists.find((list) => list.every((scope) => this.scopes.includes(scope)));
    granted?.forEach((scope) => this.usedScopes.add(scope));
    return granted === undefined
      ? scopeRefusal(this.note(operation, lists.map((list) => list.join(' + ')).join(', or ')))
      : null;
  }

  /** @returns the refusal of the key-value store, or null where the app has one */
  ofStore(): Response | null {
    return this.mayUse('storage:app')
      ? null
      : Response.json({ code: 'FORBIDDEN', message: this.note('The store', 'storage:app') }, { status: 403 });
  }

  /** May the backend ask this address? */
  ofHost(url: URL): boolean {
    const entry = egressEntry(url, this.hosts);
    if (entry === undefined) {
      this.note(`A request to ${url.host}`, 'an entry in permissions.external.fetch.backend');
      return false;
    }
    this.usedHosts.add(entry);
    return true;
  }

  /** @throws Error where the manifest lacks the scope of a product event, as `forge deploy` would say */
  ofEvent(eventType: string): void {
    const scope = EVENT_SCOPES[eventType];
    if (scope !== undefined && !this.mayUse(scope)) {
      throw new Error(`The manifest lacks a scope. ${this.note(eventType, scope)}`);
    }
  }

  private mayUse(scope: string): boolean {
    const declared = this.scopes.includes(scope);
    if (declared) {
      this.usedScopes.add(scope);
    }
    return declared;
  }

  private note(what: string, lacks: string): string {
    const line = `${what} needs ${lacks}`;
    this.refused.push(line);
    return line;
  }
}

/** As the gateway answers a token without the scope (community.developer.atlassian.com, topics 75654 and 96127). */
function scopeRefusal(why: string): Response {
  return Response.json(
    { code: 401, message: 'Unauthorized; scope does not match', detail: why },
    { status: 401, headers: { 'x-failure-category': 'FAILURE_CLIENT_SCOPE_CHECK' } },
  );
}
