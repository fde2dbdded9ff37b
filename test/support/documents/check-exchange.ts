import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Exchange } from '../../../local/cloud/cloud';
import { fieldOf, isRecord, textOf, textsOf } from '../../../local/json';
import type { DocumentName } from '../../../local/openapi/amendments';
import {
  DOCUMENTS,
  matchPath,
  mostFixedFirst,
  partAt,
  serversOf,
  type Documents,
  type Operation,
  type Part,
} from '../../../local/openapi/documents';
import { scrubText } from '../../../src/credentials/scrub-text';
import { toSchema, type Direction } from './to-schema';

/** Something that Atlassian's documents do not have. No value of the exchange is in it. */
export interface Violation {
  /** `jira: GET /rest/api/3/myself`; `none` where no document has the operation. */
  operation: string;
  /** `query limit`, `request body /rule/name`; a place in a list is a star. */
  place: string;
  kind: string;
}

/** Holds exchanges with the pretend cloud to Atlassian's documents. */
export interface Checker {
  check: (exchange: Exchange) => Violation[];
}

interface Door {
  operation: Operation;
  /** Host and path, as the pretend cloud sees them. */
  path: string;
  /** What the server's variables may be. */
  variables: Record<string, readonly string[]>;
}

/** What the local host calls the doors that Forge has to the site and to the gateway. */
const FORGE_DOORS: Record<string, string> = { stargate: 'api.atlassian.com' };

export function createChecker(documents: Documents = DOCUMENTS): Checker {
  const doors = doorsOf(documents);
  const compiled = new Map<string, ValidateFunction>();
  const ajvs = new Map<string, Ajv>();

  /** Made when it is first needed: most tests ask few of the APIs. */
  function ajvFor(name: DocumentName, direction: Direction): Ajv {
    const id = idOf(name, direction);
    const ajv = ajvs.get(id) ?? ajvOf(documents.byName.get(name), id, direction);
    ajvs.set(id, ajv);
    return ajv;
  }

  function validatorOf(key: string, make: () => ValidateFunction): ValidateFunction {
    const known = compiled.get(key);
    if (known !== undefined) {
      return known;
    }
    const made = make();
    compiled.set(key, made);
    return made;
  }

  function against(
    key: string,
    { document }: Operation,
    schema: unknown,
    value: unknown,
    direction: Direction,
    place: string,
  ): Fault[] {
    const validate = validatorOf(key, () =>
      ajvFor(document, direction).compile(toSchema(schema, direction, idOf(document, direction))),
    );
    return validate(value) ? [] : (validate.errors ?? []).map((error) => faultOf(error, place));
  }

  function checkQuery(operation: Operation, query: URLSearchParams): Fault[] {
    const parameters = parametersOf(operation, documents).filter(({ where }) => where === 'query');
    const faults: Fault[] = [];
    const given: Record<string, unknown> = {};
    for (const name of new Set(query.keys())) {
      const isList = parameters.find((parameter) => parameter.name === name)?.isList === true;
      const values = query.getAll(name);
      if (!isList && values.length > 1) {
        faults.push({ place: `query ${safe(name)}`, kind: 'is given more than once' });
      }
      given[name] = isList ? values : values[0];
    }
    const schema = {
      type: 'object',
      properties: Object.fromEntries(parameters.map(({ name, schema: one }) => [name, one])),
      required: parameters.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    };
    return [...faults, ...against(`${operation.name} query`, operation, schema, given, 'query', 'query')];
  }

  function checkBody(operation: Operation, { body, headers }: Exchange['request']): Fault[] {
    const wanted = operation.part['requestBody'];
    const schema = jsonSchemaOf(wanted);
    if (schema === undefined) {
      return body === undefined ? [] : [{ place: 'request body', kind: 'is sent where none is documented' }];
    }
    if (body === undefined) {
      const isRequired = fieldOf(wanted, 'required') === true;
      return isRequired ? [{ place: 'request body', kind: 'is missing' }] : [];
    }
    const isJson = headers['content-type']?.startsWith('application/json') === true;
    return [
      ...(isJson ? [] : [{ place: 'header content-type', kind: 'is no application/json' }]),
      ...against(`${operation.name} body`, operation, schema, body, 'request', 'request body'),
    ];
  }

  function checkAnswer(operation: Operation, { status, json, lost }: Exchange['answer']): Fault[] {
    if (lost === 'hang') {
      return [];
    }
    const document = documents.byName.get(operation.document);
    const response =
      resolved(fieldOf(operation.part['responses'], String(status)), document) ??
      partAt(document, `/x-every-operation/${status}`);
    const place = `answer ${status}`;
    if (response === undefined) {
      return [{ place, kind: 'is no documented status' }];
    }
    const isError = status >= 400;
    const schema = jsonSchemaOf(response) ?? (isError ? document?.['x-error'] : undefined);
    if (json === undefined) {
      const isAsked = schema !== undefined && !isError && status !== 204;
      return isAsked ? [{ place, kind: 'has no body' }] : [];
    }
    if (schema === undefined || status === 204) {
      return [{ place, kind: 'has a body where none is documented' }];
    }
    return against(`${operation.name} ${status}`, operation, schema, json, 'answer', place);
  }

  return {
    check: ({ request, answer, isOwn }) => {
      const found = doorOf(doors, request.method, request.path);
      if (found === undefined) {
        return isOwn ? [{ operation: 'none', place: request.method, kind: placeOf(request.path) }] : [];
      }
      const { operation } = found.door;
      const faults = [
        ...checkVariables(found),
        ...checkQuery(operation, request.query),
        ...checkBody(operation, request),
        ...(isOwn ? checkAnswer(operation, answer) : []),
      ];
      return faults.map((fault) => ({ operation: operation.name, ...fault }));
    },
  };
}

