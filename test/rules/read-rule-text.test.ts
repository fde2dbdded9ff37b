import fc from 'fast-check';
import { readRuleText } from '../../src/rules/read-rule-text';

const documents = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 2, maxLength: 6 });

it('reads one document a line as the same documents, whatever ends the lines', () => {
  fc.assert(
    fc.property(documents, fc.constantFrom('\n', '\r\n', '\n\n'), fc.boolean(), (given, end, hasLastEnd) => {
      const lines = given.map((document) => JSON.stringify(document));
      const read = readRuleText(lines.join(end) + (hasLastEnd ? end : ''), 'rules.jsonl');

      expect(read.ok && read.value.documents.map(({ json }) => JSON.stringify(json))).toEqual(lines);
      expect(read.ok && read.value.unreadable).toEqual([]);
    }),
  );
});

it('reads one document over many lines as one', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (document) => {
      const read = readRuleText(JSON.stringify(document, null, 2), 'rules.json');

      expect(read).toMatchObject({ ok: true, value: { documents: [{ place: '' }], unreadable: [] } });
    }),
  );
});

it('names a line that is no JSON, and quotes nothing of it', () => {
  const read = readRuleText('{"name":"a"}\n{"name": planted}\n{"name":"b"}', 'rules.jsonl');

  expect(read).toMatchObject({ ok: true, value: { documents: [{ place: '/1' }, { place: '/3' }] } });
  expect(read.ok && read.value.unreadable).toEqual([
    { source: 'rules.jsonl line 2', reason: 'not valid JSON: a value expected at column 10 (character 9)' },
  ]);
});

it.each([
  ['', 'empty: no JSON in it'],
  ['one\ntwo', 'not valid JSON: a value expected at line 1, column 1 (character 0)'],
  ['{"a":1}\n', null],
  ['1\n2\n', 'not valid JSON: nothing more expected at line 2, column 1 (character 2)'],
])('of %j says %j', (text, reason) => {
  const read = readRuleText(text, 'x');

  expect(read.ok ? null : read.failure.reason).toBe(reason);
});
