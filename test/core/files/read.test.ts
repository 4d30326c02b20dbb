import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atOnce } from '../../../core/files/access.ts';
import { etagOf } from '../../../core/files/etag.ts';
import { decodeText, encode, hashFile, readFile, tierOf } from '../../../core/files/read.ts';
import { folderWith, temporaryFolder } from '../temporary.ts';

const MIB = 1024 * 1024;

async function reading(content: string | Uint8Array) {
  return readFile(join(folderWith({ 'app.toml': content }), 'app.toml'));
}

describe('reading a file', () => {
  test('gives its bytes, their hash and the text', async () => {
    const bytes = Buffer.from('title = "Grüße 🌍"\n');
    expect(await reading(bytes)).toMatchObject({
      bytes,
      etag: etagOf(bytes),
      text: 'title = "Grüße 🌍"\n',
      bom: false,
      eol: 'lf',
      size: bytes.length,
      tier: 'full',
      readOnly: false,
    });
  });

  test.each(['a = "é"\r\n', '', '\u{feff}b = 1', 'x'.repeat(200_000)])(
    'gives the same where everything else waits for it: %#',
    async (text) => {
      const path = join(folderWith({ 'app.toml': text }), 'app.toml');
      expect(await readFile(path, atOnce)).toEqual(await readFile(path));
    },
  );

  test.each(['folder', 'missing.toml', 'latin1.toml'])(
    'refuses %s with the same words where everything else waits for it',
    async (name) => {
      const folder = folderWith({ 'latin1.toml': Uint8Array.of(0xe9), 'folder/a.toml': '' });
      const path = join(folder, name);
      const usual = await readFile(path).catch((error: unknown) => error);
      expect(usual).toBeInstanceOf(Error);
      expect(await readFile(path, atOnce).catch((error: unknown) => error)).toEqual(usual);
    },
  );

  test('takes the byte order mark off the text and remembers it', async () => {
    const bytes = Buffer.from('\u{feff}a = 1\r\n');
    const content = await reading(bytes);
    expect(content).toMatchObject({ text: 'a = 1\r\n', bom: true, eol: 'crlf' });
    expect(encode(content.text, content.bom)).toEqual(bytes);
  });

  test('takes off only the first of two byte order marks', async () => {
    expect(await reading('\u{feff}\u{feff}a = 1')).toMatchObject({ text: '\u{feff}a = 1', bom: true });
  });

  test.each([
    ['', 'lf'],
    ['a', 'lf'],
    ['a\nb\n', 'lf'],
    ['a\r\nb\r\n', 'crlf'],
    ['a\r\nb\n', 'mixed'],
    ['a\rb', 'mixed'],
    ['a\r\r\nb', 'mixed'],
  ])('tells the line ends of %j', async (text, eol) => {
    expect((await reading(text)).eol).toBe(eol);
  });

  test('gives back every text that UTF-8 can express, byte for byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (raw, bom) => {
        const text = raw.replaceAll('\0', '').replace(/^\u{feff}+/u, '');
        expect(decodeText(encode(text, bom), 'x')).toEqual({ text, bom });
      }),
    );
  });

  test('follows a link', async () => {
    const folder = folderWith({ 'real.toml': 'a = 1' });
    symlinkSync('real.toml', join(folder, 'link.toml'));
    expect((await readFile(join(folder, 'link.toml'))).text).toBe('a = 1');
  });

  test('says when a file is read-only', async () => {
    const path = join(folderWith({ 'app.toml': 'a = 1' }), 'app.toml');
    chmodSync(path, 0o444);
    expect(await readFile(path)).toMatchObject({ readOnly: true, mode: 0o444 });
  });
});

describe('what cannot be edited without damage is refused', () => {
  test.each([
    ['latin-1', Buffer.from('caf\xe9 = 1', 'latin1'), 'not UTF-8'],
    ['UTF-16', Buffer.from('\u{feff}a = 1', 'utf16le'), 'UTF-16'],
    ['binary', Buffer.from('a\0b'), 'NUL'],
    ['a character cut in half', Buffer.from('🌍').subarray(0, 3), 'not UTF-8'],
  ])('%s', async (_name, bytes, why) => {
    await expect(reading(bytes)).rejects.toMatchObject({
      code: 'NOT_TEXT',
      message: expect.stringContaining(why),
      remedy: expect.stringContaining('UTF-8'),
    });
  });

  test('a lone surrogate in a text that is to be saved', () => {
    expect(() => encode('a\ud83c', false)).toThrow(expect.objectContaining({ code: 'NOT_TEXT' }));
  });

  test('a folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'app.toml'));
    await expect(readFile(join(folder, 'app.toml'))).rejects.toMatchObject({ code: 'NOT_A_FILE' });
  });

  test.skipIf(process.platform === 'win32')(
    'a pipe, without waiting for somebody to write to it',
    async () => {
      const pipe = join(temporaryFolder(), 'pipe.toml');
      execFileSync('mkfifo', [pipe]);
      await expect(readFile(pipe)).rejects.toMatchObject({ code: 'NOT_A_FILE' });
    },
  );

  test('a file over 50 MiB, with its size', async () => {
    const path = join(folderWith({ 'big.toml': '' }), 'big.toml');
    truncateSync(path, 60 * MIB);
    await expect(readFile(path)).rejects.toMatchObject({
      code: 'TOO_LARGE',
      message: expect.stringContaining('60.0 MiB'),
      details: { size: 60 * MIB },
    });
  });

  test('a missing file', async () => {
    await expect(readFile(join(temporaryFolder(), 'none.toml'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the hash of a file', () => {
  test('is that of its bytes, text or not', async () => {
    const bytes = Buffer.alloc(700_000, '\xff\0');
    expect(await hashFile(join(folderWith({ blob: bytes }), 'blob'))).toBe(etagOf(bytes));
  });

  test('is null where nothing is', async () => {
    const folder = folderWith({ file: '' });
    expect(await hashFile(join(folder, 'none'))).toBeNull();
    expect(await hashFile(join(folder, 'file', 'none'))).toBeNull();
  });
});

test('size decides what is switched on', () => {
  expect([0, 4 * MIB, 4 * MIB + 1, 16 * MIB, 16 * MIB + 1].map(tierOf)).toEqual([
    'full',
    'full',
    'reduced',
    'reduced',
    'read-only',
  ]);
});

test('reading while another program appends gives a state that was on disk', async () => {
  const path = join(temporaryFolder(), 'log.toml');
  const lines = Array.from({ length: 200 }, (_, i) => `line${i} = ${i}\n`);
  writeFileSync(path, '');
  const whole = new Set(['']);
  let text = '';
  const readings: Promise<string>[] = [];
  for (const line of lines) {
    text += line;
    whole.add(text);
    readings.push(readFile(path).then((content) => content.text));
    writeFileSync(path, line, { flag: 'a' });
  }
  for (const reading of await Promise.all(readings)) expect(whole).toContain(reading);
});
