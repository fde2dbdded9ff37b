import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { labelOf, type Edition } from './edition';
import { manifestFor, permittedHosts } from './manifest-for';
import { PERMITTED_HOSTS_FILE, permittedHostsSource } from './permitted-hosts';

/** The checkout cannot be made into an app; the message is for the terminal. */
export class UnbuildableApp extends Error {}

const Package = v.object({ version: v.string(), dependencies: v.record(v.string(), v.string()) });
const TypeScript = v.object({ compilerOptions: v.record(v.string(), v.unknown()) });
const Resources = v.object({ resources: v.array(v.object({ path: v.string() })) });

/** Where an edition's app is built: a folder that `forge` runs in and git ignores. */
export function appFolderOf(root: string, edition: Edition): string {
  return join(root, 'dist', 'forge', labelOf(edition));
}

/**
 * Writes an edition as an app of its own: its manifest, its sources, the built page, and the settings of the compiler. It
 * lies inside the checkout, so that the bundler finds the installed packages; manifest.yml there may hold an app id, since
 * git never sees it.
 *
 * @param root the checkout, with the page built
 * @param appId `ari:cloud:ecosystem::app/…`; the placeholder of manifest.yml when absent
 * @returns the folder
 * @throws UnbuildableApp when the page is not built
 */
export function writeAppFolder(root: string, edition: Edition, appId?: string): string {
  const folder = appFolderOf(root, edition);
  const manifest = manifestFor(readFileSync(join(root, 'manifest.yml'), 'utf8'), edition, appId);
  const pages = v.parse(Resources, parse(manifest)).resources.map(({ path }) => path);
  for (const page of pages) {
    if (!existsSync(join(root, page, 'index.html'))) {
      throw new UnbuildableApp(`${page} is not built. \`npm run build\` builds it.`);
    }
  }
  rmSync(folder, { recursive: true, force: true });
  for (const part of ['src', ...pages]) {
    mkdirSync(dirname(join(folder, part)), { recursive: true });
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  writeFileSync(join(folder, PERMITTED_HOSTS_FILE), permittedHostsSource(permittedHosts(manifest)));
  writeFileSync(join(folder, 'manifest.yml'), manifest);
  writeJson(join(folder, 'package.json'), packageOf(root));
  writeJson(join(folder, 'tsconfig.json'), { compilerOptions: compilerOptionsOf(root) });
  return folder;
}

/** What the app has inside, as the package of its sources names it. */
function packageOf(root: string): unknown {
  const { version, dependencies } = v.parse(Package, readJson(join(root, 'src', 'package.json')));
  return { name: 'automation-token-watch', version, private: true, dependencies };
}

/** As in the checkout, but emitting: Forge's bundler compiles with these settings and takes what they emit. */
function compilerOptionsOf(root: string): Record<string, unknown> {
  const { compilerOptions } = v.parse(TypeScript, readJson(join(root, 'tsconfig.json')));
  const forTheCheckoutOnly = ['noEmit', 'incremental', 'tsBuildInfoFile'];
  return {
    ...Object.fromEntries(Object.entries(compilerOptions).filter(([name]) => !forTheCheckoutOnly.includes(name))),
    types: ['node'],
  };
}

function readJson(file: string): unknown {
  const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return json;
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
