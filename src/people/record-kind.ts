import { isJsonObject } from '../rules/json-value';

/** Fields that only a token record has. `label`, `createdAt` and `status` alone decide nothing. */
const TOKEN_FIELDS = ['scopes', 'expiresAt', 'expiry', 'lastActiveAt', 'lastAccess', 'targetResources', 'createdBy'];
/** Fields by which an account is named. A token names its account in `user`. */
const ACCOUNT_FIELDS = ['accountId', 'account_id', 'atlassianId', 'emailAddress', 'accountType', 'account_type'];

const RULE_FIELDS = ['trigger', 'components', 'rules', 'ruleScopeARIs', 'actorAccountId'];

/** What sort of thing an object from a file is, to refuse a file that was given in the wrong place. */
export function looksLike(item: unknown): 'person' | 'token' | 'rule' | 'nothing' {
  if (!isJsonObject(item)) {
    return 'nothing';
  }
  if (RULE_FIELDS.some((field) => field in item)) {
    return 'rule';
  }
  if (isJsonObject(item['user']) && ('label' in item || 'createdAt' in item)) {
    return 'token';
  }
  if (ACCOUNT_FIELDS.some((field) => field in item)) {
    return 'person';
  }
  if (TOKEN_FIELDS.some((field) => field in item)) {
    return 'token';
  }
  if ('id' in item && 'label' in item) {
    return 'token';
  }
  if ('email' in item || isJsonObject(item['account']) || ('key' in item && 'displayName' in item)) {
    return 'person';
  }
  return 'nothing';
}
