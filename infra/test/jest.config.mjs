// Jest runs the ESM sources as CommonJS: require(esm) inside Jest needs Node >= 24.9, and the project supports 20.19.
// When that floor moves, this whole file shrinks to `export default {}`.
const esmOnly = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'temporal-polyfill',
  'temporal-utils',
];
export const swc = {
  swcrc: false,
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};
const root = new URL('../..', import.meta.url).pathname;
export default {
  rootDir: decodeURIComponent(root),
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/workflows', '<rootDir>/infra'],
  // Machines are shared, and a seeded database takes its time: a test that hangs is to be found, not one that waits for its turn.
  testTimeout: 60_000,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['lantoa-source', 'node', 'node-addons', 'require', 'default'] },
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.local/'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  extensionsToTreatAsEsm: [],
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  transform: { '^.+\\.[tj]s$': ['@swc/jest', swc] },
};
