import { deliverEvents, fireSchedule } from './forge-host/run-events';
import { fieldOf, textOf, type Json } from './json';
import type { OpenSite } from './open-site';

export type BridgeAnswer = { ok: true; value: unknown; now: number } | { ok: false; error: string; now: number };

const DAY = 86_400_000;
const MOST_DAYS = 400;
const SCHEDULES = ['weekly-scan', 'daily-check'];

/** What the frame around the page can do: answer the page's bridge, and let time pass. */
export function siteControls(site: OpenSite) {
  const { host } = site;
  const accountOf = (name: string): string | null => {
    const ordinary = site.cloud?.org.accounts.find((account) => account.kind === 'person' && !account.isAdmin);
    const named: Record<string, string | null | undefined> = {
      admin: site.adminAccountId,
      user: ordinary?.accountId ?? 'somebody',
      nobody: null,
    };
    return named[name] ?? null;
  };

  return {
    /** Commands that need the backend; the frame itself answers those about the screen. */
    async callBridge(command: string, data: Json, account: string): Promise<BridgeAnswer> {
      try {
        return { ok: true, value: await run(command, data, accountOf(account)), now: host.clock.now() };
      } catch {
        // A handler's own message is for the developer's log, not for the page.
        return { ok: false, error: 'There was an error invoking the function.', now: host.clock.now() };
      }
    },

    /** Moves the clock forward and fires schedules on the way, as a site that was left alone. */
    async passTime(days: number, fire: string | undefined): Promise<{ now: number }> {
      const target = host.clock.now() + Math.min(Math.max(0, Math.floor(days)), MOST_DAYS) * DAY;
      await deliverEvents(host, { until: target });
      host.clock.advanceTo(target);
      if (fire !== undefined && SCHEDULES.includes(fire)) {
        await fireSchedule(host, fire);
      }
      await deliverEvents(host, { horizonMs: 120_000 });
      return { now: host.clock.now() };
    },
  };

  async function run(command: string, data: Json, accountId: string | null): Promise<unknown> {
    switch (command) {
      case 'invoke':
        return host.invoke(textOf(fieldOf(data, 'functionKey')) ?? '', fieldOf(data, 'payload') ?? {}, accountId);
      case 'getContext': {
        const page = host.manifest.modules['jira:adminPage'][0]?.key ?? '';
        return host.pageContext(page, accountId);
      }
      default:
        throw new Error(`The local host has no bridge command ${command}.`);
    }
  }
}
