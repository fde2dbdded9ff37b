import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf } from '../../cli/help/render-help';
import { COMMAND_HELP, PROGRAM_EXAMPLES } from '../../cli/help/texts';
import { createProgram } from '../../cli/program';
import { PretendCloud } from '../../local/cloud/cloud';
import { serveCloud } from '../../local/cloud/serve-cloud';
import { projectRoot } from '../../local/project-root';
import { BORN, smallOrganization } from './rotate/support/small-organization';
import { makeRequest, makeRule, makeTokenRecord, NOW, SITE } from './support/make-rules';
import { basic, makeAtlassianToken } from './support/make-secrets';
import { commandsIn } from './support/documented';
import { useCli } from './support/run-cli';

const { folder, bundle, run } = useCli();
const program = createProgram(() => undefined);
const names = program.commands.map((command) => command.name());

describe('the help', () => {
  it('tells every command with examples and exit codes, and fits 80 columns', async () => {
    expect(names).toEqual(Object.keys(COMMAND_HELP));
    for (const args of [['--help'], ...names.map((name) => [name, '--help'])]) {
      const { stdout, stderr, code } = await run(args);
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      expect(stdout).toMatch(/\nExamples:\n {2}# /);
      expect(stdout).toMatch(
        args.length === 1 ? /\nLevels, the worst first:\n {2}broken / : /\nExit codes:\n {2}0 {2}/,
      );
      expect(stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('  $ '))).toEqual([]);
    }
  });

  it('is the text of docs/command-line.md; `npm run -s command-line` writes it', () => {
    expect(readFileSync(join(projectRoot(), 'docs', 'command-line.md'), 'utf8')).toBe(documentOf(program));
  });
});

describe('the examples of the help', () => {
  const ada = { accountId: 'account-17', email: 'ada@example.com' };
  const site = smallOrganization();
  site.owner.email = ada.email;
  const { add, build, header } = site;
  const address = `https://${SITE}/rest/api/3/issue/{{issue.key}}`;
  const [first] = ['A', 'B'].map((name) => add(name, [build.log(name), build.webRequest(address, [header()])]));
  const cloud = new PretendCloud({ org: site.org, now: () => BORN });
  const { email, token, key } = cloud.credentials();
  let served: Awaited<ReturnType<typeof serveCloud>>;

  beforeAll(async () => {
    served = await serveCloud(cloud);
    const components = [makeRequest({ Authorization: basic(ada.email, makeAtlassianToken(1)) })];
    const rules = [makeRule({ name: 'Nightly sync', components, authorAccountId: ada.accountId })];
    writeFileSync(join(folder, 'automation-rules.json'), JSON.stringify({ cloud: true, rules }));
    writeFileSync(
      join(folder, 'users.csv'),
      `User id,User name,email,User status\n${ada.accountId},Ada,${ada.email},Active\n`,
    );
    const records = [makeTokenRecord('token-17', ada, '2026-12-10T00:00:00+00:00')];
    writeFileSync(join(folder, 'tokens.json'), JSON.stringify(records));
  });

  afterAll(() => served.close());

  const known = Object.entries(COMMAND_HELP).filter(([name]) => name !== 'completion');
  const examples = [...PROGRAM_EXAMPLES, ...known.flatMap(([, help]) => help.examples)].map(({ command }) => command);

  it.each(examples)('run as they stand, one after the other: %s', async (command) => {
    const isPiped = command.startsWith('cat automation-rules.json | ');
    const [args = []] = commandsIn(command.replace(/^cat \S+ \| /, ''), ['token-watch ']);
    const filled = args.map((word) => (word === 'RULE_UUID' ? (first?.uuid ?? '') : word));
    const isLive = args.includes('--live');
    const takesDay = args[0] === 'scan' || args[0] === 'check-user';
    const { code, stderr } = await run(
      [...filled, ...(isLive ? ['--atlassian', served.url] : []), ...(takesDay ? ['--now', NOW] : [])],
      {
        ...(isPiped ? { input: readFileSync(join(folder, 'automation-rules.json')) } : {}),
        environment: {
          ATLASSIAN_EMAIL: email,
          ATLASSIAN_API_TOKEN: token,
          ATLASSIAN_ORG_KEY: key,
          TOKEN_WATCH_OLD: site.old.value,
          TOKEN_WATCH_NEW: site.fresh.value,
        },
      },
    );
    const codes = COMMAND_HELP[args[0] ?? '']?.exitCodes.map((documented) => documented.code) ?? [];

    expect({ stderr, isFine: codes.includes(code ?? -1) && code !== 2 }).toEqual({ stderr, isFine: true });
  });
});

describe('the completion', () => {
  /** What bash offers for the last of these words. */
  function offers(...words: string[]): string[] {
    const { stdout, stderr } = spawnSync(
      'bash',
      [
        '-c',
        `source <("${process.execPath}" "${bundle}" completion bash)
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _token_watch; printf '%s\\n' "\${COMPREPLY[@]}"`,
        'bash',
        'token-watch',
        ...words,
      ],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    return stdout.split('\n').filter((word) => word !== '');
  }

  it('of bash offers commands, options and what options take, and leaves files to bash', () => {
    expect(offers('')).toEqual([...names, '--help', '--version']);
    expect(offers('sc')).toEqual(['scan']);
    expect(offers('scan', '--fo')).toEqual(['--format']);
    expect(offers('scan', '--format', 'i')).toEqual(['ics']);
    expect(offers('check-user', '--format', '')).toEqual(['table', 'json']);
    expect(offers('scan', '--output', 'rep')).toEqual([]);
    expect(offers('scan', 'rules.json', '--users', '')).toEqual([]);
    expect(offers('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(offers('scan', '--atl')).toEqual([]);
  });

  it.each(['bash', 'zsh', 'fish'])('of %s knows each option that the help shows', async (shell) => {
    const { stdout, code } = await run(['completion', shell]);

    expect(code).toBe(0);
    for (const option of program.commands.flatMap((command) => command.options).filter(({ hidden }) => !hidden)) {
      expect(stdout).toContain(shell === 'fish' ? ` -l ${(option.long ?? '').slice(2)}` : option.long);
    }
    expect(stdout).not.toContain('atlassian <');
  });

  it('says which shells there are', async () => {
    expect(await run(['completion', 'tcsh'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'token-watch: completion needs one of bash, zsh, fish\n',
    });
  });
});
