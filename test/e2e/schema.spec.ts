/** Which schema counts, why, and what the user can do about it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { type App, expect, test } from './app.ts';

const STRICT = JSON.stringify({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Whole numbers only',
  properties: { port: { type: 'integer' } },
});
const LOOSE = JSON.stringify({
  title: 'Anything goes',
  properties: { port: { type: ['integer', 'string'] } },
});

const files = (named: string) => ({
  'app.toml': `#:schema ${named}\nport = "x"\n`,
  'notes.json': '{"a": 1}',
  'schemas/strict.schema.json': STRICT,
  'schemas/loose.schema.json': LOOSE,
});

/** A server on this machine that counts who asks. */
class SchemaServer {
  requests: string[] = [];
  content = STRICT;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      this.requests.push(request.headers['if-none-match'] ?? 'all');
      const etag = `"${this.content.length}"`;
      if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
      else response.writeHead(200, { 'content-type': 'application/json', etag }).end(this.content);
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/app.schema.json`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const status = (page: Page) => page.getByRole('contentinfo').getByRole('button', { name: /^Schema: / });
const dialog = (page: Page) => page.getByRole('dialog', { name: /^Schema of/ });
const rule = (question: Locator, text: string) => question.getByRole('listitem').filter({ hasText: text });
const typeProblem = (app: App) =>
  app.region('Problems').getByRole('row').filter({ hasText: 'must be an integer' });

async function opened(app: App): Promise<void> {
  await app.openLayer('app.toml');
}

test('says which rule won, and what lost', async ({ desk, page }) => {
  const folder = desk.folder('why', {
    ...files('schemas/strict.schema.json'),
    'strata.toml':
      '[workspace]\nschema = "schemas/loose.schema.json"\n[[layers]]\nname = "app"\nfile = "app.toml"\n',
  });
  const app = await desk.start(folder);
  await opened(app);
  await expect(status(page)).toHaveText('Schema: strict.schema.json');
  await expect(typeProblem(app)).toBeVisible();
  await status(page).click();
  const question = dialog(page);
  await expect(question).toHaveAccessibleName('Schema of app.toml');
  await expect(question).toContainText('The #:schema comment at app.toml:1 names it.');
  await expect(rule(question, '#:schema comment')).toContainText('wins');
  await expect(rule(question, 'Manifest')).toContainText('loses with');
  await expect(rule(question, '$schema key')).toContainText('names none');
  await question.getByRole('button', { name: 'strata.toml:2' }).click();
  await expect(app.tab('strata.toml')).toHaveAttribute('aria-selected', 'true');
});

test('a pick wins over the comment, survives a restart, and can be forgotten', async ({ desk, page }) => {
  const folder = desk.folder('pick', files('schemas/strict.schema.json'));
  const first = await desk.start(folder);
  await opened(first);
  await expect(typeProblem(first)).toBeVisible();
  await status(page).click();
  const choices = dialog(page).getByRole('listbox', { name: 'Schemas to pick from' });
  await expect(choices.getByRole('option', { name: /strict/ })).toContainText('in use');
  await expect(choices.getByRole('option', { name: /notes/ })).toHaveCount(0);
  await choices.getByRole('option', { name: /loose/ }).click();
  await expect(rule(dialog(page), 'Your pick')).toContainText('wins');
  await expect(choices.getByRole('option', { name: /loose/ })).toContainText('in use');
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(status(page)).toHaveText('Schema: loose.schema.json');
  await expect(typeProblem(first)).toHaveCount(0);

  const again = await desk.start(folder);
  await opened(again);
  await expect(status(page)).toHaveText('Schema: loose.schema.json');
  await status(page).click();
  await dialog(page)
    .getByRole('option', { name: /No schema/ })
    .click();
  await expect(dialog(page)).toContainText('You chose no schema');
  await dialog(page).getByRole('button', { name: 'Forget my pick' }).click();
  await expect(rule(dialog(page), '#:schema comment')).toContainText('wins');
  await dialog(page).getByRole('button', { name: 'Open the schema' }).click();
  await expect(again.tab('strict.schema.json')).toHaveAttribute('aria-selected', 'true');
  await expect(typeProblem(again)).toBeVisible();
});

test.describe('a schema on the web', () => {
  const server = new SchemaServer();
  let url = '';
  test.beforeEach(async () => {
    server.requests = [];
    server.content = STRICT;
    url = await server.start();
  });
  test.afterEach(() => server.stop());

  test('is asked for, fetched once agreed, kept, and works without its server', async ({ desk, page }) => {
    const folder = desk.folder('web', files(url));
    const app = await desk.start(folder);
    await opened(app);
    await expect(status(page)).toHaveText('Schema: app.schema.json, not fetched');
    await expect(app.notices).toContainText('is not used until you agree');
    await expect(
      app.region('Problems').getByRole('row').filter({ hasText: 'has not been fetched' }),
    ).toBeVisible();
    expect(server.requests).toEqual([]);

    await status(page).click();
    const waiting = dialog(page).getByRole('listitem', { name: url });
    await expect(waiting).toContainText('Nothing is fetched without your word');
    await waiting.getByRole('button', { name: 'Fetch', exact: true }).click();
    await expect(waiting).toContainText('In use, as fetched');
    expect(server.requests).toEqual(['all']);
    await waiting.getByRole('button', { name: 'Refresh' }).click();
    await expect.poll(() => server.requests).toEqual(['all', `"${STRICT.length}"`]);
    server.content = LOOSE;
    await expect(waiting.getByRole('button', { name: 'Refresh' })).toBeEnabled();
    await expect(typeProblem(app)).toHaveCount(1);
    await waiting.getByRole('button', { name: 'Refresh' }).click();
    await expect(typeProblem(app)).toHaveCount(0);
    await dialog(page).getByRole('button', { name: 'Close' }).click();

    await server.stop();
    const offline = await desk.start(folder);
    await opened(offline);
    await expect(status(page)).toHaveText('Schema: app.schema.json');
    await offline.replaceLine(2, 'port = true');
    await expect(
      offline.region('Problems').getByRole('row').filter({ hasText: 'must be an integer or a string' }),
    ).toBeVisible();
    await server.start();
  });

  test('that was declined is not fetched, nor asked about again', async ({ desk, page }) => {
    const folder = desk.folder('declined', files(url));
    const app = await desk.start(folder);
    await opened(app);
    await status(page).click();
    await dialog(page).getByRole('button', { name: 'Don’t fetch' }).click();
    await expect(dialog(page).getByRole('listitem', { name: url })).toContainText(
      'You said not to fetch it.',
    );
    await dialog(page).getByRole('button', { name: 'Close' }).click();
    const again = await desk.start(folder);
    await opened(again);
    await expect(status(page)).toHaveText('Schema: app.schema.json, not fetched');
    await expect(again.region('Problems').getByRole('row').filter({ hasText: 'you declined' })).toBeVisible();
    await expect(again.notices.filter({ hasText: 'until you agree' })).toHaveCount(0);
    expect(server.requests).toEqual([]);
  });
});
