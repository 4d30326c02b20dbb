/** The pictures of the documents, taken only when asked: `SCREENSHOTS=1 npx playwright test screenshots`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './app.ts';

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));

test.skip(process.env.SCREENSHOTS !== '1', 'only with SCREENSHOTS=1');
test.beforeAll(() => mkdirSync(IMAGES, { recursive: true }));

for (const colorScheme of ['dark', 'light'] as const) {
  test(`the main window, ${colorScheme}`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme });
    await app.chooseEnvironment('production');
    await app.openLayer('global.toml');
    await app.openLayer('production.toml');
    await app.replaceLine(5, 'port = 80000');
    await expect(app.region('Problems').getByRole('row')).toHaveCount(1);
    await expect(app.value('server.port')).toHaveAccessibleName(/ is 80000, .*1 error/);
    await expect(app.region('Effective').getByRole('grid', { name: 'Where the value is set' })).toBeVisible();
    await page.screenshot({ path: join(IMAGES, `main-${colorScheme}.png`) });
  });

  test(`two environments compared, ${colorScheme}`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme });
    await app.chooseEnvironment('staging');
    await app.openLayer('production.toml');
    await app.compare(/environments/);
    const question = page.getByRole('dialog', { name: 'Compare environments' });
    await expect(question.getByRole('combobox', { name: 'Right environment' })).toHaveValue('production');
    await question.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect(app.region('Compare').getByRole('status')).toHaveText(/[1-9]\d* changes; .*values differ/);
    await page.screenshot({ path: join(IMAGES, `diff-${colorScheme}.png`) });
  });
}

test('the welcome screen', async ({ desk, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await desk.start(null);
  await expect(page.getByRole('grid', { name: 'Examples' }).getByRole('row')).toHaveCount(2);
  await page.screenshot({ path: join(IMAGES, 'welcome-dark.png') });
});
