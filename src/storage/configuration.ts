import { OFFERS } from '../platform/offers';
import type { Instant } from '../report/report';
import type { Settings } from '../report/settings';
import { CONFIGURATION } from './keys';
import { ofFirstForm } from './schema';
import { readValue, writeValue } from './values';

/** What the admin set and connected. No secret is in it. Written only on an admin's request. */
export interface Configuration {
  schema: 1;
  site: { host: string | null; cloudId: string | null };
  automation: { email: string; accountId: string | null; savedAt: Instant; fingerprint: string | null } | null;
  organization: { orgId: string; orgName: string; savedAt: Instant; fingerprint: string | null } | null;
  settings: Settings;
}

export const DEFAULT_SETTINGS: Settings = {
  ladder: { critical: 7, high: 30, watch: 90 },
  products: ['jira', 'confluence'],
  notice: { project: null, recipients: [] },
  liveCheck: false,
  fullReadWeeks: 8,
};

/**
 * The configuration, with defaults for what was never set. What another edition connected or switched on and this one
 * does not offer counts as not there.
 */
export async function readConfiguration(): Promise<Configuration> {
  const stored = ofFirstForm(await readValue<Partial<Configuration>>(CONFIGURATION));
  return {
    schema: 1,
    site: stored?.site ?? { host: null, cloudId: null },
    automation: OFFERS.connections ? (stored?.automation ?? null) : null,
    organization: OFFERS.connections ? (stored?.organization ?? null) : null,
    settings: { ...DEFAULT_SETTINGS, ...stored?.settings, ...(OFFERS.liveCheck ? {} : { liveCheck: false }) },
  };
}

export async function writeConfiguration(configuration: Configuration): Promise<void> {
  await writeValue(CONFIGURATION, configuration);
}
