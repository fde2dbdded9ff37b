import { isJsonArray, isJsonObject, shapeOf } from '../../../rules/json-value';
import type { JsonObject } from '../../../rules/json-value';
import { pointerTo } from '../../../rules/json-pointer';

/** One header row of a web request, whichever of the three shapes it came in. */
export interface HeaderRow {
  name: string;
  value: string;
  /** Pointer to the text of the value. */
  pointer: string;
  /** Cloud: hidden in the editor; an export leaves the value empty. */
  secure: boolean;
  /** Data Center: the value is the name of a stored secret. */
  secretKey: boolean;
}

export interface Headers {
  rows: HeaderRow[];
  unread: { pointer: string; reason: string }[];
}

/** Reads `value.headers`: `{name, value}`, with `headerSecure` since 2026, or `{keyOrValue, secret}` in Data Center. */
export function readHeaders(headers: unknown, pointer: string): Headers {
  const result: Headers = { rows: [], unread: [] };
  if (headers === undefined || headers === null) {
    return result;
  }
  if (isJsonObject(headers)) {
    readMap(headers, pointer, result);
    return result;
  }
  if (!isJsonArray(headers)) {
    result.unread.push({ pointer, reason: `a list of headers was expected, this is ${shapeOf(headers)}` });
    return result;
  }
  headers.forEach((row, index) => {
    const place = `${pointer}/${String(index)}`;
    if (!isJsonObject(row)) {
      result.unread.push({ pointer: place, reason: `a header that is ${shapeOf(row)}, not an object` });
      return;
    }
    const name = typeof row['name'] === 'string' ? row['name'] : '';
    const value = row['value'];
    const secure = row['headerSecure'] === true;
    if (isJsonObject(value)) {
      const text = value['keyOrValue'];
      const secretKey = value['secret'] === true;
      if (typeof text === 'string') {
        result.rows.push({ name, value: text, pointer: `${place}/value/keyOrValue`, secure, secretKey });
        return;
      }
    }
    if (typeof value === 'string' || value === null || value === undefined) {
      result.rows.push({ name, value: value ?? '', pointer: `${place}/value`, secure, secretKey: false });
      return;
    }
    result.unread.push({ pointer: `${place}/value`, reason: `a header value that is ${shapeOf(value)}` });
  });
  return result;
}

/** `{"Authorization": "…"}`: no export has it, but people who write rules by hand do. */
function readMap(headers: JsonObject, pointer: string, result: Headers): void {
  for (const [name, value] of Object.entries(headers)) {
    const place = pointerTo(pointer, name);
    if (typeof value === 'string') {
      result.rows.push({ name, value, pointer: place, secure: false, secretKey: false });
    } else {
      result.unread.push({ pointer: place, reason: `a header value that is ${shapeOf(value)}` });
    }
  }
}
