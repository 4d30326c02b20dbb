import { defineConfig } from '@playwright/test';

/** End-to-end tests in a real Chromium through the browser host; `npm test` finds one and names it here. */
const chromium = process.env.CHROMIUM_PATH;

/** Root has no sandbox to give Chromium; the rest keeps it from talking to anybody but us. */
const args = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  // What is waited for comes when a busy machine gets to it; the usual five seconds are no measure.
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: { args, ...(chromium === undefined ? {} : { executablePath: chromium }) },
  },
});
