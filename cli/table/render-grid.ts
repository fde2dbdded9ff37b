import { textWidth } from './text-width';
import { wrapText } from './wrap-text';

export interface GridColumn {
  title: string;
  /** Part of the space that is left when every column has its least width. */
  share: number;
  /** Least width in columns of the terminal, with a blank on each side. */
  least: number;
}

export interface GridRow {
  cells: readonly string[];
  /** Text under the cells, as wide as all columns but the first. */
  note: string;
  /** Puts colour on the first cell. */
  paint: (text: string) => string;
}

/**
 * Rows in a grid of the given total width, each with a note under its cells. Own code, because the table package in use
 * elsewhere takes milliseconds for a row with wrapped text, and a report may have ten thousand.
 */
export function renderGrid(columns: readonly GridColumn[], rows: readonly GridRow[], width: number): string {
  const widths = columnWidths(columns, width);
  const [first = 0, ...others] = widths;
  const noteWidth = others.reduce((sum, one) => sum + one + 1, -1);
  const bars = (left: string, corner: string, middle: string, right: string): string =>
    `${left}${'─'.repeat(first)}${corner}${others.map((one) => '─'.repeat(one)).join(middle)}${right}`;
  const lines = [
    bars('┌', '┬', '┬', '┐'),
    ...textLines(
      columns.map(({ title }) => title),
      widths,
    ),
  ];
  for (const [index, { cells, note, paint }] of rows.entries()) {
    lines.push(bars('├', '┼', index === 0 ? '┼' : '┬', '┤'));
    lines.push(...textLines(cells, widths, paint));
    lines.push(`│${' '.repeat(first)}├${others.map((one) => '─'.repeat(one)).join('┴')}┤`);
    lines.push(...textLines(['', note], [first, noteWidth]));
  }
  lines.push(bars('└', '┴', rows.length === 0 ? '┴' : '─', '┘'));
  return lines.join('\n');
}

/** One row of cells side by side, as many lines as its longest cell needs. */
function textLines(
  cells: readonly string[],
  widths: readonly number[],
  paintFirst: (text: string) => string = (text) => text,
): string[] {
  const wrapped = widths.map((width, index) => wrapText(cells[index] ?? '', width - 2));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const shown = widths.map((width, column) => {
      const text = wrapped[column]?.[line] ?? '';
      const blank = ' '.repeat(Math.max(0, width - 2 - textWidth(text)));
      return ` ${column === 0 ? paintFirst(text) : text}${blank} `;
    });
    return `│${shown.join('│')}│`;
  });
}

function columnWidths(columns: readonly GridColumn[], width: number): number[] {
  const borders = columns.length + 1;
  const spare = Math.max(0, width - borders - columns.reduce((sum, { least }) => sum + least, 0));
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  return columns.map(({ least, share }) => least + (shares === 0 ? 0 : Math.floor((spare * share) / shares)));
}
