// Stands in for the Forge CLI 13.3.0: takes the commands, arguments and options that its --help lists (forge-options.json)
// and no others, in the order of checks that the CLI has; remembers what it was asked; and fails as it is told to.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Command, CommanderError, Option } from 'commander';

const known = createRequire(import.meta.url)('./forge-options.json');
const stateFile = process.env.FORGE_STAND_IN ?? '';
const state = JSON.parse(readFileSync(stateFile, 'utf8'));

class Refusal extends Error {}

const PLACEHOLDER = '00000000-0000-4000-8000-000000000000';
/** Commands that need no setting for analytics and no login. */
const FREE = ['settings list', 'settings set'];
const REQUIRED_WITHOUT_INPUT = { install: ['site', 'product', 'environment'], login: ['email', 'token'] };
const NEEDS_APP = ['build', 'build list', 'deploy', 'install', 'install list', 'uninstall'];

const actions = {
  'settings list': () =>
    JSON.stringify([
      { setting: 'usage-analytics', ...(state.analytics === undefined ? {} : { value: state.analytics }) },
    ]),
  'settings set': (_options, [, value]) => {
    state.analytics = value === 'true';
    return 'Successfully set usage-analytics.';
  },
  whoami: () => `Logged in as Admin (${process.env.FORGE_EMAIL ?? 'admin@example.com'})`,
  login: () => {
    if (state.failing.login !== undefined) {
      throw new Refusal(state.failing.login);
    }
    state.signedIn = true;
    return 'Logged in as Admin.';
  },
  register: (options, [name]) => {
    failIfTold('register');
    state.registered.push({ name, space: options.developerSpaceId, terms: options.acceptTerms === true });
    const id = `ari:cloud:ecosystem::app/11111111-2222-4333-8444-${String(state.registered.length).padStart(12, '0')}`;
    state.apps.push(id);
    writeFileSync('manifest.yml', manifest().replace(appId(), id));
    return `Registered ${name}`;
  },
  build: ({ tag }) => {
    failIfTold('build');
    const page = /path: (\S+)/.exec(manifest())?.[1];
    for (const path of [`${page}/index.html`, 'src/index.ts', 'package.json', 'tsconfig.json']) {
      if (!existsSync(path)) {
        throw new Refusal(`${path} not found`);
      }
    }
    if (state.builds.some((one) => one.tag === tag)) {
      throw new Refusal('This build tag exists already.');
    }
    state.builds.unshift({ tag, createdAt: '2026-11-27T10:00:00Z', permissions: permissions() });
    return `Build successful with build tag: ${tag}`;
  },
  'build list': () => JSON.stringify(state.builds.map(({ tag, createdAt }) => ({ tag, createdAt }))),
  deploy: ({ tag, environment }) => {
    failIfTold('deploy');
    const build = state.builds.find((one) => one.tag === tag);
    if (build === undefined) {
      throw new Refusal('No build was found for that tag.');
    }
    state.deployed[environment] = build;
    // Without new permissions every installation gets the version by itself.
    for (const one of state.installations) {
      if (one.environment === environment && one.permissions === build.permissions) {
        one.tag = tag;
      }
    }
    return `Warning: This app is not assigned to a Developer Space.\nDeployed to the ${environment} environment.`;
  },
  install: ({ site, product, environment, upgrade }) => {
    const deployed = state.deployed[environment];
    // The CLI prints this one as an error and ends with 0 all the same.
    if (deployed === undefined) {
      return 'Error: Forge apps must be deployed before installation.';
    }
    failIfTold(upgrade === undefined ? 'install' : 'upgrade');
    if (!state.sites.includes(site)) {
      throw new Refusal("The URL you entered doesn't belong to an Atlassian site.");
    }
    const there = state.installations.find((one) => one.site === site && one.environment === environment);
    if (upgrade === undefined && there !== undefined) {
      throw new Refusal('Installation error: App is already installed.');
    }
    if (upgrade !== undefined && there === undefined) {
      throw new Refusal('Could not find an installation.');
    }
    if (state.lost.includes(upgrade === undefined ? 'install' : 'upgrade')) {
      return 'Install in Jira complete!';
    }
    if (there === undefined) {
      state.installations.push({ site, environment, product, tag: deployed.tag, permissions: deployed.permissions });
    } else {
      Object.assign(there, { tag: deployed.tag, permissions: deployed.permissions });
    }
    return `Install in ${product} complete!`;
  },
  'install list': () => {
    failIfTold('install list');
    return state.lost.includes('install list')
      ? 'Something else than a list'
      : `Warning: Forge CLI supports Node.js 22.x or 24.x.\n${JSON.stringify(
          state.installations.map(({ site, environment, product, tag }) => ({
            id: `installation of ${site}`,
            environment,
            site,
            product,
            status: tag === state.deployed[environment]?.tag ? 'Up-to-date' : 'Outdated permissions',
          })),
          null,
          2,
        )}`;
  },
  uninstall: ({ site, environment }) => {
    failIfTold('uninstall');
    // Told to lose it, it says that it failed and ends with 0, as the CLI does.
    if (state.lost.includes('uninstall')) {
      return 'Error: Failed to uninstall the app.';
    }
    state.installations = state.installations.filter((one) => one.site !== site || one.environment !== environment);
    return 'Uninstalled.';
  },
};

