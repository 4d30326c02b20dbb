/** Laying two things side by side: buffer and file, two versions, two environments. */
import { expect, test } from './app.ts';

const DEVELOPMENT = 'config/environments/development.toml';

test('the buffer beside the saved file names the key that differs, and follows further typing', async ({
  app,
}) => {
  await app.openLayer('development.toml');
  await app.replaceLine(2, 'workers = 3');
  const compare = await app.compare(/saved file/);
  const keys = compare.getByRole('list', { name: 'Keys that differ' });
  await expect(keys.getByRole('listitem')).toHaveText([/Changed.*server\.workers.*1.*→.*3/]);
  await expect(compare.getByRole('status')).toHaveText('1 change; 1 value differs');
  await expect(compare.getByRole('textbox')).toHaveCount(2);
  await expect(compare).toContainText('workers = 1');
  await expect(compare).toContainText('workers = 3');

  await app.tab(/^development\.toml, unsaved/).click();
  await app.replaceLine(3, '# typed meanwhile');
  await app.tab(/↔/).click();
  await expect(compare.getByRole('status')).toHaveText(/1 value differs/);
  await expect(compare).toContainText('# typed meanwhile');
  expect(app.read(DEVELOPMENT)).toContain('workers = 1');

  const sides = [/^Old text/, /^New text/];
  for (const side of sides) await expect(compare.getByRole('textbox', { name: side })).toHaveCount(1);

  await compare.getByRole('radio', { name: 'Inline' }).click();
  await expect(compare.getByRole('radio', { name: 'Inline' })).toBeChecked();
  await expect(compare.getByRole('textbox', { name: /^New text/ })).toHaveCount(1);
  await expect(compare).toContainText('workers = 3');
});

test('a comment alone is a change in which no value differs', async ({ app }) => {
  await app.openLayer('development.toml');
  await app.replaceLine(3, '# nothing but words');
  const compare = await app.compare(/saved file/);
  await expect(compare.getByRole('status')).toHaveText(/^1 change(; no value differs)?$/);
  await expect(compare.getByRole('list', { name: 'Keys that differ' })).toHaveCount(0);
});

test('two equal texts say that there are no differences', async ({ app }) => {
  await app.openLayer('development.toml');
  const compare = await app.compare(/saved file/);
  await expect(compare).toContainText('No differences');
  await expect(compare.getByRole('textbox')).toHaveCount(0);
});

test('two versions chosen in History, the older one left', async ({ app, page }) => {
  await app.openLayer('development.toml');
  await app.replaceLine(2, 'workers = 3');
  await app.save();
  await expect.poll(() => app.read(DEVELOPMENT)).toContain('workers = 3');
  const history = await app.showHistory();
  const saved = history.getByRole('row').filter({ hasText: 'Saved' });
  await saved.click();
  await expect(history.getByRole('button', { name: 'Compare with editor' })).toBeEnabled();
  await history
    .getByRole('row')
    .filter({ hasText: 'Opened' })
    .click({ modifiers: ['Control'] });
  await history.getByRole('button', { name: 'Compare versions' }).click();
  const compare = app.region('Compare');
  await expect(compare.getByRole('list', { name: 'Keys that differ' }).getByRole('listitem')).toHaveText([
    /Changed.*server\.workers.*1.*→.*3/,
  ]);
  await expect(page).toHaveTitle(/version \d+ ↔ version \d+/);
});

test('versions saved within seconds are one line that opens, and each can be chosen', async ({ app }) => {
  await app.openLayer('development.toml');
  for (const workers of [2, 3]) {
    await app.replaceLine(2, `workers = ${workers}`);
    await app.save();
    await expect.poll(() => app.read(DEVELOPMENT)).toContain(`workers = ${workers}`);
  }
  const history = await app.showHistory();
  const saved = history.getByRole('row').filter({ hasText: 'Saved' });
  await expect(saved).toHaveCount(1);
  await saved.getByRole('button', { name: /1 earlier version/ }).click();
  await expect(saved).toHaveCount(2);
});

test('a version picked from the palette beside the editor', async ({ app, page }) => {
  await app.openLayer('development.toml');
  await app.replaceLine(2, 'workers = 5');
  await app.compare(/a version/);
  await page
    .getByRole('dialog', { name: 'Version' })
    .getByRole('option', { name: /Opened/ })
    .click();
  await expect(app.region('Compare').getByRole('listitem')).toHaveText([/server\.workers.*1.*→.*5/]);
});

test('two environments: the keys that differ, a click on one, next and previous change', async ({
  app,
  page,
}) => {
  await app.chooseEnvironment('development');
  await app.openLayer('development.toml');
  await app.compare(/environments/);
  const question = page.getByRole('dialog', { name: 'Compare environments' });
  await expect(question.getByRole('combobox', { name: 'Left environment' })).toHaveValue('development');
  await question.getByRole('combobox', { name: 'Right environment' }).click();
  await page.getByRole('option', { name: /^production/ }).click();
  await question.getByRole('button', { name: 'Compare', exact: true }).click();

  const compare = app.region('Compare');
  const keys = compare.getByRole('list', { name: 'Keys that differ' });
  await expect(keys.getByRole('listitem').filter({ hasText: 'server.port' })).toHaveText(/8088.*→.*443/);
  await expect(keys.getByRole('listitem').filter({ hasText: 'server.tls.certificate' })).toHaveText(
    /^.*Added/,
  );
  await expect(compare.getByRole('status')).toHaveText(/^[1-9]\d* changes; \d+ values differ$/);
  await expect(compare).not.toContainText('set-by-the-deployment');

  await keys.getByRole('button', { name: /monitoring\.log_level/ }).click();
  await expect(compare.getByRole('textbox').last()).toBeFocused();
  await expect(compare.getByText('log_level').last()).toBeInViewport();
  await compare.getByRole('button', { name: 'Next change' }).click();
  await compare.getByRole('button', { name: 'Previous change' }).click();
  await expect(compare.getByText('log_level').last()).toBeInViewport();
});
