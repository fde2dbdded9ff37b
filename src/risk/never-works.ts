import type { CredentialUse } from '../rules/rule-facts';
import { isSiteHost } from '../tokens/request-form';
import type { TokenMatch } from '../tokens/token-match';
import type { TokenRecord } from '../tokens/token-record';
import { point, type LevelReason } from './level-reason';

/** Credentials that their address refuses whatever their age and whoever owns them. */
export function neverWorksPoints(use: CredentialUse, match: TokenMatch | null): LevelReason[] {
  if (use.visibility !== 'literal' || !signsIn(use)) {
    return [];
  }
  if (isPassword(use) && isCloud(use)) {
    return [
      point(
        'broken',
        'password-refused',
        'It is an account’s password; Atlassian Cloud has refused passwords in requests since June 2019 and takes API tokens only.',
      ),
    ];
  }
  if (!isSiteAddress(use)) {
    return [];
  }
  if (use.kind === 'atlassian-service-account-token') {
    return [wrongAddress('It is the token of a service account, which a site’s own address refuses')];
  }
  const scoped = scopedRecord(match);
  if (scoped === null) {
    return [];
  }
  const name = scoped.label === null ? 'The token' : `The token “${scoped.label}”`;
  return [wrongAddress(`${name} was made with scopes, and a site’s own address refuses such tokens`)];
}

function wrongAddress(what: string): LevelReason {
  return point('broken', 'token-wrong-address', `${what}: it works only at api.atlassian.com/ex/….`);
}

/** Where a request says who it comes from. A token in a body or another header is handed on, and what becomes of it is not known. */
function signsIn({ location: { placement, name } }: CredentialUse): boolean {
  const isAuthorization = placement === 'header' && /^authorization:?$/i.test(name ?? '');
  return isAuthorization || placement === 'url-userinfo' || isServerParameter(name);
}

function isPassword({ kind, scheme, location }: CredentialUse): boolean {
  return (kind === 'basic-password' && scheme === 'basic') || isServerParameter(location.name);
}

/** `?os_username=…&os_password=…`, which Jira Server took. */
function isServerParameter(name: string | null): boolean {
  return name?.toLowerCase() === 'os_password';
}

/** Atlassian’s cloud: a site, or its gateway where it asks for the account: https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/ */
function isCloud(use: CredentialUse): boolean {
  const { host, api } = use.target;
  return isSiteAddress(use) || (host === 'api.atlassian.com' && (api === 'gateway' || api === 'automation'));
}

/** The address of a Cloud site itself, its own gateway left out. */
function isSiteAddress({ target }: CredentialUse): boolean {
  const { host, api, ownSite } = target;
  if (api === 'gateway') {
    return false;
  }
  return ownSite === undefined ? host !== null && isSiteHost(host) : ownSite === 'cloud';
}

/** The record that it is, or the only ones that it could be, where those have scopes. */
function scopedRecord(match: TokenMatch | null): TokenRecord | null {
  if (match?.match === 'exact') {
    return match.candidates.find(hasScopes) ?? null;
  }
  return match?.match === 'none' ? (match.misfits?.find(hasScopes) ?? null) : null;
}

function hasScopes({ scopes }: TokenRecord): boolean {
  return scopes !== null && scopes.length > 0;
}
