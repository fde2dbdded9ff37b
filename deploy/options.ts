import { InvalidArgumentError } from 'commander';
import { parseEdition, type Edition } from '../editions/edition';

/** Options that say which app, as commander gives them. */
export interface AppArguments {
  edition?: string;
  liveCheck?: boolean;
  appId?: string;
}

/** Options of every command that works with Forge. */
export interface CommonArguments extends AppArguments {
  environment: string;
  site?: string;
  forge?: string;
  yes?: boolean;
  dryRun?: boolean;
}

export interface App {
  edition: Edition;
  /** `ari:cloud:ecosystem::app/…`, where it was given. */
  appId: string | undefined;
}

/** Which app, where, and how. */
export interface Target extends App {
  environment: string;
  site: string | undefined;
  /** The Forge CLI to use, where it was named. */
  forge: string | undefined;
  /** Go on without asking. */
  yes: boolean;
  /** Print what would be done, and do nothing. */
  dryRun: boolean;
}

/** @throws UnknownEdition */
export function toApp({ edition, liveCheck, appId }: AppArguments): App {
  return { edition: parseEdition(edition, liveCheck), appId };
}

/** @throws UnknownEdition */
export function toTarget(given: CommonArguments): Target {
  const { environment, site, forge } = given;
  return {
    ...toApp(given),
    environment,
    site,
    forge,
    yes: given.yes === true,
    dryRun: given.dryRun === true,
  };
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const APP_ARI = 'ari:cloud:ecosystem::app/';

/** An app's id, alone or as an ARI. */
export function parseAppId(text: string): string {
  const id = text.toLowerCase().replace(APP_ARI, '');
  if (!UUID.test(id)) {
    throw new InvalidArgumentError(`It must be the app’s id as the developer console shows it: ${APP_ARI}UUID.`);
  }
  return APP_ARI + id;
}

/** `example.atlassian.net`, also with `https://` before it or a path behind. */
export function parseSite(text: string): string {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .split('/', 1)[0];
  if (host === undefined || !/^[\da-z][\da-z-]*\.(?:atlassian\.net|jira-dev\.com)$/.test(host)) {
    throw new InvalidArgumentError('It must be an Atlassian site like example.atlassian.net.');
  }
  return host;
}

/** Names of environments, as `forge environments create` takes them. */
export function parseEnvironment(text: string): string {
  if (!/^[\da-z][\w-]{0,63}$/i.test(text)) {
    throw new InvalidArgumentError('It must be production, staging, development or an environment of your own.');
  }
  return text;
}

/** As the CLI 13.3.0 takes tags of builds. */
export function parseTag(text: string): string {
  if (!/^[\da-z][\w.-]{0,63}$/i.test(text)) {
    throw new InvalidArgumentError('It must be the tag of a build: letters, digits, dots, hyphens and underscores.');
  }
  return text;
}

export function parseUuid(text: string): string {
  if (!UUID.test(text.toLowerCase())) {
    throw new InvalidArgumentError('It must be a UUID, as the developer console shows it.');
  }
  return text.toLowerCase();
}
