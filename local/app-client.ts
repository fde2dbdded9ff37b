import type { AdminAnswer, AdminKey, AdminRequest, AdminValue, ExportFormat } from '../src/resolvers/admin-api';
import type { Report } from '../src/report/report';
import type { ForgeHost } from './forge-host/host';
import { isRecord, parseOrUndefined } from './json';

/** Asks the app's resolvers as an account, the way the admin page does. */
export class AppClient {
  constructor(
    private readonly host: ForgeHost,
    private readonly accountId: string,
  ) {}

  /** A resolver that throws answers `unexpected`, as the page would see it. */
  async ask<Key extends AdminKey>(key: Key, request: AdminRequest<Key>): Promise<AdminAnswer<AdminValue<Key>>> {
    const answer = await this.host
      .invoke(key, request, this.accountId)
      .catch(() => ({ ok: false, failure: { code: 'unexpected', text: `The resolver ${key} failed.` } }));
    return isAnswer<AdminValue<Key>>(answer)
      ? answer
      : { ok: false, failure: { code: 'unexpected', text: `The resolver ${key} gave no answer.` } };
  }

  /** The published report, put together from the slices of its JSON export; null while there is none. */
  async publishedReport(): Promise<Report | null> {
    const text = await this.exported('json');
    const report = text === null ? null : parseOrUndefined(text);
    return isReport(report) ? report : null;
  }

  /** The published report in one format, from its slices; null while there is none or when it changes on the way. */
  async exported(format: ExportFormat): Promise<string | null> {
    let text = '';
    let cursor: string | null = null;
    do {
      const request: AdminRequest<'exportReport'> = { format, ...(cursor === null ? {} : { cursor }) };
      const slice: AdminAnswer<AdminValue<'exportReport'>> = await this.ask('exportReport', request);
      if (!slice.ok) {
        return null;
      }
      text += slice.value.text;
      cursor = slice.value.nextCursor;
    } while (cursor !== null);
    return text;
  }
}

/** The app's own answers: their type is the contract of `admin-api.ts`, which the app's tests hold it to. */
function isAnswer<Value>(given: unknown): given is AdminAnswer<Value> {
  return isRecord(given) && (given['ok'] === true ? 'value' in given : isRecord(given['failure']));
}

function isReport(given: unknown): given is Report {
  return isRecord(given) && given['schemaVersion'] === 2 && Array.isArray(given['findings']);
}
