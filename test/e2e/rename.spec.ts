/** Renaming a key in all layers: looked at first, one step, taken back as one. */
import type { Locator } from '@playwright/test';
import { App, expect, test } from './app.ts';

const PRODUCTION = 'config/environments/production.toml';
const GLOBAL = 'config/global.toml';
const WORKER = 'config/services/worker.toml';
const USER = 'config/user.toml';
const SCHEMA = 'schemas/plue.schema.json';
/** What `server.port` stands in. */
const RENAMED = [GLOBAL, PRODUCTION, WORKER, USER];

/** Opens the dialog on a line of the file on screen, with the keyboard. */
async function askToRename(app: App, line: number): Promise<Locator> {
  await app.goToLine(line);
  return renameHere(app);
}

async function renameHere(app: App): Promise<Locator> {
  await app.page.keyboard.press('F2');
  const dialog = app.page.getByRole('dialog', { name: 'Rename key' });
  await expect(dialog.getByRole('textbox')).toBeFocused();
  return dialog;
}

/** Renames `server.port`, on line 5 of production.toml, and waits until that is told. */
async function renamePort(app: App): Promise<void> {
  await app.chooseEnvironment('production');
  await app.openLayer('production.toml');
  const dialog = await askToRename(app, 5);
  await dialog.getByRole('textbox').fill('bind_port');
  await dialog.getByRole('button', { name: 'Rename in 5 files' }).click();
  await expect(app.notices).toContainText('Renamed server.port to server.bind_port in 5 files.');
}

/** A duplicated tab: it begins with the session of the one it came from. */
async function secondPage({ page, folder, host }: App): Promise<App> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate(() => void window.open(location.href)),
  ]);
  return new App(popup, folder, host);
}

async function runCommand(app: App, label: string): Promise<void> {
  await app.page.keyboard.press('Control+Shift+P');
  await app.page.getByRole('dialog', { name: 'Command' }).getByRole('textbox').fill(label);
  await app.page
    .getByRole('option', { name: new RegExp(label) })
    .first()
    .click();
}

test('the preview shows every line of every layer, with the environments that read it', async ({
  app,
  page,
}) => {
  await app.chooseEnvironment('production');
  await app.openLayer('production.toml');
  const dialog = await askToRename(app, 5);
  await expect(dialog.getByRole('textbox', { name: 'New name of server.port' })).toHaveValue('port');
  await expect(dialog.getByRole('button', { name: 'Rename', exact: true })).toBeDisabled();
  const places = dialog.getByRole('region', { name: 'Where it is set' });
  await expect(places).toContainText('Set in 4 places.');
  await expect(places.getByRole('listitem').first()).toHaveText('config/global.toml:68080every environment');
  await page.keyboard.type('bind_port');
  const preview = dialog.getByRole('region', { name: 'Preview' });
  const production = preview.getByRole('region', { name: PRODUCTION });
  await expect(production).toContainText('production');
  await expect(production.getByRole('listitem')).toHaveText([/^5.*port = 443.*bind_port = 443$/]);
  await expect(preview.getByRole('region', { name: GLOBAL })).toContainText('every environment');
  await expect(preview.getByRole('region', { name: SCHEMA }).getByRole('listitem')).toHaveCount(2);
  await expect(dialog).toContainText('server.bind_port');

  await dialog.getByRole('checkbox', { name: /schema/ }).press('Space');
  await expect(dialog.getByRole('button', { name: 'Rename in 4 files' })).toBeEnabled();
  await expect(dialog.getByRole('list', { name: 'What to know' })).toContainText(
    'The schema declares server.port and no key bind_port there',
  );
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(app.tab(/unsaved/)).toHaveCount(0);
});

test('the values stay the same under the new name in all layers, unsaved until all is saved', async ({
  app,
  page,
}) => {
  const before = new Map(RENAMED.map((path) => [path, app.read(path)]));
  await renamePort(app);
  await expect(app.value('server.bind_port')).toHaveAccessibleName(/is 443, from .*production\.toml line 5/);
  await expect(app.value('server.port')).toHaveCount(0);
  await app.chooseEnvironment('development');
  await expect(app.value('server.bind_port')).toHaveAccessibleName(/is 8088, from .*user\.toml line 6/);
  await expect(app.region('Problems')).toContainText('No problems');
  await expect(app.tab(/unsaved/)).toHaveCount(5);
  for (const [path, text] of before) expect(app.read(path)).toBe(text);

  await page.keyboard.press('Control+K');
  await page.keyboard.press('s');
  await expect(app.tab(/unsaved/)).toHaveCount(0);
  for (const [path, text] of before)
    expect(app.read(path)).toBe(text.replace(/^port = /m, (all) => `bind_${all}`));
  expect(app.read(SCHEMA)).toContain('"required": ["host", "bind_port", "public_url"]');
  await expect(app.region('Problems')).toContainText('No problems');
});

test('it is taken back in all files as one step, and done again', async ({ app, page }) => {
  await renamePort(app);
  await app.notices.getByRole('button', { name: 'Undo' }).click();
  await expect(app.notices).toContainText('server.bind_port is server.port again in 5 files.');
  await expect(app.tab(/unsaved/)).toHaveCount(0);
  await expect(app.region('Editor')).toContainText('port = 443');
  await expect(app.value('server.port')).toHaveAccessibleName(/is 443/);
  await expect(app.region('Problems')).toContainText('No problems');

  await runCommand(app, 'Redo rename');
  await expect(app.region('Editor')).toContainText('bind_port = 443');
  await expect(app.tab(/unsaved/)).toHaveCount(5);
  await runCommand(app, 'Undo rename');
  await expect(app.tab(/unsaved/)).toHaveCount(0);
  await page.keyboard.press('Control+Shift+P');
  await page.getByRole('dialog', { name: 'Command' }).getByRole('textbox').fill('undo rename');
  await expect(page.getByRole('option', { name: /Undo rename/ })).toHaveCount(0);
});

