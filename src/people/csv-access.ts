import type { Product } from '../report/report';
import { CONFLUENCE_APPS, JIRA_APPS, normaliseHeading } from './csv-headings';
import type { CsvRow, CsvTable } from './csv-table';

/** Whether a person may use the apps of the own site: null where the table does not say. */
export type SiteAccess = Record<Product, boolean | null>;

const APPS: Record<Product, ReadonlySet<string>> = {
  jira: new Set(JIRA_APPS.map(normaliseHeading)),
  confluence: new Set(CONFLUENCE_APPS.map(normaliseHeading)),
};
/** Customers of a help center see its portal only. */
const NO = new Set([
  '',
  'no',
  'n',
  'none',
  'false',
  '0',
  '-',
  'nan',
  'n/a',
  'null',
  'no access',
  'no role',
  'customer',
]);
const YES = new Set(['yes', 'y', 'true', '1']);

/**
 * Reads the columns of apps: `Jira - acme` with the role on that site, empty without access (users of an organization), or `Jira
 * Software` with Yes and No (users of a site). Columns that list the sites on which somebody uses an app (managed accounts) say
 * nothing about who may.
 * @param host of the own site; where it is not known, columns count if all of them are of one site
 */
export function readAccess(table: CsvTable, host: string | null): (row: CsvRow) => SiteAccess {
  const columns = table.columns.flatMap(({ heading }, place) => {
    const column = columnOf(heading);
    return column === null ? [] : [{ ...column, place }];
  });
  const sites = new Set(columns.map(({ site }) => site).filter((site) => site !== null));
  const [onlySite = null] = sites.size === 1 ? sites : [];
  const own = host === null ? onlySite : (host.toLowerCase().split('.')[0] ?? null);
  const counting = columns.filter(({ site, place }) =>
    site === null ? isYesOrNo(table, place) : site === own || site === host?.toLowerCase(),
  );
  return (row) => ({ jira: accessTo('jira', row, counting), confluence: accessTo('confluence', row, counting) });
}

interface AppColumn {
  product: Product;
  /** Lower case; null where the heading names none. */
  site: string | null;
}

function columnOf(heading: string): AppColumn | null {
  const [app = '', ...rest] = heading.split(/ [-–—] /);
  const site = rest.join(' - ').trim().toLowerCase();
  const name = normaliseHeading(app);
  const product = APPS.jira.has(name) ? 'jira' : APPS.confluence.has(name) ? 'confluence' : null;
  return product === null ? null : { product, site: site === '' ? null : site };
}

function isYesOrNo({ rows }: CsvTable, place: number): boolean {
  const words = rows.map(({ cells }) => (cells[place] ?? '').toLowerCase());
  return words.some((word) => word !== '') && words.every((word) => YES.has(word) || NO.has(word));
}

function accessTo(
  product: Product,
  { cells, isTooLong }: CsvRow,
  columns: readonly (AppColumn & { place: number })[],
): boolean | null {
  const said = columns
    .filter((column) => column.product === product)
    .map(({ place, site }) => {
      const word = cells[place]?.toLowerCase();
      // An empty cell is a no only where roles stand; a row that ends before says nothing.
      if (word === undefined || (word === '' && site === null)) {
        return null;
      }
      return !NO.has(word);
    });
  if (isTooLong || said.length === 0) {
    return null;
  }
  if (said.includes(true)) {
    return true;
  }
  return said.includes(null) ? null : false;
}
