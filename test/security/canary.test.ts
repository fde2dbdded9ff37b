import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ListKind } from '../../src/storage/pack';
import { pack } from '../../src/storage/pack';
import { useCli } from '../cli/support/run-cli';
import { runCanary, type CanaryResult } from './support/canary';
import { ECHOES } from './support/echoes';
import { LeakSearch } from './support/leak-search';

const SECRETS = 800;
const NOW = '2026-11-02T09:00:00Z';
const cli = useCli();

const LIST: ListKind<object> = { kind: 'any', schema: 1, isItem: (item): item is object => item !== null };

let folder: string;
let canary: CanaryResult;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canary-'));
  // Statuses differ little from each other; the bench tries them all.
  const echoes = ECHOES.filter(({ name }) => !/^(?:401|403|404|429|503) /.test(name));
  canary = await runCanary({ seed: 11, secrets: SECRETS, perRule: 20, folder, echoes });
  writeFileSync(join(cli.folder, 'planted.json'), planted());
}, 600_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const planted = (): string => JSON.stringify({ cloud: true, rules: canary.rules });

function leaksIn(text: string): unknown[] {
  const search = new LeakSearch(canary.grams);
  search.look('text', text);
  return search.leaks;
}

describe('the search', () => {
  it('finds 8 characters of any secret, and no fewer', () => {
    const { value, publicPrefix } = canary.secrets[7] ?? { value: '', publicPrefix: 0 };
    const run = value.slice(publicPrefix + 3, publicPrefix + 11);

    expect(run).toHaveLength(8);
    expect(leaksIn(`before ${run} after`)).toHaveLength(1);
    expect(leaksIn(`before ${run.slice(1)} after`)).toEqual([]);
    expect(leaksIn(value.slice(0, publicPrefix))).toEqual([]);
  });

  it('finds them in a list that is packed and cut into parts', () => {
    const { value } = canary.secrets[7] ?? { value: '' };
    // Letters that stand in no secret: of digits and Latin letters so many hold eight of one by chance.
    const random = (): string => String.fromCodePoint(...Array.from(randomBytes(800), (byte) => 0x410 + (byte & 63)));
    const items = Array.from({ length: 900 }, (_, number) => ({ text: random(), number }));
    const parts = pack(LIST, 'stamp', [...items, { text: value, number: 1 }]).map((part) => JSON.stringify(part));
    const search = new LeakSearch(canary.grams);
    parts.slice(1).forEach((part) => search.look('text', part));
    const before = search.leaks.length;
    search.look('text', JSON.stringify(parts[0]));

    expect(parts.length).toBeGreaterThan(1);
    expect([before, search.leaks.length]).toEqual([0, 1]);
  });

  it('would find every one of them in the rules as they are', () => {
    const raw = planted();
    const unseen = canary.secrets.filter(({ value }) => !raw.includes(value));

    // The others stand there encoded.
    expect(unseen.length).toBeLessThan(SECRETS);
    expect(leaksIn(raw)).not.toEqual([]);
  });
});

describe('a site full of secrets', () => {
  it('was read whole, and everything that left the app or was stored was searched', () => {
    expect(canary.secrets).toHaveLength(SECRETS);
    expect(canary.rulesRead).toBe(canary.rulesOnSite);
    expect(canary.findings).toBeGreaterThan(SECRETS / 2);
    expect(canary.lists).toBeGreaterThan(50);
    expect(Object.keys(canary.searched).sort()).toEqual(
      ['answer', 'error', 'log', 'queue', 'request', 'secret-store', 'state folder', 'store'].sort(),
    );
  });

  it('leaves no 8 characters of any secret anywhere, nor does any remote side that echoes', () => {
    expect(canary.leaks.slice(0, 20)).toEqual([]);
  });
});

describe('the command line over the same rules', () => {
  it.each(['table', 'json', 'csv', 'markdown', 'sarif', 'ics'])('shows none as %s', async (format) => {
    // The table shows every rule and every sentence only where it is asked to.
    const whole = ['--limit', 'all', '--explain', '--include-disabled', '--verbose'];
    const { stdout, stderr, code } = await cli.run([
      'scan',
      '--now',
      NOW,
      '--format',
      format,
      ...whole,
      'planted.json',
    ]);

    expect([1, 3]).toContain(code);
    expect(stdout.length).toBeGreaterThan(10_000);
    expect(leaksIn(stdout + stderr)).toEqual([]);
  });

  it('writes none into an inventory, and shows none of a site full of them as people or tokens', async () => {
    const collected = await cli.run(['collect', 'planted.json']);
    const people = await cli.run([
      'scan',
      '--now',
      NOW,
      '--users',
      'planted.json',
      '--tokens',
      'planted.json',
      'planted.json',
    ]);

    expect(collected.stdout).toContain('fingerprint');
    expect(leaksIn(collected.stdout + collected.stderr + people.stdout + people.stderr)).toEqual([]);
  });
});
