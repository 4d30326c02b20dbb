/** Everything without a mouse. */
import type { Page } from '@playwright/test';
import { type App, expect, test } from './app.ts';

const PRODUCTION = 'config/environments/production.toml';
const DEVELOPMENT = 'config/environments/development.toml';

/** Goes to a file by typing part of its name. */
async function goToFile(app: App, page: Page, letters: string, name: RegExp): Promise<void> {
  await page.keyboard.press('Control+P');
  const palette = page.getByRole('dialog', { name: 'File' });
  await expect(palette.getByRole('searchbox').or(palette.getByRole('textbox'))).toBeFocused();
  await page.keyboard.type(letters);
  await page.keyboard.press('Enter');
  await expect(app.region('Editor').getByRole('textbox')).toHaveAccessibleName(name);
  await expect(app.region('Editor').getByRole('textbox')).toBeFocused();
}

test('the palette opens with Ctrl+Shift+P and with F1, finds by letters, runs with Enter, leaves with Escape', async ({
  app,
  page,
}) => {
  await expect(app.region('Layers').getByRole('row').first()).toBeVisible();
  const palette = page.getByRole('dialog', { name: 'Command' });
  for (const key of ['Control+Shift+P', 'F1']) {
    await page.keyboard.press(key);
    await expect(palette).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(palette).toHaveCount(0);
  }
  await page.keyboard.press('F1');
  await page.keyboard.type('no such command');
  await expect(palette).toContainText('No command matches.');
  await palette.getByRole('searchbox').or(palette.getByRole('textbox')).fill('toghist');
  await expect(palette.getByRole('option').first()).toContainText('Toggle history');
  await page.keyboard.press('Enter');
  await expect(app.region('History')).toBeVisible();
});

test('Ctrl+P goes to a file, Ctrl+T to a key', async ({ app, page }) => {
  await expect(app.region('Layers').getByRole('row').first()).toBeVisible();
  await goToFile(app, page, 'staging', /staging\.toml/);
  await page.keyboard.press('Control+T');
  await page.keyboard.type('pool_size');
  await expect(page.getByRole('dialog', { name: 'Key' }).getByRole('option').first()).toContainText(
    'database.pool_size',
  );
  await page.keyboard.press('Enter');
  await expect(app.region('Editor').getByRole('textbox')).toHaveAccessibleName(/global\.toml/);
  await expect(page.getByRole('contentinfo')).toContainText('Ln 31');
});

test('letters and Enter typed before the keys are known go to the list, not into the file', async ({
  app,
  page,
}) => {
  await expect(app.region('Layers').getByRole('row').first()).toBeVisible();
  await goToFile(app, page, 'staging', /staging\.toml/);
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/effective.view', async (route) => {
    await asked;
    await route.continue();
  });
  await page.keyboard.press('Control+T');
  await page.keyboard.type('pool_size');
  await page.keyboard.press('Enter');
  answer();
  await expect(app.region('Editor').getByRole('textbox')).toHaveAccessibleName(/global\.toml/);
  await expect(page.getByRole('contentinfo')).toContainText('Ln 31');
  await expect(app.tab(/staging/)).not.toHaveAccessibleName(/unsaved/);
});

test('Ctrl+E and a few letters, or Alt and a digit, switch the environment', async ({ app, page }) => {
  const environment = page.getByRole('combobox', { name: 'Environment' });
  await expect(app.region('Layers').getByRole('row').first()).toBeVisible();
  await goToFile(app, page, 'global', /global\.toml/);
  await page.keyboard.press('Control+E');
  await expect(environment).toBeFocused();
  await page.keyboard.type('prod');
  await page.keyboard.press('Enter');
  await expect(environment).toHaveValue('production');
  await expect(app.value('server.port')).toHaveAccessibleName(/ is 443, /);
  await page.keyboard.press('Alt+2');
  await expect(environment).toHaveValue('staging');
  await page.keyboard.press('Alt+1');
  await expect(environment).toHaveValue('development');
});

test('F8 and Shift+F8 walk through the problems', async ({ app, page }) => {
  await app.openLayer('development.toml');
  await app.replaceLine(2, 'workers = -1');
  await app.replaceLine(11, 'log_level = "loud"');
  await expect(app.region('Problems').getByRole('row')).toHaveCount(2);
  await app.goToLine(1);
  const status = page.getByRole('contentinfo');
  await page.keyboard.press('F8');
  await expect(status).toContainText('Ln 2,');
  await page.keyboard.press('F8');
  await expect(status).toContainText('Ln 11,');
  await page.keyboard.press('Shift+F8');
  await expect(status).toContainText('Ln 2,');
});

