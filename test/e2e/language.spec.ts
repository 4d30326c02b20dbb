/** What the language service knows, on the screen: fixes, form, places, outline, notes and colours. */
import type { Locator, Page } from '@playwright/test';
import { type App, expect, test } from './app.ts';

const editor = (app: App): Locator => app.region('Editor');
const field = (app: App): Locator => editor(app).getByRole('textbox');

/** The list that Ctrl+. opens at the cursor. */
async function quickFixes(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+.');
  const list = page.getByRole('listbox', { name: 'Action Widget' });
  await expect(list).toBeVisible();
  return list;
}

async function choose(list: Locator, name: RegExp): Promise<void> {
  await list.getByRole('option', { name }).click();
  await expect(list).toHaveCount(0);
}

/** Runs a command from the palette. */
async function run(page: Page, command: string): Promise<void> {
  await page.keyboard.press('F1');
  const palette = page.getByRole('dialog', { name: 'Command' });
  await page.keyboard.type(command);
  await expect(palette.getByRole('option').first()).toContainText(command);
  await page.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
}

test('Ctrl+. mends a misspelt key, and Ctrl+Z takes it back', async ({ app, page }) => {
  await app.openLayer('global.toml');
  await app.replaceLine(6, 'prot = 8080');
  await expect(app.region('Problems').getByRole('row')).toContainText(['server.prot is not a key']);
  await choose(await quickFixes(page), /Rename to "port"/);
  await expect(editor(app)).toContainText('port = 8080');
  await expect(app.region('Problems')).toContainText('No problems');
  await page.keyboard.press('Control+Z');
  await expect(editor(app)).toContainText('prot = 8080');
});

test('Ctrl+. on a problem of the list opens its fixes in the text; so does its suggestion', async ({
  app,
  page,
}) => {
  await app.openLayer('global.toml');
  await app.replaceLine(6, 'prot = 8080');
  const row = app.region('Problems').getByRole('row');
  await expect(row).toHaveCount(1);
  await app.openLayer('production.toml');
  await row.focus();
  await page.keyboard.press('Control+.');
  const fix = page.getByRole('option', { name: /Rename to "port"/ });
  await expect(fix).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field(app)).toHaveAccessibleName(/global\.toml/);
  await row.getByRole('button', { name: /Quick fix: Did you mean port/ }).click();
  await expect(fix).toBeVisible();
});

test('a table becomes an inline table', async ({ app, page }) => {
  await app.openLayer('global.toml');
  await app.goToLine(13);
  await choose(await quickFixes(page), /inline table/);
  await expect(editor(app)).toContainText('tls = { enabled = false, min_version = "1.2" }');
});

test('an inline table becomes a table', async ({ desk, page }) => {
  const app = await desk.start(desk.folder('inline', { 'app.toml': 'tls = { enabled = false }\n' }));
  await app.openLayer('app.toml');
  await choose(await quickFixes(page), /under a header/);
  await app.save();
  await expect.poll(() => app.read('app.toml')).toBe('[tls]\nenabled = false\n');
});

test('a fix that belongs into another file changes that one and shows it', async ({ app, page }) => {
  await app.openLayer('global.toml');
  await app.replaceLine(11, 'trusted_proxies = ["\\e"]');
  await expect(app.region('Problems').getByRole('row')).toHaveCount(1);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await choose(await quickFixes(page), /TOML 1\.1 \(in strata\.toml\)/);
  await expect(field(app)).toHaveAccessibleName(/strata\.toml/);
  await expect(editor(app)).toContainText('toml = "1.1"');
  await expect(app.tab(/strata\.toml/)).toHaveAccessibleName(/unsaved/);
});

test.describe('formatting', () => {
  const UNTIDY = 'title="one"   # note\n[server]\nport   =  1\nhost=   "a"\n';

  test('Shift+Alt+F gives the file its format, as one step', async ({ desk, page }) => {
    const app = await desk.start(desk.folder('untidy', { 'app.toml': UNTIDY }));
    await app.openLayer('app.toml');
    await page.keyboard.press('Shift+Alt+F');
    await expect(editor(app)).toContainText('title = "one"');
    await app.save();
    await expect
      .poll(() => app.read('app.toml'))
      .toBe('title = "one" # note\n\n[server]\nport = 1\nhost = "a"\n');
    await page.keyboard.press('Control+Z');
    await expect(editor(app)).toContainText('title="one"');
  });

  test('Ctrl+K Ctrl+F formats what is selected and nothing else', async ({ desk, page }) => {
    const app = await desk.start(desk.folder('untidy', { 'app.toml': UNTIDY }));
    await app.openLayer('app.toml');
    await app.goToLine(3);
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+F');
    // Spaces count for nothing where a text is looked for on the screen.
    await expect(app.tab(/app\.toml/)).toHaveAccessibleName(/unsaved/);
    await app.save();
    await expect.poll(() => app.read('app.toml')).toBe(UNTIDY.replace('port   =  1', 'port = 1'));
  });

  test('a text that is not TOML is left alone, and the notice names the line', async ({ desk, page }) => {
    const broken = `${UNTIDY}oops\n`;
    const app = await desk.start(desk.folder('untidy', { 'app.toml': broken }));
    await app.openLayer('app.toml');
    await page.keyboard.press('Shift+Alt+F');
    await expect(app.notices).toContainText('app.toml was not formatted: line 5 is not TOML.');
    await expect(editor(app)).toContainText('title="one"');
    await expect(app.tab(/app\.toml/)).not.toHaveAccessibleName(/unsaved/);
  });
});

