import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseDocument } from 'yaml';
import { parseSettings } from '../../cli/memory/settings-file';
import { PretendCloud } from '../../local/cloud/cloud';
import { demoOrganization } from '../../local/cloud/demo/demo-organization';
import { serveCloud } from '../../local/cloud/serve-cloud';
import { projectRoot } from '../../local/project-root';
import { version } from '../../package.json';
import { blocksOf, commandsIn, parseCommand } from './support/documented';
import { useCli } from './support/run-cli';

const { folder, bundle } = useCli();
const document = readFileSync(join(projectRoot(), 'docs', 'ci.md'), 'utf8');
const blocks = blocksOf(document);
const yaml = blocks.filter(({ language }) => language === 'yaml').map(({ text }) => text);
const script = blocks.find(({ language }) => language === 'sh')?.text ?? '';
const TARBALL = `npx --yes ./automation-token-watch-${version}.tgz`;
const SECRETS = ['ATLASSIAN_EMAIL', 'ATLASSIAN_API_TOKEN', 'ATLASSIAN_ORG_KEY'];

const Step = v.looseObject({ uses: v.optional(v.string()), run: v.optional(v.string()), if: v.optional(v.string()) });
const Workflow = v.object({
  on: v.looseObject({ schedule: v.array(v.object({ cron: v.string() })) }),
  jobs: v.object({ scan: v.looseObject({ steps: v.array(Step) }) }),
});

describe('the recipes for pipelines', () => {
  it('are YAML without a fault, each of which runs the one script', () => {
    expect(yaml).toHaveLength(4);
    for (const text of yaml) {
      const { errors, warnings } = parseDocument(text);
      expect([...errors, ...warnings]).toEqual([]);
    }
    const recipes = [...yaml.slice(1), blocks.find(({ language }) => language === 'groovy')?.text ?? ''];
    expect(recipes.map((text) => text.split('sh scan.sh').length)).toEqual([2, 2, 2, 2]);
  });

  it('have settings that the program takes', () => {
    expect(parseSettings(yaml[0] ?? '', '.token-watch.yml')).toMatchObject({
      ok: true,
      value: { site: 'your-site.atlassian.net', ignore: [{ rule: 'Publish forecasts' }] },
    });
  });

  it('have a command line that the program takes, with and without a former report', () => {
    const [args = [], ...others] = commandsIn(script, [TARBALL]);
    const former = args.flatMap((word) => (word === '$@' ? ['--baseline', 'baseline.json'] : [word]));
    const none = args.filter((word) => word !== '$@');

    expect(others).toEqual([]);
    expect(former).not.toEqual(none);
    expect(parseCommand(none)).toMatchObject({
      command: 'scan',
      strict: true,
      also: ['report.md', 'report.sarif', 'report.ics'],
    });
    expect(parseCommand(former)).toMatchObject({ baseline: 'baseline.json', output: 'report.json' });
  });

  it('need no second scan for another format, and name the endings where one says nothing', () => {
    expect(() => parseCommand(['scan', 'rules.json', '--also', 'report.pdf'])).toThrow(
      '--also needs a file name that ends in .json, .csv, .md, .sarif, .ics',
    );
  });

  it('name the files of an export in options that the program takes', () => {
    const files = /`(rules\.json --users [^`]+)`/.exec(document)?.[1] ?? '';

    expect(parseCommand(['scan', ...files.split(' ')])).toMatchObject({
      files: ['rules.json'],
      users: ['users.csv'],
      tokens: ['tokens.json'],
    });
  });

  it('give GitHub the secrets, the summary and the SARIF, also when the scan fails', () => {
    const { on, jobs } = v.parse(Workflow, parseDocument(yaml[1] ?? '').toJS());
    const { steps } = jobs.scan;
    const after = steps.slice(steps.findIndex(({ run }) => run === 'sh scan.sh') + 1);

    expect(on.schedule).toHaveLength(1);
    for (const secret of SECRETS) {
      expect(yaml[1]).toContain(`${secret}: \${{ secrets.${secret} }}`);
    }
    expect(steps.filter(({ uses }) => uses !== undefined && !/@v\d+$/.test(uses))).toEqual([]);
    expect(after).toHaveLength(5);
    expect(after.filter((step) => !/cancelled|failure/.test(step.if ?? ''))).toEqual([]);
  });
});

describe('the script of the recipes', () => {
  it('fails in the first night, passes while nothing changes, and fails again at what is worse', async () => {
    const bornAt = Date.parse('2026-11-22T04:17:00Z');
    let now = bornAt;
    const org = demoOrganization({ seed: 1, bornAt: new Date(bornAt) });
    const cloud = new PretendCloud({ org, now: () => now });
    const { email, token, key } = cloud.credentials();
    const served = await serveCloud(cloud);
    const home = join(folder, 'repository');
    mkdirSync(join(home, 'bin'), { recursive: true });
    writeFileSync(join(home, 'scan.sh'), script);
    const night = async (): Promise<number | null> => {
      // In place of npx and its package: the program that is packed, and the pretend site in place of the reader's.
      writeFileSync(
        join(home, 'bin', 'npx'),
        `#!/bin/sh\nshift 2\nfor word do shift; [ "$word" = your-site.atlassian.net ] && word=${org.host}; set -- "$@" "$word"; done\n` +
          `exec "${process.execPath}" "${bundle}" "$@" --atlassian ${served.url} --now ${new Date(now).toISOString()}\n`,
      );
      chmodSync(join(home, 'bin', 'npx'), 0o755);
      const env = {
        PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}`,
        ATLASSIAN_EMAIL: email,
        ATLASSIAN_API_TOKEN: token,
        ATLASSIAN_ORG_KEY: key,
      };
      const child = spawn('sh', ['scan.sh'], { cwd: home, env, stdio: 'ignore' });
      return new Promise((resolve) => child.on('close', resolve));
    };
    try {
      expect(await night()).toBe(1);
      for (const file of ['report.json', 'report.md', 'report.sarif', 'report.ics', 'baseline.json']) {
        expect(existsSync(join(home, file))).toBe(true);
      }
      expect(readFileSync(join(home, 'report.ics'), 'utf8')).toMatch(/^BEGIN:VCALENDAR\r\n/);
      now += 3_600_000;
      expect(await night()).toBe(0);
      now += 6 * 86_400_000;
      expect(await night()).toBe(1);
      const before = readFileSync(join(home, 'baseline.json'), 'utf8');
      rmSync(join(home, 'report.json'));
      // Nothing can be read: the former report stays what the next night is compared with.
      await served.close();
      expect(await night()).toBe(2);
      expect(readFileSync(join(home, 'baseline.json'), 'utf8')).toBe(before);
    } finally {
      await served.close().catch(() => undefined);
    }
  });
});
