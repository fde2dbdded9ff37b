import { idOf, isJsonArray, isJsonObject, shapeOf, textOf } from './json-value';
import type { Connection, Rule } from './rule';

/** Reads `connections` of an API response; a wrong entry is left out and named, the others stay. */
export function readConnections(value: unknown): { connections: Connection[]; unread: Rule['unread'] } {
  const connections: Connection[] = [];
  const unread: Rule['unread'] = [];
  if (value === undefined || value === null) {
    return { connections, unread };
  }
  if (!isJsonArray(value)) {
    unread.push({ pointer: '/connections', reason: `a list of connections was expected, this is ${shapeOf(value)}` });
    return { connections, unread };
  }
  value.forEach((item, index) => {
    const id = isJsonObject(item) ? idOf(item['id']) : null;
    if (!isJsonObject(item) || id === null) {
      unread.push({ pointer: `/connections/${String(index)}`, reason: 'a connection without an id' });
      return;
    }
    connections.push({
      id,
      accountId: textOf(item['accountId']),
      authType: textOf(item['authType']),
      targetKey: textOf(item['connectionTargetKey']) ?? textOf(item['targetKey']),
    });
  });
  return { connections, unread };
}
