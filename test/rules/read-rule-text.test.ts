import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readRuleDocument } from '../../src/rules/read-rule-document';
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

const rule = { name: 'a', uuid: 'one', trigger: { type: 'jira.manual.trigger.issue' }, components: [] };
const NOT_FOLLOWED = 'It is one page of more: its “next” link was not followed.';
const NOT_LAST = 'It is one page of more: it says that it is not the last.';

function unreadOf(text: string): { source: string; reason: string }[] {
  const read = readRuleText(text, 'rules.json');
  return read.ok ? read.value.unreadable : [{ source: 'refused', reason: read.failure.reason }];
}

it.each([
  ['a total', { rules: [rule], total: 400 }, 'It is one page of more: it holds 1 of 400.'],
  ['a total beside', { data: [rule], meta: { total: 2 } }, 'It is one page of more: it holds 1 of 2.'],
  ['isLast', { rules: [rule], isLast: false }, NOT_LAST],
  ['hasMore', { values: [rule], hasMore: true }, NOT_LAST],
  ['a next link', { rules: [rule], links: { next: '?cursor=abc' } }, NOT_FOLLOWED],
  ['a next link of an answer', { data: [rule], links: { next: { href: '?cursor=abc' } } }, NOT_FOLLOWED],
  ['nextPage', { values: [rule], isLast: false, nextPage: 'https://example.com/2' }, NOT_FOLLOWED],
  ['a number of the next page', { values: [rule], nextPage: 2 }, NOT_FOLLOWED],
  ['next_cursor', { data: [rule], next_cursor: 'abc' }, NOT_FOLLOWED],
  ['nextCursor', { data: [rule], nextCursor: 'abc' }, NOT_FOLLOWED],
  ['a next cursor beside', { data: [rule], meta: { next: 'abc' } }, NOT_FOLLOWED],
  ['a page within', { rules: { values: [rule], total: 3 } }, 'It is one page of more: it holds 1 of 3.'],
  [
    'the last page of a row',
    [
      { data: [rule], total: 3 },
      { data: [rule], total: 3 },
    ],
    'It is one page of more: it holds 2 of 3.',
  ],
  ['a page beside rules', [rule, { data: [rule], links: { next: 'x' } }], NOT_FOLLOWED],
])('names a page of more by %s', (_, json, reason) => {
  expect(unreadOf(JSON.stringify(json, null, 2))).toEqual([{ source: 'rules.json', reason }]);
});

it('names the last of pages that stand one a line', () => {
  const first = JSON.stringify({ data: [rule], links: { next: '?cursor=2' } });

  expect(unreadOf(`${first}\n${JSON.stringify({ data: [rule], links: { next: null } })}\n`)).toEqual([]);
  expect(unreadOf(`${first}\n${first}\n`)).toEqual([{ source: 'rules.json', reason: NOT_FOLLOWED }]);
});

it.each([
  ['a whole answer', { data: [rule], links: { self: '?limit=100', next: null, prev: '?cursor=0' }, total: 1 }],
  ['a last page', { values: [rule], isLast: true, hasMore: false, nextPage: '', total: 1 }],
  ['an export', { cloud: true, rules: [rule] }],
  ['one rule', { ...rule, total: 400, next: 'x' }],
  ['one rule of the API', { rule, connections: [], links: { next: 'x' } }],
  [
    'pages in a row',
    [
      { data: [rule], links: { next: '?cursor=2' }, total: 2 },
      { data: [rule], links: { next: null }, total: 2 },
    ],
  ],
])('takes %s for whole', (_, json) => {
  expect(unreadOf(JSON.stringify(json))).toEqual([]);
});

it('reads the rules of all pages in a row', () => {
  const pages = [{ data: [rule], links: { next: '?cursor=2' } }, { values: [{ ...rule, uuid: 'two' }] }];

  expect(readRuleDocument(pages, 'pages.json')).toMatchObject({
    rules: [{ uuid: 'one' }, { uuid: 'two' }],
    unreadable: [],
  });
});

it('takes every export of the corpus for whole', () => {
  const folder = 'test/fixtures/corpus/rules';
  const unread = readdirSync(folder).flatMap((file) => unreadOf(readFileSync(join(folder, file), 'utf8')));

  expect(unread).toEqual([]);
});
