/** Bad input of every kind: one clear message with the way out, and the rest goes on. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, expect, test } from './app.ts';

const GLOBAL = 'config/global.toml';
const DEVELOPMENT = 'config/environments/development.toml';
const STAGING = 'config/environments/staging.toml';
const SCHEMA = 'schemas/plue.schema.json';
const MIB = 1024 * 1024;

/** The rest of the workspace is as usable as ever. */
async function expectTheRestToWork(app: App): Promise<void> {
  await app.chooseEnvironment('development');
  await app.openLayer('development.toml');
  await expect(app.value('server.workers')).toHaveAccessibleName(/ is 1, from /);
  await app.replaceLine(2, 'workers = 9');
  await expect(app.value('server.workers')).toHaveAccessibleName(/ is 9, from /);
  await app.save();
  await expect.poll(() => app.read(DEVELOPMENT)).toContain('workers = 9');
}

/** A valid file of this size, most of it comment. */
function padded(text: string, bytes: number): string {
  const line = `# ${'padding '.repeat(12)}\n`;
  return text + line.repeat(Math.ceil((bytes - text.length) / line.length));
}

test.describe('TOML that is broken while it is typed', () => {
  test('the last good values stand in and are marked; mending it takes the mark away', async ({ app }) => {
    await app.chooseEnvironment('development');
    await app.openLayer('development.toml');
    await app.replaceLine(2, 'workers = ');
    await expect(app.region('Problems').getByRole('row').first()).toContainText('development.toml:2');
    await expect(app.region('Editor').locator('.squiggly-error').first()).toBeVisible();
    await expect(app.region('Effective').getByRole('status')).toContainText('last good values');
    await expect(app.value('server.workers')).toHaveAccessibleName(/ is 1, .*last good value/);
    await expect(app.value('ssh.port')).not.toHaveAccessibleName(/last good value/);
    await expect(app.region('Layers').getByRole('row').filter({ hasText: 'development.toml' })).toContainText(
      'Last good values',
    );
    await app.save();
    await expect.poll(() => app.read(DEVELOPMENT)).toContain('workers = \n');
    await app.replaceLine(2, 'workers = 6');
    await expect(app.value('server.workers')).toHaveAccessibleName(/ is 6, from /);
    await expect(app.region('Effective').getByRole('status')).toHaveCount(0);
  });

  test('the rest of the file keeps hover and completion', async ({ app, page }) => {
    await app.openLayer('development.toml');
    await app.replaceLine(2, 'workers = [1,');
    await expect(app.region('Problems').getByRole('row').first()).toBeVisible();
    await app.region('Editor').getByText('session_lifetime', { exact: true }).first().hover();
    await expect(page.getByRole('tooltip').filter({ hasText: 'security.session_lifetime' })).toBeVisible();
  });
});

test.describe('a layer that cannot be read', () => {
  test('not UTF-8: says so, offers a way out, changes no byte', async ({ desk, page }) => {
    const folder = desk.copy('plue');
    const bytes = Buffer.from('[server]\nhost = "caf\xe9"\n', 'latin1');
    writeFileSync(join(folder, STAGING), bytes);
    const app = await desk.start(folder);
    await app.chooseEnvironment('staging');
    const problem = app.region('Problems').getByRole('row').filter({ hasText: 'staging.toml' });
    await expect(problem).toContainText(/UTF-8/);
    const layer = app.region('Layers').getByRole('row').filter({ hasText: 'staging.toml' });
    await expect(layer).toContainText('Unreadable');
    await layer.click();
    await expect(page.getByText(/UTF-8/).last()).toBeVisible();
    await expectTheRestToWork(app);
    expect(readFileSync(join(folder, STAGING)).equals(bytes)).toBe(true);
  });

  test('a directory in its place', async ({ desk, page }) => {
    const folder = desk.copy('plue');
    rmSync(join(folder, STAGING));
    mkdirSync(join(folder, STAGING));
    const app = await desk.start(folder);
    await app.chooseEnvironment('staging');
    const problem = app.region('Problems').getByRole('row').filter({ hasText: 'staging.toml' });
    await expect(problem).toContainText(/folder|directory/i);
    await app.region('Layers').getByRole('row').filter({ hasText: 'staging.toml' }).click();
    await expect(page.getByText(/folder|directory/i).last()).toBeVisible();
    await expectTheRestToWork(app);
  });

  test('no permission', async ({ desk }) => {
    test.skip(process.getuid?.() === 0, 'root may read everything');
    const folder = desk.copy('plue');
    chmodSync(join(folder, STAGING), 0o000);
    const app = await desk.start(folder);
    await app.chooseEnvironment('staging');
    const problem = app.region('Problems').getByRole('row').filter({ hasText: 'staging.toml' });
    await expect(problem).toContainText(/permission/i);
    await expectTheRestToWork(app);
  });

  test('missing: says so, and saving creates it', async ({ desk }) => {
    const folder = desk.copy('plue');
    rmSync(join(folder, STAGING));
    const app = await desk.start(folder);
    await app.chooseEnvironment('staging');
    const problem = app.region('Problems').getByRole('row').filter({ hasText: STAGING });
    await expect(problem).toContainText('does not exist');
    await expect(problem).toContainText('Create the file');
    const layer = app.region('Layers').getByRole('row').filter({ hasText: 'staging.toml' });
    await expect(layer).toContainText('Missing');
    await app.openLayer('staging.toml');
    await expect(app.page.getByRole('status').filter({ hasText: 'does not exist yet' })).toBeVisible();
    await app.replaceLine(1, 'server.workers = 11');
    await app.save();
    await expect.poll(() => existsSync(join(folder, STAGING))).toBe(true);
    await expect(app.value('server.workers')).toHaveAccessibleName(/ is 11, from /);
    await expect(layer).not.toContainText('Missing');
    expect(app.read(STAGING)).toBe('server.workers = 11');
  });
});

