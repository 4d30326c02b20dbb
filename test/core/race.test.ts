import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../../core/engine.ts';
import { openHistory } from '../../core/history/history.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import { checksum } from '../../shared/text/checksum.ts';
import { folderWith, temporaryFolder } from './temporary.ts';

const SAVES = 200;
const FILE = 'config/default.toml';

/** Another program that replaces the file by rename, every few milliseconds, and says what it found and wrote. */
const WRITER = `
const { readFileSync, writeFileSync, renameSync } = require('node:fs');
const path = process.argv[1];
let n = 0;
function write() {
  const text = 'theirs = ' + n++ + '\\n';
  writeFileSync(path + '.other', text);
  const found = readFileSync(path, 'utf8');
  renameSync(path + '.other', path);
  process.stdout.write(JSON.stringify({ found, text }) + '\\n');
  setTimeout(write, 5 + Math.random() * 25);
}
write();
`;

test('200 saves with another program writing in between: every content is on disk, in history, or was refused', async () => {
  const folder = folderWith({ [FILE]: 'mine = 0\n', 'config/production.toml': 'x = 1\n' });
  const data = temporaryFolder();
  const engine = await createEngine({
    kind: 'browser',
    dataFolder: data,
    examplesFolder: '/nowhere',
    version: '0',
    author: 'tester',
    environment: {},
    now: () => new Date(),
  });
  onTestFinished(() => engine.close());
  await engine.openFolder(folder);
  const { workspace } = await engine.call('workspace.current', {});
  const file = workspace!.files.find(({ path }) => path === FILE)!.id;
  await engine.call('document.open', { file });

  const writer = spawn(process.execPath, ['-e', WRITER, join(folder, FILE)]);
  let output = '';
  writer.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  let saved = 0;
  let refused = 0;
  for (let n = 1; n <= SAVES; n += 1) {
    const text = `mine = ${n}\n`;
    const { version } = await engine.call('document.replace', { file, text, client: 'test' });
    const document = await engine.call('document.open', { file });
    try {
      const request = { file, version, etag: document.etag, checksum: checksum(text) };
      await engine.call('document.save', request);
      saved += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(StrataError);
      expect(['CONFLICT', 'OUT_OF_SYNC']).toContain((error as StrataError).code);
      refused += 1;
      await engine.call('document.resolve', { file, choice: 'mine' });
    }
  }
  writer.kill();
  await once(writer, 'exit');
  await engine.call('workspace.refresh', {});
  await engine.close();

  expect(saved + refused).toBe(SAVES);
  expect(saved).toBeGreaterThan(0);
  expect(refused).toBeGreaterThan(0);
  const history = openHistory({ folder, fallbackFolder: data, now: () => new Date(), author: 'tester' });
  const { rows } = history.list({ file: FILE, limit: 10_000 });
  const kept = new Set(rows.map(({ version }) => history.content(version).toString()));
  kept.add(readFileSync(join(folder, FILE), 'utf8'));
  history.close();
  const writes = output
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as { found: string; text: string });
  let replacedByUs = 0;
  for (const [index, { found }] of writes.entries()) {
    const before = writes[index - 1]?.text;
    expect(found, 'a reader never sees a torn file').toMatch(/^(mine|theirs|x) = \d+\n$/);
    if (before === undefined || found === before) continue;
    // A save of ours stood where theirs had been: both must be kept.
    replacedByUs += 1;
    expect(kept).toContain(found);
    expect(kept).toContain(before);
  }
  expect(replacedByUs).toBeGreaterThan(0);
}, 120_000);
