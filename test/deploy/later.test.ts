import { DeployStage, SITE } from './support/deploy-stage';

let stage: DeployStage;

beforeEach(async () => {
  stage = new DeployStage();
  stage.answers = ['y'];
  expect((await stage.run('--site', SITE)).code).toBe(0);
  stage.change({});
  stage.answers = undefined;
});
afterEach(() => stage.close());

/** Commands that change something. */
function done(): string[] {
  return stage.commands.filter((command) => !/^(?:--version|settings|whoami|install list)/.test(command));
}

describe('npm run deploy -- rollback', () => {
  it('lists the builds, and deploys the one that is named', async () => {
    await stage.run('--site', SITE, '--yes');
    const [newer, older] = stage.forge.builds.map(({ tag }) => tag);
    stage.change({});
    const { code, out } = await stage.run('rollback');
    expect(code).toBe(0);
    expect(out).toContain(newer);
    expect(out).toContain(older);
    stage.change({});

    const back = await stage.run('rollback', '--to', older ?? '', '--site', SITE, '--yes');
    expect(back).toMatchObject({ code: 0, out: expect.stringContaining(`Build ${older ?? ''} is deployed`) as string });
    expect(done()).toEqual([`deploy --tag ${older ?? ''} --environment production --non-interactive`]);
    expect(stage.forge.installations).toMatchObject([{ tag: older }]);
  });

  it('has the permissions of the earlier build agreed to where they differ', async () => {
    const [before] = stage.forge.builds.map(({ tag }) => tag);
    await stage.run('--site', SITE, '--live-check', '--yes');
    stage.change({});
    const { code } = await stage.run('rollback', '--to', before ?? '', '--site', SITE, '--yes');

    expect(code).toBe(0);
    expect(done()[1]).toMatch(/^install --upgrade all --site example\.atlassian\.net /);
    expect(stage.forge.installations[0]?.permissions).not.toContain('*.atlassian.net');
  });

  it('of a build that does not exist, or that nobody agrees to, changes nothing', async () => {
    expect(await stage.run('rollback', '--to', 'no-such-build', '--site', SITE, '--yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no such build') as string,
    });
    const before = stage.forge.deployed;
    expect(await stage.run('rollback', '--to', 'any', '--site', SITE)).toMatchObject({ code: 2 });
    stage.answers = ['n'];
    expect(await stage.run('rollback', '--to', 'any', '--site', SITE)).toMatchObject({ code: 2 });
    expect(stage.forge.deployed).toEqual(before);
  });
});

describe('npm run deploy -- uninstall', () => {
  it('removes the app after it was agreed to, and says which credentials to revoke', async () => {
    stage.answers = ['y'];
    const { code, out } = await stage.run('uninstall', '--site', SITE);

    expect(code).toBe(0);
    expect(done()).toEqual([`uninstall --site ${SITE} --product Jira --environment production`]);
    expect(stage.forge.installations).toEqual([]);
    expect(out).toContain('Revoke the ones that were made for it');
  });

  it('changes nothing where nobody agrees', async () => {
    expect(await stage.run('uninstall', '--site', SITE)).toMatchObject({
      code: 2,
      err: expect.stringContaining('--yes') as string,
    });
    stage.answers = ['n'];
    expect(await stage.run('uninstall', '--site', SITE)).toMatchObject({ code: 2 });
    expect(stage.forge.installations).toHaveLength(1);
  });

  it.each([
    ['another site', ['--site', 'other.atlassian.net'], 'not installed on other.atlassian.net'],
    ['another environment', ['--site', SITE, '--environment', 'staging'], 'in the environment staging'],
  ])('says that the app is not there: %s', async (_what, args, says) => {
    expect(await stage.run('uninstall', ...args, '--yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining(says) as string,
    });
    expect(stage.forge.installations).toHaveLength(1);
  });

  it('does not take the CLI’s word for it', async () => {
    stage.change({ lost: ['uninstall'] });
    expect(await stage.run('uninstall', '--site', SITE, '--yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('still lists the app') as string,
    });
  });
});

describe('an edition that this checkout never deployed', () => {
  it.each(['rollback', 'uninstall'])('%s asks for its app', async (command) => {
    const { code, err } = await stage.run(command, '--site', SITE, '--edition', 'zero-egress', '--yes');

    expect(code).toBe(2);
    expect(err).toContain('Add --app-id');
  });

  it.each([
    [['rollback', '--to', 'some-build'], 'forge deploy --tag some-build --environment production --non-interactive'],
    [['uninstall', '--site', SITE], `forge uninstall --site ${SITE} --product Jira --environment production`],
  ])('with --dry-run the commands are printed: %s', async (args, first) => {
    const { code, out } = await stage.run(...args, '--dry-run');

    expect(code).toBe(0);
    expect(out.split('\n')[0]).toBe(first);
    expect(stage.commands).toEqual([]);
  });
});
