import { createAutomationApi } from '../../src/atlassian/automation-api';
import type { RuleListing } from '../../src/atlassian/automation-api';
import { withQuery } from '../../src/atlassian/with-query';
import type { Outcome } from '../../src/outcome';
import { fail, succeed } from '../../src/outcome';
import type { Http, HttpFailure } from '../../src/platform/http-types';
import type { Product } from '../../src/report/report';
import { urlPart } from '../../src/report/url-part';
import { isJsonArray, isJsonObject } from '../../src/rules/json-value';
import type { JsonObject } from '../../src/rules/json-value';

/** A rule as the API gives it, secrets included: it lives only while it is looked at or written. */
export interface RawRule {
  rule: JsonObject;
  /** Connections that stand beside the rule. */
  connections: readonly unknown[];
}

/**
 * The rule API with its writing side. It stands here and not with the other clients: the Forge app must not be able to
 * write, so no client that it is built of can.
 */
export interface RuleApi {
  listRules(product: Product): Promise<RuleListing>;
  readRule(product: Product, uuid: string): Promise<Outcome<RawRule, HttpFailure>>;
  /** One PUT, sent once: what became of it is seen by reading again, whatever it answers. */
  writeRule(product: Product, uuid: string, rule: JsonObject): Promise<Outcome<null, HttpFailure>>;
}

export interface RuleApiAccess {
  /** Repeats what failed: for reading. */
  reading: Http;
  /** Never repeats: for writing. */
  writing: Http;
  cloudId: string;
  authorization: () => string;
}

const HOST = 'https://api.atlassian.com';

/** Reads and writes rules (Automation REST API, rule management: getRuleByUuid, updateRule). */
export function createRuleApi({ reading, writing, cloudId, authorization }: RuleApiAccess): RuleApi {
  const listing = createAutomationApi({ http: reading, cloudId, authorization });
  const address = (product: Product, uuid: string): string =>
    `${HOST}/automation/public/${product}/${urlPart(cloudId)}/rest/v1/rule/${urlPart(uuid)}`;

  return {
    listRules: (product) => listing.listRules(product),
    async readRule(product, uuid) {
      const answer = await reading.requestJson({
        api: 'automation',
        method: 'GET',
        // Said outright: what is redacted could not be written back.
        url: withQuery(address(product, uuid), { redactSensitiveFields: 'false' }),
        headers: { authorization: authorization() },
      });
      if (!answer.ok) {
        return answer;
      }
      const { json } = answer.value;
      const rule = isJsonObject(json) && isJsonObject(json['rule']) ? json['rule'] : json;
      if (!isJsonObject(rule) || !isJsonArray(rule['components'])) {
        return fail({ code: 'bad-answer', status: null, retryAfter: null });
      }
      const connections = isJsonObject(json) ? json['connections'] : undefined;
      return succeed({ rule, connections: isJsonArray(connections) ? connections : [] });
    },
    async writeRule(product, uuid, rule) {
      const answer = await writing.requestJson({
        api: 'automation',
        method: 'PUT',
        url: address(product, uuid),
        headers: { authorization: authorization() },
        body: { rule: withoutServerFields(rule) },
        repeatable: false,
      });
      return answer.ok ? succeed(null) : answer;
    },
  };
}

/** The schema of an update has every field of a read but these three. */
const SERVER_FIELDS: ReadonlySet<string> = new Set(['uuid', 'created', 'updated']);

function withoutServerFields(rule: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(rule).filter(([name]) => !SERVER_FIELDS.has(name)));
}
