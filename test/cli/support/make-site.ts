import { SITE, makeRequest, makeRule, makeTokenRecord, makeUser } from './make-rules';
import { basic, makeAtlassianToken } from './make-secrets';

const DAY = 86_400_000;

export interface MadeSite {
  rules: Record<string, unknown>[];
  users: Record<string, unknown>[];
  tokens: Record<string, unknown>[];
}

/** How many rules one person's token is in: from one to many. */
const RULES_OF_A_PERSON = [1, 1, 2, 3, 5, 8, 40];

/**
 * So many rules with the people and tokens behind them: accounts that are well and that are gone, tokens that expire on any day from
 * a month ago to a year ahead, disabled rules, rules without a credential. The same for the same number.
 */
export function makeSite(count: number, now: string): MadeSite {
  const site: MadeSite = { rules: [], users: [], tokens: [] };
  for (let person = 0; site.rules.length < count; person += 1) {
    const owner = { accountId: `account-${String(person)}`, email: `person${String(person)}@example.com` };
    const isGone = person % 11 === 3;
    const states = isGone ? { status: 'deactivated', accountStatus: 'inactive' } : {};
    site.users.push(makeUser(owner.accountId, owner.email, states));
    const days = ((person * 37) % 395) - 30;
    const expires = new Date(Date.parse(now) + days * DAY).toISOString();
    site.tokens.push(makeTokenRecord(`token-${String(person)}`, owner, expires));
    const share = Math.min(count - site.rules.length, RULES_OF_A_PERSON[person % RULES_OF_A_PERSON.length] ?? 1);
    for (let index = 0; index < share; index += 1) {
      site.rules.push(ruleOf(site.rules.length, person, owner));
    }
  }
  return site;
}

function ruleOf(index: number, person: number, owner: { accountId: string; email: string }): Record<string, unknown> {
  return makeRule({
    uuid: `0190f3a2-0000-7000-9000-${String(index).padStart(12, '0')}`,
    name: `${NAMES[index % NAMES.length] ?? ''} ${String(index)}`,
    state: index % 17 === 5 ? 'DISABLED' : 'ENABLED',
    authorAccountId: owner.accountId,
    components:
      index % 5 === 4
        ? []
        : [
            makeRequest(
              { Authorization: basic(owner.email, makeAtlassianToken(person)) },
              `https://${SITE}/rest/api/3/search`,
            ),
          ],
  });
}

const NAMES = [
  'Publish forecasts',
  'Sync the wiki with the tracker every night at two o’clock and tell the whole team about it',
  'Close stale work items',
  'Übergabe an den Betrieb',
  '自動化規則將在令牌過期時停止工作',
];
