/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  transform: { '\\.[cm]?[jt]sx?$': '<rootDir>/test/support/esbuild-transform.cjs' },
  // Packages that ship only ES modules; everything else is CommonJS already.
  transformIgnorePatterns: ['/node_modules/(?!(@secretlint|@sparticuz|structured-source|boundary)/)'],
  setupFilesAfterEnv: ['<rootDir>/test/support/hold-to-documents.cjs'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/static/admin/build/'],
  maxWorkers: 2,
  // Against tests that hang; no test may fail because a machine is busy.
  testTimeout: 240_000,
};
