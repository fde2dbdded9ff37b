import { labelOf, type Edition } from '../editions/edition';
import { FORGE_CLI_VERSION, typed } from './forge/commands';

/** What an admin is asked to permit, in the words in which they are told why. By scope and by host. */
export const PERMISSION_WORDS: Readonly<Record<string, string>> = {
  'storage:app': 'keep its report, settings and secrets in Forge’s storage of your site',
  'read:jira-user': 'see whether the people whom rules depend on are active, and hear when one is deleted',
  'read:email-address:jira': 'match the email address in a rule to a person who hides it in their profile',
  'read:jira-work': 'find the work item of its weekly notice again, and offer projects for it',
  'write:jira-work': 'keep that one work item up to date and send the notice about it; it writes nothing else',
  'report:personal-data': 'ask Atlassian which of the people it keeps are gone, to erase their names',
  'https://api.atlassian.com': 'read rules, people and token lists with the credentials that you connect',
  'https://*.atlassian.net': 'ask the site that a rule’s request goes to whose token it carries (the live check)',
};

/** What was deployed, and where it was installed. */
interface Deployed {
  edition: Edition;
  site: string | undefined;
  environment: string;
  tag: string;
}

const TOKENS = 'https://id.atlassian.com/manage-profile/security/api-tokens';
const CONSOLE = 'https://developer.atlassian.com/console/myapps';
const FORGE_LOGIN =
  'https://developer.atlassian.com/platform/forge/getting-started/#log-in-with-an-atlassian-api-token';

