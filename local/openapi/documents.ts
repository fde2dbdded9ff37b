import { isRecord, textOf } from '../json';
import { AMENDMENTS, type Amendment, type DocumentName } from './amendments';
import accessDocument from './api-access.json';
import automationDocument from './automation.json';
import jiraDocument from './jira.json';
import newerDocument from './jira-newer.json';
import organizationDocument from './organization.json';
import platformDocument from './platform.json';

/** Any part of an OpenAPI document. */
export type Part = Record<string, unknown>;

/** One operation of Atlassian's, as a document describes it. */
export interface Operation {
  document: DocumentName;
  /** In capitals. */
  method: string;
  /** As the document writes it, with `{…}` for what varies. */
  path: string;
  /** `automation: GET /rest/v1/rule/summary`, for messages. */
  name: string;
  part: Part;
}

/** What is known of Atlassian's APIs: every operation that the app, the command line or the pretend cloud has. */
export interface Documents {
  byName: ReadonlyMap<DocumentName, Part>;
  operations: readonly Operation[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const SOURCES: readonly [DocumentName, ...unknown[]][] = [
  ['jira', jiraDocument, newerDocument],
  ['automation', automationDocument],
  ['organization', organizationDocument],
  ['api-access', accessDocument],
  ['platform', platformDocument],
];

/**
 * The documents of this folder, the newer parts of each in its older one, and what reality is known to have beside
 * them.
 *
 * @param amendments in place of all of them
 */
export function readDocuments(amendments: readonly Amendment[] = AMENDMENTS): Documents {
  const byName = new Map(
    SOURCES.map(([name, ...sources]): [DocumentName, Part] => {
      const whole = sources.reduce<unknown>(merged, {});
      const amended = amendments
        .filter((amendment) => amendment.document === name)
        .reduce((document, { at, add }) => withAt(document, at, add), whole);
      return [name, isRecord(amended) ? amended : {}];
    }),
  );
  return { byName, operations: [...byName].flatMap(([name, document]) => operationsIn(name, document)) };
}

/** All operations, by the documents as they are used. */
export const DOCUMENTS: Documents = readDocuments();

/** Whether a path fits what a document writes: `{…}` stands for any one segment. Gives what stands in its place. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const segments = path.split('/');
  const parts = pattern.split('/');
  if (parts.length !== segments.length) {
    return null;
  }
  const found: Record<string, string> = {};
  for (const [place, part] of parts.entries()) {
    const segment = segments[place] ?? '';
    if (part.startsWith('{') && part.endsWith('}')) {
      if (segment === '') {
        return null;
      }
      found[part.slice(1, -1)] = segment;
    } else if (part !== segment) {
      return null;
    }
  }
  return found;
}

/** A fixed address counts for more than one with an id in its place. */
export function mostFixedFirst(one: { path: string }, other: { path: string }): number {
  return one.path.split('{').length - other.path.split('{').length;
}

/** The part that a JSON pointer names; undefined where there is none. */
export function partAt(document: unknown, pointer: string): unknown {
  return keysOf(pointer).reduce<unknown>((part, key) => (isRecord(part) ? part[key] : undefined), document);
}

function operationsIn(document: DocumentName, whole: Part): Operation[] {
  const paths = isRecord(whole['paths']) ? whole['paths'] : {};
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(isRecord(methods) ? methods : {}).flatMap(([method, part]) =>
      METHODS.includes(method) && isRecord(part)
        ? [
            {
              document,
              method: method.toUpperCase(),
              path,
              name: `${document}: ${method.toUpperCase()} ${path}`,
              part,
            },
          ]
        : [],
    ),
  );
}

/** Objects are merged, everything else is taken from the newer one. */
function merged(older: unknown, newer: unknown): unknown {
  if (!isRecord(older) || !isRecord(newer)) {
    return newer;
  }
  const both = Object.entries(newer).map(([name, value]): [string, unknown] => [
    name,
    name in older ? merged(older[name], value) : value,
  ]);
  return { ...older, ...Object.fromEntries(both) };
}

function withAt(part: unknown, pointer: string, add: unknown): unknown {
  const [key, ...rest] = keysOf(pointer);
  if (key === undefined) {
    return merged(part, add);
  }
  const below = rest.map((one) => `/${escaped(one)}`).join('');
  if (Array.isArray(part)) {
    return [...(part as unknown[]), add];
  }
  const owner = isRecord(part) ? part : {};
  return { ...owner, [key]: withAt(owner[key], below, add) };
}

function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Where the operations of a document can be reached; `{…}` stands for anything. */
export function serversOf(document: Part): string[] {
  const servers = document['servers'];
  return (Array.isArray(servers) ? (servers as unknown[]) : []).flatMap((server) => {
    const url = isRecord(server) ? textOf(server['url']) : undefined;
    return url === undefined ? [] : [url.replace(/\/$/, '')];
  });
}
