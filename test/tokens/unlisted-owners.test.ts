import { unlistedOwners } from '../../src/tokens/unlisted-owners';
import { aPerson, aRule, aUse, somePeople } from '../risk/inputs';

test('owners whom no source lists, each once, whatever the case; service accounts and names aside', () => {
  const users = [
    'owner@example.com',
    'Ghost@Example.com',
    'ghost@example.com',
    'bot@serviceaccount.atlassian.com',
    'release-automation',
    null,
  ];
  const facts = users.map((user, index) => aRule({ uuid: `rule-${index}`, credentials: [aUse({ user })] }));
  expect(unlistedOwners(facts, [somePeople([aPerson()])])).toEqual(['ghost@example.com']);
});
