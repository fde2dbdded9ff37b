import { countPeople, groupFindings, worstFirst } from '../../../src/report/formats/group-findings';
import { LEVELS } from '../../../src/report/report';
import { sampleFinding, sampleReport } from './sample-report';

describe('the groups in which findings are shown', () => {
  it('orders findings worst first and keeps their order within a level', () => {
    const findings = [...LEVELS]
      .reverse()
      .flatMap((level) => [sampleFinding({ level, id: `${level} 1` }), sampleFinding({ level, id: `${level} 2` })]);

    expect(worstFirst(findings).map((finding) => finding.id)).toEqual(
      LEVELS.flatMap((level) => [`${level} 1`, `${level} 2`]),
    );
  });

  it('only counts actors and authors that are fine or could not be checked, never one with something to say', () => {
    const people = (['actor', 'author'] as const).flatMap((subject) =>
      (['high', 'watch', 'unknown', 'ok'] as const).map((level) => sampleFinding({ subject, level, credential: null })),
    );
    const groups = groupFindings(sampleReport(people));

    expect(groups.enabled.map((finding) => finding.level)).toEqual(['high', 'high', 'watch', 'watch']);
    expect(countPeople(groups.uncheckedPeople)).toBe('1 actor and 1 author');
    expect(countPeople(groups.finePeople)).toBe('1 actor and 1 author');
  });

  it('shows a credential whatever its level', () => {
    const groups = groupFindings(sampleReport(LEVELS.map((level) => sampleFinding({ level }))));

    expect(groups.enabled.map((finding) => finding.level)).toEqual([...LEVELS]);
  });
});
