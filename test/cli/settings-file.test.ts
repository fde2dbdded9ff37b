import fc from 'fast-check';
import { parseSettings } from '../../cli/memory/settings-file';
import { makeAtlassianToken } from './support/make-secrets';

describe('the text of a settings file', () => {
  it('is read, with paths made relative to the reader', () => {
    const text = [
      'site: https://Example.atlassian.net/jira',
      'users: people.csv',
      'tokens: [a.json, /b.json]',
      'ladder: [1, 2, 3]',
      'ignore:',
      '  - rule: Publish forecasts',
      '    reason: moving',
      '    until: 2027-01-31',
    ].join('\n');

    expect(parseSettings(text, 'deep/settings.yml')).toEqual({
      ok: true,
      value: {
        site: 'example.atlassian.net',
        users: ['deep/people.csv'],
        tokens: ['deep/a.json', '/b.json'],
        ladder: [1, 2, 3],
        ignore: [
          {
            id: null,
            rule: 'Publish forecasts',
            reason: 'moving',
            // The whole of its last day.
            until: new Date('2027-02-01T00:00:00Z'),
            place: 'deep/settings.yml:6',
          },
        ],
      },
    });
  });

  it.each(['', '# nothing but a comment\n', '---\n'])('may say nothing: %j', (text) => {
    expect(parseSettings(text, 's.yml')).toMatchObject({ ok: true, value: { ignore: [] } });
  });

  it('is never more than a line with its place, whatever stands in it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 200 }),
          fc.json({ maxDepth: 4 }),
          fc
            .array(fc.constantFrom('site:', 'ignore:', '  - id: x', 'users: [', '\t', '*a', '&a', '? !', '"', '|'))
            .map((lines) => lines.join('\n')),
        ),
        (text) => {
          const parsed = parseSettings(text, 's.yml');
          if (!parsed.ok) {
            expect(parsed.failure.reason).toMatch(/^s\.yml:\d+:\d+: [^\n]+$/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    (token: string) => `site: ${token}`,
    (token: string) => `${token}: true`,
    (token: string) => `users: {${token}: 1}`,
    (token: string) => `ignore: ["${token}"]`,
    (token: string) => `cloud-id: "${token}`,
    (token: string) => `*${token}`,
  ])('never repeats a credential that stands in it (%#)', (textWith) => {
    const token = makeAtlassianToken(7);
    const parsed = parseSettings(textWith(token), 's.yml');

    expect(parsed.ok).toBe(false);
    const said = JSON.stringify(parsed);
    for (let start = 0; start + 8 <= token.length; start += 1) {
      expect(said).not.toContain(token.slice(start, start + 8));
    }
  });

  it.each([
    ['site: *nobody', '1:7'],
    ['site: *late\ncloud-id: &late x', '1:7'],
    ['users:\n  - &one a.csv\n  - *one\n  - *two', '4:5'],
  ])('says where an alias stands for nothing: %j', (text, place) => {
    expect(parseSettings(text, 's.yml')).toEqual({
      ok: false,
      failure: { reason: `s.yml:${place}: not valid YAML: an alias (*name) stands for no anchor (&name) before it` },
    });
  });

  it('follows an alias that stands for something', () => {
    expect(parseSettings('users: [&one a.csv]\ntokens: *one', 's.yml')).toMatchObject({
      ok: true,
      value: { users: ['a.csv'], tokens: ['a.csv'] },
    });
  });

  it('does not unfold aliases without end', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [one, other] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg']) {
      bomb.push(`${other ?? ''}: &${other ?? ''} [${Array.from({ length: 9 }, () => `*${one ?? ''}`).join(', ')}]`);
    }

    expect(parseSettings(bomb.join('\n'), 's.yml')).toEqual({
      ok: false,
      failure: { reason: 's.yml:1:1: not valid YAML: it has too many aliases' },
    });
  });
});
