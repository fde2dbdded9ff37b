const { maxWorkers, testTimeout, ...everything } = require('./jest.config.cjs');

/**
 * What `npm test` runs: all tests, and those of the handlers once more on the bundle of Forge's own bundler, which is
 * what a site really runs.
 * @type {import('jest').Config}
 */
module.exports = {
  maxWorkers,
  testTimeout,
  testSequencer: '<rootDir>/test/support/slow-first.cjs',
  projects: [
    { ...everything, displayName: 'all' },
    {
      ...everything,
      displayName: 'Forge’s bundle',
      // From the trigger to the notice, as a site runs it. What counts requests or kills invocations says the same of either
      // bundle, and is slow.
      testMatch: [
        '<rootDir>/test/scan/weekly-scan.test.ts',
        '<rootDir>/test/resolvers/admin-page.test.ts',
        '<rootDir>/test/imports/**/*.test.ts',
        '<rootDir>/test/local/fire.test.ts',
        '<rootDir>/test/security/authorization.test.ts',
      ],
      setupFiles: ['<rootDir>/test/support/on-forge-bundle.cjs'],
    },
  ],
};
