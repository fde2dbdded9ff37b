import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ownForgeFolder } from '../../deploy/forge/find-forge';
import { DeployStage, SITE, type ForgeState } from './support/deploy-stage';

let stage: DeployStage;

function begin(forge: Partial<ForgeState> = {}): DeployStage {
  stage = new DeployStage(forge);
  stage.answers = undefined;
  return stage;
}

afterEach(() => stage.close());

const APP = 'ari:cloud:ecosystem::app/22222222-2222-4333-8444-000000000001';
const READY = ['--site', SITE, '--yes', '--app-id', APP];

/** What was asked of the CLI after it was found. */
function asked(): string[] {
  return stage.forge.calls.map(({ name }) => name).filter((name) => name !== '');
}

describe('the version of Node.js', () => {
  it('that the CLI does not start with is said before anything else', async () => {
    begin();
    stage.nodeVersion = '22.23.1';
    expect(await stage.run(...READY)).toMatchObject({
      code: 2,
      err: expect.stringContaining('Node.js 22.23.1') as string,
    });
    expect(asked()).toEqual([]);

    stage.nodeVersion = '20.20.2';
    stage.change({ apps: [APP] });
    const { code, out } = await stage.run(...READY);
    expect({ code, first: out.split('\n', 1)[0] }).toMatchObject({
      code: 0,
      first: expect.stringContaining('22 and 24') as string,
    });
  });
});

describe('the Forge CLI', () => {
  it('is asked for where there is none, with the command that installs it outside the project', async () => {
    begin();
    stage.removeForge();
    const { code, err } = await stage.run(...READY);

    expect(code).toBe(2);
    expect(err).toContain(`npm install --prefix ${ownForgeFolder(stage.home)} --ignore-scripts=false`);
    expect(err).toContain('@forge/cli@13.3.0');
  });

  it('is installed into a folder of its own when the user says so, with its install scripts', async () => {
    begin({ apps: [APP] });
    stage.removeForge();
    const own = join(ownForgeFolder(stage.home), 'node_modules', '.bin', 'forge');
    const standIn = new DeployStage();
    // npm as this project has it: it puts the CLI where --prefix says, and only there.
    stage.putProgram(
      join(stage.bin, 'npm'),
      `echo "$PWD $@" > "${stage.folder}/npm.txt"; mkdir -p "${join(own, '..')}"; cp "${join(standIn.bin, 'forge')}" "${own}"`,
    );
    stage.answers = ['y'];
    const { code, out } = await stage.run(...READY);
    standIn.close();

    expect(code).toBe(0);
    expect(out).toContain(`Forge CLI 13.3.0: ${own}`);
    expect(stage.textIn('npm.txt')).toBe(
      `${ownForgeFolder(stage.home)} install --prefix ${ownForgeFolder(stage.home)} --ignore-scripts=false --no-audit --no-fund @forge/cli@13.3.0\n`,
    );
    expect(existsSync(join(stage.root, 'node_modules'))).toBe(false);
    // The next run finds it.
    stage.answers = undefined;
    expect((await stage.run(...READY)).code).toBe(0);
  });

  it('is installed without its keychain where that cannot be built, and says how to sign in then', async () => {
    begin({ apps: [APP] });
    stage.removeForge();
    const own = join(ownForgeFolder(stage.home), 'node_modules', '.bin', 'forge');
    const standIn = new DeployStage();
    stage.putProgram(
      join(stage.bin, 'npm'),
      `case "$@" in *--ignore-scripts) mkdir -p "${join(own, '..')}"; cp "${join(standIn.bin, 'forge')}" "${own}";; *) echo "libsecret-1 was not found"; exit 1;; esac`,
    );
    stage.answers = ['y'];
    const { code, out } = await stage.run(...READY);
    standIn.close();

    expect(code).toBe(0);
    expect(out).toContain('FORGE_EMAIL and FORGE_API_TOKEN');
  });

  it('says so where it could not be installed', async () => {
    begin();
    stage.removeForge();
    stage.putProgram(join(stage.bin, 'npm'), 'echo "network is down"; exit 1');
    stage.answers = ['y'];
    expect(await stage.run(...READY)).toMatchObject({
      code: 2,
      err: expect.stringContaining('could not be installed') as string,
    });
  });

  it.each([
    ['another program of that name', 'echo "forge Version: 1.2.3-stable"', 'another program'],
    ['an older one', 'echo 12.9.0', 'version 12.9.0, older'],
    ['one that does not start', 'exit 3', 'does not start'],
  ])('on the PATH is passed over when it is %s', async (_what, script, says) => {
    begin();
    stage.putProgram(join(stage.bin, 'forge'), script);
    const { code, out, err } = await stage.run(...READY);

    expect(code).toBe(2);
    expect(out).toContain(says);
    expect(err).toContain('There is no Forge CLI');
  });

  it('that was named is used, or refused by name', async () => {
    begin({ apps: [APP] });
    stage.removeForge();
    const named = join(stage.folder, 'elsewhere', 'forge');
    expect(await stage.run(...READY, '--forge', named)).toMatchObject({
      code: 2,
      err: expect.stringContaining(named) as string,
    });

    stage.putProgram(named);
    expect((await stage.run(...READY, '--forge', named)).code).toBe(0);
  });

  it('is told not to report its use where nobody ever said whether it may, and left alone otherwise', async () => {
    begin({ apps: [APP], analytics: undefined });
    expect(await stage.run(...READY)).toMatchObject({
      code: 0,
      out: expect.stringContaining('usage-analytics') as string,
    });
    expect(stage.forge.analytics).toBe(false);

    stage.change({ analytics: true });
    await stage.run(...READY);
    expect(stage.forge.analytics).toBe(true);
  });
});