test.describe('large files say what is off, and why', () => {
  test('5 MiB: editable, checked when it is saved', async ({ desk }) => {
    const folder = desk.copy('plue');
    writeFileSync(join(folder, DEVELOPMENT), padded('[server]\nworkers = 1\n', 5 * MIB));
    const app = await desk.start(folder);
    await app.openLayer('development.toml');
    await expect(app.page.getByRole('status').filter({ hasText: /large.*when it is saved/ })).toBeVisible();
    await app.replaceLine(2, 'workers = 8');
    await app.save();
    await expect(app.value('server.workers')).toHaveAccessibleName(/ is 8, from /);
    expect(app.read(DEVELOPMENT)).toMatch(/^\[server\]\nworkers = 8\n# padding/);
  });

  test('17 MiB: for reading only', async ({ desk, page }) => {
    const folder = desk.copy('plue');
    writeFileSync(join(folder, DEVELOPMENT), padded('[server]\nworkers = 1\n', 17 * MIB));
    const app = await desk.start(folder);
    await app.openLayer('development.toml');
    await expect(page.getByRole('status').filter({ hasText: /too large to edit/ })).toBeVisible();
    await app.goToLine(2);
    await page.keyboard.type('x');
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
    await expect(app.region('Editor')).toContainText('workers = 1');
  });
});

test.describe('a broken description of the workspace', () => {
  test('the manifest: the place is named, and mending it in the editor brings everything back', async ({
    desk,
  }) => {
    const folder = desk.copy('plue');
    const manifest = readFileSync(join(folder, 'strata.toml'), 'utf8');
    writeFileSync(join(folder, 'strata.toml'), manifest.replace('dialect = "standard"', 'dialect = '));
    const app = await desk.start(folder);
    await expect(app.region('Problems').getByRole('row').filter({ hasText: 'strata.toml:4' })).toBeVisible();
    await app.openLayer('strata.toml');
    await app.replaceLine(4, 'dialect = "standard"');
    await app.save();
    await expect(app.region('Problems')).toContainText('No problems');
    await expectTheRestToWork(app);
  });

  test('the schema: said at its place, syntax is still checked', async ({ desk }) => {
    const folder = desk.copy('plue');
    writeFileSync(join(folder, SCHEMA), '{ "type": "object", ');
    const app = await desk.start(folder);
    const problem = app.region('Problems').getByRole('row').filter({ hasText: 'plue.schema.json' });
    await expect(problem).toBeVisible();
    await expectTheRestToWork(app);
    await app.replaceLine(2, 'workers = ');
    await expect(
      app.region('Problems').getByRole('row').filter({ hasText: 'development.toml:2' }),
    ).toBeVisible();
  });
});

test.describe('places that cannot be written', () => {
  test('a read-only file: it says so and how to go on, and its bytes stay', async ({ desk, page }) => {
    const folder = desk.copy('plue');
    const path = join(folder, DEVELOPMENT);
    const before = readFileSync(path, 'utf8');
    chmodSync(path, 0o444);
    const app = await desk.start(folder);
    await app.openLayer('development.toml');
    await expect(page.getByRole('status').filter({ hasText: /read-only.*permissions/ })).toBeVisible();
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test('a file made read-only under unsaved work: the save fails with a way out and keeps the work', async ({
    app,
  }) => {
    const path = join(app.folder, DEVELOPMENT);
    await app.openLayer('development.toml');
    await app.replaceLine(2, 'workers = 4');
    chmodSync(path, 0o444);
    await app.save();
    await expect(app.notices.getByText(/read-only|may not be written|permission/i).first()).toBeVisible();
    expect(app.read(DEVELOPMENT)).toContain('workers = 1');
    await expect(app.region('Editor')).toContainText('workers = 4');
    chmodSync(path, 0o644);
    await app.save();
    await expect.poll(() => app.read(DEVELOPMENT)).toContain('workers = 4');
  });

  test('a folder that cannot hold the history: it is kept in the data folder, and says so', async ({
    desk,
  }) => {
    const folder = desk.copy('plue');
    writeFileSync(join(folder, '.strata'), 'in the way');
    const app = await desk.start(folder);
    await expect(app.notices.getByText(/history.*is kept in/)).toBeVisible();
    await expectTheRestToWork(app);
    const history = await app.showHistory();
    await expect(history.getByRole('row').filter({ hasText: 'Saved' })).toHaveCount(1);
    expect(readdirSync(join(desk.data, 'history'))).toHaveLength(1);
  });

  test('a read-only folder: files are read, the history goes to the data folder', async ({ desk }) => {
    test.skip(process.getuid?.() === 0, 'root may write everywhere');
    const folder = desk.copy('plue');
    chmodSync(folder, 0o555);
    const app = await desk.start(folder);
    await expect(app.notices.getByText(/history.*is kept in/)).toBeVisible();
    await expect(app.value('server.workers')).toBeVisible();
    chmodSync(folder, 0o755);
  });
});

test('a corrupt history is put aside, a new one started, and the user told', async ({ desk }) => {
  const folder = desk.copy('plue');
  mkdirSync(join(folder, '.strata'));
  writeFileSync(join(folder, '.strata/history.db'), 'not a database at all, but long enough '.repeat(400));
  const app = await desk.start(folder);
  await expect(app.notices.getByText(/history of this workspace could not be read/)).toBeVisible();
  await expect(app.notices.getByText(/kept as history\.corrupt-/)).toBeVisible();
  await expectTheRestToWork(app);
  const kept = readdirSync(join(folder, '.strata')).filter((name) => name.startsWith('history.corrupt-'));
  expect(kept).toHaveLength(1);
  await expect((await app.showHistory()).getByRole('row').filter({ hasText: 'Saved' })).toHaveCount(1);
});

test.describe('a file deleted under the editor', () => {
  test('without typed work it asks as well, since only the editor holds the text now', async ({
    app,
    page,
  }) => {
    const before = app.read(DEVELOPMENT);
    await app.openLayer('development.toml');
    await expect(app.region('Editor')).toContainText('workers = 1');
    rmSync(join(app.folder, DEVELOPMENT));
    const question = page.getByRole('alertdialog', { name: /development\.toml was deleted on disk/ });
    await question.getByRole('button', { name: 'Decide later' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Deleted on disk' })).toBeVisible();
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Deleted on disk' })).toHaveCount(0);
    await app.save();
    await expect.poll(() => existsSync(join(app.folder, DEVELOPMENT))).toBe(true);
    expect(app.read(DEVELOPMENT)).toBe(before);
  });

  test('with unsaved work it asks, and keeping mine writes it again', async ({ app, page }) => {
    await app.openLayer('development.toml');
    await app.replaceLine(2, 'workers = 2');
    await expect(app.value('server.workers')).toHaveAccessibleName(/ is 2, from /);
    rmSync(join(app.folder, DEVELOPMENT));
    const question = page.getByRole('alertdialog', { name: /development\.toml was deleted on disk/ });
    await question.getByRole('button', { name: 'Keep mine' }).click();
    await app.save();
    await expect.poll(() => existsSync(join(app.folder, DEVELOPMENT))).toBe(true);
    expect(app.read(DEVELOPMENT)).toContain('workers = 2');
  });
});

test('the bytes nobody touched stay: CRLF, a byte order mark, mixed line ends, no last one', async ({
  desk,
}) => {
  const texts = {
    'global.toml': '[server]\r\nworkers = 1\r\n# caf\u00e9\r\n\r\n[ssh]\r\nport=22\t# tab\r\n',
    'development.toml': '\u{feff}[server]\nworkers = 1\n  # indented\n',
    'user.toml': '[server]\r\nworkers = 1\n\r\n[ssh]\nport = 22',
  };
  const places = { 'global.toml': GLOBAL, 'development.toml': DEVELOPMENT, 'user.toml': 'config/user.toml' };
  const folder = desk.copy('plue');
  const names = ['global.toml', 'development.toml', 'user.toml'] as const;
  for (const name of names) writeFileSync(join(folder, places[name]), texts[name]);
  const app = await desk.start(folder);
  for (const name of names) {
    await app.openLayer(name);
    await app.replaceLine(2, 'workers = 12');
    await app.save();
    await expect.poll(() => app.read(places[name])).toContain('workers = 12');
    const expected = Buffer.from(texts[name].replace('workers = 1', 'workers = 12'));
    expect(readFileSync(join(folder, places[name])).equals(expected), name).toBe(true);
  }
});