test('F12 goes from a value that loses to the layer that wins, and from there offers the others', async ({
  app,
  page,
}) => {
  await app.chooseEnvironment('production');
  await app.openLayer('global.toml');
  await app.goToLine(6);
  await page.keyboard.press('F12');
  await expect(field(app)).toHaveAccessibleName(/production\.toml/);
  await expect(page.getByRole('contentinfo')).toContainText('Ln 5,');
  await page.keyboard.press('F12');
  await expect(page.getByRole('dialog', { name: 'References' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(field(app)).toHaveAccessibleName(/global\.toml/);
});

test('Shift+F12 lists every layer that sets the key, with value and environments', async ({ app, page }) => {
  await app.openLayer('global.toml');
  await app.goToLine(6);
  await page.keyboard.press('Shift+F12');
  const list = page.getByRole('dialog', { name: 'References' });
  await expect(list.getByRole('option')).toHaveText([
    /global\.toml:6.*8080 · every environment · here/,
    /user\.toml:6.*8088 · development/,
    /worker\.toml:3.*8081 · worker/,
    /production\.toml:5.*443 · production/,
  ]);
  await page.keyboard.type('worker');
  await page.keyboard.press('Enter');
  await expect(field(app)).toHaveAccessibleName(/worker\.toml/);
  await expect(page.getByRole('contentinfo')).toContainText('Ln 3,');
});

test('a click with Ctrl on a key goes to the layer that wins', async ({ app }) => {
  await app.chooseEnvironment('production');
  await app.openLayer('global.toml');
  await editor(app)
    .getByText('workers', { exact: true })
    .click({ modifiers: ['Control'] });
  await expect(field(app)).toHaveAccessibleName(/\.env\.production/);
});

test('an address that names a file of the workspace opens it', async ({ app, page }) => {
  await app.openLayer('global.toml');
  await expect(editor(app).getByText('../schemas/plue.schema.json')).toHaveCSS(
    'text-decoration-line',
    'underline',
  );
  await app.goToLine(1);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await run(page, 'Open the link at the cursor');
  await expect(field(app)).toHaveAccessibleName(/plue\.schema\.json/);
});

test('“Go to the schema” shows where the key is described', async ({ app, page }) => {
  await app.openLayer('global.toml');
  await app.goToLine(8);
  await run(page, 'Go to the schema');
  await expect(field(app)).toHaveAccessibleName(/plue\.schema\.json/);
  await expect(editor(app)).toContainText('Processes that answer requests.');
});

test('Ctrl+Shift+O goes to a key of the file by a few letters', async ({ app, page }) => {
  await app.openLayer('global.toml');
  await page.keyboard.press('Control+Shift+O');
  await page.keyboard.type('pool');
  const list = page.getByRole('dialog', { name: 'Symbol' });
  await expect(list.getByRole('option').first()).toHaveText(/database\.pool_size.*10/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('contentinfo')).toContainText('Ln 31,');
  await expect(field(app)).toHaveAccessibleName(/global\.toml/);
});

test('a key of the path above the text offers those beside it', async ({ app, page }) => {
  await app.openLayer('global.toml');
  await app.goToLine(15);
  await page.getByRole('button', { name: 'min_version, keys of server.tls' }).click();
  const list = page.getByRole('dialog', { name: 'Symbol' });
  await expect(list.getByRole('option')).toHaveText([/server\.tls\.enabled/, /server\.tls\.min_version/]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('contentinfo')).toContainText('Ln 14,');
  await expect(app.tab(/global/)).not.toHaveAccessibleName(/unsaved/);
});

test('everything folds and unfolds', async ({ app, page }) => {
  await app.openLayer('global.toml');
  await app.goToLine(1);
  await run(page, 'Fold all');
  await expect(editor(app)).not.toContainText('max_auth_tries');
  await expect(editor(app)).toContainText('[repositories]');
  await run(page, 'Unfold all');
  await expect(editor(app)).toContainText('max_auth_tries');
});

test('the selection grows from the cursor to what is around it', async ({ app, page }) => {
  await app.openLayer('development.toml');
  await app.goToLine(5);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+Alt+ArrowRight');
  await expect(editor(app).locator('.selected-text')).toHaveCount(1);
  await page.keyboard.insertText('30d');
  await expect(editor(app)).toContainText('session_lifetime = "30d"');
});

test('notes behind values say who wins and how long a duration is, until they are switched off', async ({
  app,
  page,
}) => {
  await app.chooseEnvironment('production');
  await app.openLayer('global.toml');
  await expect(editor(app).getByText('Overridden by production.toml').first()).toBeVisible();
  await expect(editor(app).getByText('30 seconds').first()).toBeVisible();
  await app.chooseEnvironment('staging');
  await expect(editor(app).getByText('Overridden by production.toml')).toHaveCount(0);
  await expect(editor(app).getByText('Overridden by staging.toml').first()).toBeVisible();
  await run(page, 'Toggle inlay hints');
  await expect(editor(app).getByText('Overridden by staging.toml')).toHaveCount(0);
  await expect(editor(app).getByText('30 seconds')).toHaveCount(0);
});

for (const [theme, media] of [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['high contrast', { colorScheme: 'dark', contrast: 'more' }],
] as const) {
  test(`a value from the schema's list has a colour of its own in the ${theme} theme`, async ({
    app,
    page,
  }) => {
    await page.emulateMedia(media);
    await app.openLayer('global.toml');
    const colorOf = (text: string) =>
      editor(app)
        .getByText(text, { exact: true })
        .evaluate((element) => getComputedStyle(element).color);
    await expect.poll(async () => (await colorOf('"1.2"')) !== (await colorOf('"127.0.0.1"'))).toBe(true);
  });
}
