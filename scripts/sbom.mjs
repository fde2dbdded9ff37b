// Writes dist/sbom.json: all packages that run, in CycloneDX (https://cyclonedx.org).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './install.mjs';

// Forge's packages name peers that they do not need, which npm would take for an error.
// With NODE_ENV=production npm would leave out what packages for development use as well.
const options = ['sbom', '--legacy-peer-deps', '--include', 'dev', '--package-lock-only', '--sbom-format', 'cyclonedx'];
const text = execFileSync('npm', options, {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  shell: process.platform === 'win32',
});
const list = JSON.parse(text);
// With `--omit dev` npm leaves out packages that run as well, wherever one for development uses them too.
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const running = new Set(
  Object.entries(packages)
    .filter(([path, { dev, link }]) => path.startsWith('node_modules/') && dev !== true && link !== true)
    .map(([path, { name, version }]) => `${name ?? path.split('node_modules/').at(-1)}@${version}`),
);
list.components = list.components.filter(({ name, version }) => running.has(`${name}@${version}`));
const listed = new Set([
  list.metadata.component['bom-ref'],
  ...list.components.map((component) => component['bom-ref']),
]);
list.dependencies = list.dependencies
  .filter(({ ref }) => listed.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => listed.has(one)) }));
// npm names the whole by the folder that it lies in, which is somebody's own.
list.metadata.component.name = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).name;
mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(join(root, 'dist', 'sbom.json'), `${JSON.stringify(list, null, 2)}\n`);
console.log(`dist/sbom.json: ${list.components.length} packages`);
