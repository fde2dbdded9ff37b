import * as v from 'valibot';
import { PretendCloud } from '../../local/cloud/cloud';
import { demoOrganization } from '../../local/cloud/demo/demo-organization';
import { serveCloud } from '../../local/cloud/serve-cloud';
import { fire } from '../../local/fire';
import type { Finding, Report } from '../../src/report/report';
import { useCommandLine } from './support/run-cli';

const { run } = useCommandLine();
const BORN = new Date('2026-11-22T09:00:00Z');
const SEED = 1;

type Judged = Pick<Finding, 'level' | 'subject' | 'location' | 'rule' | 'reasons' | 'owner' | 'token' | 'breaks'> & {
  own?: boolean | undefined;
};
const Answer = v.object({ findings: v.custom<Judged[]>(Array.isArray) });

/** What two reports must agree on: everything but the fingerprints, whose keys differ, and the app's own credentials. */
function essence(findings: readonly Judged[]): string[] {
  return findings
    .filter(({ own }) => own !== true)
    .map(({ level, subject, rule, location, reasons, owner, token, breaks }) =>
      JSON.stringify([
        rule.name,
        subject,
        location.pointer,
        location.name,
        level,
        reasons.map(({ code }) => code),
        owner?.state,
        owner?.email,
        token?.match,
        token?.candidates.map(({ id }) => id),
        breaks,
      ]),
    )
    .sort();
}

async function appReport(): Promise<Report> {
  const { report } = await fire('weekly-scan', { seed: SEED, now: BORN });
  if (report === null) {
    throw new Error('the app published no report');
  }
  return report;
}

describe('the demo organization', () => {
  it('looks the same from the command line as from the app', async () => {
    const report = await appReport();
    expect(report.findings.length).toBeGreaterThan(150);
    const org = demoOrganization({ seed: SEED, bornAt: BORN });
    const cloud = new PretendCloud({ org, now: () => Date.parse(report.asOf) });
    const { email, token, key } = cloud.credentials();
    const served = await serveCloud(cloud);
    try {
      const result = await run(
        ['scan', '--live', org.host, '--atlassian', served.url, '--now', report.asOf, '--format', 'json'],
        { environment: { ATLASSIAN_EMAIL: email, ATLASSIAN_API_TOKEN: token, ATLASSIAN_ORG_KEY: key } },
      );

      expect(result.code).toBe(1);
      expect(essence(v.parse(Answer, JSON.parse(result.stdout)).findings)).toEqual(essence(report.findings));
    } finally {
      await served.close();
    }
  });
});
