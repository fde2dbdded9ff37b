import published from './jira-scopes.json';
import newer from './jira-scopes-newer.json';

/** Scopes of one operation: each list alone is enough, an empty one means that none is needed. */
export type ScopeLists = readonly (readonly string[])[];

interface Operation {
  method: string;
  /** Segments of the address; `{…}` stands for any one. */
  segments: string[];
  scopes: ScopeLists;
}

interface Document {
  paths: Record<string, Record<string, { 'x-atlassian-oauth2-scopes': { scopes: string[] }[] }>>;
}

const OPERATIONS: readonly Operation[] = [...operationsIn(published), ...operationsIn(newer)];

/**
 * What Jira asks of an app that calls an operation, by Atlassian's OpenAPI document and, for operations that are newer
 * than the copy here, by the page of each.
 *
 * @param path with or without a query
 * @returns null for an operation that neither names
 */
export function scopesOfJira(method: string, path: string): ScopeLists | null {
  const segments = (path.split('?', 1)[0] ?? '').split('/');
  // A fixed address counts for more than one with an id in its place.
  const found = OPERATIONS.filter(
    (operation) => operation.method === method && fits(operation.segments, segments),
  ).sort((one, other) => variables(one) - variables(other));
  return found[0]?.scopes ?? null;
}

function operationsIn({ paths }: Document): Operation[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      segments: path.split('/'),
      scopes: operation['x-atlassian-oauth2-scopes'].map(({ scopes }) => scopes),
    })),
  );
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, place) => (part.startsWith('{') ? segments[place] !== '' : part === segments[place]))
  );
}

function variables({ segments }: Operation): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
}
