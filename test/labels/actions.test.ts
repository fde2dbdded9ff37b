import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../local/project-root';
import { ACTION_LABELS, actionOf } from '../../src/labels/actions';
import { sampleFinding } from '../report/formats/sample-report';

/** Every code of a step of advice that stands in the sources. */
function codesOfAdvice(): Set<string> {
  const folder = join(projectRoot(), 'src', 'risk', 'advice');
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  return new Set(
    sources.flatMap((text) => [...text.matchAll(/(?:withUrl\(\s*|code: )'([a-z-]+)'/g)].map(([, code = '']) => code)),
  );
}

describe('what to do, as a heading', () => {
  it('has words for every first step of advice', () => {
    // These only ever follow another step.
    const never = new Set(['edit-rule', 'move-to-service-account']);
    const codes = [...codesOfAdvice()].filter((code) => !never.has(code));

    expect(codes.length).toBeGreaterThan(15);
    expect(codes.filter((code) => !Object.hasOwn(ACTION_LABELS, code))).toEqual([]);
  });

  it('is one deed for all rules with one secret, and another for another secret', () => {
    const one = sampleFinding({ reasons: [{ code: 'token-expires', text: 'x' }] });
    const other = {
      ...one,
      credential: one.credential === null ? null : { ...one.credential, fingerprint: 'cd'.repeat(32) },
    };

    expect(actionOf(one).text).toBe('Replace the Atlassian API token “wiki sync” of leaver@example.com');
    expect(actionOf({ ...one, id: 'another place' }).key).toBe(actionOf(one).key);
    expect(actionOf(other).key).not.toBe(actionOf(one).key);
  });

  it('is one deed for all tokens of an account that is gone', () => {
    const one = sampleFinding({ reasons: [{ code: 'owner-deactivated', text: 'x' }] });
    const other = {
      ...one,
      credential: one.credential === null ? null : { ...one.credential, fingerprint: 'cd'.repeat(32) },
    };

    expect(actionOf(other)).toEqual(actionOf(one));
    expect(actionOf(one).text).toBe('Replace the tokens of leaver@example.com (scheduled for deletion)');
  });

  it('says so where no step is known', () => {
    expect(actionOf(sampleFinding({ advice: [] })).text).toBe('No step is known: look at the finding');
  });
});
