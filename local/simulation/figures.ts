import { MATCHES, type Match } from '../../src/report/report';
import type { Year } from './simulate-year';
import { CAUSES, type Cause } from './truth';

export interface Figures {
  rulesAtTheEnd: number;
  breaks: number;
  knowable: number;
  foretold: number;
  medianNoticeDays: number | null;
  claims: number;
  falseAlarms: number;
  oksSaid: number;
  falseOks: number;
  /** Of what reports said about credentials, the share from 0 to 1 that was unknown. */
  unknownShare: number;
  byCause: Record<Cause, { breaks: number; knowable: number; foretold: number }>;
  matches: Record<Match, number>;
  /** Credentials that were ever called `exact` and another token than they are. */
  exactWrong: number;
  /** Of these: their own token was revoked before it was ever listed, so that nothing could tell. */
  exactUnknowable: number;
}

/** The year in numbers: what broke, what was foretold, what was said wrongly. */
export function figuresOf({ life, ledger }: Year): Figures {
  const knowable = ledger.breaks.filter((one) => one.knowable);
  const foretold = knowable.filter((one) => one.foretold);
  const notices = foretold.map((one) => one.noticeDays).filter((days) => days !== null);
  const records = [...ledger.matches.values()];
  const count = (cause: Cause) => {
    const all = ledger.breaks.filter((one) => one.cause === cause);
    return {
      breaks: all.length,
      knowable: all.filter((one) => one.knowable).length,
      foretold: all.filter((one) => one.knowable && one.foretold).length,
    };
  };
  return {
    rulesAtTheEnd: life.live().length,
    breaks: ledger.breaks.length,
    knowable: knowable.length,
    foretold: foretold.length,
    medianNoticeDays: median(notices),
    claims: ledger.claims,
    falseAlarms: ledger.falseAlarms.length,
    oksSaid: ledger.oks,
    falseOks: ledger.falseOks.length,
    unknownShare: ledger.said === 0 ? 0 : ledger.unknown / ledger.said,
    byCause: {
      'token-expired': count('token-expired'),
      'token-revoked': count('token-revoked'),
      'token-blocked': count('token-blocked'),
      'owner-for-deletion': count('owner-for-deletion'),
      'owner-deactivated': count('owner-deactivated'),
      'owner-access-lost': count('owner-access-lost'),
      'owner-renamed': count('owner-renamed'),
    },
    matches: {
      exact: records.filter((record) => record.match === 'exact').length,
      candidates: records.filter((record) => record.match === 'candidates').length,
      none: records.filter((record) => record.match === 'none').length,
      'not-checked': records.filter((record) => record.match === 'not-checked').length,
    },
    exactWrong: records.filter(({ wrong }) => wrong !== null).length,
    exactUnknowable: records.filter(({ wrong }) => wrong?.wasListed === false).length,
  };
}

/** Whether the year meets the goal: all that could be known was foretold, and nothing was said that was not so. */
export function meetsGoal(figures: Figures): boolean {
  return (
    figures.foretold === figures.knowable &&
    figures.exactWrong === figures.exactUnknowable &&
    figures.falseOks === 0 &&
    figures.falseAlarms < Math.max(1, figures.claims) * 0.01
  );
}

/** The figures as lines for a terminal. */
export function describeFigures(figures: Figures, write: (line: string) => void): void {
  const all = MATCHES.reduce((sum, match) => sum + figures.matches[match], 0);
  const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
  write(`breaks that happened            ${figures.breaks} (in ${figures.rulesAtTheEnd} rules at the end)`);
  write(`  knowable 7 days ahead         ${figures.knowable}`);
  write(`  of these foretold             ${figures.foretold} (${share(figures.foretold, figures.knowable)})`);
  write(`  median notice                 ${figures.medianNoticeDays?.toFixed(1) ?? '–'} days`);
  write(
    `false alarms                    ${figures.falseAlarms} of ${figures.claims} (${share(figures.falseAlarms, figures.claims)})`,
  );
  write(`“ok” that did not hold 90 days  ${figures.falseOks} of ${figures.oksSaid}`);
  write('by cause                        breaks  knowable  foretold');
  for (const cause of CAUSES) {
    const { breaks, knowable, foretold } = figures.byCause[cause];
    write(
      `  ${cause.padEnd(30)}${String(breaks).padStart(6)}${String(knowable).padStart(10)}${String(foretold).padStart(10)}`,
    );
  }
  for (const match of MATCHES) {
    write(`match ${match.padEnd(26)}${figures.matches[match]} (${share(figures.matches[match], all)})`);
  }
  write(
    `exact, and right                ${figures.matches.exact - Math.min(figures.exactWrong, figures.matches.exact)} of ${figures.matches.exact}; ever wrong: ${figures.exactWrong}${figures.exactUnknowable === 0 ? '' : ` (${figures.exactUnknowable} revoked before ever being listed)`}`,
  );
}

function median(numbers: number[]): number | null {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
