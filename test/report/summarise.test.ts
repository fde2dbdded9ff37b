import { summarise, summariseRules } from '../../src/report/summarise';
import { sampleFinding } from './formats/sample-report';

const { rule } = sampleFinding();
const none = { broken: 0, critical: 0, high: 0, watch: 0, unknown: 0, ok: 0 };

test('findings are counted each, enabled rules once by their worst', () => {
  const findings = [
    sampleFinding({ level: 'watch' }),
    sampleFinding({ level: 'broken' }),
    sampleFinding({ level: 'broken' }),
    sampleFinding({ level: 'ok', rule: { ...rule, uuid: 'another' } }),
  ];
  expect(summarise(findings)).toEqual({ ...none, watch: 1, broken: 2, ok: 1 });
  expect(summariseRules(findings)).toEqual({ ...none, broken: 1, ok: 1 });
});

test('disabled rules and what the app itself lives on are no rules at risk', () => {
  const findings = [sampleFinding({ rule: { ...rule, state: 'DISABLED' } }), sampleFinding({ own: true })];
  expect(summarise(findings)).toEqual({ ...none, critical: 2 });
  expect(summariseRules(findings)).toEqual(none);
});

test('two rules may have one id: of two products, or one from a file', () => {
  const findings = [
    sampleFinding(),
    sampleFinding({ rule: { ...rule, product: 'confluence' } }),
    sampleFinding({ rule: { ...rule, name: 'Another' } }),
  ];
  expect(summariseRules(findings)).toEqual({ ...none, critical: 3 });
});
