import { isRecord } from '../../../local/json';

/** What a schema is held against. */
export type Direction = 'query' | 'request' | 'answer';

/**
 * A schema of OpenAPI 3.0 as JSON schema, stricter than it is written: a field that it does not name is an error,
 * since it would otherwise never be seen that a field was renamed; one that only the server gives may not be sent.
 *
 * @param base put before references, which begin with `#`
 */
export function toSchema(schema: unknown, direction: Direction, base: string): Record<string, unknown> {
  if (!isRecord(schema)) {
    return {};
  }
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    // OpenAPI 3.0: whatever stands beside a reference is ignored.
    return { $ref: `${base}${reference}` };
  }
  const inner = (part: unknown): Record<string, unknown> => toSchema(part, direction, base);
  const { properties, additionalProperties, items, required, allOf, oneOf, ...rest } = schema;
  const fields = isRecord(properties) ? fieldsOf(properties, direction) : null;
  const isOpen = isRecord(additionalProperties) && Object.keys(additionalProperties).length > 0;
  return {
    ...rest,
    ...(fields === null
      ? {}
      : {
          properties: Object.fromEntries(fields.map(([name, part]) => [name, inner(part)])),
          additionalProperties: isOpen ? inner(additionalProperties) : false,
        }),
    ...(fields === null && isOpen ? { additionalProperties: inner(additionalProperties) } : {}),
    ...(items === undefined ? {} : { items: inner(items) }),
    ...(Array.isArray(required)
      ? { required: required.filter((name) => fields === null || fields.some(([field]) => field === name)) }
      : {}),
    ...(Array.isArray(allOf) ? { allOf: allOf.map(inner) } : {}),
    ...(Array.isArray(oneOf) ? { oneOf: oneOf.map(inner) } : {}),
  };
}

function fieldsOf(properties: Record<string, unknown>, direction: Direction): [string, unknown][] {
  const unwanted = direction === 'answer' ? 'writeOnly' : 'readOnly';
  return Object.entries(properties).filter(([, part]) => !isRecord(part) || part[unwanted] !== true);
}
