import { join } from 'node:path';
import { createNodeResolver, flatConfigs, importX } from 'eslint-plugin-import-x';
import redos from 'eslint-plugin-redos';
import { configs as regexp } from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/**
 * The rooms of src/, the ground floor first. A room may import itself, what stands below it, and nothing else.
 * ARCHITECTURE.md tells what each is for.
 */
const floors = [
  ['outcome.ts', 'decode-text.ts', 'labels', 'report'],
  ['rules'],
  ['people'],
  ['credentials', 'tokens'],
  ['risk'],
  ['platform'],
  ['atlassian', 'storage'],
  ['notify', 'imports', 'privacy'],
  ['publish'],
  ['scan'],
  ['resolvers', 'entry'],
  ['index.ts'],
];

/** Rooms that know neither Forge nor a network nor a clock: same input, same answer. */
const pureRooms = ['labels', 'report', 'rules', 'credentials', 'people', 'tokens', 'risk'];

/** Rooms of one floor are apart, but for the report and the words for what it says. */
const mayMeet = (room, other) =>
  room === other || other.endsWith('.ts') || [room, other].every((one) => ['labels', 'report'].includes(one));

const zones = floors.flatMap((rooms, floor) => {
  const above = floors.slice(floor + 1).flat();
  return rooms.map((room) => ({
    target: `./src/${room}`,
    from: [
      ...above.map((other) => `./src/${other}`),
      ...rooms.filter((other) => !mayMeet(room, other)).map((other) => `./src/${other}`),
      './cli',
      './deploy',
      './editions',
      './local',
      './static',
      './test',
    ],
    message: 'Arrows point one way; see the floors in eslint.config.mjs.',
  }));
});

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'static/admin/build/', 'test/fixtures/', 'coverage/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Counts and ids read well in messages.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => void doIt()` reads well in event handlers.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Each of the two looks up the types of every node, a quarter of what all rules take, for what cannot be here:
      // there are no enums, and classes of ours have private members, which the compiler compares by name.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'A union of texts, not an enum.' }],
    },
  },
  {
    // What a test calls is called by the app, too, where it is looked up.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
  {
    files: ['**/*.{ts,tsx,mjs,cjs}'],
    extends: [flatConfigs.typescript, regexp['flat/recommended']],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'] })],
    },
    rules: {
      // Circles among the imports are found by knip (`cycles` in knip.json), which has the whole graph at hand.
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'no-console': 'off',
      eqeqeq: 'error',
      curly: ['error', 'all'],
    },
  },
  {
    // Every pattern that texts from outside meet. No limit in milliseconds decides: an attack that merely takes long on
    // a busy machine is not one. What cannot be checked at all is an error, too.
    files: [
      'src/**/*.ts',
      'cli/**/*.ts',
      'deploy/**/*.ts',
      'editions/**/*.ts',
      'local/**/*.ts',
      'static/**/*.{ts,tsx}',
    ],
    plugins: { redos },
    rules: {
      'redos/no-vulnerable': [
        'error',
        {
          timeout: 120_000,
          attackTimeout: null,
          incubationTimeout: null,
          seedingTimeout: null,
          ignoreErrors: false,
          // A pattern takes up to eight seconds. Those that were found safe stand in a file that is committed; lint adds
          // those it had to check itself. Another version of the checker, or other limits here, and all are checked anew.
          cache: { location: join(import.meta.dirname, 'scripts', 'safe-patterns.json'), strategy: 'aggressive' },
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    // Other detectors' patterns, quoted as they are published, and run only in a bench on texts of our own.
    files: ['test/bench/detection/published.ts'],
    rules: {
      'regexp/prefer-predefined-assertion': 'off',
      'regexp/prefer-range': 'off',
    },
  },
  {
    files: pureRooms.map((room) => `src/${room}/**/*.ts`),
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@forge/*'], message: 'This room is pure: it does not know Forge.' },
            {
              group: [
                'node:fs*',
                'node:http*',
                'node:net',
                'node:child_process',
                'node:timers*',
                'fs',
                'http',
                'https',
              ],
              message: 'This room is pure: no input, no output.',
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        ...['fetch', 'setTimeout', 'setInterval', 'process'].map((name) => ({
          name,
          message: 'This room is pure: time, network and surroundings are passed in.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The clock is passed in.' },
        { object: 'Math', property: 'random', message: 'Randomness is passed in.' },
      ],
    },
  },
  {
    files: ['static/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                '**/src/rules/*',
                '**/src/credentials/*',
                '**/src/storage/*',
                '**/src/platform/*',
                '@forge/api',
                '@forge/kvs',
              ],
              message: 'The page knows the report and the resolvers’ types, nothing of the backend.',
            },
          ],
        },
      ],
    },
  },
);