describe('signing in', () => {
  it('is asked for before anything is changed', async () => {
    begin({ signedIn: false, apps: [APP] });
    const { code, err } = await stage.run(...READY);

    expect(code).toBe(2);
    expect(err).toContain('forge login');
    expect(err).toContain('FORGE_EMAIL and FORGE_API_TOKEN');
    expect(asked()).toEqual(['settings list', 'whoami']);
  });

  it('is offered to somebody who can answer', async () => {
    begin({ signedIn: false, apps: [APP] });
    stage.answers = ['y'];
    expect((await stage.run(...READY)).code).toBe(0);
    expect(asked().slice(1, 4)).toEqual(['whoami', 'login', 'whoami']);

    stage.change({ signedIn: false });
    stage.answers = ['n'];
    expect((await stage.run(...READY)).code).toBe(2);
  });

  it('without a keychain points to the two variables', async () => {
    begin({
      signedIn: false,
      apps: [APP],
      failing: { login: "The CLI couldn't store your login in a local keychain." },
    });
    stage.answers = ['y'];
    const { code, err } = await stage.run(...READY);

    expect(code).toBe(1);
    expect(err).toContain('Set FORGE_EMAIL and FORGE_API_TOKEN');
  });

  it('by the two variables works, and no value of theirs is shown', async () => {
    begin({ signedIn: false, apps: [APP] });
    const value = `not-a-token-${'x'.repeat(12)}`;
    stage.environment = { FORGE_EMAIL: 'admin@example.com', FORGE_API_TOKEN: value };
    const { code, out, err } = await stage.run(...READY);

    expect(code).toBe(0);
    expect(stage.forge.calls.every(({ token }) => token)).toBe(true);
    expect(stage.commands.join(' ') + out + err).not.toContain(value);
  });

  it('by one variable alone is refused, and the other is named', async () => {
    begin();
    stage.environment = { FORGE_EMAIL: 'admin@example.com' };
    expect(await stage.run(...READY)).toMatchObject({
      code: 2,
      err: expect.stringContaining('FORGE_API_TOKEN is not') as string,
    });
    stage.environment = { FORGE_API_TOKEN: 'x', FORGE_EMAIL: '' };
    expect(await stage.run(...READY)).toMatchObject({
      code: 2,
      err: expect.stringContaining('FORGE_EMAIL is not') as string,
    });
  });

  it('with a token that Atlassian refuses says so', async () => {
    begin({ signedIn: false, apps: [APP], failing: { token: 'The API token on your machine is no longer valid.' } });
    stage.environment = { FORGE_EMAIL: 'admin@example.com', FORGE_API_TOKEN: 'x' };
    const { code, out, err } = await stage.run(...READY);

    expect(code).toBe(2);
    expect(out).toContain('no longer valid');
    expect(err).toContain('refuses the CLI’s token');
  });
});

