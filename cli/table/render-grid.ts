import Table from 'cli-table3';

export interface GridColumn {
  title: string;
  /** Part of the space that is left when every column has its least width. */
  share: number;
  /** Least width in characters, with a blank on each side. */
  least: number;
}

export interface GridRow {
  cells: readonly string[];
  /** Text under the cells, as wide as all columns but the first. */
  note: string;
}

/** Rows in a grid of the given total width. Text wraps; a word that is wider than its place is broken. */
export function renderGrid(columns: readonly GridColumn[], rows: readonly GridRow[], width: number): string {
  const widths = columnWidths(columns, width);
  const noteWidth = widths.slice(1).reduce((sum, one) => sum + one + 1, -1);
  const table = new Table({
    head: columns.map(({ title }) => title),
    colWidths: widths,
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { cells, note } of rows) {
    const [first = '', ...others] = cells.map((cell, index) => breakLongWords(cell, (widths[index] ?? 0) - 2));
    table.push([{ rowSpan: 2, content: first }, ...others]);
    table.push([{ colSpan: columns.length - 1, content: breakLongWords(note, noteWidth - 2) }]);
  }
  return table.toString();
}

function columnWidths(columns: readonly GridColumn[], width: number): number[] {
  const borders = columns.length + 1;
  const spare = Math.max(0, width - borders - columns.reduce((sum, { least }) => sum + least, 0));
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  return columns.map(({ least, share }) => least + (shares === 0 ? 0 : Math.floor((spare * share) / shares)));
}

/** cli-table3 cuts a word that does not fit; an address or an account id must stay readable. */
function breakLongWords(text: string, width: number): string {
  return text
    .split(' ')
    .map((word) => (word.length <= width || word.includes('\u001B') ? word : cutWord(word, width)))
    .join(' ');
}

function cutWord(word: string, width: number): string {
  const pieces: string[] = [];
  const characters = Array.from(word);
  for (let start = 0; start < characters.length; start += width) {
    pieces.push(characters.slice(start, start + width).join(''));
  }
  return pieces.join(' ');
}
