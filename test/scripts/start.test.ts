import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from '../../scripts/setup.mjs';

let folder: string;
let started: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-start-'));
  cpSync(join(root, 'examples/plue'), join(folder, 'plue'), {
    recursive: true,
    filter: (path) => !path.endsWith('.strata'),
  });
});
afterEach(() => {
  if (started?.exitCode === null) process.kill(-started.pid!, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the script in a process group of its own, as a terminal does. */
function start(...args: string[]): ChildProcess {
  started = spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...args], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder, STRATA_DATA: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  return started;
}

async function linesUntilAddress(script: ChildProcess): Promise<string[]> {
  const lines: string[] = [];
  let complaints = '';
  script.stderr!.on('data', (chunk) => {
    complaints += chunk;
  });
  for await (const line of createInterface({ input: script.stdout! })) {
    lines.push(line);
    if (line.includes('http://127.0.0.1:')) return lines;
  }
  throw new Error(`No address was printed: ${lines.join('\n')}${complaints}`);
}

describe('npm start', () => {
  test('says in one line why it is the browser host, then the address of a page that answers', async () => {
    const [reason, address] = await linesUntilAddress(start('plue', '--no-open'));
    expect(reason).toMatch(/^Starting the browser host, because .+\.$/);
    const page = await fetch(/http:\/\/\S+/.exec(address!)![0]);
    expect(await page.text()).toContain('<title>Strata</title>');
  });

  test('says nothing of the desktop when the browser was asked for', async () => {
    expect(await linesUntilAddress(start('plue', '--browser', '--no-open'))).toHaveLength(1);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves no process and no open database after %s',
    async (signal) => {
      const script = start('plue', '--no-open');
      await linesUntilAddress(script);
      process.kill(-script.pid!, signal);
      await once(script, 'exit');
      // Nobody is left in the group.
      expect(() => process.kill(-script.pid!, 0)).toThrow('ESRCH');
      expect(readdirSync(join(folder, 'plue/.strata')).sort()).toEqual(['.gitignore', 'history.db']);
    },
  );

  test.each([
    [['--port'], 'port'],
    [['--bogus'], '--bogus'],
    [['--desktop', '--browser'], '--desktop and --browser'],
    [['one', 'two'], 'one, two'],
  ])('refuses %j in words and with its usage', async (args, word) => {
    const script = start(...args);
    let said = '';
    script.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(script, 'close');
    expect(code).toBe(2);
    expect(said).toContain(word);
    expect(said).toContain('npm start [-- FOLDER]');
  });
});
