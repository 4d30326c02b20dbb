import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { etagOf } from '../../../core/files/etag.ts';
import { temporaryFolder } from '../temporary.ts';
import { bytes, historyOf } from './opening.ts';

const file = 'config/app.toml';

describe('a version', () => {
  test('holds who, when, why, of which file, after which, and every byte', () => {
    const history = historyOf(temporaryFolder());
    const first = history.record({ file, bytes: bytes('a = 1'), origin: 'opened' });
    const content = Buffer.from('\u{feff}a = 2\r\nb = "é"');
    const second = history.record({
      file,
      bytes: content,
      origin: 'saved',
      message: 'why',
      label: 'release',
    });
    expect(history.get(second)).toEqual({
      version: second,
      file,
      hash: etagOf(content),
      parent: first,
      time: '2026-01-01T00:00:02.000Z',
      author: 'ada',
      origin: 'saved',
      message: 'why',
      label: 'release',
      size: content.length,
    });
    expect(history.get(first)).toMatchObject({ parent: null, message: null, label: null });
    expect(history.content(second)).toEqual(content);
  });

  test('of any bytes gives those bytes back', () => {
    const history = historyOf(temporaryFolder());
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (content) => {
        const version = history.record({ file, bytes: content, origin: 'restored' });
        expect(history.content(version)).toEqual(Buffer.from(content));
      }),
      { numRuns: 30 },
    );
  });

  test('is not made again of what the newest one holds, except by a restore', () => {
    const history = historyOf(temporaryFolder());
    const first = history.record({ file, bytes: bytes('a'), origin: 'saved' });
    expect(history.record({ file, bytes: bytes('a'), origin: 'external' })).toBe(first);
    const other = history.record({ file: 'other.toml', bytes: bytes('a'), origin: 'saved' });
    expect(other).toBeGreaterThan(first);
    const restored = history.record({ file, bytes: bytes('a'), origin: 'restored' });
    expect(restored).toBeGreaterThan(other);
    history.record({ file, bytes: bytes('b'), origin: 'saved' });
    const back = history.record({ file, bytes: bytes('a'), origin: 'saved' });
    expect(history.list({ file, limit: 10 }).rows.map(({ version }) => version)[0]).toBe(back);
    expect(history.list({ limit: 10 }).total).toBe(5);
  });

  test('stores a content once, compressed', () => {
    const folder = temporaryFolder();
    const history = historyOf(folder);
    const large = bytes('port = 8080\n'.repeat(100_000));
    for (let i = 0; i < 20; i++) history.record({ file: `copy${i}.toml`, bytes: large, origin: 'saved' });
    history.close();
    expect(statSync(join(folder, '.strata', 'history.db')).size).toBeLessThan(large.length / 5);
  });

  test('that does not exist is an error with the way out', () => {
    const history = historyOf(temporaryFolder());
    expect(history.get(7)).toBeNull();
    expect(() => history.content(7)).toThrow(expect.objectContaining({ code: 'UNKNOWN_VERSION' }));
  });

  test('of a file named like a property of every object is an ordinary one', () => {
    const history = historyOf(temporaryFolder());
    history.record({ file: '__proto__', bytes: bytes('a'), origin: 'saved' });
    expect(history.list({ file: '__proto__', limit: 1 })).toMatchObject({
      total: 1,
      rows: [{ file: '__proto__' }],
    });
  });
});

describe('the list', () => {
  test('is newest first, of one file or of all, cut at the limit, with the total', () => {
    const history = historyOf(temporaryFolder());
    const versions = Array.from({ length: 6 }, (_, i) =>
      history.record({ file: i % 3 === 0 ? 'a.toml' : 'b.toml', bytes: bytes(`${i}`), origin: 'saved' }),
    );
    const numbers = (query: { file?: string; limit: number }) => {
      const { rows, total } = history.list(query);
      return { versions: rows.map(({ version }) => versions.indexOf(version)), total };
    };
    expect(numbers({ limit: 100 })).toEqual({ versions: [5, 4, 3, 2, 1, 0], total: 6 });
    expect(numbers({ limit: 2 })).toEqual({ versions: [5, 4], total: 6 });
    expect(numbers({ file: 'a.toml', limit: 100 })).toEqual({ versions: [3, 0], total: 2 });
    expect(numbers({ file: 'b.toml', limit: 1 })).toEqual({ versions: [5], total: 4 });
    expect(numbers({ file: 'none.toml', limit: 1 })).toEqual({ versions: [], total: 0 });
  });
});

