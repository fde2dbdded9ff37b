import { isJsonArray, isJsonObject, type JsonObject } from './json-value';

/** Fields that lead to the next page. */
const NEXT_FIELDS = ['next', 'nextPage', 'next_page', 'nextCursor', 'next_cursor', 'nextPageToken', 'next_page_token'];
/** Where such fields and counts stand beside the page itself. */
const BESIDE = ['links', '_links', 'meta', 'pagination', 'paging'];
const MORE_FIELDS = ['hasMore', 'has_more', 'hasNext', 'hasNextPage'];
const LAST_FIELDS = ['isLast', 'is_last', 'last'];

/**
 * What a page of a listing says of more that is not in it, as a sentence; null where it says nothing of it. A page is what
 * Atlassian's APIs and tools around them write: a link or cursor to the next page, `isLast: false`, `hasMore: true`, or a
 * `total` above the count.
 * @param count the entries at hand: of this page and of those before it
 */
export function saysMore(page: JsonObject, count: number): string | null {
  const places = [page, ...BESIDE.map((field) => page[field]).filter(isJsonObject)];
  const holds = (fields: readonly string[], isSo: (value: unknown) => boolean): boolean =>
    places.some((place) => fields.some((field) => isSo(place[field])));
  if (holds(NEXT_FIELDS, isLink)) {
    return 'It is one page of more: its “next” link was not followed.';
  }
  if (holds(LAST_FIELDS, (value) => value === false) || holds(MORE_FIELDS, (value) => value === true)) {
    return 'It is one page of more: it says that it is not the last.';
  }
  const total = places.map((place) => place['total']).find((one) => typeof one === 'number' && one > count);
  return typeof total === 'number' ? `It is one page of more: it holds ${count} of ${total}.` : null;
}

/** At the last page it is missing, null, empty or false. */
function isLink(value: unknown): boolean {
  if (isJsonObject(value) && 'href' in value) {
    return isLink(value['href']);
  }
  return value !== undefined && value !== null && value !== false && value !== '' && !isEmptyList(value);
}

function isEmptyList(value: unknown): boolean {
  return isJsonArray(value) && value.length === 0;
}

interface RulePage {
  count: number;
  saysMore: (count: number) => string | null;
}

/**
 * What a file of rules says of rules that are not in it; null where it seems whole. Of pages in a row, as tools join them, only
 * the last may say that there are more.
 * @param documents the JSON documents of the file
 */
export function moreRules(documents: readonly unknown[]): string | null {
  const [only] = documents;
  const parts = documents.length === 1 && isJsonArray(only) ? only : documents;
  const pages = parts.map(toPage);
  if (pages.every((page) => page !== null)) {
    const count = pages.reduce((sum, page) => sum + page.count, 0);
    return pages.at(-1)?.saysMore(count) ?? null;
  }
  return pages.map((page) => page?.saysMore(page.count) ?? null).find((more) => more !== null) ?? null;
}

/** Null for what is no list of rules with words around it. */
function toPage(value: unknown): RulePage | null {
  const page = rulesOfPage(value);
  if (page === null || !isJsonObject(value)) {
    return null;
  }
  const { rules, inner } = page;
  return {
    count: rules.length,
    saysMore: (count) => saysMore(value, count) ?? (inner === null ? null : saysMore(inner, count)),
  };
}

/**
 * The list in one answer of a listing, or in one export: `{rules}`, `{data}`, `{values}`, or `{rules: {values}}` as Data Center
 * answers. Null for a rule, and for all else. `inner` is the page within the object, where there is one.
 */
export function rulesOfPage(
  value: unknown,
): { rules: readonly unknown[]; field: string; inner: JsonObject | null } | null {
  if (!isJsonObject(value) || isJsonObject(value['rule']) || value['components'] !== undefined) {
    return null;
  }
  const nested = value['rules'];
  if (isJsonObject(nested) && isJsonArray(nested['values'])) {
    return { rules: nested['values'], field: 'rules/values', inner: nested };
  }
  const field = ['rules', 'data', 'values'].find((name) => isJsonArray(value[name]));
  const rules = field === undefined ? null : value[field];
  return field !== undefined && isJsonArray(rules) ? { rules, field, inner: null } : null;
}
