import { OFFERS } from '../platform/offers';
import type { Instant } from '../report/report';
import { DEFAULT_SETTINGS, type Settings } from '../report/settings';
import { CONNECTION_AUTOMATION, CONNECTION_ORGANIZATION, SETTINGS, SITE } from './keys';
import { changeValue, deleteValue, readValue, writeValue } from './values';

/** What the admin set and connected, each kept by itself. No secret is in it. */
export interface Configuration {
  site: Site;
  automation: AutomationConnection | null;
  organization: OrganizationConnection | null;
  settings: Settings;
}

export interface Site {
  host: string | null;
  cloudId: string | null;
}

export interface AutomationConnection {
  email: string;
  accountId: string | null;
  savedAt: Instant;
  fingerprint: string | null;
}

export interface OrganizationConnection {
  orgId: string;
  orgName: string;
  savedAt: Instant;
  fingerprint: string | null;
}

/**
 * The configuration, with defaults for what was never set. What another edition connected or switched on and this one
 * does not offer counts as not there.
 */
export async function readConfiguration(): Promise<Configuration> {
  const [site, automation, organization, settings] = await Promise.all([
    readValue<Site>(SITE),
    readAutomationConnection(),
    readValue<OrganizationConnection>(CONNECTION_ORGANIZATION),
    readSettings(),
  ]);
  return {
    site: site ?? { host: null, cloudId: null },
    automation,
    organization: OFFERS.connections ? (organization ?? null) : null,
    settings,
  };
}

export async function readAutomationConnection(): Promise<AutomationConnection | null> {
  const connection = OFFERS.connections ? await readValue<AutomationConnection>(CONNECTION_AUTOMATION) : undefined;
  return connection ?? null;
}

export async function readSettings(): Promise<Settings> {
  return settingsIn(await readValue<Partial<Settings>>(SETTINGS));
}

/**
 * Changes the settings, for the holder of the lease `settings`, beside whom nobody writes them.
 * @param change may be made twice: to settings that were read, and to newer ones that the store has
 */
export async function changeSettings(change: (before: Settings) => Settings): Promise<Settings> {
  return settingsIn(await changeValue<Partial<Settings>>(SETTINGS, (stored) => change(settingsIn(stored))));
}

function settingsIn(stored: Partial<Settings> | undefined): Settings {
  return { ...DEFAULT_SETTINGS, ...stored, ...(OFFERS.liveCheck ? {} : { liveCheck: false }) };
}

/** Which site this is, as far as it is told; what is not told stays as it was. */
export async function rememberSite({ host, cloudId }: Site): Promise<void> {
  const known = await readValue<Site>(SITE);
  const site = { host: host ?? known?.host ?? null, cloudId: cloudId ?? known?.cloudId ?? null };
  if (site.host !== known?.host || site.cloudId !== known.cloudId) {
    await writeValue(SITE, site);
  }
}

export async function saveConnection(
  which: 'automation' | 'organization',
  connection: AutomationConnection | OrganizationConnection,
): Promise<void> {
  await writeValue(KEYS[which], connection);
}

export async function deleteConnection(which: 'automation' | 'organization'): Promise<void> {
  await deleteValue(KEYS[which]);
}

const KEYS = { automation: CONNECTION_AUTOMATION, organization: CONNECTION_ORGANIZATION };
