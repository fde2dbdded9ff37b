const { maxWorkers, testTimeout, ...everything } = require('./jest.config.cjs');

/**
 * What `npm test` runs: all tests, and those of the handlers once more on the bundle of Forge's own bundler, which is
 * what a site really runs.
 * @type {import('jest').Config}
 */
module.exports = {
  maxWorkers,
  testTimeout,
  projects: [
    { ...everything, displayName: 'all' },
    {
      ...everything,
      displayName: 'Forge’s bundle',
      testMatch: [
        '<rootDir>/test/scan/**/*.test.ts',
        '<rootDir>/test/resolvers/admin-page.test.ts',
        '<rootDir>/test/imports/**/*.test.ts',
        '<rootDir>/test/local/fire.test.ts',
        '<rootDir>/test/security/authorization.test.ts',
      ],
      testPathIgnorePatterns: [
        '/node_modules/',
        // Knows nothing of a bundle.
        '<rootDir>/test/scan/detector-version.test.ts',
        // Counts requests, and what is left of a store: the same in either bundle, and slow.
        '<rootDir>/test/scan/request-budget.test.ts',
        '<rootDir>/test/scan/lost-part.test.ts',
      ],
      setupFiles: ['<rootDir>/test/support/on-forge-bundle.cjs'],
    },
  ],
};
