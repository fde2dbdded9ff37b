// The compiler's errors and lint's, from one reading of the sources: lint that reads types is given the programs that the
// compiler has just checked, where `npm run types` and `npm run lint` would each work the same types out again.
import { join } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import config from '../eslint.config.mjs';
import { root } from './install.mjs';

/** Folders of a tsconfig.json each; between them they hold every TypeScript file, or lint fails over the one that is missing. */
const PROJECTS = ['.', 'static/admin'];

const host = { getCurrentDirectory: () => root, getCanonicalFileName: (name) => name, getNewLine: () => '\n' };

function openProgram(folder) {
  const project = ts.getParsedCommandLineOfConfigFile(
    join(root, folder, 'tsconfig.json'),
    { noEmit: true, incremental: false, tsBuildInfoFile: undefined },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (fault) => fail(ts.formatDiagnostic(fault, host)) },
  );
  return ts.createProgram({
    rootNames: project.fileNames,
    options: project.options,
    configFileParsingDiagnostics: project.errors,
  });
}

function fail(text) {
  console.error(text);
  process.exitCode = 1;
}

process.chdir(root);
const programs = PROJECTS.map(openProgram);
const faults = programs.flatMap((program) => ts.getPreEmitDiagnostics(program));
if (faults.length > 0) {
  fail(ts.formatDiagnostics(ts.sortAndDeduplicateDiagnostics(faults), host));
}

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [
    ...config,
    { files: ['**/*.{ts,tsx}'], languageOptions: { parserOptions: { projectService: false, programs } } },
  ],
});
const results = await eslint.lintFiles(['.']);
// Warnings count, as in `npm run lint`.
if (results.some(({ errorCount, warningCount }) => errorCount + warningCount > 0)) {
  const formatter = await eslint.loadFormatter('stylish');
  fail(await formatter.format(results));
}
if (programs.length === 0 || results.length === 0) {
  fail('Nothing was checked.');
}