function failIfTold(step) {
  if (state.failing[step] !== undefined) {
    throw new Refusal(state.failing[step]);
  }
}

function manifest() {
  return readFileSync('manifest.yml', 'utf8');
}

function appId() {
  return /^\s+id: (\S+)/m.exec(manifest())?.[1] ?? '';
}

/** What an admin has to agree to anew when it changes. */
function permissions() {
  return manifest().slice(manifest().indexOf('\npermissions:'));
}

/** The CLI's own order: options, analytics, the manifest, the login, the work. */
function perform(name, options, args) {
  const isTalkative = options.nonInteractive !== true;
  const missing = (isTalkative ? [] : (REQUIRED_WITHOUT_INPUT[name] ?? [])).filter((one) => options[one] === undefined);
  if (missing.length > 0) {
    throw new Refusal(`${name} --non-interactive requires --${missing.join(' --')}`);
  }
  if (!FREE.includes(name)) {
    if (state.analytics === undefined) {
      throw new Refusal(
        isTalkative ? 'Prompts can not be meaningfully rendered' : '--non-interactive requires an analytics setting.',
      );
    }
    if (NEEDS_APP.includes(name) && !state.apps.includes(appId())) {
      throw new Refusal(
        appId().includes(PLACEHOLDER) ? 'Register your app by running forge register.' : 'Your app could not be found.',
      );
    }
    const hasToken = process.env.FORGE_EMAIL && process.env.FORGE_API_TOKEN;
    if (name !== 'login' && hasToken && state.failing.token !== undefined) {
      throw new Refusal(state.failing.token);
    }
    if (name !== 'login' && !hasToken && !state.signedIn) {
      throw new Refusal('Not logged in. Run forge login.');
    }
  }
  console.log(actions[name](options, args));
}

function remember(name, args) {
  const { FORGE_EMAIL, FORGE_API_TOKEN } = process.env;
  const id = existsSync('manifest.yml') ? appId() : null;
  state.calls.push({ name, args, folder: process.cwd(), appId: id, token: Boolean(FORGE_EMAIL && FORGE_API_TOKEN) });
}

function createProgram() {
  const program = new Command('forge')
    .version(state.version, '--version')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  for (const [name, { arguments: taken, options }] of Object.entries(known)) {
    const command = name
      .split(' ')
      .reduce((parent, part) => parent.commands.find((one) => one.name() === part) ?? parent.command(part), program);
    command.exitOverride().allowExcessArguments(false);
    for (const argument of taken) {
      command.argument(`[${argument}]`);
    }
    for (const [long, { kind, short }] of Object.entries(options)) {
      const value = {
        flag: '',
        optional: ' [value]',
        required: ' <value>',
        'optional-list': ' [value...]',
        'required-list': ' <value...>',
      }[kind];
      command.addOption(new Option(`${short === undefined ? '' : `${short}, `}${long}${value}`));
    }
    command.action((...given) => {
      const args = given.slice(0, taken.length);
      perform(name, given[taken.length], args);
    });
  }
  return program;
}

const args = process.argv.slice(2);
const [first = '', second = ''] = args;
remember([`${first} ${second}`, first].find((name) => Object.hasOwn(known, name)) ?? '', args);
try {
  createProgram().parse(args, { from: 'user' });
} catch (error) {
  if (!(error instanceof CommanderError) || error.exitCode !== 0) {
    console.error(
      `Error: ${error.message.replace(/^error: /, '')}\nRerunning the command with --verbose may give more details.`,
    );
    process.exitCode = 1;
  }
}
writeFileSync(stateFile, JSON.stringify(state));
