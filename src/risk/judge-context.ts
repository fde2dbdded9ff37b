import type { Directory } from '../people/directory';
import type { FingerprintClaim } from '../tokens/fingerprint-claims';
import type { TokenMatch } from '../tokens/token-match';
import type { Site } from './audience';
import type { Webhooks } from './called-rules';
import type { Decisions } from './decision';
import type { Ladder } from '../report/settings';
import type { LiveCheck } from './live-check';

/** Everything that one finding is judged against. */
export interface JudgeContext {
  asOf: Date;
  /** Where the report is read: advice names nothing that is not there. */
  where: 'app' | 'terminal';
  ladder: Ladder;
  site: Site;
  directory: Directory;
  /** The account that the token records give to an email; people's own records may hide it. */
  accountsOfTokens: ReadonlyMap<string, string>;
  decisions: Decisions;
  matches: ReadonlyMap<string, TokenMatch>;
  claims: ReadonlyMap<string, FingerprintClaim>;
  liveChecks: ReadonlyMap<string, LiveCheck>;
  /** Names of the app’s own credentials that were refused when they were last used. */
  refusedOwn: ReadonlySet<string>;
  /** Names of those that just worked: their accounts exist, listed or not. */
  workingOwn: ReadonlySet<string>;
  /** Accounts of which the platform says that they are closed; nothing else is known of them any more. */
  closed: ReadonlySet<string>;
  /** Which rules start which. */
  webhooks: Webhooks;
  /** Rules by the secret they hold: how many, and the names of some of them. */
  sharing: ReadonlyMap<string, { rules: number; names: string[] }>;
}
