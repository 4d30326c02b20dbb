/** What outlives a reload, a killed host, a second page; and what nothing may leave behind. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, end, expect, NODE, test } from './app.ts';

const DEVELOPMENT = 'config/environments/development.toml';

/** How many files have unsaved work that a crash cannot take any more; the last second of typing is not in it yet. */
function drafts(folder: string): number {
  const script = `
    const { DatabaseSync } = require('node:sqlite');
    const database = new DatabaseSync(process.argv[1], { readOnly: true, timeout: 1000 });
    process.stdout.write(String(database.prepare("SELECT count(*) AS number FROM drafts").get().number));`;
  // The tests may run on an older Node than the product does, one without SQLite.
  return Number(execFileSync(NODE, ['-e', script, join(folder, '.strata/history.db')], { encoding: 'utf8' }));
}

test('a reload keeps the session, the tabs, the environment and the unsaved text', async ({
  app,
  desk,
  page,
}) => {
  await app.openLayer('global.toml');
  await app.chooseEnvironment('staging');
  await app.openLayer('development.toml');
  await app.replaceLine(2, 'workers = 2');
  await expect(app.tab(/^development\.toml, unsaved/)).toBeVisible();
  await expect
    .poll(() => readFileSync(join(desk.data, 'preferences.json'), 'utf8'))
    .toMatch(/staging.*config\/environments\/development\.toml/);
  await page.reload();
  await expect(app.tab(/./)).toHaveCount(2);
  await expect(app.tab(/^development\.toml, unsaved/)).toHaveAttribute('aria-selected', 'true');
  await expect(app.region('Editor')).toContainText('workers = 2');
  await expect(page.getByRole('combobox', { name: 'Environment' })).toHaveValue('staging');
  await app.save();
  await expect.poll(() => app.read(DEVELOPMENT)).toContain('workers = 2');
});

test('when the host is killed the page says so; the next start has the unsaved work and says that too', async ({
  app,
  desk,
  page,
}) => {
  await app.openLayer('development.toml');
  await app.replaceLine(2, 'workers = 2');
  await expect.poll(() => drafts(app.folder)).toBe(1);
  await end(app.host, 'SIGKILL');
  const banner = page.getByRole('alert').filter({ hasText: 'connection to Strata is lost' });
  await expect(banner).toContainText('What you typed stays here');
  await expect(banner).toContainText('strata serve');
  await expect(app.region('Editor')).toContainText('workers = 2');
  expect(app.read(DEVELOPMENT)).toContain('workers = 1');
  // The browser would ask whether to leave; somebody who goes on says yes.
  page.on('dialog', (dialog) => void dialog.accept());

  const again = await desk.start(app.folder);
  await again.openLayer('development.toml');
  await expect(again.region('Editor')).toContainText('workers = 2');
  await expect(again.notices.getByText(/Unsaved work on .*development\.toml .* is back/)).toBeVisible();
  await expect(again.tab(/unsaved/)).toBeVisible();
});

test('the unsaved work of a killed host has its tabs and is saved with all, though nobody opened a file', async ({
  app,
  desk,
}) => {
  const base = 'config/global.toml';
  const before = { [DEVELOPMENT]: app.read(DEVELOPMENT), [base]: app.read(base) };
  await app.openLayer('development.toml');
  await app.replaceLine(2, 'workers = 2');
  await app.openLayer('global.toml');
  await app.replaceLine(1, '# of an earlier session');
  await expect.poll(() => drafts(app.folder)).toBe(2);
  await end(app.host, 'SIGKILL');
  app.page.on('dialog', (dialog) => void dialog.accept());

  const again = await desk.start(app.folder);
  await expect(again.tab(/^development\.toml, unsaved/)).toBeVisible();
  await expect(again.tab(/^global\.toml, unsaved/)).toBeVisible();
  await again.page.keyboard.press('Control+k');
  await again.page.keyboard.press('s');
  await expect(again.tab(/unsaved/)).toHaveCount(0);
  expect(app.read(DEVELOPMENT)).not.toBe(before[DEVELOPMENT]);
  expect(app.read(base)).not.toBe(before[base]);
});

