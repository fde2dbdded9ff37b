import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCanary, type CanaryResult } from './support/canary';

let folder: string;
let canary: CanaryResult;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canary-'));
  canary = await runCanary({ seed: 11, secrets: 1500, perRule: 5, folder });
}, 600_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a site full of secrets', () => {
  it('was read, and everything that left the app or was stored was searched', () => {
    console.log(JSON.stringify(canary.searched), canary.rulesRead, canary.findings);
    expect(canary.rulesRead).toBe(340);
    expect(canary.findings).toBeGreaterThan(1500);
    expect(Object.keys(canary.searched).sort()).toEqual(
      ['answer', 'error', 'log', 'queue', 'request', 'secret-store', 'state folder', 'store'].sort(),
    );
  });

  it('leaves no 8 characters of any secret anywhere', () => {
    expect(canary.leaks.slice(0, 30)).toEqual([]);
  });
});
