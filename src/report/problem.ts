import type { Instant } from './report';

export const PROBLEM_CODES = [
  /** 401: the credential is wrong, expired or revoked. */
  'unauthorized',
  /** 403: the credential works but may not do this (no global admin, missing scope). */
  'forbidden',
  'not-found',
  'rate-limited',
  /** 5xx after all retries. */
  'unavailable',
  /** No answer: connection refused or reset, name not found, timeout. */
  'network',
  /** An answer that is not what the API documents (HTML, truncated or too large). */
  'bad-answer',
  /** Nothing is connected yet. */
  'not-connected',
  /** The scan stopped making progress and was closed. */
  'stalled',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export type ProblemSource = 'automation' | 'organization' | 'jira' | 'app';

/** Why a scan or a check could not do its work, in words for an admin. Never holds part of a credential. */
export interface Problem {
  code: ProblemCode;
  source: ProblemSource;
  /** What happened. */
  text: string;
  /** What to do about it. */
  advice: string;
  at: Instant;
}
