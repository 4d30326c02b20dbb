import { linkSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { etagOf } from '../../../core/files/etag.ts';
import { findInterrupted } from '../../../core/files/in-place.ts';
import { lockFile, lockPath } from '../../../core/files/lock.ts';
import { ownerIsGone, ownerToken } from '../../../core/files/owner.ts';
import { sweepTemporaries } from '../../../core/files/sweep.ts';
import { run } from '../children.ts';
import { folderWith, temporaryFolder } from '../temporary.ts';
import { expectOnly, fileWith, save } from './saving.ts';

const [pid, started, boot] = ownerToken().split('.');
/** This pid, but of an earlier process. */
const DEAD = `${pid}.${Number(started) - 1}.${boot}`;
const OF_ANOTHER_BOOT = `${pid}.${started}.ffffffff`;
const NONCE = 'a'.repeat(32);
const isLinux = process.platform === 'linux';

function hash16(text: string): string {
  return etagOf(Buffer.from(text)).slice(0, 16);
}

function lockOf(path: string, owner: string): void {
  writeFileSync(lockPath(path), `strata ${owner} ${NONCE}\n`);
}

describe.runIf(isLinux)('whose a leftover is', () => {
  test('a running process is not gone, an ended one is, and so is one whose number was given again', async () => {
    const { stdout } = await run(process.execPath, ['-p', 'process.pid']);
    expect(ownerIsGone(ownerToken(), 0)).toBe(false);
    expect(ownerIsGone(`${stdout.trim()}.0.${boot}`, 0)).toBe(true);
    expect(ownerIsGone(DEAD, 0)).toBe(true);
  });

  test('one of another boot may be on another machine, until what it left is a minute old', () => {
    expect(ownerIsGone(OF_ANOTHER_BOOT, 1_000)).toBe(false);
    expect(ownerIsGone(OF_ANOTHER_BOOT, 61_000)).toBe(true);
  });

  test('what cannot be read counts as alive', () => {
    expect(ownerIsGone('', 1e9)).toBe(false);
    expect(ownerIsGone('x.y.z', 1e9)).toBe(false);
  });
});

describe('the lock of a file', () => {
  test('lets one save at a time through', async () => {
    const path = fileWith('0');
    let inside = 0;
    let most = 0;
    const enter = async () => {
      const lock = await lockFile(path);
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside--;
      await lock?.release();
    };
    await Promise.all(Array.from({ length: 20 }, enter));
    expect(most).toBe(1);
    expectOnly(path, '0');
  });

  test('is refused with the way out while a running process holds it', async () => {
    const path = fileWith('old');
    lockOf(path, ownerToken());
    await expect(lockFile(path, 50)).rejects.toMatchObject({
      code: 'LOCKED',
      remedy: expect.stringContaining(lockPath(path)),
    });
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  test.runIf(isLinux)('of a dead process is taken over', async () => {
    const path = fileWith('old');
    lockOf(path, DEAD);
    expect(await save(path, 'new', 'old')).toMatchObject({ outcome: 'saved' });
    expectOnly(path, 'new');
  });

  test.runIf(isLinux)('of a dead process is taken over by one of many', async () => {
    const path = fileWith('old');
    lockOf(path, DEAD);
    const saves = Array.from({ length: 12 }, (_, i) =>
      save(path, `new ${i}`, 'old').then(
        () => i,
        () => null,
      ),
    );
    const winners = (await Promise.all(saves)).filter((winner) => winner !== null);
    expect(winners).toHaveLength(1);
    expectOnly(path, `new ${winners[0]}`);
  });

  test('left empty by a kill is taken over once it is old enough', async () => {
    const path = fileWith('old');
    writeFileSync(lockPath(path), '');
    const past = new Date(Date.now() - 10_000);
    utimesSync(lockPath(path), past, past);
    expect(await save(path, 'new', 'old')).toMatchObject({ outcome: 'saved' });
    expectOnly(path, 'new');
  });
});

describe.runIf(isLinux)('the sweep', () => {
  test('removes what dead processes left, and only that', async () => {
    const folder = folderWith({
      'app.toml': '',
      [`.strata-tmp-${DEAD}-${NONCE}`]: 'half a fi',
      [`.strata-swap-${DEAD}-${NONCE}-${hash16('old')}-${hash16('new')}`]: 'old',
      [`.strata-swap-${DEAD}-${'b'.repeat(32)}-${hash16('old')}-${hash16('new')}`]: 'new',
      '.app.toml.lock': `strata ${DEAD} ${NONCE}\n`,
      '.app.toml.lock-0123456789abcdef': `strata ${DEAD} ${NONCE}\n`,
      [`.strata-tmp-${ownerToken()}-${NONCE}`]: 'of a save under way',
      [`.strata-tmp-${OF_ANOTHER_BOOT}-${NONCE}`]: 'of another machine',
      '.live.toml.lock': `strata ${ownerToken()} ${NONCE}\n`,
      '.theirs.lock': 'another program',
      '.empty.lock': '',
      '.strata-tmp-notes.toml': 'a user’s file',
    });
    const { removed, kept } = await sweepTemporaries([folder, join(folder, 'none'), folder]);
    expect(removed).toHaveLength(5);
    expect(kept).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(
      [
        'app.toml',
        `.strata-tmp-${ownerToken()}-${NONCE}`,
        `.strata-tmp-${OF_ANOTHER_BOOT}-${NONCE}`,
        '.live.toml.lock',
        '.theirs.lock',
        '.empty.lock',
        '.strata-tmp-notes.toml',
      ].sort(),
    );
  });

  test('keeps and reports a content that nobody has seen', async () => {
    const name = `.strata-swap-${DEAD}-${NONCE}-${hash16('old')}-${hash16('new')}`;
    const folder = folderWith({ [name]: 'written by another program' });
    expect(await sweepTemporaries([folder])).toEqual({ removed: [], kept: [join(folder, name)] });
    expectOnly(join(folder, name), 'written by another program');
  });
});

describe.runIf(isLinux)('a save in place that was killed', () => {
  function copyOf(path: string, before: string, after: string, owner = DEAD): string {
    const header = {
      path,
      owner,
      time: Date.now(),
      before: etagOf(Buffer.from(before)),
      after: etagOf(Buffer.from(after)),
    };
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'app.toml.0.strata-recovery'), `${JSON.stringify(header)}\n${before}`);
    return folder;
  }

  test('in the middle gives back the old content', async () => {
    const path = fileWith('new content, tor');
    const folder = copyOf(path, 'old', 'new content, torn off');
    expect(await findInterrupted(folder)).toEqual([
      { path, previous: Buffer.from('old'), copy: join(folder, 'app.toml.0.strata-recovery') },
    ]);
  });

  test.each(['old', 'new'])('before or after the middle needs nothing: the file holds %s', async (disk) => {
    const folder = copyOf(fileWith(disk), 'old', 'new');
    expect(await findInterrupted(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('and one that is under way is left alone', async () => {
    const folder = copyOf(fileWith('torn'), 'old', 'new', ownerToken());
    expect(await findInterrupted(folder)).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('before its copy was complete left nothing to do', async () => {
    const folder = folderWith({ 'x.strata-recovery': '{"path":"/x"', 'y.strata-recovery': 'no JSON\n' });
    expect(await findInterrupted(folder)).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(2);
    const past = new Date(Date.now() - 120_000);
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), past, past);
    expect(await findInterrupted(folder)).toEqual([]);
    expect(await findInterrupted(join(folder, 'none'))).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('two names of one file do not keep a killed first save from being swept', async () => {
  const path = join(temporaryFolder(), 'new.toml');
  writeFileSync(path, 'new');
  linkSync(path, join(dirname(path), `.strata-tmp-${DEAD}-${NONCE}`));
  mkdirSync(join(dirname(path), 'sub'));
  await sweepTemporaries([dirname(path)]);
  expect(readdirSync(dirname(path))).toEqual(isLinux ? ['new.toml', 'sub'] : readdirSync(dirname(path)));
});
