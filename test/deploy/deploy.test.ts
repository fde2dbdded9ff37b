import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appIdIn, permittedHosts } from '../../editions/manifest-for';
import { DeployStage, SITE, type ForgeState } from './support/deploy-stage';

let stage: DeployStage;

function begin(forge: Partial<ForgeState> = {}): DeployStage {
  stage = new DeployStage(forge);
  return stage;
}

afterEach(() => stage.close());

const INSTALL = `install --site ${SITE} --product Jira --environment production --confirm-scopes --non-interactive`;
const UPGRADE = `install --upgrade all --site ${SITE} --product Jira --environment production --confirm-scopes --non-interactive`;
const TAG = '0.1.0-private-20261127100000';

describe('npm run deploy, from a clone to the installed app', () => {
  it('does each step once, in order, to production', async () => {
    begin();
    stage.answers = ['y'];
    const { code, out, err } = await stage.run('--site', SITE);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(stage.commands).toEqual([
      '--version',
      'settings list --json',
      'whoami',
      'register Automation Token Watch',
      `build --tag ${TAG} --non-interactive`,
      `deploy --tag ${TAG} --environment production --non-interactive`,
      'install list --json',
      INSTALL,
      'install list --json',
    ]);
    expect(out).toContain('linted dist/forge/private');
    expect(stage.forge.installations).toMatchObject([{ site: SITE, environment: 'production', tag: TAG }]);
    // Said before it is asked for, and what to do next after it is there.
    expect(out.indexOf('- https://api.atlassian.com: ')).toBeLessThan(out.indexOf('[y/N]'));
    expect(out).toMatch(
      /1\. Open Jira on example\.atlassian\.net: Settings → Apps → Automation Token Watch\.\n2\. Connect/,
    );
    expect(out).toContain(`rollback --to ${TAG}`);
  });

  it('names the packages inside the app as that of its sources does', async () => {
    begin();
    const content = { version: '2.0.0', dependencies: { tslib: '2.8.1' } };
    writeFileSync(join(stage.root, 'src/package.json'), JSON.stringify(content));
    stage.answers = ['yes'];
    await stage.run('--site', SITE);

    expect(JSON.parse(stage.fileIn('dist/forge/private/package.json'))).toMatchObject(content);
  });

  it('leaves manifest.yml as it is, and runs in a folder whose manifest has the id', async () => {
    begin();
    const before = stage.fileIn('manifest.yml');
    stage.answers = ['yes'];
    await stage.run('--site', SITE);
    const [appId = ''] = stage.forge.apps;

    expect(stage.fileIn('manifest.yml')).toBe(before);
    expect(appIdIn(stage.fileIn('dist/forge/private/manifest.yml'))).toBe(appId);
    const working = stage.forge.calls.filter(({ name }) => !['', 'settings list'].includes(name)).slice(2);
    expect(new Set(working.map((call) => `${call.folder} ${call.appId ?? ''}`))).toEqual(
      new Set([`${join(stage.root, 'dist/forge/private')} ${appId}`]),
    );
  });

  it('takes an app that there is, from the option the first time and by itself after that', async () => {
    const id = '22222222-2222-4333-8444-000000000001';
    const ari = `ari:cloud:ecosystem::app/${id}`;
    begin({ apps: [ari] });
    stage.answers = undefined;

    expect((await stage.run('--site', SITE, '--app-id', id, '--yes')).code).toBe(0);
    expect((await stage.run('--site', SITE, '--yes')).code).toBe(0);
    expect(stage.forge.registered).toEqual([]);
    expect(JSON.parse(stage.fileIn('.local/apps.json'))).toEqual({ private: { appId: ari } });
  });

  it('registers without asking only where the space and the consent to the terms were given', async () => {
    begin();
    stage.answers = undefined;
    const space = '33333333-2222-4333-8444-000000000001';
    const refused = await stage.run('--site', SITE, '--yes');
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('--accept-terms') as string });
    expect(stage.commands).toEqual([]);

    const done = await stage.run(
      '--site',
      SITE,
      '--yes',
      '--developer-space-id',
      space,
      '--accept-terms',
      '--name',
      'Watch',
    );
    expect(done.code).toBe(0);
    expect(stage.forge.registered).toEqual([{ name: 'Watch', space, terms: true }]);
  });

  it('deploys without installing, to an environment of one’s own', async () => {
    begin();
    stage.answers = [];
    const { code, out } = await stage.run('--no-install', '--environment', 'mine');

    expect(code).toBe(0);
    expect(stage.commands.at(-1)).toBe(`deploy --tag ${TAG} --environment mine --non-interactive`);
    expect(out).toContain('1. Install the app: npm run deploy -- --site your-site.atlassian.net');
  });

  it('asks for the site where it was not named, and takes an address for one', async () => {
    begin();
    stage.answers = [`https://${SITE}/jira/projects`, 'y'];

    expect((await stage.run()).code).toBe(0);
    expect(stage.commands).toContain(INSTALL);
  });

  it.each([
    ['zero-egress', ['--edition', 'zero-egress'], [], 'Drop a file of your rules'],
    [
      'private-live-check',
      ['--live-check'],
      ['https://api.atlassian.com', 'https://*.atlassian.net'],
      'Connect the email',
    ],
  ])('deploys the edition %s with its own manifest and code', async (label, args, hosts, next) => {
    begin();
    stage.answers = ['y'];
    const { code, out } = await stage.run('--site', SITE, ...args);

    expect(code).toBe(0);
    expect(permittedHosts(stage.fileIn(`dist/forge/${label}/manifest.yml`))).toEqual(hosts);
    expect(stage.fileIn(`dist/forge/${label}/src/platform/permitted-hosts.ts`)).toContain(
      `[${hosts.map((host) => `'${host}'`).join(', ')}]`,
    );
    expect(out).toContain(next);
    expect(out.includes('https://*.atlassian.net')).toBe(label === 'private-live-check');
  });
});

