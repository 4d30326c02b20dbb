import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/desktop/**'],
    pool: 'forks',
    testTimeout: 60_000,
    // What is waited for comes when a busy machine gets to it; the usual second is no measure.
    expect: { poll: { timeout: 20_000 } },
  },
});
