import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Longer than any unpacking takes: a lock this old was left behind by a process that died. */
const STALE_MS = 120_000;

function isStale(lock: string): boolean {
  try {
    return Date.now() - statSync(lock).mtimeMs > STALE_MS;
  } catch {
    return false;
  }
}

/** The package unpacks into a shared folder without a lock of its own; two at once would run half a file. */
async function alone<Value>(work: () => Promise<Value>): Promise<Value> {
  const lock = join(tmpdir(), 'automation-token-watch-chromium.lock');
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (isStale(lock)) rmdirSync(lock);
      else await sleep(200);
    }
  }
  try {
    return await work();
  } finally {
    rmdirSync(lock);
  }
}

/**
 * Starts the Chromium that comes inside an npm package. It needs libraries that a plain machine may lack; the
 * package unpacks its own copies only if this variable looks like its usual home, and reads it when imported.
 */
export async function launchBrowser(): Promise<Browser> {
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  const executablePath = await alone(() => chromium.executablePath());
  return playwright.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'], headless: true });
}
