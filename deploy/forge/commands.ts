/** The Forge CLI that this project was tried with. */
export const FORGE_CLI_VERSION = '13.3.0';

/** Arguments of `forge`; every flag is one that the CLI of that version documents. */
export type ForgeArguments = readonly string[];

export const VERSION: ForgeArguments = ['--version'];
export const WHO_AM_I: ForgeArguments = ['whoami'];
export const LOGIN: ForgeArguments = ['login'];
export const SETTINGS: ForgeArguments = ['settings', 'list', '--json'];
/** Where it was never set, the CLI stops to ask and refuses to run without input. */
export const NO_ANALYTICS: ForgeArguments = ['settings', 'set', 'usage-analytics', 'false'];
export const INSTALLATIONS: ForgeArguments = ['install', 'list', '--json'];
export const BUILDS: ForgeArguments = ['build', 'list', '--json'];

export interface Registration {
  name: string;
  developerSpaceId: string | undefined;
  acceptTerms: boolean;
}

export function register({ name, developerSpaceId, acceptTerms }: Registration): ForgeArguments {
  return [
    'register',
    name,
    ...(developerSpaceId === undefined ? [] : ['--developer-space-id', developerSpaceId]),
    ...(acceptTerms ? ['--accept-terms'] : []),
  ];
}

/** Builds and uploads under a tag by which the build can be deployed again later. */
export function build(tag: string): ForgeArguments {
  return ['build', '--tag', tag, '--non-interactive'];
}

/** @param approve rules that Atlassian wants to have acknowledged for this deployment */
export function deploy(tag: string, environment: string, approve: readonly string[] = []): ForgeArguments {
  return [
    'deploy',
    '--tag',
    tag,
    '--environment',
    environment,
    '--non-interactive',
    ...(approve.length === 0 ? [] : ['--approve', ...approve]),
  ];
}

/** The permissions have been shown and agreed to before. */
export function install(site: string, environment: string): ForgeArguments {
  return ['install', ...where(site, environment), '--confirm-scopes', '--non-interactive'];
}

export function upgrade(site: string, environment: string): ForgeArguments {
  return ['install', '--upgrade', 'all', ...where(site, environment), '--confirm-scopes', '--non-interactive'];
}

export function uninstall(site: string, environment: string): ForgeArguments {
  return ['uninstall', ...where(site, environment)];
}

function where(site: string, environment: string): ForgeArguments {
  return ['--site', site, '--product', 'Jira', '--environment', environment];
}

/** A command as somebody would type it. */
export function typed(program: string, args: readonly string[]): string {
  return [program, ...args].map((part) => (/^[\w./:@=*~+-]+$/.test(part) ? part : `"${part}"`)).join(' ');
}
