import fc from 'fast-check';
import Papa from 'papaparse';
import { HEADINGS } from '../../src/people/csv-headings';
import { cellUnder, layOutCsv, readCsvTable, type CsvTable } from '../../src/people/csv-table';

function read(text: string): CsvTable {
  const table = readCsvTable(text);
  if (!table.ok) {
    throw new Error(table.failure.reason);
  }
  return table.value;
}
const emailsIn = (text: string) => {
  const table = read(text);
  return table.rows.map((row) => cellUnder(row, table.find(HEADINGS.people.email))?.text);
};

const ROWS = [
  ['User id', 'email', 'User status'],
  ['a-1', 'one@example.com', 'Active'],
  ['a-2', 'two@example.com', 'Suspended'],
];

test.each([',', ';', '\t', '|'])('the separator %j is found by the headings that it makes', (delimiter) => {
  expect(emailsIn(Papa.unparse(ROWS, { delimiter }))).toEqual(['one@example.com', 'two@example.com']);
});

test('the separator is not the sign that stands more often in the cells', () => {
  const text = 'Name;Email;Created\nDoe, Jane;jane@example.com;Oct 15, 2026, 10:31 AM\nRoe, Joe;joe@example.com;\n';
  expect(emailsIn(text)).toEqual(['jane@example.com', 'joe@example.com']);
});

test.each([
  ['a line for spreadsheets', 'sep=;\r\nemail;User status\r\none@example.com;Active\r\n'],
  ['the same in quotes', '"sep=;"\nemail;User status\none@example.com;Active\n'],
  ['a byte-order mark', '\uFEFFemail,User status\none@example.com,Active\n'],
  ['one inside the quotes', '"\uFEFFemail","User status"\none@example.com,Active\n'],
  ['a title and an empty line', 'Users of Example\n\nemail,User status\none@example.com,Active\n'],
  ['lines that end with CR alone', 'email,User status\rone@example.com,Active\r'],
  ['blanks around the headings', ' email , User status \n one@example.com , Active \n'],
  ['cells that a spreadsheet protects', 'email,User status\n="one@example.com","=""Active"""\n'],
])('%s is no part of the table', (_name, text) => {
  expect(emailsIn(text)).toEqual(['one@example.com']);
});

test.each([
  'Total: 1,,\n',
  'Total users,1,\n',
  '1 user,,\n',
  '25 rows\n',
  'Generated on 2026-11-20,,\n',
  'Exported by: Jane,,\n',
  '# end,,\n',
  '\n\nTotal,1,\n',
])('the last line %j is no row', (footer) => {
  const table = read(`User id,email,User status\na-1,one@example.com,Active\n${footer}`);
  expect([table.rows.length, table.problems]).toEqual([1, []]);
});

test.each(['71202', '712020:1e', 'Tot', 'Report Bot', 'Generated Mail'])(
  'the last line %j may be a row that was cut off, and is named',
  (cut) => {
    const table = read(`User id,email,User status\na-1,one@example.com,Active\n${cut}`);
    expect([table.rows.length, table.problems]).toEqual([2, ['row 3 has fewer cells than there are headings.']]);
  },
);

test('rows are counted as a spreadsheet counts them', () => {
  const table = read('Title\n\nemail,Name\none@example.com,"a\nb"\n\ntwo@example.com,c\n');
  expect(table.rows.map(({ number }) => number)).toEqual([4, 6]);
  expect(read('sep=;\nemail;Name\none@example.com;a\n').rows.map(({ number }) => number)).toEqual([2]);
});

test('a row with more cells than headings is named: nobody knows what stands under which', () => {
  const table = read('email,Created,Name\none@example.com,Oct 15, 2026,a\ntwo@example.com,2026-10-15,b,,\n');
  expect(table.rows.map(({ isTooLong }) => isTooLong)).toEqual([true, false]);
  expect(table.problems).toEqual(['row 2 has more cells than there are headings: put texts with a comma in quotes.']);
});

test.each([
  ['Expiration date', 'Expiration Date', 'EXPIRATION_DATE', 'expiration-date', 'Expiration  date:', 'ExpirationDate'],
  ['Atlassian ID', 'atlassian_id', 'AtlassianId'],
  ['Last active date', 'Last active date [UTC]', 'Last active date (UTC)'],
  ['E-Mail', 'email', 'EMAIL'],
])('%s is the same heading however it is written', (...spellings) => {
  for (const heading of spellings) {
    expect(read(`${heading},x\n1,2\n`).has([spellings[0]])).toBe(true);
  }
});

test('a heading names its zone', () => {
  const { columns } = read('Email,Created [UTC],Expires (GMT),Last active\na@example.com,,,\n');
  expect(columns.map(({ isUtc }) => isUtc)).toEqual([false, true, true, false]);
});

test('text above and below is kept for the day that stands in it', () => {
  const layout = layOutCsv('Exported on 20 Nov 2026\nemail,Name,Status\na@example.com,A,Active\nTotal: 1\n');
  expect(layout.ok && layout.value.otherLines).toEqual(['Exported on 20 Nov 2026', 'Total: 1']);
});

test('whatever stands in the cells comes back, under any separator', () => {
  const cells = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.trim());
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cells, cells), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(',', ';', '\t'),
      (rows, delimiter) => {
        const texts = rows.map(([name, label], index) => [`u${index}@example.com`, name, label]);
        const table = read(Papa.unparse([['Email', 'Name', 'Label'], ...texts], { delimiter, quotes: true }));
        const expected = texts.map((row) => row.map((cell) => cell.replace(/^="(.*)"$/s, '$1').trim()));
        expect(table.rows.map(({ cells: found }) => found)).toEqual(expected);
      },
    ),
  );
});
