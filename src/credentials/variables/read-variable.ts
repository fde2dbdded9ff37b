import { isJsonArray, isJsonObject, textOf } from '../../rules/json-value';
import type { JsonObject } from '../../rules/json-value';
import type { Component } from '../../rules/rule';
import { propertyName } from './property-source';

/** What a component sets, before its smart values are worked out. */
export type Definition =
  | { type: 'variable'; name: string; template: string; lazy: boolean }
  | { type: 'table'; name: string; rows: { key: string; template: string }[] }
  /** A lookup table that is filled from a list when the rule runs: `source` is the smart value of the list. */
  | { type: 'dynamic-table'; name: string; source: string }
  /** A property of a project, issue or user; `name` as `propertyName` makes it, `key` as the step gives it. */
  | { type: 'property'; name: string; key: string; template: string };

/** So many rows of a lookup table are read. */
const MOST_ROWS = 500;

/**
 * Reads "Create variable", "Create lookup table", fixed or dynamic, and "Set entity property". Null for every other component,
 * and for one without a name.
 */
export function readVariable(component: Component): Definition | null {
  const { type, value } = component;
  if (!maySet(type) || !isJsonObject(value)) {
    return null;
  }
  if (type.endsWith('create.variable')) {
    return readText(value);
  }
  if (type.endsWith('create.mapping-variable')) {
    return readTable(value);
  }
  if (type.endsWith('create.dynamic-mapping-variable')) {
    return readDynamicTable(value);
  }
  if (type.endsWith('set.entity.property') || type.endsWith('issue.entity.property')) {
    return readProperty(value);
  }
  return /look-?up\W?table/i.test(type) ? readTable(value) : null;
}

/** A cheap look: nearly all components set nothing. */
function maySet(type: string): boolean {
  return type.endsWith('variable') || type.endsWith('property') || type.includes('ook');
}

function readDynamicTable(value: JsonObject): Definition | null {
  const name = nameOf(value);
  return name === null ? null : { type: 'dynamic-table', name, source: inner(value['source']) ?? '' };
}

/** `{entityType: ISSUE | PROJECT | USER, key, value}`. */
function readProperty(value: JsonObject): Definition | null {
  const key = inner(value['key']) ?? inner(value['propertyKey']) ?? inner(value['name']);
  const template = inner(value['value']) ?? inner(value['propertyValue']);
  if (key === null || template === null) {
    return null;
  }
  const type = (inner(value['entityType']) ?? inner(value['entity']) ?? 'ISSUE').toLowerCase();
  const entity =
    type.includes('project') || type.includes('space') ? 'project' : type.includes('user') ? 'user' : 'issue';
  return { type: 'property', name: propertyName({ entity, key: key.trim() }), key: key.trim(), template };
}

function readText(value: JsonObject): Definition | null {
  const name = nameOf(value);
  const template = inner(value['query']) ?? inner(value['value']) ?? inner(value['smartValue']);
  if (name === null || template === null) {
    return null;
  }
  return { type: 'variable', name, template, lazy: value['lazy'] === true };
}

function readTable(value: JsonObject): Definition | null {
  const name = nameOf(value);
  if (name === null) {
    return null;
  }
  const rows: { key: string; template: string }[] = [];
  for (const part of Object.values(value)) {
    collectRows(part, rows);
  }
  return { type: 'table', name, rows };
}

/** The shape of a table in JSON is not documented: a list of key and value, or an object, is taken for one. */
function collectRows(part: unknown, rows: { key: string; template: string }[]): void {
  if (isJsonArray(part)) {
    for (const row of part) {
      if (!isJsonObject(row) || rows.length >= MOST_ROWS) {
        continue;
      }
      const key = inner(row['key']) ?? inner(row['name']);
      const template = inner(row['value']);
      if (key !== null && template !== null) {
        rows.push({ key, template });
      }
    }
  } else if (isJsonObject(part)) {
    if (isJsonArray(part['rows'])) {
      collectRows(part['rows'], rows);
    } else if (isJsonArray(part['entries'])) {
      collectRows(part['entries'], rows);
    } else if (part['type'] === undefined) {
      for (const [key, row] of Object.entries(part).slice(0, MOST_ROWS)) {
        const template = inner(row);
        if (template !== null) {
          rows.push({ key, template });
        }
      }
    }
  }
}

function nameOf(value: JsonObject): string | null {
  const name = inner(value['name']) ?? inner(value['variableName']) ?? inner(value['tableName']);
  return name === null ? null : name.trim();
}

/** A text, bare or as `{type: "FREE" | "SMART", value}`. */
function inner(value: unknown): string | null {
  return isJsonObject(value) ? textOf(value['value']) : textOf(value);
}