describe('a step that fails ends the run, and says what to do', () => {
  it.each([
    ['register', 'You must accept the terms and conditions', 'Start again and accept them'],
    ['build', 'The build failed due to errors in the app code.', 'Nothing changed on your site'],
    ['deploy', 'Deployment failed', '--verbose'],
    ['install', "The URL you entered doesn't belong to an Atlassian site", 'Check the address'],
    ['install list', 'Too many requests', 'Wait some minutes'],
  ])('%s', async (step, says, tells) => {
    begin({ failing: { [step]: says } });
    stage.answers = ['y'];
    const { code, out, err } = await stage.run('--site', SITE);

    expect(code).toBe(1);
    expect(out).toContain(says);
    expect(err).toContain(tells);
    expect(err).toContain(`Failed: forge ${step}`);
    expect(asked().at(-1)).toBe(step);
    expect(stage.forge.installations).toEqual([]);
  });

  it('an installation link is offered with the id of the app', async () => {
    begin({ apps: [APP], failing: { install: 'Insufficient permissions to install app' } });
    const { err } = await stage.run(...READY);

    expect(err).toContain('console/myapps/22222222-2222-4333-8444-000000000001/distribution');
  });

  it('Forge’s checks here, before anything is uploaded', async () => {
    begin({ apps: [APP] });
    stage.environment = { LINT_FAILS: '1' };
    const { code, err } = await stage.run(...READY);

    expect(code).toBe(1);
    expect(err).toContain('found faults in this checkout');
    expect(asked()).not.toContain('build');
  });

  it('starting again goes on from there: the app is registered once', async () => {
    begin({ failing: { deploy: 'Too many requests' } });
    stage.answers = ['y', 'y'];
    await stage.run('--site', SITE);
    stage.change({ failing: {} });

    expect((await stage.run('--site', SITE)).code).toBe(0);
    expect(stage.forge.registered).toHaveLength(1);
  });
});

describe('a step that says it is done and is not', () => {
  it('an installation that the CLI does not list afterwards is not called one', async () => {
    begin({ apps: [APP], lost: ['install'] });
    const { code, out, err } = await stage.run(...READY);

    expect(code).toBe(1);
    expect(err).toContain('not certain that it is installed');
    expect(out).not.toContain('What to do next');
  });

  it('a list that cannot be read is no list without installations', async () => {
    begin({ apps: [APP], lost: ['install list'] });
    const { code, err } = await stage.run(...READY);

    expect(code).toBe(1);
    expect(err).toContain('could not be read');
    expect(asked().at(-1)).toBe('install list');
  });

  it('a registration that left no id is none', async () => {
    begin();
    stage.putProgram(
      join(stage.bin, 'forge'),
      `case "$1" in register) echo done;; --version) echo 13.3.0;; settings) echo '[{"setting":"usage-analytics","value":false}]';; *) echo fine;; esac`,
    );
    stage.answers = ['y'];
    const { code, err } = await stage.run('--site', SITE);

    expect(code).toBe(1);
    expect(err).toContain('wrote no app id');
    expect(stage.has('.local/apps.json')).toBe(false);
  });
});
