import type { ReactNode } from 'react';

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** The cell that names the row becomes its header for screen readers. */
  isRowHeader?: boolean;
  width?: string;
  align?: 'end';
}

interface Props<Row> {
  /** Says what the table holds; read out by screen readers, not shown. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Columns keep their widths whatever stands in them, so that tables below each other line up. */
  isFixed?: boolean;
}

/** A plain table in the look of Atlaskit's, with real headers: nothing to script, nothing to virtualise. */
export function DataTable<Row>({ caption, columns, rows, rowKey, isFixed = false }: Props<Row>) {
  return (
    <div className="table-scroll">
      <table className={isFixed ? 'table fixed' : 'table'}>
        <caption className="visually-hidden">{caption}</caption>
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} style={column.width === undefined ? undefined : { width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.align === 'end' ? 'end' : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) =>
                column.isRowHeader === true ? (
                  <th key={column.key} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} className={column.align === 'end' ? 'end' : undefined}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
