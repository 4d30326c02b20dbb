/** Bringing versions back: what guards a save guards them too, and a file that is gone can come back. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openHistory } from '../../core/history/history.ts';
import { fileId } from '../../core/workspace/files.ts';
import { at, type Desk, refusal } from './desk.ts';
import { exampleCopy, folderWith } from './temporary.ts';

const PRODUCTION = 'config/environments/production.toml';

describe('a protected environment', () => {
  test('that a version would break needs a reason, which the new version keeps', async () => {
    const desk = await at(exampleCopy('plue'));
    const opened = await desk.open(PRODUCTION);
    const wrong = await desk.type(opened, 'port = 443', 'port = 80000');
    const { version, etag } = await desk.save(wrong, { reason: 'drill' });
    const right = { ...(await desk.type({ ...wrong, etag }, 'port = 80000', 'port = 443')), etag };
    const saved = await desk.save(right);
    const request = { file: opened.file, version: version!, etag: saved.etag };
    expect(await refusal(desk.engine.call('history.restore', request))).toMatchObject({
      code: 'REASON_REQUIRED',
      message: expect.stringContaining(`Restoring version ${version} of ${PRODUCTION} makes`),
    });
    expect(desk.disk(PRODUCTION)).toBe(right.text);
    await desk.engine.call('history.restore', { ...request, reason: 'drill again' });
    expect(desk.disk(PRODUCTION)).toBe(wrong.text);
    const { versions } = await desk.engine.call('history.list', { file: opened.file, limit: 1 });
    expect(versions[0]).toMatchObject({
      origin: 'restored',
      message: `Restored version ${version}. Reason: drill again`,
    });
  });

  test('that a version leaves as valid as it is needs none', async () => {
    const desk = await at(exampleCopy('plue'));
    const opened = await desk.open(PRODUCTION);
    const { version } = (await versionsOf(desk, opened.file))[0]!;
    const { etag } = await desk.save(await desk.type(opened, 'port = 443', 'port = 8443'));
    await desk.engine.call('history.restore', { file: opened.file, version, etag });
    expect(desk.disk(PRODUCTION)).toBe(opened.text);
  });

  test('is guarded against a file too large to be checked with every key', async () => {
    const folder = exampleCopy('plue');
    const desk = await at(folder);
    const small = desk.disk(PRODUCTION);
    desk.write(PRODUCTION, small + `# ${'padding '.repeat(12)}\n`.repeat(50_000));
    await desk.engine.call('workspace.refresh', {});
    const opened = await desk.open(PRODUCTION);
    expect(opened.tier).toBe('reduced');
    const wrong = await desk.type(opened, 'port = 443', 'port = 80000');
    expect(await refusal(desk.save(wrong))).toMatchObject({ code: 'REASON_REQUIRED' });
    expect(await desk.save(wrong, { reason: 'drill' })).toMatchObject({ outcome: 'saved' });
  });

  test('is judged by a text for a moment only', async () => {
    const desk = await at(exampleCopy('plue'));
    const opened = await desk.open(PRODUCTION);
    await refusal(desk.save(await desk.type(opened, 'port = 443', 'port = 80000')));
    const replaced = { file: opened.file, text: opened.text, client: 'test' };
    await desk.engine.call('document.replace', replaced);
    const view = await desk.engine.call('effective.view', { environment: 'production', service: null });
    expect(view.rows.find(({ path }) => path === 'server.port')?.value).toBe('443');
  });
});

describe('a file that was deleted and left the list', () => {
  const STAGING = 'config/staging.toml';
  const layout = {
    'config/default.toml': 'port = 80\n',
    'config/production.toml': 'port = 443\n',
    [STAGING]: 'port = 8443\n',
  };

  async function withoutStaging(): Promise<Desk> {
    const desk = await at(folderWith(layout));
    await desk.open(STAGING);
    await desk.engine.call('document.close', { file: fileId(STAGING), discard: false });
    rmSync(join(desk.folder, STAGING));
    await desk.workspace(({ files }) => !files.some(({ path }) => path === STAGING));
    return desk;
  }

  test('is among those that can come back, keeps its versions, and comes back', async () => {
    const desk = await withoutStaging();
    const { files } = await desk.engine.call('history.deleted', {});
    expect(files).toMatchObject([{ file: fileId(STAGING), path: STAGING }]);
    const { file, version } = files[0]!;
    expect(await versionsOf(desk, file)).toHaveLength(1);
    const { etag } = await desk.engine.call('document.open', { file });
    expect(etag).toBeNull();
    await desk.engine.call('history.restore', { file, version, etag });
    expect(desk.disk(STAGING)).toBe(layout[STAGING]);
    await desk.workspace(({ environments }) => environments.some(({ name }) => name === 'staging'));
    expect(await desk.engine.call('history.deleted', {})).toEqual({ files: [] });
  });

  test('has its history beside the tab that is still open', async () => {
    const desk = await at(folderWith(layout));
    const { file } = await desk.open(STAGING);
    rmSync(join(desk.folder, STAGING));
    await desk.workspace(({ files }) => !files.some(({ path }) => path === STAGING));
    expect(await versionsOf(desk, file)).toHaveLength(1);
  });

  test('is no way to a file that the workspace never held, or outside of it', async () => {
    const desk = await withoutStaging();
    const history = openHistory({
      folder: desk.folder,
      fallbackFolder: desk.folder,
      now: () => new Date(),
      author: '',
    });
    onTestFinished(() => history.close());
    history.record({ file: '../outside.toml', bytes: Buffer.from('a = 1\n'), origin: 'saved' });
    history.record({ file: 'config/notes.txt', bytes: Buffer.from('a'), origin: 'saved' });
    desk.write('config/notes.txt', 'there, and not listed');
    const { files } = await desk.engine.call('history.deleted', {});
    expect(files.map(({ path }) => path)).toEqual([STAGING]);
    for (const path of ['../outside.toml', 'config/notes.txt', 'config/never.toml']) {
      const opening = desk.engine.call('document.open', { file: fileId(path) });
      expect((await refusal(opening)).code).toBe('NOT_FOUND');
    }
    expect(existsSync(join(desk.folder, '../outside.toml'))).toBe(false);
  });
});

async function versionsOf(desk: Desk, file: string) {
  return (await desk.engine.call('history.list', { file, limit: 100 })).versions;
}
