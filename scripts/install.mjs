// Needs nothing but Node: it runs before any package is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

export function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node 20.19 or later is needed; this is ${process.versions.node}.`);
    process.exit(2);
  }
}

/** Installs the locked packages when they are missing or the lock file has changed since. */
export function ensureInstalled() {
  if (isInstalled()) {
    return;
  }
  const release = waitForTurn();
  try {
    // Another command may have installed them while this one waited.
    if (!isInstalled()) {
      install();
    }
  } finally {
    release();
  }
}

const modules = join(root, 'node_modules');
const stampFile = join(modules, '.install-stamp');

function isInstalled() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockFileHash();
}

function lockFileHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function install() {
  console.error('Installing packages (once)…');
  // From nothing, exactly what is locked; otherwise only the difference.
  const command = existsSync(modules) ? ['install', '--no-save'] : ['ci'];
  const run = spawnSync('npm', [...command, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    // Standard output belongs to the command's own results.
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) {
    console.error('The packages could not be installed; see npm’s message above.');
    process.exitCode = 2;
    throw new Error('not installed');
  }
  mkdirSync(modules, { recursive: true });
  writeFileSync(stampFile, lockFileHash());
}

/** Two commands started at once must not install into the same folder; the second waits for the first. */
function waitForTurn() {
  const turn = join(root, '.install-turn');
  for (;;) {
    try {
      writeFileSync(turn, String(process.pid), { flag: 'wx' });
      return () => rmSync(turn, { force: true });
    } catch {
      if (!isHeld(turn)) {
        rmSync(turn, { force: true });
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    }
  }
}

/** A turn whose process has ended, by a kill say, is nobody's. */
function isHeld(turn) {
  try {
    process.kill(Number(readFileSync(turn, 'utf8')), 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
