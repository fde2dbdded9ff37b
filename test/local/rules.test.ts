import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { putRules, UnusableRules } from '../../local/cloud/put-rules';
import { demoOrganization } from '../../local/cloud/demo/demo-organization';
import { fire } from '../../local/fire';
import { fieldOf, isRecord } from '../../local/json';
import { LEVELS } from '../../src/report/report';
import { useCli } from '../cli/support/run-cli';

const NOW = '2026-11-22T09:00:00.000Z';
const CORPUS = join(__dirname, '..', 'fixtures', 'corpus', 'rules');

/** What both ways must agree on: the place, the credential and the target. Only one of them has read people. */
function essence(report: unknown): string[] {
  const findings = fieldOf(report, 'findings');
  return (Array.isArray(findings) ? (findings as unknown[]) : [])
    .filter((finding) => fieldOf(finding, 'own') !== true && fieldOf(finding, 'subject') === 'credential')
    .map((finding) => {
      const [id, subject, location, destination] = ['id', 'subject', 'location', 'destination'].map((name) =>
        fieldOf(finding, name),
      );
      return JSON.stringify({
        id,
        subject,
        location,
        destination,
        credential: without(fieldOf(finding, 'credential')),
      });
    })
    .sort();
}

/** Fingerprints are made with a key of each installation. */
function without(credential: unknown): unknown {
  return isRecord(credential) ? { ...credential, fingerprint: null } : credential;
}

describe('real exports in place of the demo rules', () => {
  const { run } = useCli();

  it('give the same findings as the command line', async () => {
    const org = demoOrganization({ seed: 1, bornAt: new Date(NOW) });
    const site = ['--site', org.host, '--cloud-id', org.cloudId];
    const cli = await run(['scan', CORPUS, '--format', 'json', '--now', NOW, ...site]);
    const app = await fire('weekly-scan', { seed: 1, now: new Date(NOW), rules: [CORPUS] });
    const printed: unknown = JSON.parse(cli.stdout);

    expect(app.troubles).toEqual([]);
    expect(essence(app.report).length).toBe(5);
    expect(essence(app.report)).toEqual(essence(printed));
    expect(LEVELS.reduce((sum, level) => sum + (app.report?.summary[level] ?? 0), 0)).toBe(app.report?.findings.length);
  });

  it('are refused in one line that names the file and quotes nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rules-'));
    const org = demoOrganization({ seed: 1, bornAt: new Date(NOW) });
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{"rules": [{"secret-part": ');
    const refusal = (paths: string[]): string => {
      try {
        putRules(org, paths);
        return 'accepted';
      } catch (error) {
        return error instanceof UnusableRules ? error.message : 'another error';
      }
    };

    expect(refusal([file])).toBe(`${file}: this is not JSON.`);
    expect(refusal([join(folder, 'missing.json')])).toBe(`${join(folder, 'missing.json')}: there is no such file.`);
    writeFileSync(file, '[1, 2, 3]');
    expect(refusal([folder])).toBe(`No rules found in ${folder}.`);
    rmSync(folder, { recursive: true });
  });
});
