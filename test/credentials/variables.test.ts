import { branch, ifElse, variable } from '../bench/detection/variables';
import type { Draft } from '../bench/detection/shapes';
import { usesOf } from './support/facts-of';
import { makeValue } from './support/make-value';
import { Random } from './support/random';

const random = new Random(5);
const [first, second, third] = [0, 1, 2].map(() => makeValue('ATATT3xFfGF0{180:word}={crc32}', random));
const tokens: Record<string, string> = { first: first ?? '', second: second ?? '', third: third ?? '' };

function send(value: string): Draft {
  return {
    component: 'ACTION',
    type: 'jira.issue.outgoing.webhook',
    value: { url: 'https://api.example.com/', headers: [{ name: 'Authorization', value }] },
  };
}

/** What the requests of a rule send, by the names above, with the variables each came through. */
function sent(...components: Draft[]): string[] {
  const known = Object.entries(tokens).map(([name, value]) => ({
    name,
    fingerprint: usesOf({ components: [send(`Bearer ${value}`)] })[0]?.fingerprint,
  }));
  return usesOf({ components })
    .filter(({ location }) => location.placement === 'header')
    .map(({ fingerprint, visibility, location, user }) => {
      const name = known.find((one) => one.fingerprint === fingerprint)?.name ?? visibility;
      return [name, ...location.via, ...(user === null ? [] : [user])].join(' ');
    });
}

const a = tokens['first'] ?? '';
const b = tokens['second'] ?? '';

describe('a variable', () => {
  it('set later does not reach the request before it', () => {
    expect(sent(send('Bearer {{t}}'), variable('t', a))).toEqual(['smart-value']);
  });

  it('set in a branch does not reach what follows the branch', () => {
    expect(sent(branch(variable('t', a)), send('Bearer {{t}}'))).toEqual(['smart-value']);
  });

  it('set in a branch does not change the one from before it', () => {
    expect(sent(variable('t', a), branch(variable('t', b)), send('Bearer {{t}}'))).toEqual(['first t']);
  });

  it('set in both arms may have either value after them', () => {
    const arms = ifElse({ steps: [variable('t', a)] }, { steps: [variable('t', b)], isElse: true });

    expect(sent(arms, send('Bearer {{t}}'))).toEqual(['first t', 'second t']);
  });

  it('set in one arm may still have the value from before', () => {
    expect(sent(variable('t', a), ifElse({ steps: [variable('t', b)] }), send('Bearer {{t}}'))).toEqual([
      'second t',
      'first t',
    ]);
  });

  it('replaced in every arm has the old value no more', () => {
    const arms = ifElse({ steps: [variable('t', b)] }, { steps: [variable('t', tokens['third'] ?? '')], isElse: true });

    expect(sent(variable('t', a), arms, send('Bearer {{t}}'))).toEqual(['second t', 'third t']);
  });

  it('of one arm does not reach the other arm', () => {
    const arms = ifElse({ steps: [variable('t', a)] }, { steps: [send('Bearer {{t}}')], isElse: true });

    expect(sent(arms)).toEqual(['smart-value']);
  });

  it('stays with the other variables of its arm', () => {
    const arms = ifElse(
      { steps: [variable('u', 'one@example.com'), variable('t', a)] },
      { steps: [variable('u', 'two@example.com'), variable('t', b)], isElse: true },
    );

    expect(sent(arms, send('{{u}}:{{t}}'))).toEqual(['first u t one@example.com', 'second u t two@example.com']);
  });

  it('that is not lazy keeps what it was set to', () => {
    expect(sent(variable('x', a), variable('t', '{{x}}'), variable('x', b), send('Bearer {{t}}'))).toEqual([
      'first x t',
    ]);
  });

  it('that is lazy is worked out where it is used', () => {
    expect(sent(variable('x', a), variable('t', '{{x}}', true), variable('x', b), send('Bearer {{t}}'))).toEqual([
      'second x t',
    ]);
  });

  it('hides the built-in of its name, but not the properties of the built-in', () => {
    expect(sent(variable('issue', a), send('Bearer {{issue}}'))).toEqual(['first issue']);
    expect(sent(variable('issue', a), send('Bearer {{issue.key}}'))).toEqual(['smart-value']);
  });

  it('is told from one written in other letters', () => {
    expect(sent(variable('Token', a), send('Bearer {{token}}'))).toEqual(['smart-value']);
  });

  it.each([
    ['{{t.trim()}}', ` ${a} `],
    ['{{t.trim}}', `${a}\n`],
    ['{{t.urlDecode()}}', encodeURIComponent(a)],
    ['{{t.substring(3)}}', `abc${a}`],
    ['{{t.substringBetween("<", ">")}}', `x<${a}>y`],
    ['{{t.remove("-cut-here-")}}', `${a.slice(0, 40)}-cut-here-${a.slice(40)}`],
    ['{{t.right(201)}}', `###${a}`],
    ['{{concat(t, "")}}', a],
    ['{{t|"none"}}', a],
    ['{{t.match("(.*)")}}', a],
    ['{{nobody|t}}', a],
    ['{{if(equals(issue.key, "A-1"), t, "none")}}', a],
    ['{{#if(exists(t))}}{{t}}{{/}}', a],
    ['{{#t}}{{.}}{{/}}', a],
  ])('is followed through %s', (use, text) => {
    expect(sent(variable('t', text), send(`Bearer ${use}`))).toEqual(['first t']);
  });

  it.each(['{{t.length()}}', '{{t.nosuch}}', '{{t.trim(}}', '{{=t}}'])('is not followed through %s', (use) => {
    expect(sent(variable('t', a), send(`Bearer ${use}`))).toEqual(['smart-value']);
  });

  it('in a cycle is unresolved', () => {
    expect(sent(variable('x', '{{y}}', true), variable('y', '{{x}}', true), send('Bearer {{x}}'))).toEqual([
      'smart-value x y',
    ]);
  });

  it('that holds the start of a token which nobody knows the rest of is no credential', () => {
    const uses = usesOf({ components: [variable('t', a.slice(0, 60)), send('Bearer {{t}}{{rest}}')] });

    expect(uses.map(({ visibility }) => visibility)).toEqual(['smart-value']);
  });

  it('that no request uses is a use of its own', () => {
    const uses = usesOf({ components: [variable('t', a)] });

    expect(uses.map(({ location }) => [location.placement, location.pointer])).toEqual([
      ['other', '/components/0/value/query/value'],
    ]);
  });

  it('that a request uses is one use, at the request', () => {
    const uses = usesOf({ components: [variable('t', a), send('Bearer {{t}}')] });

    expect(uses.map(({ location }) => location.pointer)).toEqual(['/components/1/value/headers/0/value']);
  });
});

describe('a lookup table', () => {
  const table: Draft = {
    component: 'ACTION',
    type: 'jira.create.lookup.table',
    value: {
      name: 'keys',
      rows: [
        { key: 'one', value: a },
        { key: 'two', value: b },
      ],
    },
  };

  it('gives the row of a known key', () => {
    expect(sent(table, send('Bearer {{keys.get("two")}}'))).toEqual(['second keys']);
  });

  it('may give any row for a key that is not known', () => {
    expect(sent(table, send('Bearer {{keys.get(issue.key)}}'))).toEqual(['first keys', 'second keys']);
  });
});
