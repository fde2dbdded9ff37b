const DAY = /(?<!\d)(20\d{2})([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/;

/** The day in a file’s name (`users-2026-11-20.csv`, `export_20261120.csv`), like `2026-11-20`; null where there is none. */
export function dayInName(name: string): string | null {
  const parts = DAY.exec(name.split(/[\\/]/).at(-1) ?? '');
  return parts === null ? null : [parts[1], parts[3], parts[4]].join('-');
}
