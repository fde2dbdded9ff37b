import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOLDER_FILE, holdFolder } from '../../local/forge-host/hold-folder';
import { sealedBoxIn } from '../../local/forge-host/sealed-box';
import { openStateFolder } from '../../local/forge-host/state-folder';
import { UnusableState } from '../../local/forge-host/unusable-state';
import { openSite } from '../../local/open-site';
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

  it.each([
    ['state.json', ''],
    ['state.json', '{"kvs":{"kept":1'],
    ['state.json', '["kvs"]'],
    ['state.json', '{"kvs":7}'],
    ['state.json', Buffer.from('{"kvs":{"kept":"\u00e9"}}', 'latin1')],
    ['journal.jsonl', '["kvs","kept",1]\nnothing of this kind\n["kvs","more",2]\n'],
    ['journal.jsonl', Buffer.from('["kvs","kept","\u00e9"]\n', 'latin1')],
    ['secret-store.key', ''],
  ])('leaves a damaged %s as it is (%#)', (name, content) => {
    const file = join(folder, name);
    openStateFolder(folder);
    writeFileSync(file, content);
    const before = readFileSync(file);
    const open = (): unknown => [openStateFolder(folder), sealedBoxIn(folder)];

    expect(open).toThrow(UnusableState);
    expect(open).toThrow(name);
    expect(readFileSync(file)).toEqual(before);
  });

  it('says in one sentence that a folder cannot be used', async () => {
    writeFileSync(join(folder, 'file'), '');
    const opened = openSite({ seed: 1, state: join(folder, 'file') });

    await expect(opened).rejects.toThrow(UnusableState);
    await expect(opened).rejects.toThrow(/cannot be used \(\w+\)\.$/);
  });

  it('is used by one process at a time, and is free again when that one is dead', async () => {
    const holder = join(folder, HOLDER_FILE);
    writeFileSync(holder, `${process.ppid} `);
    await expect(holdFolder(folder, 0)).rejects.toThrow(`process ${process.ppid}`);
    await expect(openSite({ seed: 1, state: folder, fresh: true })).rejects.toThrow(UnusableState);
    expect(readdirSync(folder)).toEqual([HOLDER_FILE]);

    writeFileSync(holder, `${spawnSync(process.execPath, ['--version']).pid} `);
    const letGo = await holdFolder(folder, 0);
    expect(readFileSync(holder, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    letGo();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('waits for a run that is about to end', async () => {
    const holder = join(folder, HOLDER_FILE);
    writeFileSync(holder, `${process.ppid} `);
    const held = holdFolder(folder, 60_000);
    rmSync(holder);
    (await held)();
  });
});
