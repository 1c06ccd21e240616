// biome-ignore lint/style/noDefaultExport: Jest reads its configuration from the default export.
export default {
  testEnvironment: '<rootDir>/test/realm-environment.cjs',
  extensionsToTreatAsEsm: ['.ts'],
  watchman: false,
  // In the time-skipping server a call that is under way stops the skipping: its seconds are real ones.
  testTimeout: 30_000,
  testMatch: ['<rootDir>/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transformIgnorePatterns: ['/node_modules/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2024', parser: { syntax: 'typescript' }, keepClassNames: true },
        module: { type: 'nodenext' },
        sourceMaps: 'inline',
      },
    ],
  },
};
