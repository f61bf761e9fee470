/** How the mutants of one drawer are made and judged; `run.mjs` goes from drawer to drawer. */
const drawer = `libs/domain/src/${process.env.MUTATION_DRAWER}`;

export default {
  packageManager: 'npm',
  testRunner: 'jest',
  jest: { configFile: 'infra/mutation/jest.config.mjs', enableFindRelatedTests: false },
  mutate: [
    `${drawer}/**/*.ts`,
    '!libs/domain/src/**/*.spec.ts',
    '!libs/domain/src/**/testing/**',
    '!libs/domain/src/**/index.ts',
    '!libs/domain/src/**/example-facts.ts',
  ],
  // Words are proof-read by people; a test that repeats them proves nothing.
  mutator: { excludedMutations: ['StringLiteral'] },
  coverageAnalysis: 'perTest',
  ignorePatterns: [
    '/.local',
    '/dist',
    '/apps',
    '/workflows',
    '/libs/records',
    '/libs/usecases',
    '/libs/notices',
    '/libs/platform',
    '/libs/papers',
    '/infra/chaos',
    '/infra/local',
    '/infra/temporal',
  ],
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: `.local/mutation/${process.env.MUTATION_DRAWER}.json` },
  tempDirName: `.local/mutation/sandbox-${process.env.MUTATION_DRAWER}`,
  concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
  timeoutMS: 20_000,
};
