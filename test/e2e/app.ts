/** The product as its user has it: a copy of an example, the real browser host, a page in Chromium. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const NODE = join(PROJECT, 'node_modules/node/bin/node');
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
  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  region(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  async chooseEnvironment(name: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Environment' }).click();
    await this.page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  }

  /** Opens a file by clicking its layer in the Layers panel. */
  async openLayer(name: string): Promise<void> {
    await this.region('Layers').getByRole('row').filter({ hasText: name }).first().click();
    const named = new RegExp(name.replaceAll('.', '\\.'));
    await expect(this.region('Editor').getByRole('textbox')).toHaveAccessibleName(named);
  }

  /** Puts the cursor on a line of the editor and types over all of it. */
  async replaceLine(line: number, text: string): Promise<void> {
    await this.region('Editor').getByRole('textbox').focus();
    await this.page.keyboard.press('Control+Home');
    for (let at = 1; at < line; at += 1) await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Home');
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
    env: { ...process.env, STRATA_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (host.stdout === null) throw new Error('The host has no output.');
  for await (const line of createInterface({ input: host.stdout })) {
    const url = ADDRESS.exec(line)?.[0];
    if (url !== undefined) return { host, url };
  }
  throw new Error('The browser host ended without printing its address.');
}

export async function end(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null) return;
  host.kill('SIGTERM');
  await once(host, 'exit');
}

interface Fixtures {
  /** Which example is copied and opened. */
  readonly example: string;
  readonly app: App;
}

export const test = base.extend<Fixtures>({
  example: ['plue', { option: true }],
  app: async ({ page, example }, use) => {
    const root = mkdtempSync(join(tmpdir(), 'strata-e2e-'));
    const folder = join(root, example);
    cpSync(join(PROJECT, 'examples', example), folder, {
      recursive: true,
      filter: (path) => !path.endsWith('.strata'),
    });
    const { host, url } = await serve(folder, join(root, 'data'));
    const violations: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
    });
    page.on('pageerror', (error) => violations.push(error.message));
    await page.goto(url);
    await use(new App(page, folder, host));
    await end(host);
    rmSync(root, { recursive: true, force: true });
    expect(violations, 'errors and policy violations of the page').toEqual([]);
  },
});

export { expect };
