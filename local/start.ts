import { join } from 'node:path';
import type { AdminAnswer, AdminValue, FindingRow } from '../src/resolvers/admin-api';
import { chooseNotice } from './choose-notice';
import { connect } from './fire';
import { deliverEvents, fireSchedule } from './forge-host/run-events';
import { giveFiles } from './give-files';
import { openSite, type OpenSite, type SiteOptions } from './open-site';
import { printNext } from './print-next';
import { printSummary } from './print-summary';
import { projectRoot } from './project-root';
import { servePage } from './serve-page';

export interface StartOptions extends SiteOptions {
  port: number;
  /** Stop after the summary. */
  once?: boolean;
}

/** Events due later than this are not jumped to: on a running site they come when their time comes. */
const HORIZON = 120_000;
const LOOK_EVERY_MS = 2000;
const DECLARED_DAYS = 80;

/**
 * The demo: opens the pretend site, connects the app or gives it files, as its edition has it, scans with progress, prints
 * a summary and serves the admin page. An edition with the live check has it switched on.
 * Answers the exit code.
 */
export async function start(options: StartOptions, write: (text: string) => void): Promise<number> {
  const site = await openSite({
    ...options,
    state: options.state ?? join(projectRoot(), '.local', 'start'),
    // Without a folder of its own the demo begins anew each time.
    fresh: options.state === undefined,
    ticking: true,
  });
  const rules = site.cloud?.org.rules.length ?? 0;
  write(`The pretend site ${site.host.identity.siteUrl} has ${rules} rules.\n`);
  const { cloud, admin, host } = site;
  const troubles =
    cloud !== null && options.edition?.name === 'zero-egress'
      ? await giveFiles(cloud, admin, host.clock.now())
      : await connect(site, options);
  for (const trouble of [...troubles, ...(await chooseNotice(site))]) {
    write(`${trouble}\n`);
  }

  if (options.edition?.liveCheck === true) {
    await switchLiveCheckOn(site);
  }
  await scan(site, write);
  await declareOneExpiry(site);
  await deliverEvents(site.host, { horizonMs: HORIZON });
  const report = await site.admin.publishedReport();
  if (report === null) {
    write('No report has been published.\n');
    await site.close();
    return 2;
  }
  printSummary(report, write);
  printNext(await allFindings(site), report.asOf, write);
  describeNotice(site, write);
  if (options.once === true) {
    await site.close();
    return 0;
  }

  const page = await servePage(site, options.port);
  if (!page.isAsAsked) {
    write(`Port ${options.port} cannot be used, another program may have it: the page is at a free one.\n`);
  }
  write(
    `\nThe admin page, with this very report: ${page.url}\n` +
      'Open it in a browser. “Breaks next” is on the first view; a rule’s name leads to what to do; “Check before you delete” answers what breaks if somebody goes.\n' +
      `The pretended email: ${new URL('/mails', page.url).href}\n` +
      'Stop with Ctrl+C.\n',
  );
  keepDelivering(site);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      void Promise.all([page.close(), site.close()]).then(() => process.exit(0));
    });
  }
  return 0;
}

/** What the page lists, from as many answers as it takes. */
async function allFindings({ admin }: OpenSite): Promise<FindingRow[]> {
  const rows: FindingRow[] = [];
  let from: number | null = 0;
  while (from !== null) {
    const page: AdminAnswer<AdminValue<'getFindings'>> = await admin.ask('getFindings', from === 0 ? {} : { from });
    if (!page.ok) {
      return rows;
    }
    rows.push(...page.value.rows);
    from = page.value.next;
  }
  return rows;
}

async function switchLiveCheckOn(site: OpenSite): Promise<void> {
  const current = await site.admin.ask('getSettings', {});
  if (current.ok) {
    await site.admin.ask('saveSettings', { settings: { ...current.value.settings, liveCheck: true } });
  }
}

/** Somebody knows when the GitHub token ends: one decision, so that the demo shows what a decision does. */
async function declareOneExpiry(site: OpenSite): Promise<void> {
  const found = await site.admin.ask('getFindings', {});
  const finding = found.ok ? found.value.rows.find(({ host }) => host === 'api.github.com') : undefined;
  if (finding !== undefined) {
    await site.admin.ask('decide', {
      findingId: finding.id,
      type: 'expiry-declared',
      because: 'The date shown where the token was made.',
      expiresAt: new Date(site.host.clock.now() + DECLARED_DAYS * 86_400_000).toISOString(),
    });
  }
}

async function scan(site: OpenSite, write: (text: string) => void): Promise<void> {
  await fireSchedule(site.host, 'weekly-scan');
  let shown = '';
  const show = async (): Promise<void> => {
    const progress = await site.admin.ask('getScanProgress', {});
    if (!progress.ok) {
      return;
    }
    const { step, rulesDone, rulesTotal, state, problem } = progress.value.scan;
    const line =
      problem !== null
        ? `The scan ended: ${problem.text} ${problem.advice}`
        : state === 'running'
          ? `Scanning: ${step ?? 'starting'}${rulesTotal === null ? '' : `, ${rulesDone} of ${rulesTotal} rules`}`
          : 'Scan finished.';
    if (line !== shown) {
      shown = line;
      write(`${line}\n`);
    }
  };
  const showing: Promise<void>[] = [];
  await deliverEvents(site.host, { horizonMs: HORIZON, onDelivered: () => showing.push(show()) });
  await Promise.all(showing);
  await show();
}

function describeNotice(site: OpenSite, write: (text: string) => void): void {
  for (const item of site.cloud?.workItems.all() ?? []) {
    write(
      `Pretended work item ${item.key}: ${typeof item.fields['summary'] === 'string' ? item.fields['summary'] : ''}\n`,
    );
  }
  for (const mail of site.cloud?.workItems.sent() ?? []) {
    write(`Pretended email, which nobody is sent, to ${mail.to.join(', ')}: ${mail.subject}\n`);
  }
}

/** What the page sets going runs to its end; what is due later runs when its time has come. */
function keepDelivering(site: OpenSite): void {
  let busy = false;
  setInterval(() => {
    if (!busy) {
      busy = true;
      void deliverEvents(site.host, { horizonMs: HORIZON }).finally(() => {
        busy = false;
      });
    }
  }, LOOK_EVERY_MS).unref();
}
