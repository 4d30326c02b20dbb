import { defineConfig } from '@playwright/test';

/** Tests of the real desktop app; where it cannot run, each of them reports itself as skipped with the reason. */
export default defineConfig({
  testDir: 'test/desktop',
  outputDir: 'test-results/desktop',
  // One window at a time: the app allows a single instance, and screens are small in CI.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  reporter: [['list']],
});
