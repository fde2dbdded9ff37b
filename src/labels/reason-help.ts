import type { ReasonCode } from '../report/report';

/** What a reason means and what helps, for somebody who meets it outside the app. A reason that lacks it does not compile. */
export const REASON_HELP: Record<ReasonCode, string> = {
  'owner-deleted':
    'The account that the token belongs to is deleted, and its tokens with it. Make a token for an account that stays, preferably a service account, and put it into the rule.',
  'owner-for-deletion':
    'The account is scheduled for deletion and treated as deactivated until then. Cancel the deletion in Atlassian Administration if the account is to stay; else put the token of another account into the rule before the last day.',
  'owner-deactivated':
    'The account is deactivated, and its tokens are refused. Put the token of an active account into the rule, or reactivate the account.',
  'owner-suspended':
    'The account’s access is suspended, so requests to this site with its token fail. Restore the access, or put the token of another account into the rule.',
  'owner-no-access':
    'The account has no role for the product on this site, so the request fails. Give it the role, or put the token of another account into the rule.',
  'owner-not-found':
    'No account has this email: it was deleted or renamed, or the email is mistyped. Find out whose token it is, and put the token of an account that stays into the rule.',
  'owner-unmanaged':
    'The organization does not manage this account and cannot list its tokens. Ask its owner when the token expires, or use the token of a managed account.',
  'owner-unknown':
    'The credential does not say whose it is, or the account could not be looked up. Name its owner, so that the account and its tokens can be watched.',
  'token-expired': 'The token has expired. Make a new one and put it into the rule.',
  'token-expires':
    'The token expires on the day that is named. Make a new one, put it into every rule that holds the old one, and then revoke that.',
  'token-blocked':
    'An administrator or Atlassian has blocked the token. Find out why; make a new one for the rule if that is allowed.',
  'token-missing':
    'All tokens of the owner are listed, and none of them can be the one in the rule: it was revoked, or it expired. Make a new one and put it into the rule.',
  'token-ambiguous':
    'The owner has several tokens that may be the one in the rule, and Atlassian lists no value to tell them apart. Revoke those that nobody needs, or put a new token into the rule.',
  'token-unlisted':
    'The tokens of this owner are not listed, or not all of them, so it is not known when this one expires. Give a complete list of tokens, or declare the day.',
  'legacy-token-expired':
    'API tokens of this form are from before 2023, and Atlassian let all tokens from before 15 December 2024 expire by 12 May 2026. Make a new token and put it into the rule.',
  'app-password-retired':
    'Bitbucket has ended app passwords. Make an API token with scopes for Bitbucket in its place.',
  'jwt-expired': 'The JSON Web Token has expired: its own exp claim is past. Put a new one into the rule.',
  'jwt-expires':
    'The JSON Web Token expires at the time in its own exp claim. Put a new one into the rule before then.',
  'checksum-invalid':
    'The checksum in the token does not fit: it was mistyped or cut off when it was put into the rule. Copy it again, or make a new one.',
  'password-refused':
    'Atlassian Cloud takes no passwords for its REST APIs. Put an API token in the place of the password.',
  'token-wrong-address':
    'A token with scopes, or one of a service account, works only at api.atlassian.com/ex/…, not at the address of a site. Change the address, or use a token without scopes.',
  'value-masked':
    'The value is hidden in the file that was read. Read the rules through the API, or with `token-watch collect`, to see whose token it is.',
  'value-smart':
    'The value is filled in when the rule runs, so it cannot be checked here. Find out where it comes from, and when it expires.',
  'value-reference': 'The value is kept under a named secret key, outside the rule. Check its expiry where it is kept.',
  'expiry-unknown':
    'No source says when this credential expires. Look it up where it was made, and declare the day, so that it can be watched.',
  'expiry-declared':
    'An admin declared the day on which this credential expires. Put a new one into the rule before then.',
  'shared-secret':
    'Many rules hold the same secret and stop together with it. Plan its replacement for all of them, or give each rule a secret of its own.',
  'actor-inactive':
    'The rule runs as an account that is gone or cannot act: it stops, and nobody is told. Choose another actor in the details of the rule.',
  'author-inactive':
    'The owner of the rule, who gets its failure mail, is gone: nobody is told when it fails. Choose another owner in the details of the rule.',
  'connection-owner-inactive':
    'The connection of the rule works with an account that is gone or cannot act. Create the connection again with an account that stays.',
  'live-refused': 'The host that the token is for refused it when it was asked. Put a new token into the rule.',
  'source-unavailable':
    'A source could not be read, or two sources contradict each other, so this could not be checked. That is not the same as fine: see the coverage of the report.',
};

/** Atlassian’s page on API tokens: how long they live, and where new ones are made. */
export const API_TOKENS_DOCUMENTATION =
  'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/';
