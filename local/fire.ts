import type { Report } from '../src/report/report';
import type { Problem } from '../src/report/problem';
import { deliverEvents, fireSchedule } from './forge-host/run-events';
import { openSite, type OpenSite, type SiteOptions } from './open-site';

export interface FireOptions extends SiteOptions {
  orgKey?: string | undefined;
}

export interface Fired {
  /** The published report after the run; null when there is none. */
  report: Report | null;
  /** Why this run did not publish, or what could not be connected: sentences for the terminal. */
  troubles: string[];
}

/** Connects if asked to, fires one scheduled trigger, delivers queue events until none is left, reads the report. */
export async function fire(name: string, options: FireOptions): Promise<Fired> {
  const site = await openSite(options);
  try {
    const troubles = await connect(site, options);
    await fireSchedule(site.host, name);
    await deliverEvents(site.host);
    if (options.atlassian !== undefined && !(await isReachable(options.atlassian))) {
      troubles.push(`${options.atlassian} could not be reached.`);
      site.answerPermissionsHere();
    }
    const overview = await site.admin.ask('getOverview', {});
    if (!overview.ok) {
      troubles.push(overview.failure.text);
    } else if (overview.value.scan.problem !== null) {
      troubles.push(sentence(overview.value.scan.problem));
    }
    return { report: await site.admin.publishedReport(), troubles };
  } finally {
    await site.close();
  }
}

/** Any answer will do, whatever its status. */
async function isReachable(address: string): Promise<boolean> {
  try {
    await fetch(`${address}/jira/rest/api/3/serverInfo`);
    return true;
  } catch {
    return false;
  }
}

function sentence(problem: Problem): string {
  return `${problem.text} ${problem.advice}`;
}

/** Through the same resolvers as the page. Our own pretend site is connected with its demo admin's credentials. */
export async function connect(site: OpenSite, options: FireOptions): Promise<string[]> {
  const overview = await site.admin.ask('getOverview', {});
  const connected = overview.ok ? overview.value.connection : { automation: null, organization: null };
  const demo = site.cloud?.credentials();
  const automation =
    options.connect ??
    (connected.automation === null && demo !== undefined ? { email: demo.email, token: demo.token } : undefined);
  const key =
    options.orgKey ?? (connected.organization === null && options.connect === undefined ? demo?.key : undefined);
  const troubles: string[] = [];
  if (automation !== undefined) {
    const answer = await site.admin.ask('connectAutomation', automation);
    if (!answer.ok) {
      troubles.push(`The automation credentials were not accepted: ${answer.failure.text}`);
    }
  }
  if (key !== undefined) {
    const answer = await site.admin.ask('connectOrganization', { key });
    if (!answer.ok) {
      troubles.push(`The organization key was not accepted: ${answer.failure.text}`);
    }
  }
  return troubles;
}