/** Every sentence that deploying says, in one place. A list is one sentence a line: what happened, then what to do. */
export const words = {
  nodeRefused: (version: string): string[] => [
    `The Forge CLI does not run on Node.js ${version}.`,
    'Install Node.js 22 or 24 in its newest version, and start again.',
  ],
  nodeTolerated: (version: string): string =>
    `Node.js ${version}: the Forge CLI supports 22 and 24. It will warn and may fail in ways that Atlassian does not look into.`,

  notForge: (program: string): string[] => [
    `${program} is not Atlassian’s Forge CLI, or does not start.`,
    `Name another one with --forge, or leave the option out to have version ${FORGE_CLI_VERSION} installed.`,
  ],
  passedOver: (program: string, version: string | null): string =>
    version === null
      ? `${program} is another program than Atlassian’s Forge CLI, or does not start: passed over.`
      : `${program} is version ${version}, older than the ${FORGE_CLI_VERSION} that this was tried with: passed over.`,
  offerForge: (command: readonly string[]): string =>
    `There is no Forge CLI of version ${FORGE_CLI_VERSION} or later on this machine. Install it in a folder of its own (about 400 MB)?\n  ${typedAll(command)}\n[y/N] `,
  noForge: (command: readonly string[]): string[] => [
    'There is no Forge CLI on this machine, so nothing was done.',
    `Install it outside this project: ${typedAll(command)}`,
    `Or install it for everything: npm install --global @forge/cli@${FORGE_CLI_VERSION}`,
  ],
  withoutKeychain:
    'The CLI’s keychain module could not be built (on Linux it needs libsecret). The CLI is installed without it: sign in with FORGE_EMAIL and FORGE_API_TOKEN.',
  forgeNotInstalled: (command: readonly string[]): string[] => [
    'The Forge CLI could not be installed; npm says above why.',
    `Try it by hand: ${typedAll(command)}`,
  ],

  halfACredential: (set: string, missing: string): string[] => [
    `${set} is set and ${missing} is not: the Forge CLI needs both.`,
    `Set ${missing} as well, or unset ${set} and sign in with \`forge login\`.`,
  ],
  notSignedIn: [
    'The Forge CLI is not signed in, so nothing was done.',
    `Make an API token for the Forge CLI (${TOKENS}, described at ${FORGE_LOGIN}).`,
    'Then sign in with `forge login`, or set FORGE_EMAIL and FORGE_API_TOKEN where there is no keychain, and start again.',
  ],
  signInNow: 'The Forge CLI is not signed in. Sign in now with `forge login`? [Y/n] ',
  noAnalytics:
    'The Forge CLI may not report its use to Atlassian: it was never set, and without a setting the CLI stops. Change it with `forge settings set usage-analytics true`.',

  whichSite: 'Which Jira site? (example.atlassian.net) ',
  noSite: [
    'It is not said on which site to install.',
    'Add --site your-site.atlassian.net, or --no-install to deploy without installing.',
  ],
  badSite: (site: string): string[] => [
    `${site} is no Atlassian site.`,
    'Give its address, like example.atlassian.net, with --site.',
  ],
  permissions: (site: string | undefined): string =>
    `${site === undefined ? 'The app' : `On ${site} the app`} will be permitted to:`,
  agree: (site: string): string => `Install it on ${site} with these permissions? [y/N] `,
  notAgreed: ['Nothing was done: the permissions were not agreed to.'],
  mustAgree: [
    'Nobody can be asked whether these permissions are agreed to, so nothing was done.',
    'Start again with --yes if they are.',
  ],

  mustRegister: [
    'This edition has no app id yet, and registering one asks for a Developer Space and for Atlassian’s developer terms.',
    'Start again in a terminal, or with --developer-space-id ID --accept-terms if you accept them, or with --app-id ID for an app that you have.',
  ],
  notRegistered: [
    'The app was not registered: the CLI wrote no app id.',
    'See what it says above. You need to be a member of a Developer Space, or to make one when it asks (developer.atlassian.com/platform/forge/developer-space).',
  ],
  registered: (appId: string): string =>
    `Registered as ${appId}. The id is kept in .local/apps.json, which git ignores.`,

  lintFailed: ['Forge’s checks found faults in this checkout, so nothing was deployed. They are listed above.'],
  stepFailed: (command: string, reasons: readonly string[]): string[] => [`Failed: ${command}`, ...reasons],
  unknownFailure: (folder: string): string[] => [
    'The Forge CLI says above why.',
    `To see more, run the same command with --verbose in ${folder}.`,
  ],

  installed: (site: string, environment: string): string => `Installed on ${site}, environment ${environment}.`,
  notConfirmed: (site: string): string[] => [
    `The CLI does not list the app on ${site}, so it is not certain that it is installed.`,
    'Look at Jira settings → Apps → Manage apps on the site, and run `forge install list` before you try again.',
  ],
  stillOld: (site: string): string[] => [
    `The app on ${site} still runs an older version, since its permissions are not agreed to there.`,
    'An admin of the site agrees in Jira settings → Apps → Manage apps → Automation Token Watch → Update; or start again as such an admin.',
  ],
  listUnreadable: [
    'The CLI’s list of installations could not be read, so it is not known whether the app is there already.',
    'Run `forge install list`, and install or upgrade by hand as docs/install.md has it.',
  ],

  next: ({ edition, site, environment, tag }: Deployed): string[] => [
    '',
    'What to do next:',
    ...(site === undefined
      ? ['1. Install the app: npm run deploy -- --site your-site.atlassian.net']
      : [
          `1. Open Jira on ${site}: Settings → Apps → Automation Token Watch${environment === 'production' ? '' : ` (its title names the environment ${environment})`}.`,
        ]),
    ...(edition.name === 'zero-egress'
      ? [
          '2. Drop a file of your rules there, and of people and tokens if you have them. The first report comes within a minute.',
        ]
      : [
          `2. Connect the email and an API token without scopes of a Jira admin (${TOKENS}).`,
          '3. Connect an organization API key if you can: only then are expiry dates known. The page names its scopes.',
          '4. Press “Start the first scan”. After that it scans every week by itself.',
        ]),
    '',
    `This build is ${tag}. To go back to it later: npm run deploy -- rollback --to ${tag}${edition.name === 'private' ? '' : ` --edition ${edition.name}`}${site === undefined ? '' : ` --site ${site}`}`,
  ],

  noAppId: (edition: Edition): string[] => [
    `This checkout has not deployed the edition ${labelOf(edition)}, so it does not know its app.`,
    'Add --app-id with the id that the developer console shows for the app.',
  ],
  uninstallNow: (site: string, environment: string): string =>
    `Remove Automation Token Watch (${environment}) from ${site}, with everything that it keeps there? [y/N] `,
  rollBackNow: (tag: string, environment: string): string =>
    `Deploy build ${tag} to ${environment} again, for every site that has the app? [y/N] `,
  nothingDone: ['Nothing was done.'],
  mustConfirm: ['Nobody can be asked whether to go on, so nothing was done.', 'Start again with --yes.'],
  notInstalled: (site: string, environment: string): string[] => [
    `The app is not installed on ${site} in the environment ${environment}. Nothing was done.`,
    'Other environments: add --environment. Other editions: add --edition, or --app-id.',
  ],
  stillThere: (site: string): string[] => [
    `The CLI still lists the app on ${site}.`,
    'Remove it in Jira settings → Apps → Manage apps on the site.',
  ],
  uninstalled: (edition: Edition, site: string): string[] => [
    `Removed from ${site}, with its storage.`,
    ...(edition.name === 'zero-egress'
      ? []
      : [
          'The credentials that it was given still work elsewhere. Revoke the ones that were made for it:',
          `- the API token: ${TOKENS}`,
          '- the organization key: https://admin.atlassian.com → Settings → API keys',
        ]),
    `The app itself stays registered to you; remove it at ${CONSOLE} if you do not need it any more.`,
  ],

  noBuilds: ['There is no build to go back to: Atlassian keeps those that are deployed, and others for 30 days.'],
  chooseBuild: 'Choose one: npm run deploy -- rollback --to TAG',
  rolledBack: (tag: string, environment: string): string => `Build ${tag} is deployed to ${environment} again.`,
};

