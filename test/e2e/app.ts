/** The product as its user has it: a copy of an example, the real browser host, a page in Chromium. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** The Node the product runs on. */
export const NODE = join(PROJECT, 'node_modules/node/bin/node');
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/\S*/;

export class App {
  readonly page: Page;
  readonly folder: string;
  readonly host: ChildProcess;

  constructor(page: Page, folder: string, host: ChildProcess) {
    this.page = page;
    this.folder = folder;
    this.host = host;
  }

  /** A file of the workspace, as it is on disk. */
  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Writes a file the way another program would. */
  write(path: string, content: string | Buffer): void {
    writeFileSync(join(this.folder, path), content);
  }

  region(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  async chooseEnvironment(name: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Environment' }).click();
    await this.page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
    await expect(this.page.getByRole('combobox', { name: 'Environment' })).toHaveValue(name);
  }

  /** Opens a file by clicking its layer in the Layers panel. */
  async openLayer(name: string): Promise<void> {
    await this.region('Layers').getByRole('row').filter({ hasText: name }).first().click();
    const named = new RegExp(name.replaceAll('.', '\\.'));
    await expect(this.region('Editor').getByRole('textbox')).toHaveAccessibleName(named);
  }

  /** The notices in the corner. */
  get notices(): Locator {
    return this.page.getByRole('region', { name: /^Notices|notification/i });
  }

  /** The tab of a file or comparison. */
  tab(name: string | RegExp): Locator {
    return this.page.getByRole('tablist', { name: 'Open files' }).getByRole('tab', { name });
  }

  /** A value of the Effective panel by its key path. */
  value(path: string): Locator {
    const start = path.replaceAll('.', '\\.');
    return this.region('Effective').getByRole('treeitem', { name: new RegExp(`^${start} is `) });
  }

  /** Opens a comparison from the Compare menu. */
  async compare(choice: RegExp): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Compare', exact: true }).click();
    await this.page.getByRole('menuitem', { name: choice }).click();
    return this.region('Compare');
  }

  async showHistory(): Promise<Locator> {
    await this.page.getByRole('tab', { name: /^History/ }).click();
    return this.region('History');
  }

  /** Chooses from the menu of the text. It is deaf to the mouse for its first tenth of a second, not to the keyboard. */
  async chooseInTextMenu(name: string | RegExp): Promise<void> {
    const item = this.page.getByRole('menuitem', { name });
    await item.click({ trial: true });
    await item.press('Enter');
  }

  async save(): Promise<void> {
    await this.region('Editor').getByRole('textbox').focus();
    await this.page.keyboard.press('Control+S');
  }

  /** Puts the cursor at the start of a line of the editor, with the keyboard alone. */
  async goToLine(line: number): Promise<void> {
    await this.region('Editor').getByRole('textbox').focus();
    await this.page.keyboard.press('Control+Home');
    for (let at = 1; at < line; at += 1) await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Home');
  }

  /** Puts the cursor on a line of the editor and types over all of it. */
  async replaceLine(line: number, text: string): Promise<void> {
    await this.goToLine(line);
    await this.page.keyboard.press('Shift+End');
    await this.page.keyboard.insertText(text);
  }
}

/** Starts the browser host on a folder and gives its address. */
export async function serve(
  folder: string | null,
  data: string,
): Promise<{ host: ChildProcess; url: string }> {
  const words = folder === null ? [] : [folder];
  const host = spawn(NODE, [join(PROJECT, 'cli/strata.mjs'), 'serve', ...words, '--no-open'], {
    env: { ...process.env, STRATA_DATA: data, HOME: dirname(data) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (host.stdout === null) throw new Error('The host has no output.');
  for await (const line of createInterface({ input: host.stdout })) {
    const url = ADDRESS.exec(line)?.[0];
    if (url !== undefined) return { host, url };
  }
  throw new Error('The browser host ended without printing its address.');
}

export async function end(host: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return;
  host.kill(signal);
  await once(host, 'exit');
}

/** A user's place: a home folder, the product's data folder in it, and what is started there. */
export class Desk {
  readonly home: string;
  readonly data: string;
  readonly #page: Page;
  readonly #hosts: ChildProcess[] = [];

  constructor(page: Page) {
    this.#page = page;
    this.home = mkdtempSync(join(tmpdir(), 'strata-e2e-'));
    this.data = join(this.home, 'data');
  }

  /** A copy of an example, to be spoilt at will. */
  copy(example: string): string {
    const folder = join(this.home, example);
    cpSync(join(PROJECT, 'examples', example), folder, {
      recursive: true,
      filter: (path) => !path.endsWith('.strata'),
    });
    return folder;
  }

  /** A folder with these files, by path. */
  folder(name: string, files: Readonly<Record<string, string>>): string {
    const folder = join(this.home, name);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  }

  /** Starts the product on a folder, or on none, and opens its page. */
  async start(folder: string | null): Promise<App> {
    const { host, url } = await serve(folder, this.data);
    this.#hosts.push(host);
    await this.#page.goto(url);
    return new App(this.#page, folder ?? this.home, host);
  }

  async clear(): Promise<void> {
    for (const host of this.#hosts) await end(host);
    rmSync(this.home, { recursive: true, force: true });
  }
}

interface Fixtures {
  /** Which example is copied and opened. */
  readonly example: string;
  readonly desk: Desk;
  readonly app: App;
}

export const test = base.extend<Fixtures>({
  example: ['plue', { option: true }],
  desk: async ({ page, context }, use) => {
    const violations: string[] = [];
    context.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
    });
    context.on('weberror', (error) => violations.push(error.error().message));
    const desk = new Desk(page);
    await use(desk);
    // What a page says of the end of its host, in the middle of loading something, is none of them.
    const found = [...violations];
    await desk.clear();
    expect(found, 'errors and policy violations of the page').toEqual([]);
  },
  app: async ({ desk, example }, use) => use(await desk.start(desk.copy(example))),
});

export { expect };
