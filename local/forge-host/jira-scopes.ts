import { isRecord, textsOf } from '../json';
import { DOCUMENTS, matchPath, mostFixedFirst } from '../openapi/documents';

/** Scopes of one operation: each list alone is enough, an empty one means that none is needed. */
export type ScopeLists = readonly (readonly string[])[];

const OPERATIONS = DOCUMENTS.operations.filter(({ document }) => document === 'jira').sort(mostFixedFirst);

/**
 * What Jira asks of an app that calls an operation, by Atlassian's OpenAPI document and, for operations that are newer
 * than the copy here, by the page of each.
 *
 * @param path with or without a query
 * @returns null for an operation whose scopes neither names
 */
export function scopesOfJira(method: string, path: string): ScopeLists | null {
  const address = path.split('?', 1)[0] ?? '';
  const found = OPERATIONS.find(
    (operation) => operation.method === method && matchPath(operation.path, address) !== null,
  );
  const lists = found?.part['x-atlassian-oauth2-scopes'];
  return Array.isArray(lists)
    ? (lists as unknown[]).map((list) => (isRecord(list) ? textsOf(list['scopes']) : []))
    : null;
}