describe('deploying again', () => {
  it('with the same permissions installs nothing anew: Forge updates the site by itself', async () => {
    begin();
    stage.answers = ['y', 'y'];
    await stage.run('--site', SITE);
    stage.change({});
    const { code, out } = await stage.run('--site', SITE);

    expect(code).toBe(0);
    expect(stage.commands.filter((command) => command.startsWith('install --'))).toEqual([]);
    expect(out).toContain(`Installed on ${SITE}`);
  });

  it('with other permissions upgrades the installation, after they were agreed to', async () => {
    begin();
    stage.answers = ['y', 'y'];
    await stage.run('--site', SITE);
    stage.change({});
    const { code, out } = await stage.run('--site', SITE, '--live-check');

    expect(code).toBe(0);
    expect(stage.commands.filter((command) => command.startsWith('install --'))).toEqual([UPGRADE]);
    expect(out).toContain('- https://*.atlassian.net: ');
    // The same app: the live check is an option of the private edition.
    expect(stage.forge.registered).toHaveLength(1);
  });

  it('says what an admin has to do where the upgrade does not reach the site', async () => {
    begin();
    stage.answers = ['y', 'y'];
    await stage.run('--site', SITE);
    stage.change({ lost: ['upgrade'] });
    const { code, err } = await stage.run('--site', SITE, '--live-check');

    expect(code).toBe(1);
    expect(err).toContain('An admin of the site agrees');
  });
});

describe('before anything is changed', () => {
  it('the permissions have to be agreed to', async () => {
    begin();
    stage.answers = ['no'];
    expect(await stage.run('--site', SITE)).toMatchObject({
      code: 2,
      err: expect.stringContaining('not agreed to') as string,
    });
    stage.answers = undefined;
    expect(await stage.run('--site', SITE)).toMatchObject({ code: 2, err: expect.stringContaining('--yes') as string });
    expect(stage.commands).toEqual([]);
  });

  it('--dry-run prints each command and does nothing', async () => {
    begin();
    stage.answers = undefined;
    const { code, out } = await stage.run('--site', SITE, '--dry-run');
    const shown = out.split('\n').filter((line) => line.startsWith('forge '));
    expect({ code, asked: stage.commands, wrote: stage.has('dist') }).toEqual({ code: 0, asked: [], wrote: false });

    stage.change({ analytics: undefined });
    stage.answers = ['y'];
    await stage.run('--site', SITE);
    const typed = stage.commands.map((command) => `forge ${command}`.replace(/-\d{14}/, ''));
    const done = typed.filter((command) => !/^forge (?:--version|settings list)/.test(command));
    // Whether it is the first time is seen on the way; the printed list has both.
    expect(
      shown
        .map((line) => line.replaceAll('"', '').replace(/-\d{14}/, ''))
        .filter((line) => !line.includes('--upgrade')),
    ).toEqual(done);
  });

  it.each([
    ['no site at all', ['--yes'], 'Add --site'],
    ['another address', ['--site', 'https://example.com'], 'Atlassian site like example.atlassian.net'],
    ['an app id that is none', ['--site', SITE, '--app-id', '12'], 'ari:cloud:ecosystem::app/UUID'],
    ['an unknown edition', ['--site', SITE, '--edition', 'public'], 'private, zero-egress'],
    ['a live check without egress', ['--site', SITE, '--edition', 'zero-egress', '--live-check'], 'no live check'],
    ['an unknown option', ['--sight', SITE], "unknown option '--sight'"],
  ])('a wrong start has one clear line: %s', async (_what, args, says) => {
    begin();
    stage.answers = undefined;
    const { code, err } = await stage.run(...args);

    expect({ code, asked: stage.commands }).toEqual({ code: 2, asked: [] });
    expect(err).toContain(says);
    expect(err.trim().split('\n').length).toBeLessThanOrEqual(2);
  });

  it('a damaged file of app ids is left alone, and named', async () => {
    begin();
    stage.answers = ['y', 'y'];
    await stage.run('--site', SITE);
    const file = join(stage.root, '.local', 'apps.json');
    writeFileSync(file, '{"private": ');
    const { code, err } = await stage.run('--site', SITE);

    expect(code).toBe(2);
    expect(err).toContain('apps.json cannot be read');
    expect(readFileSync(file, 'utf8')).toBe('{"private": ');
  });

  it('the page has to be built', async () => {
    begin();
    rmSync(join(stage.root, 'static/admin/build'), { recursive: true });
    stage.answers = ['y'];

    expect(await stage.run('--site', SITE)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not built') as string,
    });
  });
});
