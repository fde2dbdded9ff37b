import { trialsOf } from './all-trials';
import { sampleOf } from './support/sample';
import { runTrials } from './support/tally';
import { takeViolations } from '../support/documents/watch';

/** Another number, other faults of the same kinds. */
const OFFSET = 5;

/** Rules that are costly are also wrong, as no document of Atlassian's has them. */
const ON_PURPOSE = new Map([
  ['costly', ['automation: GET /rest/v1/rule/{ruleUuid}: answer 200 /rule/components/* type: object']],
]);

/** One in so many of each kind of fault: what fits into the checks of every change. */
test.each([
  ['queue', 9],
  ['hold', 67],
  ['remote', 97],
  ['outage', 97],
  ['own', 97],
  ['erasure', 7],
  ['erase-all', 11],
  ['costly', 1],
  ['live', 199],
  ['two-sites', 1],
  ['late-scan', 3],
  ['listing', 9],
])(
  'faults of the kind %s are survived, one in %i tried',
  async (kind, oneIn) => {
    const trials = sampleOf(await trialsOf(kind, 'small'), oneIn, OFFSET);
    const { losses, kinds } = await runTrials(trials);

    expect(kinds.size).toBeGreaterThan(0);
    expect(losses).toEqual([]);
    expect([...new Set(takeViolations())]).toEqual(ON_PURPOSE.get(kind) ?? []);
  },
  600_000,
);
