/** Ways into a workspace: the welcome screen, the folder list, recent workspaces, folders without a manifest. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { end, expect, test } from './app.ts';

test.describe('started without a folder', () => {
  test('the welcome screen says what this is and opens an example', async ({ desk, page }) => {
    const app = await desk.start(null);
    await expect(page.getByRole('heading', { name: 'Strata', level: 1 })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Open folder' })).toBeFocused();
    await expect(page.getByRole('grid', { name: 'Recent' })).toContainText(/listed here/);
    const examples = page.getByRole('grid', { name: 'Examples' }).getByRole('row');
    await expect(examples).toHaveText([/plue.*code-hosting service/, /broken.*one mistake of every kind/]);
    await examples.first().click();
    await expect(app.region('Layers').getByRole('row').filter({ hasText: 'global.toml' })).toBeVisible();
    await expect(page).toHaveTitle('Plue - Strata');
  });

  test('a folder is found in the list of folders, and is among the recent ones after a restart', async ({
    desk,
    page,
  }) => {
    desk.copy('plue');
    desk.folder('empty', { 'notes/readme.txt': 'nothing here' });
    const first = await desk.start(null);
    await page.getByRole('button', { name: 'Open folder' }).click();
    const dialog = page.getByRole('dialog', { name: 'Open a folder' });
    const folders = dialog.getByRole('grid', { name: 'Folders' });
    await folders.getByRole('row', { name: 'empty' }).press('Enter');
    await expect(dialog).toContainText('no TOML files here');
    await expect(folders.getByRole('row', { name: 'notes' })).toBeVisible();
    await dialog.getByRole('button', { name: 'Up to the parent folder' }).click();
    await folders.getByRole('row', { name: 'plue' }).press('Enter');
    await expect(dialog).toContainText('1 TOML file here');
    await dialog.getByRole('button', { name: 'Open plue' }).click();
    await expect(first.region('Layers')).toBeVisible();
    await page.goto('about:blank');
    await end(first.host);

    const second = await desk.start(null);
    const recent = page.getByRole('grid', { name: 'Recent' }).getByRole('row');
    await expect(recent).toHaveText([/Plue/]);
    await recent.first().press('Enter');
    await expect(second.region('Layers').getByRole('row').filter({ hasText: 'global.toml' })).toBeVisible();
  });
});

test.describe('a folder without a manifest', () => {
  test('config/default.toml and one file per environment', async ({ desk, page }) => {
    const app = await desk.start(
      desk.folder('shop', {
        'config/default.toml': 'name = "shop"\nport = 80\n',
        'config/production.toml': 'port = 443\n',
        'config/staging.toml': 'port = 8443\n',
      }),
    );
    await app.chooseEnvironment('production');
    await expect(app.value('port')).toHaveAccessibleName(
      'port is 443, from config/production.toml line 1, overrides 80 in config/default.toml',
    );
    await expect(app.value('name')).toHaveAccessibleName(/from config\/default\.toml/);
    const dialect = page.getByRole('contentinfo').getByRole('button', { name: 'standard' });
    await dialect.hover();
    await expect(page.getByRole('tooltip')).toContainText(/Merge rules: standard\..*config\/default\.toml/);
  });

  test('config/base.toml and a folder of environments', async ({ desk }) => {
    const app = await desk.start(
      desk.folder('shop', {
        'config/base.toml': 'port = 80\n',
        'config/environments/live.toml': 'port = 443\n',
      }),
    );
    await app.chooseEnvironment('live');
    await expect(app.value('port')).toHaveAccessibleName(/ is 443, .*overrides 80 in config\/base\.toml/);
  });

  test('unrelated files: each is its own configuration', async ({ desk, page }) => {
    const app = await desk.start(
      desk.folder('tools', { 'alpha.toml': 'a = 1\n', 'nested/beta.toml': 'b = 2\n' }),
    );
    await app.openLayer('beta.toml');
    await expect(app.value('b')).toHaveAccessibleName(/ is 2, /);
    await expect(app.value('a')).toHaveCount(0);
    await app.openLayer('alpha.toml');
    await expect(app.value('a')).toHaveAccessibleName(/ is 1, /);
    await expect(app.value('b')).toHaveCount(0);
    await page.getByRole('contentinfo').getByRole('button', { name: 'standard' }).focus();
    await expect(page.getByRole('tooltip')).toContainText(/Merge rules: standard\./);
  });

  test('a folder without any TOML says what would be there', async ({ desk, page }) => {
    await desk.start(desk.folder('bare', { 'readme.txt': 'nothing' }));
    await expect(page.getByText('This folder is empty')).toBeVisible();
    await expect(page.getByText('Put a TOML file into this folder and it appears here.')).toBeVisible();
  });
});

test('a file that comes into the folder shows up, one that leaves it is gone', async ({ desk }) => {
  const app = await desk.start(desk.folder('tools', { 'alpha.toml': 'a = 1\n' }));
  await expect(app.region('Layers').getByRole('row').filter({ hasText: 'alpha.toml' })).toBeVisible();
  app.write('beta.toml', 'b = 2\n');
  await app.openLayer('beta.toml');
  await expect(app.value('b')).toHaveAccessibleName(/ is 2, /);
  rmSync(join(app.folder, 'alpha.toml'));
  await expect(app.region('Layers').getByRole('row').filter({ hasText: 'alpha.toml' })).toHaveCount(0);
});

test('a file that was deleted and left the list is brought back from the palette', async ({ desk, page }) => {
  const app = await desk.start(
    desk.folder('shop', {
      'config/default.toml': 'port = 80\n',
      'config/production.toml': 'port = 443\n',
      'config/staging.toml': 'port = 8443\n',
    }),
  );
  await app.chooseEnvironment('staging');
  await app.openLayer('staging.toml');
  await page.keyboard.press('Control+W');
  await expect(app.tab(/staging/)).toHaveCount(0);
  rmSync(join(app.folder, 'config/staging.toml'));
  await expect(app.region('Layers').getByRole('row').filter({ hasText: 'staging' })).toHaveCount(0);
  await page.keyboard.press('F1');
  await page.keyboard.type('restore deleted');
  await page.keyboard.press('Enter');
  const list = page.getByRole('dialog', { name: 'Deleted file' });
  await list.getByRole('option', { name: /config\/staging\.toml/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Restore this version/ })
    .click();
  await expect(app.notices.getByText(/staging\.toml is restored/)).toBeVisible();
  expect(app.read('config/staging.toml')).toBe('port = 8443\n');
  await app.chooseEnvironment('staging');
  await expect(app.value('port')).toHaveAccessibleName(/ is 8443, /);
});

test('switching the workspace with unsaved work asks, and cancelling stays', async ({ app, desk, page }) => {
  desk.folder('other', { 'alpha.toml': 'a = 1\n' });
  await app.openLayer('development.toml');
  await app.replaceLine(2, 'workers = 4');
  await expect(app.tab(/unsaved/)).toBeVisible();

  const openOther = async () => {
    await page.getByRole('button', { name: 'Workspace Plue' }).click();
    await page.getByRole('menuitem', { name: /Open folder/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Open other' }).click();
  };
  const question = page.getByRole('alertdialog', { name: /Save the changes to development\.toml/ });
  await openOther();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.region('Editor')).toContainText('workers = 4');
  await openOther();
  await question.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.region('Layers').getByRole('row').filter({ hasText: 'alpha.toml' })).toBeVisible();
  expect(app.read(join('config', 'environments', 'development.toml'))).toContain('workers = 4');
  await expect(page).toHaveTitle('other - Strata');
});

test('what was arranged is there again when the workspace is opened the next time', async ({
  app,
  desk,
  page,
}) => {
  await app.chooseEnvironment('production');
  await app.openLayer('production.toml');
  await page.keyboard.press('Control+b');
  await expect(app.region('Layers')).toHaveCount(0);
  await expect
    .poll(() => readFileSync(join(desk.data, 'preferences.json'), 'utf8'))
    .toMatch(/layers\W+false/);
  await page.getByRole('button', { name: 'Workspace Plue' }).click();
  await page.getByRole('menuitem', { name: 'Close workspace' }).click();
  await expect(page.getByRole('heading', { name: 'Strata', level: 1 })).toBeVisible();
  await page.goto('about:blank');
  await end(app.host);

  const again = await desk.start(app.folder);
  await expect(again.tab('production.toml')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Environment' })).toHaveValue('production');
  await expect(again.region('Layers')).toHaveCount(0);
});