/** Failures of the CLI by what it says (13.3.0), with what an admin can do. The first that fits counts. */
const FAILURES: readonly { says: RegExp; means: (context: FailureContext) => string[] }[] = [
  {
    says: /not logged in/i,
    means: () => [
      'The CLI is not signed in any more.',
      'Sign in with `forge login`, or set FORGE_EMAIL and FORGE_API_TOKEN, and start again.',
    ],
  },
  {
    says: /no longer valid|couldn't (?:get your atlassian account|log you in)|usernotfound/i,
    means: () => [
      'Atlassian refuses the CLI’s token: it is wrong, expired or revoked, or could not be checked for want of a connection.',
      `If the connection is there, make a new token (${TOKENS}) and sign in again.`,
    ],
  },
  {
    says: /authori[sz]ation scopes/i,
    means: () => [
      'The CLI’s token lacks scopes that the CLI needs.',
      `Make one for the Forge CLI (${TOKENS}) and sign in again.`,
    ],
  },
  {
    says: /keychain|keytar/i,
    means: () => [
      'The CLI has no keychain to keep a login in.',
      'Set FORGE_EMAIL and FORGE_API_TOKEN instead of `forge login`.',
    ],
  },
  {
    says: /deployment blocked|member of a developer space|developer space does not exist/i,
    means: () => [
      'Atlassian wants the app in a Developer Space that is set up completely.',
      `Do what the CLI says above at ${CONSOLE}, and start again.`,
    ],
  },
  {
    says: /accept the terms/i,
    means: () => [
      'Atlassian’s developer terms were not accepted.',
      'Start again and accept them, or pass --accept-terms.',
    ],
  },
  {
    says: /app could not be found|app not found/i,
    means: () => [
      'The account that the CLI is signed in with has no such app.',
      'Sign in as a contributor of the app, or pass --app-id with another one; remove .local/apps.json to register a new one.',
    ],
  },
  {
    says: /insufficient permissions to install/i,
    means: ({ site, appId }) => [
      `The account that the CLI is signed in with may not install apps on ${site ?? 'the site'}: that takes an admin of the site.`,
      `The build is deployed. Make an installation link at ${CONSOLE}/${appId ?? 'APP'}/distribution and give it to such an admin.`,
    ],
  },
  {
    says: /not (?:belong to )?an atlassian site|doesn't belong to an atlassian site|site is invalid|site url is invalid/i,
    means: ({ site }) => [
      `${site ?? 'That'} is not a site that this account can see.`,
      'Check the address: --site your-site.atlassian.net.',
    ],
  },
  {
    says: /not activated on/i,
    means: ({ site }) => [`There is no Jira on ${site ?? 'the site'}.`, 'Choose the site that has it with --site.'],
  },
  {
    says: /must be deployed before installation/i,
    means: () => [
      'There is nothing deployed in that environment.',
      'Start again without --environment, or with the one that was deployed to.',
    ],
  },
  {
    says: /maximum number of apps/i,
    means: ({ site }) => [
      `${site ?? 'The site'} has as many apps as it may have.`,
      'Remove one that is not needed, and start again.',
    ],
  },
  {
    says: /approvals? requested|requires? approval/i,
    means: () => [
      'Atlassian wants some of the app’s properties acknowledged; the CLI names the rules above.',
      'Start again with --approve RULE for each.',
    ],
  },
  {
    says: /errors in the app code|manifest validation failed|validation error/i,
    means: () => [
      'Atlassian’s checks refuse this version of the app; the CLI lists why above.',
      'Nothing changed on your site. Please report it to the project.',
    ],
  },
  {
    says: /no build was found|build (?:tag )?(?:not found|does not exist)|invalid build tag/i,
    means: () => ['There is no such build.', 'See which there are: npm run deploy -- rollback'],
  },
  {
    says: /too many requests/i,
    means: () => ['Atlassian asks to slow down.', 'Wait some minutes and start again.'],
  },
  {
    says: /no longer supported/i,
    means: () => [
      'This version of the Forge CLI is too old for Atlassian.',
      'Install a newer one: npm install --global @forge/cli@latest',
    ],
  },
  {
    says: /enotfound|econnrefused|econnreset|etimedout|network|fetch failed|proxy/i,
    means: () => [
      'Atlassian could not be reached.',
      'Check the connection and, behind a proxy, HTTPS_PROXY (developer.atlassian.com/platform/forge/enterprise/use-forge-cli-on-corporate-network).',
    ],
  },
];

export interface FailureContext {
  site?: string | undefined;
  appId?: string | undefined;
  folder: string;
}

/** What a failed command of the CLI means and what to do, by what it printed. */
export function explainFailure(output: string, context: FailureContext): string[] {
  // Warnings that stand before the error have nothing to do with it.
  const error = output.slice(Math.max(0, output.search(/^\W{0,9}error\b/im)));
  return FAILURES.find(({ says }) => says.test(error))?.means(context) ?? words.unknownFailure(context.folder);
}

function typedAll([program = '', ...args]: readonly string[]): string {
  return typed(program, args);
}
