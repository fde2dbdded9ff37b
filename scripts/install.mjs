// Needs nothing but Node: it runs before any package is there.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Why a command cannot even begin; the message is one line for whoever typed it. */
export class WrongStart extends Error {}

export function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major >= 23 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  if (!fits) {
    throw new WrongStart(`Node 20.19, 22.12 or a later release is needed; this is ${process.versions.node}.`);
  }
}

/** Packages and builds lie in the checkout. */
export function checkWritable() {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new WrongStart(`This folder cannot be written to, and packages and builds are kept in it: ${root}`);
  }
}

/** Installs the locked packages when they are missing, damaged, or not those of the lock file. */
export function ensureInstalled() {
  if (whatIsMissing() === null) {
    return;
  }
  checkWritable();
  const release = waitForTurn();
  try {
    // Another command may have installed them while this one waited.
    const missing = whatIsMissing();
    if (missing === null) {
      return;
    }
    const begun = existsSync(installedFile);
    console.error(begun ? `Installing packages again: ${missing}…` : 'Installing packages (once)…');
    // From nothing, exactly what is locked; otherwise only the difference.
    install(begun ? ['install', '--no-save'] : ['ci']);
    if (whatIsMissing() !== null) {
      install(['ci']);
    }
  } finally {
    release();
  }
}

const modules = join(root, 'node_modules');
/** npm writes it when it has installed all: what lies in node_modules. */
const installedFile = join(modules, '.package-lock.json');

/** In words; null when every locked package is there, in its locked version. */
function whatIsMissing() {
  if (!existsSync(installedFile)) {
    return 'they are not there';
  }
  const installed = packagesOf(installedFile);
  for (const [place, { version, link }] of Object.entries(installed)) {
    if (!existsSync(join(root, place, link === true ? '' : 'package.json'))) {
      return `${version === undefined ? place : nameOf(place)} is missing`;
    }
  }
  for (const [place, { version, optional }] of Object.entries(packagesOf(join(root, 'package-lock.json')))) {
    // Optional ones are for other machines where they are not installed.
    const isLacking = installed[place] === undefined && optional !== true;
    if (place.includes('node_modules/') && (isLacking || (installed[place] ?? { version }).version !== version)) {
      return `${nameOf(place)} is not the locked one`;
    }
  }
  return null;
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    throw new WrongStart(`This file is damaged: ${file}`);
  }
}

function nameOf(place) {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** What npm's error codes mean for whoever sees them; npm's own lines fill a screen. */
const CAUSES = [
  [
    /^(?:ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|FETCH_ERROR)$/,
    'the npm registry does not answer; check the network, or npm’s settings for registry and proxy',
  ],
  [/^(?:E401|E403|ENEEDAUTH)$/, 'the npm registry refuses; check the login in npm’s settings'],
  [/^ENOSPC$/, 'the disk is full'],
  [/^(?:EROFS|EACCES|EPERM)$/, 'a folder cannot be written to; check the checkout and npm’s cache'],
];

function install(command) {
  const run = spawnSync('npm', [...command, '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], {
    cwd: root,
    // Standard output belongs to the command's own results.
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (run.error !== undefined) {
    throw new WrongStart('npm was not found; it comes with Node.js.');
  }
  if (run.status !== 0) {
    const [, code = ''] = /^npm (?:error|ERR!) code (\S+)/m.exec(run.stderr) ?? [];
    const cause = CAUSES.find(([codes]) => codes.test(code))?.[1];
    if (cause === undefined) {
      console.error(run.stderr.trim());
    }
    throw new WrongStart(`The packages could not be installed: ${cause ?? 'see npm’s message above'}.`);
  }
}

/** Two commands started at once must not install into the same folder; the second waits for the first. */
function waitForTurn() {
  const turn = join(root, '.install-turn');
  for (;;) {
    try {
      writeFileSync(turn, String(process.pid), { flag: 'wx' });
      return () => rmSync(turn, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
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
