import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRecord, parseOrUndefined } from '../../local/json';
import { openApp, type Bundler } from '../../local/open-app';
import { projectRoot } from '../../local/project-root';
import { start } from '../../local/start';

const folder = join(projectRoot(), 'dist', 'forge-bundle');

/** Code, not the page: what grows past this has taken in something that it should not. */
const MOST_BYTES = 2_000_000;

beforeAll(() => {
  // Only where it is missing or stale; the command that everybody uses.
  execFileSync(process.execPath, ['scripts/run.mjs', 'forge-bundle'], { cwd: projectRoot(), stdio: 'pipe' });
}, 180_000);

describe('the bundle that `forge deploy` would upload', () => {
  const made = (): Record<string, unknown> => {
    const known = parseOrUndefined(readFileSync(join(folder, 'bundle.json'), 'utf8'));
    return isRecord(known) ? known : {};
  };

  it('is made without an error or a warning, by the version of the bundler that the Forge CLI pins', () => {
    const bundler = parseOrUndefined(readFileSync(join(projectRoot(), 'package-lock.json'), 'utf8'));

    expect(made()).toMatchObject({ warnings: [], unread: 0 });
    // @forge/cli 13.3.0.
    expect(bundler).toMatchObject({ packages: { 'node_modules/@forge/bundler': { version: '7.1.0' } } });
  });

  it('is one file of a bounded size, with nothing in it that no path calls', () => {
    const { bytes, parts } = made();

    expect(Number(bytes)).toBeGreaterThan(100_000);
    expect(Number(bytes)).toBeLessThan(MOST_BYTES);
    expect(readdirSync(folder).filter((name) => name.endsWith('.cjs'))).toEqual(['index.cjs']);
    expect(Object.keys(isRecord(parts) ? parts : {})).toEqual(expect.arrayContaining(['src', '@forge/api']));
    expect(readFileSync(join(folder, 'index.cjs.map'), 'utf8')).not.toMatch(
      /node_modules\/(?:node-forge|ical-generator|@secretlint\/secretlint-rule-preset)/,
    );
  });

  it('asks for nothing but Node’s own modules', () => {
    const source = readFileSync(join(folder, 'index.cjs'), 'utf8');
    const outside = [...source.matchAll(/^module\.exports = require\("([^"]+)"\);$/gm)].map(([, name = '']) => name);

    expect(outside).toContain('crypto');
    expect(outside.filter((name) => !isBuiltin(name))).toEqual([]);
  });

  it('is what the tests run that ask for it, as jest.whole.config.cjs does for those of the handlers', async () => {
    const before = { ...process.env };
    jest.requireActual('../support/on-forge-bundle.cjs');
    const { file } = await openApp();
    process.env = before;

    expect(file).toBe(join(folder, 'index.cjs'));
    expect((await openApp()).file).not.toBe(file);
  });

  it('says of the demo organization, word for word, what `npm start` says', async () => {
    const now = new Date('2026-11-02T09:00:00.000Z');
    const state = mkdtempSync(join(tmpdir(), 'bundles-'));
    const said = async (bundler: Bundler): Promise<string> => {
      let text = '';
      const write = (part: string): void => {
        text += part;
      };
      const options = { seed: 1, now, port: 0, once: true, bundler, state: join(state, bundler) };
      expect(await start(options, write)).toBe(0);
      // From the table on. Time passes on a running site, so the instant judged at differs by what the scan took.
      return text.slice(text.indexOf('Scan finished.')).replace(/judged as of \S+/, '');
    };

    const fromForge = await said('forge');
    const fromOurs = await said('esbuild');
    rmSync(state, { recursive: true, force: true });
    expect(fromForge).toMatch(/broken +│ [1-9]\d* .*\n400 rules read/s);
    expect(fromForge).toBe(fromOurs);
  });
});
