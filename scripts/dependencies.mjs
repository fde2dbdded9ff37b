// Writes docs/dependencies.md: every package that runs in the app or on the page, with version, licence, last release and why.
//   node scripts/dependencies.mjs            compares the file with what is installed; exits 1 where they differ
//   node scripts/dependencies.mjs --write    writes it; asks the registry for the dates of releases
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';
import { reasons } from './dependency-reasons.mjs';

const file = join(root, 'docs', 'dependencies.md');

const parts = [
  { title: 'The app, the command line', manifest: join('src', 'package.json') },
  { title: 'The admin page', manifest: join('static', 'admin', 'package.json') },
];

const lock = readJson('package-lock.json');
const isWriting = process.argv.includes('--write');
const known = isWriting ? new Map() : datesIn(existsSync(file) ? readFileSync(file, 'utf8') : '');
const text = describe();
if (isWriting) {
  writeFileSync(file, text);
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error('docs/dependencies.md is out of date: run `npm run -s dependencies -- --write`.');
  process.exitCode = 1;
}

function describe() {
  const runtime = Object.entries(lock.packages).filter(
    ([path, entry]) => path.startsWith('node_modules/') && entry.dev !== true && entry.link !== true,
  );
  return [
    '# Dependencies',
    '',
    'Made by `npm run -s dependencies -- --write`; `npm test` compares it with what is locked. `npm run -s sbom` writes the complete list as CycloneDX to `dist/sbom.json`.',
    '',
    ...parts.flatMap(({ title, manifest }) => [`## ${title}`, '', ...table(manifest), '']),
    '## What they bring along',
    '',
    `${runtime.length} packages run in the app or on the page, those above included. By licence:`,
    '',
    ...byLicence(runtime.map(([path]) => path)).map(([licence, count]) => `- ${licence}: ${count}`),
    '',
    '“Atlassian Developer Terms” (in `LICENSE.txt`, or none named in `package.json`) are the terms of Forge’s own packages.',
    '',
  ].join('\n');
}

function table(manifest) {
  const names = Object.keys(readJson(manifest).dependencies).sort();
  const rows = names.map((name) => {
    const path = `node_modules/${name}`;
    const { version } = lock.packages[path];
    const why = reasons[name];
    if (why === undefined) {
      throw new Error(`scripts/dependency-reasons.mjs does not say why ${name} is needed`);
    }
    return [`\`${name}\``, version, licenceOf(path), releasedOn(name, version), why];
  });
  return aligned([['Package', 'Version', 'Licence', 'Released', 'Why'], ...rows]);
}

function aligned([head, ...rows]) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
}

function byLicence(paths) {
  const counts = new Map();
  for (const path of paths) {
    const licence = licenceOf(path);
    counts.set(licence, (counts.get(licence) ?? 0) + 1);
  }
  return [...counts].sort(([one, a], [other, b]) => b - a || one.localeCompare(other));
}

/** From the lock file where it says so: an optional package of another platform is not installed. */
function licenceOf(path) {
  const { license } = lock.packages[path] ?? {};
  if (typeof license === 'string') {
    return license === 'SEE LICENSE IN LICENSE.txt' ? 'Atlassian Developer Terms' : license;
  }
  const manifest = join(root, path, 'package.json');
  const named = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).license : undefined;
  if (typeof named === 'string' && !named.startsWith('SEE ')) {
    return named;
  }
  return path.includes('@forge/') ? 'Atlassian Developer Terms' : 'not named';
}

function releasedOn(name, version) {
  const key = `${name}@${version}`;
  if (!isWriting) {
    return known.get(key) ?? 'unknown';
  }
  try {
    const times = JSON.parse(execFileSync('npm', ['view', name, 'time', '--json'], { encoding: 'utf8' }));
    return String(times[version] ?? 'unknown').slice(0, 10);
  } catch {
    return 'unknown';
  }
}

/** The dates that the file has already: a check asks nobody. */
function datesIn(markdown) {
  const rows = markdown.matchAll(/^\| `(?<name>[^`]+)`\s*\| (?<version>\S+)\s*\| [^|]*\| (?<day>\S+)\s*\|/gm);
  return new Map([...rows].map(({ groups }) => [`${groups.name}@${groups.version}`, groups.day]));
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
