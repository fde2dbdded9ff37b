import type { Audience } from '../../src/report/report';
import { audienceLimits, audienceOf, normaliseSite } from '../../src/risk/audience';

const both = normaliseSite({ host: 'https://One.atlassian.net:443/jira', cloudId: 'Cloud-One ' });
const none = normaliseSite({ host: '', cloudId: null });
const target = (host: string | null, cloudId: string | null = null) => ({ host, cloudId, api: 'other' as const });

test.each<[string | null, string | null, Audience, Audience]>([
  ['one.atlassian.net', null, 'own-site', 'other-atlassian-site'],
  ['two.atlassian.net', null, 'other-atlassian-site', 'other-atlassian-site'],
  ['old.jira.com', null, 'other-atlassian-site', 'other-atlassian-site'],
  ['api.atlassian.com', 'cloud-one', 'own-site', 'atlassian-api'],
  ['api.atlassian.com', 'CLOUD-ONE', 'own-site', 'atlassian-api'],
  ['api.atlassian.com', 'cloud-two', 'other-atlassian-site', 'atlassian-api'],
  ['api.atlassian.com', null, 'atlassian-api', 'atlassian-api'],
  ['auth.atlassian.com', null, 'atlassian-api', 'atlassian-api'],
  ['api.bitbucket.org', null, 'atlassian-api', 'atlassian-api'],
  ['atlassian.com.example.net', null, 'third-party', 'third-party'],
  ['notatlassian.com', null, 'third-party', 'third-party'],
  ['api.example.com', 'cloud-one', 'third-party', 'third-party'],
  [null, null, 'unknown', 'unknown'],
])('%s with cloud id %s', (host, cloudId, known, unknown) => {
  expect(audienceOf(target(host, cloudId), both)).toBe(known);
  expect(audienceOf(target(host, cloudId), none)).toBe(unknown);
});

test('what is not known of the own site is said', () => {
  expect(audienceLimits(both)).toEqual([]);
  expect(audienceLimits(none)[0]).toContain('The own site is not known');
  expect(audienceLimits(normaliseSite({ host: 'one.atlassian.net', cloudId: null }))[0]).toContain('cloud id');
  expect(audienceLimits(normaliseSite({ host: null, cloudId: 'cloud-one' }))[0]).toContain('host');
});
