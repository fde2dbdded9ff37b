// Writes dist/sbom.json: all packages that run, in CycloneDX (https://cyclonedx.org).
import { mkdirSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './install.mjs';

// Forge's packages name peers that they do not need, which npm would take for an error.
const options = ['sbom', '--legacy-peer-deps', '--omit', 'dev', '--sbom-format', 'cyclonedx'];
const text = execFileSync('npm', options, {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  shell: process.platform === 'win32',
});
const { components = [] } = JSON.parse(text);
mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(join(root, 'dist', 'sbom.json'), text);
console.log(`dist/sbom.json: ${components.length} packages`);
