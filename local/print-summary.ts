import Table from 'cli-table3';
import { LEVELS, type Level, type Report } from '../src/report/report';

const MEANING: Record<Level, string> = {
  broken: 'does not work any more',
  critical: 'breaks within days',
  high: 'breaks within weeks',
  watch: 'breaks within months, or needs an owner',
  unknown: 'could not be checked',
  ok: 'checked, nothing in sight',
};

/** What one scan says, in a few lines for a terminal. */
export function printSummary(report: Report, write: (text: string) => void): void {
  const table = new Table({ head: ['level', 'rules', 'findings', ''], style: { head: [], border: [] } });
  for (const level of LEVELS) {
    table.push([level, report.rules[level], report.summary[level], MEANING[level]]);
  }
  const { coverage } = report;
  const { people } = coverage;
  write(`${table.toString()}\n`);
  write(
    `${coverage.rulesRead} rules read, ${coverage.webRequests} web requests, ${coverage.usersChecked} people and ` +
      `${coverage.tokensListed} tokens checked; judged as of ${report.asOf}.\n`,
  );
  write(
    `${people.accounts} accounts stand behind the rules: ${people.healthy} healthy, ${people.atRisk} at risk, ` +
      `${people.unchecked} not checked.\n`,
  );
  if (coverage.rulesUnreadable.length > 0) {
    write(`${coverage.rulesUnreadable.length} rules could not be read; the report names them.\n`);
  }
  for (const limit of coverage.limits.slice(0, 5)) {
    write(`Not seen: ${limit}\n`);
  }
}
