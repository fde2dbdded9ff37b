const { maxWorkers, testTimeout, ...everything } = require('./jest.config.cjs');

/** Who may do what, and files: what a site answers is what counts, so they run on its bundle and on no other. */
const ON_FORGE_ONLY = ['test/imports/import-files', 'test/security/authorization'];

/**
 * What `npm test` runs: all tests, and those that go the whole way once more on the bundle of Forge's own bundler,
 * which is what a site really runs.
 * @type {import('jest').Config}
 */
module.exports = {
  maxWorkers,
  testTimeout,
  testSequencer: '<rootDir>/test/support/slow-first.cjs',
  projects: [
    {
      ...everything,
      displayName: 'all',
      testPathIgnorePatterns: ON_FORGE_ONLY.map((name) => `<rootDir>/${name}\\.test\\.ts$`),
    },
    {
      ...everything,
      displayName: 'Forge’s bundle',
      // From the trigger to the notice, as a site runs it. What counts requests or kills invocations says the same of either
      // bundle, and is slow.
      testMatch: [
        '<rootDir>/test/scan/weekly-scan.test.ts',
        '<rootDir>/test/resolvers/admin-page.test.ts',
        '<rootDir>/test/local/fire.test.ts',
        ...ON_FORGE_ONLY.map((name) => `<rootDir>/${name}.test.ts`),
      ],
      setupFiles: ['<rootDir>/test/support/on-forge-bundle.cjs'],
    },
  ],
};
