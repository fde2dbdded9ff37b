import { isJsonArray, isJsonObject, type JsonObject } from '../rules/json-value';
import { saysMore } from '../rules/says-more';
import { fail, succeed, type Outcome } from '../outcome';

/** The items of one answer or file, and whether anything says that there are more. */
export interface ItemList {
  items: readonly unknown[];
  /** False where the list itself says that it goes on, or where one object stands alone. */
  whole: boolean;
  limits: string[];
}

const ITEM_FIELDS = ['data', 'values', 'items', 'users', 'results', 'tokens'];

/**
 * Takes the items out of any shape in which Atlassian lists things: an array, `{data}`, `{values}`, `{items}` and the like (array
 * or one object), or one object alone. What says that the list goes on, as `saysMore` knows it, means a page of more.
 */
export function listItems(json: unknown): Outcome<ItemList, { reason: string }> {
  if (isJsonArray(json)) {
    return isListOfPages(json) ? joinPages(json) : succeed({ items: json, whole: true, limits: [] });
  }
  if (!isJsonObject(json)) {
    return fail({ reason: 'it is neither a list nor an object' });
  }
  const field = ITEM_FIELDS.find((name) => name in json);
  if (field === undefined) {
    if (isErrorAnswer(json)) {
      return fail({ reason: 'it is an error answer, not a list' });
    }
    return succeed({ items: [json], whole: false, limits: ['It holds one object, not a list.'] });
  }
  const held = json[field];
  if (isJsonObject(held)) {
    return succeed({ items: [held], whole: false, limits: ['It holds one object, not a list.'] });
  }
  if (!isJsonArray(held)) {
    return fail({ reason: `its “${field}” is not a list` });
  }
  const more = saysMore(json, held.length);
  return succeed({ items: held, whole: more === null, limits: more === null ? [] : [more] });
}

/** All answers of one listing in one array, as tools that join them make it. */
function isListOfPages(list: readonly unknown[]): list is JsonObject[] {
  return (
    list.length > 0 && list.every((page) => isJsonObject(page) && ITEM_FIELDS.some((name) => isJsonArray(page[name])))
  );
}

/** Of pages in a row only the last may say that there are more. */
function joinPages(pages: readonly JsonObject[]): Outcome<ItemList, { reason: string }> {
  const items = pages.flatMap((page) => {
    const listed = ITEM_FIELDS.map((name) => page[name]).find(isJsonArray);
    return listed ?? [];
  });
  const last = pages.at(-1);
  const more = last === undefined ? null : saysMore(last, items.length);
  return succeed({ items, whole: more === null, limits: more === null ? [] : [more] });
}

function isErrorAnswer(json: JsonObject): boolean {
  return 'errors' in json || 'errorMessages' in json || ('code' in json && 'message' in json);
}