test('Ctrl+K V, Ctrl+J and Ctrl+B show and hide the panels', async ({ app, page }) => {
  await app.openLayer('development.toml');
  await page.keyboard.press('Control+K');
  await page.keyboard.press('v');
  await expect(app.region('Effective')).toHaveCount(0);
  await page.keyboard.press('Control+J');
  await expect(app.region('Problems')).toHaveCount(0);
  await page.keyboard.press('Control+B');
  await expect(app.region('Layers')).toHaveCount(0);
  await page.keyboard.press('Control+B');
  await page.keyboard.press('Control+J');
  await page.keyboard.press('Control+K');
  await page.keyboard.press('v');
  for (const name of ['Layers', 'Problems', 'Effective']) await expect(app.region(name)).toBeVisible();
  await expect(app.region('Editor')).toContainText('workers = 1');
});

test('Ctrl+K S saves every file', async ({ app, page }) => {
  await app.openLayer('development.toml');
  await app.replaceLine(2, 'workers = 2');
  await app.openLayer('global.toml');
  await app.replaceLine(8, 'workers = 5');
  await page.keyboard.press('Control+K');
  await page.keyboard.press('s');
  await expect.poll(() => app.read(DEVELOPMENT)).toContain('workers = 2');
  await expect.poll(() => app.read('config/global.toml')).toContain('workers = 5');
  await expect(app.tab(/unsaved/)).toHaveCount(0);
});

test('closing a tab with unsaved work asks; the discarded work stays in History', async ({ app, page }) => {
  await app.openLayer('development.toml');
  await app.replaceLine(2, 'workers = 2');
  const question = page.getByRole('alertdialog', { name: /Save the changes to development\.toml/ });
  await page.keyboard.press('Control+W');
  await expect(question.getByRole('button', { name: 'Save', exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(app.region('Editor')).toContainText('workers = 2');
  await page.keyboard.press('Alt+W');
  await question.getByRole('button', { name: /Don.t save/ }).press('Enter');
  await expect(app.tab(/development/)).toHaveCount(0);
  expect(app.read(DEVELOPMENT)).toContain('workers = 1');
  await app.openLayer('development.toml');
  await expect(app.region('Editor')).toContainText('workers = 1');
  const history = await app.showHistory();
  await expect(history.getByRole('row').filter({ hasText: 'Unsaved work' })).toHaveCount(1);
});

test('Back and forward walk through the places one went to', async ({ app, page }) => {
  await app.chooseEnvironment('production');
  await app.value('server.port').click();
  await expect(page.getByRole('contentinfo')).toContainText('Ln 5,');
  await app.value('ssh.max_auth_tries').click();
  await expect(app.region('Editor').getByRole('textbox')).toHaveAccessibleName(/global\.toml/);
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(app.region('Editor').getByRole('textbox')).toHaveAccessibleName(/production\.toml/);
  await page.keyboard.press('Alt+ArrowRight');
  await expect(app.region('Editor').getByRole('textbox')).toHaveAccessibleName(/global\.toml/);
});

test('the whole main job without a mouse', async ({ app, page }) => {
  const status = page.getByRole('contentinfo');
  await expect(app.region('Layers').getByRole('row').first()).toBeVisible();

  // Production, its file, a wrong port.
  await goToFile(app, page, 'production.toml', /production\.toml/);
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('combobox', { name: 'Environment' })).toHaveValue('production');
  await page.keyboard.press('Control+G');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await expect(status).toContainText('Ln 5,');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('port = 80000');
  await expect(app.region('Problems').getByRole('row')).toContainText('at most 65535');

  // The key explained, the problem reached, the value mended.
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
  await expect(page.getByRole('tooltip').filter({ hasText: 'server.port' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('F8');
  await expect(status).toContainText('Ln 5,');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('port = 8443');
  await expect(app.region('Problems')).toContainText('No problems');
  await expect(app.value('server.port')).toHaveAccessibleName(/ is 8443, /);

  // Compared, saved, an earlier version chosen and restored.
  await page.keyboard.press('Control+K');
  await page.keyboard.press('d');
  await expect(app.region('Compare').getByRole('listitem')).toHaveText([/server\.port.*443.*→.*8443/]);
  await page.keyboard.press('Control+W');
  await expect(app.region('Editor')).toBeVisible();
  await page.keyboard.press('Control+S');
  await expect.poll(() => app.read(PRODUCTION)).toContain('port = 8443');
  await page.keyboard.press('Control+K');
  await page.keyboard.press('h');
  const versions = app.region('History').getByRole('row');
  // The file holds the new text a moment before its version is written.
  await expect(versions.filter({ hasText: 'Saved' })).toHaveCount(1);
  const opened = versions.filter({ hasText: 'Opened' });
  await versions.first().press('End');
  await expect(opened).toBeFocused();
  await expect(opened).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('F1');
  await page.keyboard.type('restore the chosen');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alertdialog').or(page.getByRole('dialog'))).toContainText(/restore/i);
  await page.keyboard.press('Enter');
  await expect.poll(() => app.read(PRODUCTION)).toContain('port = 443');
});