describe('the journal of a save', () => {
  test('becomes a version when the save was applied', () => {
    const history = historyOf(temporaryFolder());
    const pending = history.begin(file, null, bytes('new'), 'saved', 'why');
    expect(history.list({ limit: 1 }).total).toBe(0);
    const version = history.applied(pending);
    expect(history.get(version)).toMatchObject({ file, origin: 'saved', message: 'why', size: 3 });
    expect(history.applied(pending)).toBe(0);
    expect(history.list({ limit: 1 }).total).toBe(1);
  });

  test('leaves nothing when the save was aborted', () => {
    const history = historyOf(temporaryFolder());
    const kept = history.record({ file, bytes: bytes('kept'), origin: 'saved' });
    for (const text of ['dropped', 'kept']) history.aborted(history.begin(file, null, bytes(text), 'saved'));
    expect(history.list({ limit: 10 }).total).toBe(1);
    expect(history.content(kept)).toEqual(bytes('kept'));
  });

  test('of a save under way is not settled by others', async () => {
    const folder = temporaryFolder();
    const pending = historyOf(folder).begin(file, null, bytes('new'), 'saved');
    const other = historyOf(folder, { now: () => new Date() });
    expect(await other.reconcile(async () => null)).toEqual([]);
    expect(other.applied(pending)).toBeGreaterThan(0);
  });
});

describe('a draft', () => {
  test('is kept until it is dropped, over a restart', () => {
    const folder = temporaryFolder();
    const history = historyOf(folder);
    history.saveDraft(file, 'base', 'first');
    history.saveDraft(file, null, 'half a character: \ud83c');
    history.saveDraft('a.toml', 'base', '');
    history.close();
    const again = historyOf(folder);
    expect(again.draft(file)).toEqual({
      file,
      text: 'half a character: \ud83c',
      baseHash: null,
      time: '2026-01-01T00:00:02.000Z',
    });
    expect(again.drafts().map((draft) => draft.file)).toEqual(['a.toml', file]);
    again.dropDraft(file);
    again.dropDraft(file);
    expect(again.draft(file)).toBeNull();
    expect(again.drafts()).toHaveLength(1);
  });
});

describe('the folder', () => {
  test('holds a database that git does not see, and nothing else once it is closed', () => {
    const folder = temporaryFolder();
    const history = historyOf(folder);
    history.record({ file, bytes: bytes('a'), origin: 'saved' });
    expect(existsSync(join(folder, '.strata', 'history.db-wal'))).toBe(true);
    history.close();
    history.close();
    expect(readdirSync(join(folder, '.strata')).sort()).toEqual(['.gitignore', 'history.db']);
    expect(readFileSync(join(folder, '.strata', '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('keeps everything over a restart, and goes on counting', () => {
    const folder = temporaryFolder();
    const history = historyOf(folder);
    const first = history.record({ file, bytes: bytes('a'), origin: 'saved' });
    history.close();
    const again = historyOf(folder);
    expect(again.notice).toBeNull();
    expect(again.content(first)).toEqual(bytes('a'));
    expect(again.record({ file, bytes: bytes('b'), origin: 'saved' })).toBeGreaterThan(first);
  });

  test.skipIf(process.platform === 'win32')('is closed to other users', () => {
    const folder = temporaryFolder();
    historyOf(folder);
    expect(statSync(join(folder, '.strata')).mode & 0o077).toBe(0);
  });
});