test('SIGTERM keeps the unsaved work and leaves no lock and no temporary file behind', async ({
  app,
  desk,
}) => {
  await app.openLayer('development.toml');
  await app.replaceLine(2, 'workers = 2');
  await app.save();
  await expect.poll(() => app.read(DEVELOPMENT)).toContain('workers = 2');
  await app.replaceLine(2, 'workers = 3');
  // The page tells at once that it is unsaved; this comes from the host, which has it then.
  await expect(app.value('server.workers')).toHaveAccessibleName(/ is 3, from /);
  await end(app.host);
  expect(app.host.exitCode).toBe(0);
  const left = readdirSync(app.folder, { recursive: true, encoding: 'utf8' });
  expect(left.filter((path) => path.startsWith('.strata/')).toSorted()).toEqual([
    '.strata/.gitignore',
    '.strata/history.db',
  ]);
  expect(left.filter((path) => /\.(tmp|lock|part)|~$/.test(path))).toEqual([]);
  expect(left.filter((path) => path.startsWith('config/')).toSorted()).toEqual(
    readdirSync(join(desk.copy('broken'), 'config'), { recursive: true, encoding: 'utf8' })
      .map((path) => `config/${path}`)
      .toSorted(),
  );

  const again = await desk.start(app.folder);
  await again.openLayer('development.toml');
  await expect(again.region('Editor')).toContainText('workers = 3');
});

test('two pages on one workspace follow each other', async ({ app, page }) => {
  await app.openLayer('development.toml');
  // A duplicated tab: it begins with the session of the one it came from.
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate(() => void window.open(location.href)),
  ]);
  const other = new App(popup, app.folder, app.host);
  await other.openLayer('development.toml');
  await app.replaceLine(2, 'workers = 2');
  await expect(other.region('Editor')).toContainText('workers = 2');
  await expect(other.tab(/^development\.toml, unsaved/)).toBeVisible();
  await other.replaceLine(3, 'compression = "gzip"');
  await expect(app.region('Editor')).toContainText('compression = "gzip"');
  await expect(app.region('Editor')).toContainText('workers = 2');
  await other.save();
  await expect.poll(() => app.read(DEVELOPMENT)).toContain('workers = 2\ncompression = "gzip"\n');
  await expect(app.tab(/unsaved/)).toHaveCount(0);
  await expect(app.tab('development.toml')).toBeVisible();
});

test('eight pages at once: each is answered, and all follow what one of them does', async ({ app, page }) => {
  await app.openLayer('development.toml');
  const others: App[] = [];
  for (let number = 2; number <= 8; number += 1) {
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(() => void window.open(location.href)),
    ]);
    const other = new App(popup, app.folder, app.host);
    await other.openLayer('development.toml');
    others.push(other);
  }
  await app.replaceLine(2, 'workers = 2');
  for (const other of others) await expect(other.region('Editor')).toContainText('workers = 2');

  // The page that heard the events for all of them goes.
  await page.close();
  const [next, ...rest] = others;
  if (next === undefined) throw new Error('There is no other page.');
  await next.replaceLine(2, 'workers = 3');
  for (const other of rest) {
    await expect(other.region('Editor')).toContainText('workers = 3');
    await expect(other.page.getByText('connection to Strata is lost')).toHaveCount(0);
  }
  await next.save();
  await expect.poll(() => app.read(DEVELOPMENT)).toContain('workers = 3');
});

test('a whole tour breaks no rule of the content policy, and the editor has a worker of its own', async ({
  app,
  page,
}) => {
  await expect(app.region('Layers').getByRole('row').first()).toBeVisible();
  const policy = (await page.reload())?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe-eval');
  await app.openLayer('global.toml');
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  await app.region('Editor').getByText('port', { exact: true }).first().hover();
  await expect(page.getByRole('tooltip').filter({ hasText: 'server.port' })).toBeVisible();
  await app.replaceLine(5, 'host = "::1"');
  await app.compare(/saved file/);
  await expect(app.region('Compare').getByRole('listitem')).toHaveText([/server\.host/]);
  await app.showHistory();
  for (const theme of ['Light', 'High contrast', 'Dark', 'Follow the system']) {
    await page.getByRole('button', { name: 'Theme' }).click();
    await page.getByRole('menuitemradio', { name: theme }).click();
  }
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: 'Command' })).toBeVisible();
  await page.keyboard.press('Escape');
  // The fixture fails the test when the page had an error or broke its policy.
});
