import { expect, test } from './app.ts';

const PRODUCTION = 'config/environments/production.toml';
const DEVELOPMENT = 'config/environments/development.toml';

test.describe('the main job', () => {
  test('the layers of the chosen environment are listed, the one that wins on top', async ({ app }) => {
    await app.chooseEnvironment('production');
    const layers = app.region('Layers').getByRole('grid', { name: /highest precedence first/ });
    await expect(layers.getByRole('row')).toHaveText([/variables/, /production\.toml/, /global\.toml/]);
    await app.chooseEnvironment('development');
    await expect(layers.getByRole('row')).toHaveText([
      /variables/,
      /user\.toml/,
      /development\.toml/,
      /global\.toml/,
    ]);
  });

  test('a wrong port is marked in the line, listed in Problems and counted at its environment', async ({
    app,
    page,
  }) => {
    await app.chooseEnvironment('production');
    await app.openLayer('production.toml');
    await app.replaceLine(5, 'port = 80000');
    await expect(app.region('Editor').locator('.squiggly-error')).toBeVisible();
    const problem = app.region('Problems').getByRole('row').filter({ hasText: 'server.port' });
    await expect(problem).toContainText('production.toml:5');
    await expect(problem).toContainText('at most 65535');
    await expect(problem).toContainText('The nearest allowed value is 65535');
    await expect(problem).toContainText('production');
    await expect(problem).toContainText('maximum');
    await expect(page.getByRole('button', { name: /1 (error|problem)/ }).first()).toBeVisible();
    await app.chooseEnvironment('development');
    await expect(app.region('Layers').getByRole('row', { name: 'production', exact: true })).toContainText(
      '1',
    );
    await app.chooseEnvironment('production');
    await app.replaceLine(5, 'port = 443');
    await expect(app.region('Problems')).toContainText('No problems');
  });

  test('hovering a key shows its description, type, default and where the value in effect comes from', async ({
    app,
    page,
  }) => {
    await app.chooseEnvironment('production');
    await app.openLayer('production.toml');
    await app.region('Editor').getByText('port', { exact: true }).first().hover();
    const hover = page.locator('.monaco-hover').filter({ hasText: 'server.port' });
    await expect(hover).toContainText('TCP port to listen on');
    await expect(hover).toContainText('integer');
    await expect(hover).toContainText('Default');
    await expect(hover).toContainText(`from ${PRODUCTION}:5`);
  });

  test('completion offers keys and enum values of the schema', async ({ app, page }) => {
    await app.openLayer('development.toml');
    await app.replaceLine(3, 'comp');
    await page.keyboard.press('Control+Space');
    const list = page.getByRole('listbox', { name: /suggest/i });
    await expect(list.getByRole('option', { name: /compression/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(app.region('Editor')).toContainText('compression');
    await page.keyboard.press('Escape');
    await app.replaceLine(11, 'log_level = ""');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+Space');
    await expect(list.getByRole('option', { name: /trace/ })).toBeVisible();
  });

  test('switching the environment shows its merged values, each with its layer, and a click goes to the line', async ({
    app,
  }) => {
    await app.chooseEnvironment('development');
    const effective = app.region('Effective');
    await expect(
      effective.getByRole('treeitem', { name: /^server\.port is 8088, from config\/user\.toml line 6/ }),
    ).toBeVisible();
    await app.chooseEnvironment('production');
    const port = effective.getByRole('treeitem', { name: /^server\.port is 443/ });
    await expect(port).toContainText('production');
    const workers = effective.getByRole('treeitem', { name: /^server\.workers is 24/ });
    await expect(workers).toHaveAccessibleName(/PLUE_SERVER__WORKERS|\.env\.production/);
    await port.click();
    await expect(effective).toContainText(`443`);
    await expect(app.region('Editor').getByRole('textbox')).toHaveAccessibleName(new RegExp(PRODUCTION));
    await expect(app.page.getByRole('contentinfo')).toContainText('Ln 5');
  });

  test('secret values are masked in the Effective panel', async ({ app }) => {
    await app.chooseEnvironment('production');
    await app.region('Effective').getByRole('searchbox').fill('secret_key');
    const secret = app.region('Effective').getByRole('treeitem', { name: /secret_key/ });
    await expect(secret).toContainText('••••••••');
    await expect(app.region('Effective')).not.toContainText('set-by-the-deployment');
  });

  test('saving writes the file and a version appears in History', async ({ app, page }) => {
    await app.openLayer('development.toml');
    await app.replaceLine(2, 'workers = 3');
    await page.keyboard.press('Control+S');
    await expect.poll(() => app.read(DEVELOPMENT)).toContain('workers = 3');
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
    await page.getByRole('tab', { name: /^History/ }).click();
    const versions = app.region('History').getByRole('row');
    await expect(versions.filter({ hasText: /saved/i })).toHaveCount(1);
    await expect(versions.filter({ hasText: /opened/i })).toHaveCount(1);
  });

  test('a clean buffer follows a change made elsewhere and says so', async ({ app, page }) => {
    await app.openLayer('development.toml');
    await expect(app.region('Editor')).toContainText('workers = 1');
    app.write(DEVELOPMENT, app.read(DEVELOPMENT).replace('workers = 1', 'workers = 7'));
    await expect(app.region('Editor')).toContainText('workers = 7');
    await expect(
      page
        .getByRole('alertdialog')
        .or(page.getByRole('alert'))
        .filter({ hasText: 'development.toml' })
        .first(),
    ).toBeVisible();
  });

  test('with unsaved work it asks; keeping mine saves mine, and theirs stays in History', async ({
    app,
    page,
  }) => {
    await app.openLayer('development.toml');
    await app.replaceLine(2, 'workers = 2');
    await expect(app.value('server.workers')).toHaveAccessibleName(/ is 2, from /);
    app.write(DEVELOPMENT, app.read(DEVELOPMENT).replace('workers = 1', 'workers = 7'));
    const question = page.getByRole('alertdialog');
    await expect(question).toContainText('development.toml');
    await question.getByRole('button', { name: 'Keep mine' }).click();
    await expect(app.region('Editor')).toContainText('workers = 2');
    await app.region('Editor').getByRole('textbox').focus();
    await page.keyboard.press('Control+S');
    await expect.poll(() => app.read(DEVELOPMENT)).toContain('workers = 2');
    await page.getByRole('tab', { name: /^History/ }).click();
    await expect(
      app
        .region('History')
        .getByRole('row')
        .filter({ hasText: /changed outside/i }),
    ).toHaveCount(1);
  });

  test('taking theirs shows theirs, and the abandoned work stays in History', async ({ app, page }) => {
    await app.openLayer('development.toml');
    await app.replaceLine(2, 'workers = 2');
    await expect(app.value('server.workers')).toHaveAccessibleName(/ is 2, from /);
    app.write(DEVELOPMENT, app.read(DEVELOPMENT).replace('workers = 1', 'workers = 7'));
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take theirs' }).click();
    await expect(app.region('Editor')).toContainText('workers = 7');
    await page.getByRole('tab', { name: /^History/ }).click();
    await expect(
      app
        .region('History')
        .getByRole('row')
        .filter({ hasText: /unsaved/i }),
    ).toHaveCount(1);
  });

  test('a change that makes production invalid is saved only with a reason', async ({ app, page }) => {
    await app.chooseEnvironment('production');
    await app.openLayer('production.toml');
    await app.replaceLine(5, 'port = 80000');
    await page.keyboard.press('Control+S');
    const question = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    await expect(question).toContainText('production');
    expect(app.read(PRODUCTION)).toContain('port = 443');
    await question.getByRole('textbox').fill('Drill of the night shift');
    await question.getByRole('button', { name: /save/i }).click();
    await expect.poll(() => app.read(PRODUCTION)).toContain('port = 80000');
  });

  test('a version that makes production invalid is restored only with a reason', async ({ app, page }) => {
    await app.openLayer('production.toml');
    for (const [port, reason] of [
      [80000, 'Drill of the night shift'],
      [8443, null],
    ] as const) {
      await app.replaceLine(5, `port = ${port}`);
      await app.save();
      if (reason !== null) {
        await page.getByRole('textbox', { name: /Reason/ }).fill(reason);
        await page.keyboard.press('Enter');
      }
      await expect.poll(() => app.read(PRODUCTION)).toContain(`port = ${port}`);
    }
    const history = await app.showHistory();
    await page.keyboard.press('Escape');
    const drill = history.getByRole('row').filter({ hasText: 'Reason: Drill' });
    const earlier = history.getByRole('button', { name: /earlier version/ });
    await expect(drill.or(earlier).first()).toBeVisible();
    if ((await drill.count()) === 0) await earlier.click();
    await drill.click();
    await history.getByRole('button', { name: 'Restore this version' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Restore this version/ })
      .click();
    const question = page.getByRole('dialog', { name: 'Restore production.toml all the same?' });
    await expect(question).toContainText('production invalid');
    expect(app.read(PRODUCTION)).toContain('port = 8443');
    await question.getByRole('textbox').fill('Drill again');
    await question.getByRole('button', { name: 'Restore with this reason' }).click();
    await expect.poll(() => app.read(PRODUCTION)).toContain('port = 80000');
  });

  test('the differences of the buffer and the saved file, of two environments, and of two versions', async ({
    app,
    page,
  }) => {
    await app.openLayer('development.toml');
    await app.replaceLine(2, 'workers = 3');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('menuitem', { name: /saved/i }).click();
    await expect(page.getByText('server.workers').first()).toBeVisible();
    await expect(page.locator('.monaco-diff-editor')).toContainText('workers = 3');

    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page
      .getByRole('menuitem', { name: /environment/i })
      .first()
      .click();
    await expect(page.locator('.monaco-diff-editor').last()).toBeVisible();
  });

  test('an earlier version is restored as a new version', async ({ app, page }) => {
    const before = app.read(DEVELOPMENT);
    await app.openLayer('development.toml');
    await app.replaceLine(2, 'workers = 3');
    await page.keyboard.press('Control+S');
    await expect.poll(() => app.read(DEVELOPMENT)).toContain('workers = 3');
    await page.getByRole('tab', { name: /^History/ }).click();
    const history = app.region('History');
    await history
      .getByRole('row')
      .filter({ hasText: /opened/i })
      .click();
    await history.getByRole('button', { name: 'Restore this version' }).click();
    const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await question.getByRole('button', { name: /restore/i }).click();
    await expect.poll(() => app.read(DEVELOPMENT)).toBe(before);
    await expect(app.region('Editor')).toContainText('workers = 1');
    await expect(history.getByRole('row').filter({ hasText: /restored/i })).toHaveCount(1);
    await expect(history.getByRole('row').filter({ hasText: /saved/i }).first()).toBeVisible();
  });
});
