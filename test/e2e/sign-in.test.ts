/** Signing in with the printed address, in a real browser: address bar, reload, further tabs, fresh addresses. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'vite';
import { type BrowserHost, startBrowserHost } from '../../server/host.ts';
import { createMemoryEngine } from '../server/memory-engine.ts';
import type { TransportPage } from './transport-page.ts';

let folder: string;
let host: BrowserHost;
let violations: string[];

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strata-sign-in-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      lib: {
        entry: fileURLToPath(new URL('transport-page.ts', import.meta.url)),
        formats: ['es'],
        fileName: () => 'page.js',
      },
    },
  });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><title>Strata</title><script type="module" src="/page.js"></script>',
  );
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test.beforeEach(async ({ context }) => {
  host = await startBrowserHost({ engine: createMemoryEngine(), rendererFolder: folder });
  violations = [];
  context.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
  });
});
test.afterEach(async () => {
  await host.close();
  expect(violations).toEqual([]);
});

/** Calls the engine by GET and by POST from inside the page. */
function call(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { transport } = window as unknown as { transport: TransportPage };
    try {
      await transport.client.call('workspace.close', {});
      return (await transport.client.call('app.info', {})).host;
    } catch (error) {
      return (error as { code: string }).code;
    }
  });
}

function connections(page: Page): Promise<readonly boolean[]> {
  return page.evaluate(() => (window as unknown as { transport: TransportPage }).transport.connections);
}

test('the printed address signs in and leaves no code behind, and a reload stays signed in', async ({
  page,
}) => {
  await page.goto(host.url);
  expect(await call(page)).toBe('browser');
  expect(page.url()).toBe(`${host.address}/`);
  await expect.poll(() => connections(page)).toEqual([true]);
  await page.reload();
  expect(await call(page)).toBe('browser');
  await expect.poll(() => connections(page)).toEqual([true]);
});

test('a second tab needs an address of its own', async ({ page, context }) => {
  await page.goto(host.url);
  expect(await call(page)).toBe('browser');
  const second = await context.newPage();
  await second.goto(host.url);
  expect(await call(second)).toBe('UNAUTHORIZED');
  // In the same tab only the fragment differs, so the browser loads nothing: the page itself has to notice.
  await second.goto(host.newLoginUrl());
  expect(await call(second)).toBe('browser');
  expect(second.url()).toBe(`${host.address}/`);
  await expect.poll(() => connections(second)).toEqual([false, true]);
  expect(await call(page)).toBe('browser');
});

test('when the process ends the page says so', async ({ page }) => {
  await page.goto(host.url);
  await expect.poll(() => connections(page)).toEqual([true]);
  await host.close();
  await expect.poll(() => connections(page)).toEqual([true, false]);
  expect(await call(page)).toBe('UNREACHABLE');
});
