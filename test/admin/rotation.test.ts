import { rotateCommand, rotationsOf } from '../../static/admin/src/words/rotation';
import type { Finding } from '../../src/report/report';
import { readRotateRequest } from '../../cli/rotate/read-rotate-request';

function finding(id: string, rule: string, fingerprint: string | null, more: Partial<Finding> = {}): Finding {
  return {
    id,
    subject: 'credential',
    level: 'high',
    rule: { uuid: rule, name: rule, state: 'ENABLED', product: 'jira', updatedAt: null },
    location: { component: 'x', pointer: '/x', placement: 'header', name: null, via: [] },
    credential: {
      kind: 'atlassian-user-token',
      scheme: 'basic',
      visibility: 'literal',
      checksum: 'valid',
      fingerprint,
    },
    destination: { host: null, audience: 'unknown' },
    owner: null,
    token: null,
    breaks: { from: null, to: null },
    reasons: [],
    advice: [],
    ...more,
  };
}

describe('what a rotation would touch', () => {
  it('is each secret once, with every rule that holds it, the widest first', () => {
    const findings = [
      finding('a', 'one', 'f1'),
      finding('b', 'two', 'f2'),
      finding('c', 'three', 'f2'),
      finding('d', 'three', 'f2'),
      finding('e', 'four', null),
      finding('f', 'five', 'f3', { own: true }),
      finding('g', 'six', null, { subject: 'actor', credential: null }),
    ];

    expect(
      rotationsOf(findings).map(({ findingId, what, rules }) => [findingId, what, rules.map(({ uuid }) => uuid)]),
    ).toEqual([
      ['b', 'Atlassian API token', ['two', 'three']],
      ['a', 'Atlassian API token', ['one']],
    ]);
  });
});

describe('the command for it', () => {
  it('is one that the command line takes', () => {
    const command = rotateCommand('example.atlassian.net', '0123456789abcdef') ?? '';
    const words = command.split(' ');

    expect(words.slice(0, 2)).toEqual(['token-watch', 'rotate']);
    expect(readRotateRequest({ live: words[3], finding: words[5], plan: words[7], format: 'table' })).toMatchObject({
      ok: true,
      value: {
        site: { host: 'example.atlassian.net' },
        finding: '0123456789abcdef',
        plan: 'rotation.json',
        apply: false,
      },
    });
    expect(rotateCommand('example.atlassian.net', null)).toBe(
      'token-watch rotate --live example.atlassian.net --plan rotation.json',
    );
  });

  it.each([
    [null, 'a1'],
    ['example.atlassian.net; rm -rf /', 'a1'],
    ['$(reboot).atlassian.net', 'a1'],
    ['example.atlassian.net', 'a1 && reboot'],
  ])('is not made of %j and %j', (host, id) => {
    expect(rotateCommand(host, id)).toBeNull();
  });
});
