import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { root } from '../../scripts/setup.mjs';

const processes = pathToFileURL(join(root, 'scripts/processes.mjs')).href;

let folder: string;
let started: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-processes-'));
  started = [];
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a program, and one that runs it in the foreground; gives the path of the second. */
function writeBoth(inner: string): string {
  writeFileSync(join(folder, 'inner.mjs'), inner);
  writeFileSync(
    join(folder, 'outer.mjs'),
    `import { runInForeground } from ${JSON.stringify(processes)};
     process.exitCode = await runInForeground(process.execPath, [${JSON.stringify(join(folder, 'inner.mjs'))}]);`,
  );
  return join(folder, 'outer.mjs');
}

function start(command: string, args: string[]): ChildProcess {
  const child = spawn(command, args, { stdio: 'ignore' });
  started.push(child);
  return child;
}

const startBoth = (inner: string) => start(process.execPath, [writeBoth(inner)]);

const note = (name: string) => join(folder, name);
const waiting = (onSignal: string) => `
  import { appendFileSync, writeFileSync } from 'node:fs';
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => { appendFileSync(${JSON.stringify(note('heard'))}, signal + ' '); ${onSignal} });
  }
  setInterval(() => {}, 1000);
  writeFileSync(${JSON.stringify(note('pid'))}, String(process.pid));`;

async function innerPid(): Promise<number> {
  return vi.waitFor(() => {
    const pid = Number(readFileSync(note('pid'), 'utf8'));
    expect(pid).toBeGreaterThan(0);
    return pid;
  }, 10_000);
}

async function expectGone(pid: number): Promise<void> {
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), 10_000);
}

describe('a program in the foreground', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'hears %s once, ends in its own time, and its exit code stands',
    async (signal) => {
      const outer = startBoth(waiting('setTimeout(() => process.exit(7), 200);'));
      const pid = await innerPid();
      outer.kill(signal);
      outer.kill(signal);
      const [code] = await once(outer, 'exit');
      expect(code).toBe(7);
      expect(readFileSync(note('heard'), 'utf8')).toBe(`${signal} `);
      await expectGone(pid);
    },
  );

  test('that a signal ended gives 128 and the number of the signal', async () => {
    const outer = startBoth("process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);");
    const [code] = await once(outer, 'exit');
    expect(code).toBe(128 + 15);
  });

  test('ends when the shell that started all of it is killed', async () => {
    const outer = writeBoth(waiting('process.exit(0);'));
    // As npm has on many systems: killing the shell reaches neither of the two programs behind it.
    const shell = start('sh', ['-c', `"${process.execPath}" "${outer}"; true`]);
    const pid = await innerPid();
    shell.kill('SIGKILL');
    await expectGone(pid);
  });
});
