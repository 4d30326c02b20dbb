/** Silencing a check, JSON to and from the text, and looking into other layers, on the screen. */
import type { Locator } from '@playwright/test';
import { type App, expect, test } from './app.ts';

function editor(app: App): Locator {
  return app.region('Editor');
}

function text(app: App): Locator {
  return editor(app).getByRole('code').first();
}

/** Runs a command by its name. */
async function command({ page }: App, name: string): Promise<void> {
  await page.keyboard.press('F1');
  const palette = page.getByRole('dialog', { name: 'Command' });
  await expect(palette).toBeVisible();
  await page.keyboard.type(name);
  await expect(palette.getByRole('option').first()).toContainText(name);
  await page.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
}

test('a problem is silenced by a quick fix, counted, and told when it is gone', async ({ app, page }) => {
  await app.chooseEnvironment('production');
  await app.openLayer('production.toml');
  await app.replaceLine(5, 'port = 80000');
  const problems = app.region('Problems');
  await expect(problems.getByRole('row')).toHaveCount(1);
  await page.keyboard.press('Control+.');
  await page.getByRole('option', { name: 'Ignore range here' }).click();
  await expect(text(app)).toContainText('# strata-ignore: range');
  await expect(problems.getByRole('row')).toHaveCount(0);
  await expect(problems).toContainText('1 silenced');
  await app.replaceLine(6, 'port = 443');
  await expect(problems.getByRole('row')).toContainText('There is no problem "range" to silence here.');
  await expect(problems).not.toContainText('silenced');
});

test.describe('JSON', () => {
  test('is copied from the key under the cursor', async ({ app, page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await app.openLayer('global.toml');
    await app.goToLine(13);
    await command(app, 'Copy as JSON');
    await expect(app.notices).toContainText('Copied server.tls as JSON.');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(copied)).toEqual({ enabled: false, min_version: '1.2' });
  });

  test('is pasted from the clipboard as one step', async ({ app, page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await app.openLayer('user.toml');
    await page.evaluate(() => navigator.clipboard.writeText('{"workers": 3, "tls": {"enabled": true}}'));
    await app.goToLine(6);
    await page.keyboard.press('End');
    await command(app, 'Paste JSON as TOML');
    await expect(text(app)).toContainText('workers = 3');
    await expect(text(app)).toContainText('[server.tls]');
    await page.keyboard.press('Control+Z');
    await expect(text(app)).not.toContainText('workers');
    await expect(text(app)).not.toContainText('[server.tls]');
  });

  test('is asked for where the page may not read the clipboard; what TOML lacks is named', async ({
    app,
    page,
  }) => {
    await app.openLayer('user.toml');
    await app.goToLine(6);
    await page.keyboard.press('End');
    await command(app, 'Paste JSON as TOML');
    const dialog = page.getByRole('dialog', { name: 'Paste JSON as TOML' });
    await dialog.getByRole('textbox', { name: 'JSON' }).fill('{"host": null}');
    await dialog.getByRole('button', { name: 'Write as TOML' }).click();
    await expect(app.notices).toContainText('host is null, and TOML has no null.');
    await command(app, 'Paste JSON as TOML');
    await dialog.getByRole('textbox', { name: 'JSON' }).fill('{"host": "::1"}');
    await dialog.getByRole('button', { name: 'Write as TOML' }).click();
    await expect(text(app)).toContainText('host = "::1"');
  });
});

test.describe('a peek', () => {
  const peek = (app: App) => editor(app).locator('.reference-zone-widget');

  test('shows the layer that wins, to be read only, and opens it', async ({ app, page }) => {
    await app.chooseEnvironment('production');
    await app.openLayer('global.toml');
    await app.goToLine(6);
    await page.keyboard.press('Alt+F12');
    await expect(peek(app)).toContainText('production.toml');
    await expect(peek(app).getByRole('code')).toContainText('443');
    await expect(app.page.getByRole('tablist', { name: 'Open files' }).getByRole('tab')).toHaveCount(1);
    await peek(app).getByRole('code').click();
    await page.keyboard.type('x');
    await expect(page.getByText('Open the file to change it').first()).toBeVisible();
    await peek(app).getByText('production.toml').first().click();
    await expect(app.tab(/production\.toml/)).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('contentinfo')).toContainText('Ln 5,');
    await expect(peek(app)).toHaveCount(0);
    await expect(app.tab(/production\.toml/)).not.toHaveAccessibleName(/unsaved/);
  });

  test('lists every layer, what wins first, with what is not saved yet', async ({ app, page }) => {
    await app.openLayer('user.toml');
    await app.replaceLine(6, 'port = 9999');
    await app.openLayer('global.toml');
    await app.goToLine(6);
    await page.keyboard.press('Shift+Alt+F12');
    const files = peek(app).getByRole('treeitem', { name: /symbol/ });
    await expect(files).toContainText([/production\.toml/, /worker\.toml/, /user\.toml/, /global\.toml/]);
    await files.nth(2).click();
    await peek(app).getByRole('treeitem', { name: /9999/ }).click();
    await expect(peek(app).getByRole('code')).toContainText('9999');
    await page.keyboard.press('Escape');
    await expect(peek(app)).toHaveCount(0);
  });
});

test('the menu of the text is never cut off', async ({ app, page }) => {
  await app.openLayer('global.toml');
  await page.setViewportSize({ width: 1280, height: 720 });
  await editor(app).getByText('min_version').click({ button: 'right' });
  await app.chooseInTextMenu('Paste JSON as TOML');
  await expect(page.getByRole('dialog', { name: 'Paste JSON as TOML' })).toBeVisible();
});
