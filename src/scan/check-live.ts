import { askWhoItIs } from '../atlassian/live-api';
import type { Fingerprinter } from '../credentials/fingerprint';
import { liveAuthorization } from '../credentials/live-authorization';
import type { Secret } from '../credentials/secret';
import type { Http } from '../platform/http-types';
import { liveAddress, liveKey, type LiveCheck } from '../risk/live-check';
import type { CredentialUse, RuleFacts } from '../rules/rule-facts';
import { claimLiveCheck } from '../storage/scan-store';

/** Kinds that a site or its gateway may be asked about; an organization's key or an old token is nobody's here. */
const ASKED_ABOUT: readonly string[] = ['atlassian-user-token', 'atlassian-service-account-token'];
/** Results of one chunk that are kept; a rule set with more different tokens than that was made to be costly. */
const MOST_RESULTS = 200;

/** The live check of one chunk: off unless an admin switched it on. */
export interface LiveChecks {
  /** By `liveKey`. */
  results: Map<string, LiveCheck>;
  /** Notes the secrets that are fingerprinted while one rule is reduced, for as long as that rule is in memory. */
  listen: (fingerprint: Fingerprinter) => { fingerprint: Fingerprinter; secrets: Map<string, Secret> };
  ask: (facts: RuleFacts, secrets: ReadonlyMap<string, Secret>) => Promise<void>;
}

/** Of a host that did not answer, although it was asked again, nothing more is asked within the chunk: rules wait. */
const SILENT: readonly string[] = ['network', 'unavailable', 'rate-limited'];

export interface LiveQuestions {
  http: Http;
  scanId: string;
  chunk: number;
  now: () => Date;
  /** What an earlier go of the same chunk was told. */
  before: Readonly<Record<string, LiveCheck>>;
}

/** Asks, once for each question and scan, the Atlassian host that a request is addressed to; never anyone else. */
export function createLiveChecks({ http, scanId, chunk, now, before }: LiveQuestions): LiveChecks {
  const results = new Map(Object.entries(before).filter(([, { outcome }]) => outcome !== 'unclear'));
  const silent = new Map<string, string>();
  /** Questions on their way: rules are read side by side. */
  const underWay = new Map<string, Promise<void>>();
  const ask = async ({ key, address, authorization }: Question): Promise<void> => {
    if (!(await claimLiveCheck(scanId, key, chunk))) {
      return;
    }
    const { host } = new URL(address);
    const reason = silent.get(host);
    const told: LiveCheck =
      reason === undefined
        ? await askWhoItIs(http, address, authorization, now)
        : { outcome: 'unclear', at: now().toISOString(), reason };
    if (told.outcome === 'unclear' && SILENT.includes(told.reason)) {
      silent.set(host, told.reason);
    }
    results.set(key, told);
  };

  return {
    results,
    listen: (fingerprint) => {
      const secrets = new Map<string, Secret>();
      const noting: Fingerprinter = (secret) => {
        const made = fingerprint(secret);
        secrets.set(made, secret);
        return made;
      };
      return { fingerprint: noting, secrets };
    },
    ask: async (facts, secrets) => {
      for (const use of facts.credentials) {
        const question = questionFor(use, secrets);
        if (question === null || results.has(question.key) || results.size >= MOST_RESULTS) {
          continue;
        }
        const running = underWay.get(question.key) ?? ask(question);
        underWay.set(question.key, running);
        await running;
      }
    },
  };
}

interface Question {
  key: string;
  address: string;
  authorization: () => string;
}

function questionFor(use: CredentialUse, secrets: ReadonlyMap<string, Secret>): Question | null {
  const { fingerprint } = use;
  const secret = fingerprint === null ? undefined : secrets.get(fingerprint);
  if (fingerprint === null || secret === undefined || !ASKED_ABOUT.includes(use.kind)) {
    return null;
  }
  const address = liveAddress(use.target);
  const key = liveKey(use);
  const authorization = liveAuthorization(secret, use);
  return address === null || key === null || authorization === null ? null : { key, address, authorization };
}
