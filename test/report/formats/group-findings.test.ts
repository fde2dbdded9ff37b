import { groupFindings, worstFirst } from '../../../src/report/formats/group-findings';
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

  it('keeps this app’s own credentials and disabled rules apart', () => {
    const { rule } = sampleFinding();
    const groups = groupFindings(
      sampleReport([
        sampleFinding({ id: 'enabled' }),
        sampleFinding({ id: 'own', own: true }),
        sampleFinding({ id: 'disabled', rule: { ...rule, state: 'DISABLED' } }),
      ]),
    );

    expect(Object.entries(groups).map(([group, findings]) => [group, findings.map(({ id }) => id)])).toEqual([
      ['own', ['own']],
      ['enabled', ['enabled']],
      ['disabled', ['disabled']],
    ]);
  });

  it('shows a credential whatever its level', () => {
    const groups = groupFindings(sampleReport(LEVELS.map((level) => sampleFinding({ level }))));

    expect(groups.enabled.map((finding) => finding.level)).toEqual([...LEVELS]);
  });
});