type Fault = Omit<Violation, 'operation'>;

function doorsOf(documents: Documents): Door[] {
  return documents.operations
    .flatMap((operation) => {
      const document = documents.byName.get(operation.document) ?? {};
      return serversOf(document).map((server) => ({
        operation,
        path: `${server.replace('https:/', '')}${operation.path}`,
        variables: variablesOf(document),
      }));
    })
    .sort(mostFixedFirst);
}

function variablesOf(document: Part): Door['variables'] {
  const servers = document['servers'];
  const variables = (Array.isArray(servers) ? (servers as unknown[]) : []).flatMap((server) => {
    const given = fieldOf(server, 'variables');
    return isRecord(given) ? Object.entries(given) : [];
  });
  return Object.fromEntries(
    variables.flatMap(([name, variable]): [string, string[]][] => {
      const words = textsOf(fieldOf(variable, 'enum'));
      return words.length === 0 ? [] : [[name, words]];
    }),
  );
}

interface Found {
  door: Door;
  given: Record<string, string>;
}

function doorOf(doors: readonly Door[], method: string, path: string): Found | undefined {
  const [, host = '', ...rest] = path.split('/');
  const address = ['', FORGE_DOORS[host] ?? host, ...rest].join('/');
  for (const door of doors) {
    const given = door.operation.method === method ? matchPath(door.path, address) : null;
    if (given !== null) {
      return { door, given };
    }
  }
  return undefined;
}

function checkVariables({ door, given }: Found): Fault[] {
  return Object.entries(door.variables).flatMap(([name, words]) => {
    const value = given[name];
    return value === undefined || words.includes(value)
      ? []
      : [{ place: `path {${name}}`, kind: 'is none of the documented words' }];
  });
}

interface Parameter {
  name: string;
  where: string | undefined;
  isRequired: boolean;
  isList: boolean;
  schema: unknown;
}

function parametersOf({ part, document }: Operation, { byName }: Documents): Parameter[] {
  const given = part['parameters'];
  return (Array.isArray(given) ? (given as unknown[]) : []).map((parameter) => {
    const whole = resolved(parameter, byName.get(document));
    const schema = fieldOf(whole, 'schema');
    return {
      name: textOf(fieldOf(whole, 'name')) ?? '',
      where: textOf(fieldOf(whole, 'in')),
      isRequired: fieldOf(whole, 'required') === true,
      isList: fieldOf(schema, 'type') === 'array',
      schema,
    };
  });
}

/** What a `$ref` stands for: documents have them in place of parameters and of answers. */
function resolved(part: unknown, document: unknown): unknown {
  const reference = textOf(fieldOf(part, '$ref'));
  return reference === undefined ? part : partAt(document, reference.slice(1));
}

function jsonSchemaOf(part: unknown): unknown {
  return fieldOf(fieldOf(fieldOf(part, 'content'), 'application/json'), 'schema');
}

function ajvOf(document: Part | undefined, id: string, direction: Direction): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: direction === 'query' });
  addFormats(ajv);
  const schemas = fieldOf(fieldOf(document, 'components'), 'schemas');
  const all = Object.entries(isRecord(schemas) ? schemas : {});
  const whole = Object.fromEntries(all.map(([key, schema]) => [key, toSchema(schema, direction, '')]));
  ajv.addSchema({ $id: id, components: { schemas: whole } });
  return ajv;
}

function idOf(document: DocumentName, direction: Direction): string {
  return `https://documents.invalid/${document}/${direction}`;
}

function faultOf({ keyword, instancePath, params }: ErrorObject, place: string): Fault {
  const at = placeOf(instancePath);
  return { place: at === '' ? place : `${place} ${at}`, kind: kindOf(keyword, params) };
}

/** The keyword of the schema that is broken, with what it asks for. */
function kindOf(keyword: string, params: Record<string, unknown>): string {
  switch (keyword) {
    case 'additionalProperties':
      return `additionalProperties: ${safe(textOf(params['additionalProperty']) ?? '')}`;
    case 'required':
      return `required: ${safe(textOf(params['missingProperty']) ?? '')}`;
    case 'type':
      return `type: ${String(params['type'])}`;
    case 'format':
      return `format: ${String(params['format'])}`;
    default:
      return keyword;
  }
}

/** A pointer without what may be a value: places of a list, and keys that are no plain names. */
function placeOf(pointer: string): string {
  return pointer
    .split('/')
    .map((key) => (key === '' ? '' : /^\d+$/.test(key) ? '*' : safe(key)))
    .join('/');
}

/** A name of a field or of a part of an address, in words; anything else may hold a value. */
function safe(name: string): string {
  return /^(?:v?\d|[a-z]{1,24}(?:[A-Z._-][a-z]{1,20}){0,4})$/.test(name) && scrubText(name) === name ? name : '…';
}