test('in the open editor it is one step of its own undo', async ({ app, page }) => {
  await app.chooseEnvironment('production');
  await app.openLayer('production.toml');
  await app.replaceLine(11, 'enabled = false');
  await app.goToLine(3);
  await page.keyboard.press('ArrowRight');
  const dialog = await renameHere(app);
  await dialog.getByRole('textbox').fill('web');
  await dialog.getByRole('button', { name: /^Rename in/ }).click();
  await expect(app.region('Editor')).toContainText('[web.tls]');
  await expect(dialog).toBeHidden();
  await expect(app.region('Editor').getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Control+Z');
  await expect(app.region('Editor')).toContainText('[server.tls]');
  await expect(app.region('Editor')).toContainText('[server]');
  await expect(app.region('Editor')).toContainText('enabled = false');
});

test('a name that is taken is refused, with file and line', async ({ app }) => {
  await app.chooseEnvironment('production');
  await app.openLayer('production.toml');
  const dialog = await askToRename(app, 5);
  await dialog.getByRole('textbox').fill('workers');
  const alert = dialog.getByRole('alert');
  await expect(alert).toContainText('server.workers is set already in config/global.toml:8.');
  await expect(alert).toContainText('Choose another name');
  await expect(dialog.getByRole('button', { name: /^Rename/ })).toBeDisabled();
  await dialog.getByRole('textbox').fill('');
  await expect(alert).toContainText('A key needs a name.');
  await dialog.getByRole('textbox').fill('bind');
  await expect(alert).toBeHidden();
  await expect(dialog.getByRole('button', { name: 'Rename in 5 files' })).toBeEnabled();
});

test('with the keyboard alone, also before the preview is there', async ({ app, page }) => {
  await app.openLayer('global.toml');
  const dialog = await askToRename(app, 6);
  await page.keyboard.type('bind_port');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(app.notices).toContainText('in 5 files');
  await expect(app.region('Editor')).toContainText('bind_port = 8080');
});

test('from the menu of the text', async ({ app, page }) => {
  await app.openLayer('global.toml');
  await app.region('Editor').getByText('workers', { exact: true }).first().click({ button: 'right' });
  await app.chooseInTextMenu(/^Rename key in all layers….*F2/);
  await expect(
    page.getByRole('dialog').getByRole('textbox', { name: 'New name of server.workers' }),
  ).toBeFocused();
});

test('variables follow', async ({ app }) => {
  await app.chooseEnvironment('production');
  await app.openLayer('production.toml');
  const dialog = await askToRename(app, 7);
  await dialog.getByRole('textbox').fill('processes');
  const variables = dialog.getByRole('region', { name: '.env.production' });
  await expect(variables.getByRole('listitem')).toHaveText([/PLUE_SERVER__WORKERS.*PLUE_SERVER__PROCESSES/]);
  await dialog.getByRole('button', { name: /^Rename in/ }).click();
  await expect(app.value('server.processes')).toHaveAccessibleName(/is 24/);
});

test('what is typed on another page while the dialog is open is told, and counted', async ({ app, page }) => {
  await app.openLayer('production.toml');
  const other = await secondPage(app);
  await other.chooseEnvironment('staging');
  await other.openLayer('global.toml');
  await page.bringToFront();
  const dialog = await askToRename(app, 5);
  await dialog.getByRole('textbox').fill('bind_port');
  await expect(dialog.getByRole('button', { name: 'Rename in 5 files' })).toBeEnabled();
  await other.page.bringToFront();
  await other.replaceLine(6, 'port = 8181');
  await expect(other.value('server.port')).toHaveAccessibleName(/is 8181/);
  await page.bringToFront();
  await dialog.getByRole('button', { name: 'Rename in 5 files' }).click();
  await expect(dialog.getByRole('alert')).toContainText('config/global.toml was changed meanwhile');
  await expect(dialog.getByRole('region', { name: GLOBAL })).toContainText('bind_port = 8181');
  await expect(app.tab(/unsaved/)).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Rename in 5 files' }).click();
  await expect(app.notices).toContainText('in 5 files');
  await expect(other.region('Editor')).toContainText('bind_port = 8181');
});

test('a second page follows, with what is typed there', async ({ app, page }) => {
  await app.openLayer('global.toml');
  await app.openLayer('production.toml');
  const other = await secondPage(app);
  await other.openLayer('global.toml');
  await other.openLayer('production.toml');
  await page.bringToFront();
  await renamePort(app);
  await expect(other.region('Editor')).toContainText('bind_port = 443');
  await expect(other.tab(/^production\.toml, unsaved/)).toBeVisible();
  await expect(other.tab(/^global\.toml, unsaved/)).toBeVisible();
  // Typed elsewhere in the same file, it stays when the rename is taken back.
  await other.replaceLine(4, 'host = "::1"');
  await expect(app.region('Editor')).toContainText('host = "::1"');
  await app.notices.getByRole('button', { name: 'Undo' }).click();
  await expect(other.region('Editor')).toContainText('port = 443');
  await expect(other.region('Editor')).not.toContainText('bind_port');
  await expect(other.region('Editor')).toContainText('host = "::1"');
  await expect(other.tab(/^global\.toml, unsaved/)).toHaveCount(0);
});
