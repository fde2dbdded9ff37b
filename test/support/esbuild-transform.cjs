// Strips types with the bundler that also builds the app, so tests run what ships. Types are checked by tsc.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');

const own = readFileSync(__filename);

module.exports = {
  process(source, path) {
    const loader = /\.[cm]?tsx?$/.test(path) ? (path.endsWith('x') ? 'tsx' : 'ts') : 'js';
    const { code, map } = transformSync(source, {
      loader,
      format: 'cjs',
      target: 'node20',
      platform: 'node',
      sourcefile: path,
      sourcemap: 'external',
      jsx: 'automatic',
      // As in the bundles, what is imported late is required.
      supported: { 'dynamic-import': false },
    });
    return { code, map };
  },
  getCacheKey(source, path) {
    return createHash('sha256').update(version).update(own).update(path).update(source).digest('hex');
  },
};
