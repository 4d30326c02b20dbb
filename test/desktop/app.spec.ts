import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** Set by `npm test`: the runtime, or why the desktop app cannot run here. */
const { ELECTRON_PATH, STRATA_NO_DESKTOP } = process.env;

test.describe('the desktop app', () => {
  test.skip(ELECTRON_PATH === undefined, STRATA_NO_DESKTOP ?? 'ELECTRON_PATH names no Electron runtime');

  let folder: string;
  let app: ElectronApplication;
  let page: Page;
  test.beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'strata-desktop-'));
    cpSync(join(PROJECT, 'examples/plue'), join(folder, 'plue'), { recursive: true });
    const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
    app = await _electron.launch({
      executablePath: ELECTRON_PATH ?? '',
      args: [PROJECT, join(folder, 'plue'), `--user-data-dir=${join(folder, 'profile')}`],
      env: { ...environment, STRATA_DATA: join(folder, 'data') } as Record<string, string>,
    });
    page = await app.firstWindow();
  });
  test.afterEach(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('shows the workspace named on the command line, from its own origin', async () => {
    await expect(page.getByRole('region', { name: 'Layers' })).toContainText('production.toml');
    expect(page.url()).toBe('app://bundle/index.html');
  });

  test('gives the page the bridge and nothing of Node or Electron', async () => {
    const seen = await page.evaluate(() => ({
      bridge: Object.keys((window as unknown as { strata: object }).strata).sort(),
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
    }));
    expect(seen).toEqual({ bridge: ['call', 'onCommand', 'onEvent'], node: [] });
  });

  test('violates none of its own policy while the editor runs', async () => {
    const violations: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    await page.reload();
    await page
      .getByRole('region', { name: 'Layers' })
      .getByRole('row', { name: /production/ })
      .first()
      .click();
    await expect(page.getByRole('region', { name: 'Editor' })).toBeVisible();
    expect(violations).toEqual([]);
  });

  test('keeps the page from leaving, opening windows, asking for permissions and using the network', async () => {
    const results = await page.evaluate(async () => {
      const opened = window.open('https://example.com/') !== null;
      window.location.assign('https://example.com/');
      await new Promise((resolve) => setTimeout(resolve, 500));
      const fetched = await fetch('https://example.com/').then(
        () => true,
        () => false,
      );
      const { state } = await navigator.permissions.query({ name: 'geolocation' });
      return { opened, fetched, state, url: location.href };
    });
    expect(results).toEqual({
      opened: false,
      fetched: false,
      state: 'denied',
      url: 'app://bundle/index.html',
    });
    expect(app.windows()).toHaveLength(1);
  });

  test('runs its page in the sandbox', async () => {
    test.skip(process.platform !== 'linux', 'the sandbox is read from /proc');
    const pid = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
  });

  test('saves what a menu command is told to', async () => {
    await page
      .getByRole('region', { name: 'Layers' })
      .getByRole('row', { name: /production/ })
      .first()
      .click();
    const editor = page.getByRole('region', { name: 'Editor' });
    await editor.click();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.type('# typed in the desktop app\n');
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('file.save')?.click());
    await expect
      .poll(() => readFileSync(join(folder, 'plue/config/environments/production.toml'), 'utf8'))
      .toMatch(/^# typed in the desktop app\n/);
  });
});
