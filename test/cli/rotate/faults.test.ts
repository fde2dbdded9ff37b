import { rmSync } from 'node:fs';
import { WRITE_FAULTS } from '../../../local/cloud/rule-writes';
import type { WriteFault } from '../../../local/cloud/rule-writes';
import { checkAnswer, plannedSite } from './support/planned-site';
import { useFolder } from './support/run-rotate';

const folder = useFolder();

/** The outcomes that are right for a fault, at the rule that it hits. */
const RIGHT: Record<WriteFault, string> = {
  drop: 'uncertain dropped',
  partial: 'uncertain dropped',
  mangle: 'uncertain differs',
  disable: 'uncertain switched-off',
  'edit-before': 'rotated',
  'edit-after': 'uncertain differs',
  'rate-limit': 'rotated',
  'rate-limit-after': 'rotated',
  refuse: 'not-written refused',
  'error-before': 'not-written unavailable',
  'error-after': 'rotated',
  'gateway-before': 'uncertain unanswered',
  'gateway-after': 'rotated',
  'timeout-before': 'uncertain unanswered',
  'timeout-after': 'rotated',
  cut: 'rotated',
  late: 'rotated',
  stale: 'rotated',
  redact: 'uncertain differs',
  unreadable: 'uncertain not-read-back',
};

describe.each(WRITE_FAULTS)('when a write meets “%s”', (fault) => {
  it.each([0, 1, 2])('at rule %i: what became of each rule is named, and the next run goes on', async (position) => {
    const world = await plannedSite(folder);
    const hit = world.rules[position]?.uuid ?? '';
    let isDone = false;
    world.cloud.writes.faultOf = (uuid) => {
      if (uuid !== hit || isDone) {
        return undefined;
      }
      isDone = true;
      return fault;
    };
    const result = await world.run();
    const answer = checkAnswer(world, result);
    const { outcome, reason } = answer.rules[position] ?? { outcome: '', reason: null };

    expect(isDone).toBe(true);
    expect(reason === null ? outcome : `${outcome} ${reason.code}`).toBe(RIGHT[fault]);
    if (outcome === 'uncertain') {
      // Nothing is written after it, and its name is told.
      expect(answer.rules.slice(position + 1).map((rule) => rule.outcome)).toEqual(
        world.rules.slice(position + 1).map(() => 'not-reached'),
      );
      expect(world.cloud.writes.asked.at(-1)).toBe(hit);
    }
    // The API is well again; what can be done is done, and what somebody else changed is still named.
    world.cloud.writes.redacted.clear();
    world.cloud.writes.unreadable.clear();
    const next = await world.run();
    const after = checkAnswer(world, next);
    expect(after.rules.filter((rule) => rule.outcome === 'not-reached')).toEqual([]);
    rmSync(`${world.plan}.journal`);
  });
});
