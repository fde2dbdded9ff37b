import { rotateCommand, rotationsOf } from '../../static/admin/src/words/rotation';
import type { Place } from '../../src/resolvers/admin-api';
import { readRotateRequest } from '../../cli/rotate/read-rotate-request';

function place(findingId: string, rule: string, fingerprint: string | null, more: Partial<Place> = {}): Place {
  return {
    rule: { uuid: rule, name: rule, state: 'ENABLED', product: 'jira', updatedAt: null },
    url: null,
    subject: 'credential',
    level: 'high',
    findingId,
    credential: { kind: 'atlassian-user-token', fingerprint },
    reasons: [],
    breaks: { from: null, to: null },
    effect: '',
    ...more,
  };
}

describe('what a rotation would touch', () => {
  it('is each secret once, with every rule that holds it, the widest first', () => {
    const places = [
      place('a', 'one', 'f1'),
      place('b', 'two', 'f2'),
      place('c', 'three', 'f2'),
      place('d', 'three', 'f2'),
      place('e', 'four', null),
      place('f', 'five', null, { subject: 'actor', credential: null, findingId: null }),
    ];

    expect(
      rotationsOf(places).map(({ findingId, what, rules }) => [findingId, what, rules.map(({ uuid }) => uuid)]),
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
