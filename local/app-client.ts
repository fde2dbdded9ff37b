import type { AdminAnswer, AdminKey, AdminRequest, AdminValue } from '../src/handlers/admin-api';
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
    let text = '';
    let offset: number | null = 0;
    while (offset !== null) {
      const slice: AdminAnswer<AdminValue<'exportReport'>> = await this.ask('exportReport', { format: 'json', offset });
      if (!slice.ok) {
        return null;
      }
      text += slice.value.text;
      offset = slice.value.nextOffset;
    }
    const report = parseOrUndefined(text);
    return isReport(report) ? report : null;
  }
}

/** The app's own answers: their type is the contract of `admin-api.ts`, which the app's tests hold it to. */
function isAnswer<Value>(given: unknown): given is AdminAnswer<Value> {
  return isRecord(given) && (given['ok'] === true ? 'value' in given : isRecord(given['failure']));
}

function isReport(given: unknown): given is Report {
  return isRecord(given) && given['schemaVersion'] === 1 && Array.isArray(given['findings']);
}
