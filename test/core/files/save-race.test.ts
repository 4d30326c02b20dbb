/**
 * Strata saves a file 200 times while a second process, which knows nothing of locks, writes it too. Every content
 * of that process must be accounted for: still on disk, met as a conflict, or handed back by the save that replaced
 * it. None may vanish.
 */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { etagOf } from '../../../core/files/etag.ts';
import { saveFile } from '../../../core/files/save.ts';
import { StrataError } from '../../../shared/contract/errors.ts';
import { answer, kill, startChild } from '../children.ts';
import { nameIn, wholeText } from './content.ts';
import { expectOnly, filesCanTradePlaces, fileWith } from './saving.ts';

const WRITER = fileURLToPath(new URL('./children/outside-writer.ts', import.meta.url));
const READER = fileURLToPath(new URL('./children/reader.ts', import.meta.url));
const SAVES = 200;
/** A little longer than a save, so that the other writer hits every step of it, before and after. */
const SPREAD_MS = 16;

/** What happened to the contents of both writers, by the names inside them. */
interface Account {
  readonly theirs: Set<string>;
  readonly found: Set<string>;
  conflicts: number;
  handedBack: number;
}

async function writeBoth(path: string, way: 'rename' | 'in-place'): Promise<Account> {
  const account: Account = { theirs: new Set(), found: new Set(), conflicts: 0, handedBack: 0 };
  const writer = await startChild(WRITER, path, way);
  onTestFinished(() => kill(writer));
  const late: Promise<Buffer | null>[] = [];
  for (let i = 0; i < SAVES; i++) {
    const expected = etagOf(readFileSync(path));
    account.theirs.add(`theirs ${i}`);
    const written = answer(writer);
    writer.send({ text: wholeText(`theirs ${i}`), afterMs: Math.random() * SPREAD_MS });
    try {
      const bytes = Buffer.from(wholeText(`ours ${i}`));
      const result = await saveFile({ path, bytes, expected, roots: [dirname(path)] });
      if (result.lost !== undefined) {
        account.handedBack++;
        found(account, result.lost);
      }
      late.push(result.late);
    } catch (error) {
      if (!(error instanceof StrataError) || error.code !== 'CONFLICT') throw error;
      account.conflicts++;
    }
    await written;
    found(account, readFileSync(path));
  }
  for (const content of await Promise.all(late)) {
    if (content === null) continue;
    account.handedBack++;
    found(account, content);
  }
  return account;
}

function found(account: Account, content: Buffer): void {
  const name = nameIn(content.toString());
  expect(name, 'a content that is not whole').not.toBeNull();
  account.found.add(name ?? '');
}

function expectNothingVanished({ theirs, found }: Account): void {
  expect([...theirs].filter((name) => !found.has(name))).toEqual([]);
}

const canExchange = await filesCanTradePlaces();

describe('200 saves, with a second process writing in between', () => {
  // Without an atomic exchange there is a gap of microseconds, in which `rename` replaces unseen.
  test.runIf(canExchange)('by renaming: nothing vanishes, and no reader ever sees a torn file', async () => {
    const path = fileWith(wholeText('start'));
    const reader = await startChild(READER, path);
    onTestFinished(() => kill(reader));
    const account = await writeBoth(path, 'rename');
    expectNothingVanished(account);
    const seen = answer(reader);
    reader.send('stop');
    expect(await seen).toEqual({ reads: expect.any(Number), torn: 0, missing: 0 });
    expectOnly(path, readFileSync(path, 'utf8'));
  });

  test('in place: nothing vanishes', async () => {
    const path = fileWith(wholeText('start'));
    expectNothingVanished(await writeBoth(path, 'in-place'));
    expectOnly(path, readFileSync(path, 'utf8'));
  });
});
