import { createHash } from 'node:crypto';
import type { Outcome } from '../outcome';
import { fail, succeed } from '../outcome';
import type { Http, HttpFailure, JsonAnswer } from '../platform/http-types';
import type { Product } from '../report/report';
import type { Piece } from './collect-pages';
import { collectPicked } from './collect-pages';
import { isSizeRefused } from './page-size';
import { readPage } from './read-page';
import { withQuery } from './with-query';
import { urlPart } from '../report/url-part';

/** What the listing tells of a rule. */
export interface RuleSummary {
  uuid: string;
  /** The `updated` value as given (seconds with a fraction in Cloud), only to be compared with an earlier one. */
  updated: string | null;
}

export interface RuleListing {
  /** Without repetitions: the last word about each rule. */
  rules: RuleSummary[];
  /** Entries that appeared more than once: the pages shifted while they were read, so others may be missing. */
  repeated: number;
  /** Entries without an id. */
  unreadable: number;
  /** Null when every page was read. */
  failure: HttpFailure | null;
  pages: number;
  /** Where to go on when the time was over before the last page; otherwise null. */
  next: Record<string, string> | null;
}

export interface AutomationApi {
  listRules(product: Product, piece?: Piece): Promise<RuleListing>;
  /** `{rule, connections}` as the API gives it, secrets included: reduce it at once. */
  getRule(product: Product, uuid: string): Promise<Outcome<unknown, HttpFailure>>;
  /** One small question that only a global admin's credential can ask. */
  probe(product: Product): Promise<Outcome<null, HttpFailure>>;
}

export interface AutomationAccess {
  http: Http;
  cloudId: string;
  /** Value of the Authorization header, made anew for each request so that it is kept nowhere. */
  authorization: () => string;
}

/** `GET rule/summary` takes at most 100 (OpenAPI of the Automation REST API). */
const PAGE_SIZE = 100;
const HOST = 'https://api.atlassian.com';
/** Expired cursors live an hour; a listing is begun again at most this often. */
const LISTING_TRIES = 3;

/** Said of a listing that is answered and names no rule: an answer may leave out what the account may not see. */
export const NO_JIRA_RULES =
  'The list of Jira’s automation rules is empty: the site has none, or the account that asked may not see them.';

/** Reads automation rules, unredacted as far as the API gives them so. */
export function createAutomationApi({ http, cloudId, authorization }: AutomationAccess): AutomationApi {
  function get(product: Product, path: string, query: Record<string, string | number> = {}, mayBeRefused = false) {
    const base = `${HOST}/automation/public/${product}/${urlPart(cloudId)}/rest/v1`;
    return http.requestJson({
      api: 'automation',
      method: 'GET',
      url: withQuery(`${base}${path}`, query),
      headers: { authorization: authorization() },
      mayBeRefused,
    });
  }

  return {
    async listRules(product, { from = {}, isOver } = {}) {
      const byId = new Map<string, RuleSummary>();
      let pages = 0;
      let repeated = 0;
      let unreadable = 0;
      let size: Record<string, number> = { limit: PAGE_SIZE };
      for (let number = 1; ; number += 1) {
        const start = number === 1 ? from : {};
        const isBeginning = Object.keys(start).length === 0;
        const piece = { from: start, ...(isOver === undefined ? {} : { isOver }) };
        const list = () =>
          collectPicked(
            (query) =>
              get(product, '/rule/summary', { ...size, ...query }, 'limit' in size && Object.keys(query).length === 0),
            readSummary,
            undefined,
            piece,
          );
        let collected = await list();
        if (isBeginning && isSizeRefused(collected)) {
          size = {};
          collected = await list();
        }
        pages += collected.pages;
        repeated = 0;
        unreadable = 0;
        const inThisPass = new Set<string>();
        for (const summary of collected.items) {
          if (summary === null) {
            unreadable += 1;
            continue;
          }
          repeated += inThisPass.has(summary.uuid) ? 1 : 0;
          inThisPass.add(summary.uuid);
          byId.set(summary.uuid, summary);
        }
        // A cursor that expired in the middle is a refusal on a later page; what was read is kept and listed again.
        const isFirstPage = collected.pages === 0 && isBeginning;
        const expired = collected.failure !== null && isCursorRefused(collected.failure) && !isFirstPage;
        if (!expired || number === LISTING_TRIES) {
          const { failure, next } = collected;
          return { rules: [...byId.values()], repeated, unreadable, failure, pages, next };
        }
      }
    },
    async getRule(product, uuid) {
      // The API's own text says that nothing is redacted unless asked for; clients that send nothing got `***` all the same.
      const answer = await get(product, `/rule/${urlPart(uuid)}`, { redactSensitiveFields: 'false' });
      return toBody(answer);
    },
    async probe(product) {
      const answer = await get(product, '/rule/summary', { limit: 1 });
      if (!answer.ok) {
        return answer;
      }
      return readPage(answer.value.json) === null
        ? fail({ code: 'bad-answer', status: null, retryAfter: null })
        : succeed(null);
    },
  };
}

function toBody(answer: Outcome<JsonAnswer, HttpFailure>): Outcome<unknown, HttpFailure> {
  if (!answer.ok) {
    return answer;
  }
  const { json } = answer.value;
  return typeof json === 'object' && json !== null
    ? succeed(json)
    : fail({ code: 'bad-answer', status: null, retryAfter: null });
}

function isCursorRefused(failure: HttpFailure): boolean {
  return failure.code === 'rejected' || failure.code === 'not-found';
}

function readSummary(item: unknown): RuleSummary | null {
  if (typeof item !== 'object' || item === null) {
    return null;
  }
  const fields = new Map<string, unknown>(Object.entries(item));
  const uuid = readId(fields.get('uuid')) ?? readId(fields.get('idUuid')) ?? readId(fields.get('id'));
  if (uuid === null) {
    return null;
  }
  const updated = fields.get('updated');
  return {
    uuid,
    updated: typeof updated === 'string' || typeof updated === 'number' ? toMark(String(updated)) : null,
  };
}

/** An instant in any of the known forms goes as it is. Anything else is only compared, so its hash does as well. */
function toMark(updated: string): string {
  return /^[\d.:TZ+-]{1,40}$/.test(updated) ? updated : createHash('sha256').update(updated).digest('hex').slice(0, 16);
}

/** Ids are kept and shown; what is too long for one, or of other characters, may be anything. */
function readId(value: unknown): string | null {
  const id = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '';
  return /^[\w.:-]{1,64}$/.test(id) ? id : null;
}
