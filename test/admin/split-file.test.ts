import fc from 'fast-check';
import Papa from 'papaparse';
import { parseTokensCsv } from '../../src/tokens/parse-tokens-csv';
import { splitFile } from '../../static/admin/src/files/split-file';

/** What Forge takes from a page at once. */
const FORGE_BYTES = 500_000;

function sizeAsSent(part: string): number {
  return Buffer.byteLength(JSON.stringify({ text: part }));
}

function partsOf(text: string): string[] {
  const split = splitFile(text);
  if (!split.ok) {
    throw new Error(split.reason);
  }
  return split.parts.map((part) => part.text);
}

/** What stands in a part: the list under a key, or the part itself. */
function entriesOf(part: string, key: string | null): unknown[] {
  const json: unknown = JSON.parse(part);
  const value: unknown =
    key === null ? json : typeof json === 'object' && json !== null ? Reflect.get(json, key) : null;
  return Array.isArray(value) ? value : [value];
}

describe('a file on its way to the app', () => {
  it('goes as it is when it is small, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        expect(partsOf(text)).toEqual([text]);
      }),
    );
  });

  it('is cut between its entries, each part a file of the same form within Forge’s limit', () => {
    const rules = Array.from({ length: 300 }, (_, place) => ({
      id: place,
      body: '{"quoted": "„\\\\“"}\n'.repeat(200),
    }));

    const parts = partsOf(JSON.stringify({ cloud: true, rules, other: [1] }));

    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...parts.map(sizeAsSent))).toBeLessThan(FORGE_BYTES);
    expect(parts.map((part) => entriesOf(part, 'cloud'))).toEqual(parts.map(() => [true]));
    expect(parts.flatMap((part) => entriesOf(part, 'rules'))).toEqual(rules);
  });

  it('says in no part that there are more when the whole has them all', () => {
    const values = Array.from({ length: 300 }, () => ({ body: 'x'.repeat(4000) }));
    const totalsIn = (total: number): unknown[] =>
      partsOf(JSON.stringify({ total, values })).map((part) => entriesOf(part, 'total'));

    expect(totalsIn(300)).toEqual([[undefined], [undefined], [undefined]]);
    expect(totalsIn(301)).toEqual([[301], [301], [301]]);
  });

  it('may be a bare list', () => {
    const items = Array.from({ length: 5000 }, (_, place) => ({
      accountId: `account-${place}`,
      name: 'é'.repeat(100),
    }));

    const parts = partsOf(`\uFEFF${JSON.stringify(items)}`);

    expect(Math.max(...parts.map(sizeAsSent))).toBeLessThan(FORGE_BYTES);
    expect(parts.flatMap((part) => entriesOf(part, null))).toEqual(items);
  });

  it('keeps the header of a CSV in every part, and rows whole', () => {
    const rows = Array.from({ length: 20_000 }, (_, place) => [`user-${place}@example.com`, `Some; "One",\n${place}`]);

    const parts = partsOf(Papa.unparse([['email', 'name'], ...rows], { delimiter: ';' }));

    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...parts.map(sizeAsSent))).toBeLessThan(FORGE_BYTES);
    const read = parts.map((part) => Papa.parse<string[]>(part).data);
    expect(read.every(([header]) => header?.join() === 'email,name')).toBe(true);
    expect(read.flatMap(([, ...some]) => some)).toEqual(rows);
  });

  it('takes along what only the whole of a CSV tells: the order of its dates, and the number of each row', () => {
    const rows = Array.from({ length: 20_000 }, (_, place) => [`user-${place}@example.com`, 'desk', '10/12/2026']);
    // One date in the last row tells of the first part, too.
    const csv = Papa.unparse([['Email', 'Token name', 'Expires'], ...rows, ['last@example.com', 'desk', '15/12/2026']]);
    const split = splitFile(csv);
    const read = (split.ok ? split.parts : []).map(({ text, whole }) =>
      parseTokensCsv(text, 'tokens.csv', whole === undefined ? {} : { whole }),
    );

    expect(read.length).toBeGreaterThan(1);
    const records = read.flatMap((part) => (part.ok ? part.value.records : []));
    expect(new Set(records.map(({ expiresAt }) => expiresAt?.slice(0, 10)))).toEqual(
      new Set(['2026-12-10', '2026-12-15']),
    );
    expect(split.ok && split.parts[1]?.whole?.firstRow).toBe((read[0]?.ok ? read[0].value.records.length : 0) + 2);
  });

  it('leaves out only an entry that is too large by itself, and says which', () => {
    const items = [{ id: 0 }, { id: 1, body: 'x'.repeat(600_000) }, { id: 2 }];

    const split = splitFile(JSON.stringify({ data: items }));

    expect(split).toEqual({ ok: true, parts: [{ text: '{"data":[{"id":0},{"id":2}]}' }], leftOut: [1] });
  });

  it.each([
    ['{"rules": ['.padEnd(600_000, ' '), 'It is not valid JSON.'],
    [JSON.stringify({ text: 'x'.repeat(600_000) }), 'no list was found'],
    [JSON.stringify({ text: 'x'.repeat(600_000), rules: [{}] }), 'outside its list'],
  ])('says in words why it cannot be cut', (text, reason) => {
    const split = splitFile(text);

    expect(split.ok ? '' : split.reason).toContain(reason);
  });
});
