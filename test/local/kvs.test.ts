import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealedBoxIn } from '../../local/forge-host/sealed-box';
import { openStateFolder } from '../../local/forge-host/state-folder';
import { fixtureHost } from './support/fixture-host';

const ADMIN = 'account-1';

describe('the key-value store of the local host', () => {
  it('answers @forge/kvs: values, secrets, pages of 20, transactions, batches', async () => {
    const host = await fixtureHost();

    expect(await host.invoke('storage', {}, ADMIN)).toEqual({
      settings: { a: 1 },
      secret: 'the secret value',
      missing: 'undefined',
      first: 'undefined',
      keys: 45,
      found: ['one'],
      failed: ['KEY_NOT_FOUND'],
    });
    expect(host.kvs.counters).toMatchObject({ writes: 50, reads: 51 });
  });

  it.each([
    [{ size: 240 * 1024 - 2 }, 'stored'],
    [{ size: 240 * 1024 }, 'MAX_SIZE'],
    [{ depth: 31 }, 'stored'],
    [{ depth: 32 }, 'MAX_DEPTH'],
    [{ key: 'k'.repeat(500) }, 'stored'],
    [{ key: 'k'.repeat(501) }, 'KEY_TOO_LONG'],
    [{ key: 'report:2026-11.02_a b#1' }, 'stored'],
    [{ key: 'user@example.com' }, 'INVALID_KEY'],
    [{ key: ' ' }, 'INVALID_KEY'],
    [{ key: '' }, 'KEY_TOO_SHORT'],
  ])('keeps to the platform’s limits: %j is %s', async (payload, outcome) => {
    const host = await fixtureHost();

    expect(await host.invoke('tooMuch', payload, ADMIN)).toBe(outcome);
  });
});

describe('the state folder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'host-state-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('carries values and secrets to the next run, and shows no secret in any file', async () => {
    const before = await fixtureHost({ state: openStateFolder(folder), secrets: sealedBoxIn(folder) });
    await before.invoke('storage', {}, ADMIN);
    const state = openStateFolder(folder);
    const after = await fixtureHost({ state, secrets: sealedBoxIn(folder) });

    expect(after.kvs.keys()).toEqual(before.kvs.keys());
    expect(after.identity.installationId).toBe(before.identity.installationId);
    expect(await after.invoke('storage', {}, ADMIN)).toMatchObject({ secret: 'the secret value', found: ['one'] });
    for (const file of readdirSync(folder)) {
      expect(readFileSync(join(folder, file), 'utf8')).not.toContain('the secret value');
    }
  });

  it('survives a process that died while it was writing', () => {
    const table = openStateFolder(folder).table('kvs');
    table.set('whole', 1);
    table.set('gone', 2);
    table.delete('gone');
    writeFileSync(join(folder, 'journal.jsonl'), '["kvs","half', { flag: 'a' });
    const again = openStateFolder(folder).table('kvs');

    expect(again.keys()).toEqual(['whole']);
  });
});
