/** Saves that are killed, and disks that fail. Each fault is first shown to be real by a control that suffers from it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sweepTemporaries } from '../../../core/files/sweep.ts';
import { type Ended, kill, run, startChild } from '../children.ts';
import { temporaryFolder } from '../temporary.ts';
import { nameIn, wholeText } from './content.ts';
import { expectOnly, fileWith } from './saving.ts';

const SAVE_LOOP = child('save-loop');
const SAVE_ONCE = child('save-once');
const SHORT_WRITER = child('short-writer');
const KILLS = 60;

function child(name: string): string {
  return fileURLToPath(new URL(`./children/${name}.ts`, import.meta.url));
}

test('a save killed at any moment leaves the old or the new content, and the sweep removes the rest', async () => {
  const path = fileWith(wholeText('start', 64));
  let leftovers = 0;
  let next = startChild(SAVE_LOOP, path);
  for (let i = 0; i < KILLS; i++) {
    const saver = await next;
    // The next one starts up meanwhile; it saves only when told.
    if (i + 1 < KILLS) next = startChild(SAVE_LOOP, path);
    saver.send('go');
    await sleep(Math.random() * 40);
    await kill(saver);
    expect(nameIn(readFileSync(path, 'utf8')), `torn by kill ${i}`).not.toBeNull();
    leftovers += readdirSync(dirname(path)).length - 1;
    // The helper program of an exchange may outlive the save by an instant.
    await sleep(5);
    expect((await sweepTemporaries([dirname(path)])).kept).toEqual([]);
    expectOnly(path, readFileSync(path, 'utf8'));
  }
  // The control: kills did hit saves under way.
  expect(leftovers).toBeGreaterThan(0);
});

describe('a full disk', () => {
  const hasBash = existsSync('/bin/bash');

  test.runIf(hasBash)('inside a write: an error, the old bytes intact, nothing left behind', async () => {
    const limited = (script: string, ...args: string[]) =>
      run('/bin/bash', [
        '-c',
        `trap '' XFSZ; ulimit -f 16; exec "$@"`,
        'bash',
        process.execPath,
        script,
        ...args,
      ]);
    const control = join(temporaryFolder(), 'control');
    expect((await limited(SHORT_WRITER, control, '40000')).stdout).toBe('16384');

    const path = fileWith(wholeText('old'));
    expect(outcomeOf(await limited(SAVE_ONCE, path, '@40'))).toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringContaining('NOT saved'),
      remedy: expect.any(String),
    });
    expectOnly(path, wholeText('old'));
  });

  test.runIf(process.getuid?.() === 0)('a small disk, for real', async ({ skip }) => {
    const disk = temporaryFolder();
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    if (mounted.code !== 0) skip(`mounting is not permitted here: ${mounted.stderr}`);
    onTestFinished(async () => void (await run('umount', [disk])));
    const path = join(disk, 'app.toml');
    writeFileSync(path, wholeText('old', 30));
    expect(outcomeOf(await run(process.execPath, [SAVE_ONCE, path, '@40']))).toMatchObject({
      code: 'DISK_FULL',
    });
    expectOnly(path, wholeText('old', 30));
  });
});

const canTrace = process.platform === 'linux' && (await trace([], ['-e', '0'])).code === 0;

describe.runIf(canTrace)('a fault injected into one system call', () => {
  async function saveWith(...injections: string[]): Promise<{ path: string; ended: Ended; log: string }> {
    const path = fileWith(wholeText('old'));
    const log = join(temporaryFolder(), 'log');
    const options = injections.flatMap((injection) => ['-e', `inject=${injection}`]);
    const ended = await trace(['-o', log, ...options], [SAVE_ONCE, path, '@40']);
    return { path, ended, log: readFileSync(log, 'utf8') };
  }

  test.each([
    'fsync:error=EIO:when=1',
    'fsync:error=ENOSPC:when=1',
    'fchmod:error=EIO:when=1',
    'rename:error=EIO:when=1',
  ])('%s: an error, and the old content stays', async (injection) => {
    const { path, ended, log } = await saveWith(injection);
    expect(log).toContain('(INJECTED)');
    expect(outcomeOf(ended)).toMatchObject({ code: expect.stringMatching(/^(IO_ERROR|DISK_FULL)$/) });
    expectOnly(path, wholeText('old'));
  });

  test('the folder entry not confirmed: saved, and said to be unsure', async () => {
    const { path, ended, log } = await saveWith('fsync:error=EIO:when=2');
    expect(log).toContain('(INJECTED)');
    expect(outcomeOf(ended)).toEqual({ outcome: 'saved-unsure' });
    expectOnly(path, wholeText('new', 40));
  });

  test.each(['pwrite64:1', 'fchmod:1', 'fsync:1', 'fsync:2', 'rename:1', 'unlink:1', 'unlink:2'])(
    'killed at %s: old or new, and the sweep removes the rest',
    async (point) => {
      const [call, count] = point.split(':');
      const { path } = await saveWith(`${call}:signal=KILL:when=${count}`);
      expect([wholeText('old'), wholeText('new', 40)]).toContain(readFileSync(path, 'utf8'));
      expect((await sweepTemporaries([dirname(path)])).kept).toEqual([]);
      expectOnly(path, readFileSync(path, 'utf8'));
    },
  );
});

/** Node under strace, with one thread for files so that calls can be counted. */
function trace(options: string[], args: string[]): Promise<Ended> {
  const calls = 'trace=pwrite64,fchmod,fsync,rename,unlink';
  return run('strace', ['-f', '-qq', '-e', calls, ...options, process.execPath, ...args], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
  });
}

function outcomeOf(ended: Ended): unknown {
  if (ended.stdout === '') throw new Error(`the save said nothing: ${ended.stderr}`);
  return JSON.parse(ended.stdout);
}
