/** No spelling of a path reaches anything but the files that were read at start. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRendererFiles } from '../../core/application/renderer-files.ts';
import { type RunningHost, rawRequest, runHost, sendRaw } from './running-host.ts';

const SECRET = 'bytes from outside';
const AT_ONCE = 24;

let running: RunningHost;
beforeAll(async () => {
  running = await runHost();
  await writeFile(join(running.outside, 'secret.txt'), SECRET);
  await mkdir(join(running.outside, 'root-evil'));
  await writeFile(join(running.outside, 'root-evil', 'index.html'), SECRET);
  // Placed after the start as well: a table read at start cannot know it.
  await writeFile(join(running.outside, 'root', 'late.html'), SECRET);
});
afterAll(() => running.stop());

function get(target: string, headers: readonly string[] = [`Host: 127.0.0.1:${running.port}`]) {
  return sendRaw(running.port, rawRequest(`GET ${target} HTTP/1.1`, headers));
}

describe('the corpus of paths that lead elsewhere', () => {
  const corpus = traversalCorpus();

  it('has at least 200 entries, each once', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(200);
    expect(new Set(corpus).size).toBe(corpus.length);
  });

  it('is refused whole, without a byte from outside', async () => {
    const wrong: string[] = [];
    for (let start = 0; start < corpus.length; start += AT_ONCE) {
      await Promise.all(
        corpus.slice(start, start + AT_ONCE).map(async (target) => {
          const answer = await get(target);
          if (![400, 401, 404].includes(answer.status) || answer.bytes.includes(SECRET)) {
            wrong.push(`${target} gave ${answer.status}`);
          }
        }),
      );
    }
    expect(wrong).toEqual([]);
  });

  it('would be noticed: the files it aims at do exist, and the plain names next to them are served', async () => {
    expect((await get('/')).status).toBe(200);
    expect((await get('/assets/index-Bx12_-9Z.js')).status).toBe(200);
    const planted = await readRendererFiles(join(running.outside, 'root-evil'));
    expect(planted.get('/index.html')?.content.toString()).toBe(SECRET);
  });
});

describe('random paths', () => {
  it('give a known file, or an error', async () => {
    const pieces = fc.constantFrom(
      '/',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      '\\',
      '#',
      '?',
      'assets',
      'index.html',
      '%00',
      '~',
      ':',
      'root',
      'ä',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 8 }), async (parts) => {
        const answer = await get(`/${parts.join('')}`);
        expect(answer.bytes).not.toContain(SECRET);
        if (answer.status === 200) expect(answer.body).toContain('<title>Strata</title>');
        else expect([400, 404]).toContain(answer.status);
      }),
      { numRuns: 300 },
    );
  });
});

describe('targets that are not plain paths', () => {
  it.each([
    ['absolute form of a foreign host', 'http://evil.test/'],
    ['a path that starts like a host', '//evil.test/'],
    ['asterisk form', '*'],
    ['a fragment', '/#x'],
    ['a fragment after a query', '/?a#x'],
    ['a backslash in the query', '/?a\\b'],
    ['no slash at all', 'index.html'],
  ])('%s is refused', async (_name, target) => {
    expect((await get(target)).status).toBe(400);
  });

  it('absolute form of the host itself is refused too: browsers never send it here', async () => {
    expect((await get(`${running.host.address}/`)).status).toBe(400);
  });
});

describe('the table of files', () => {
  it('leaves out links, hidden files and unknown types', async () => {
    const folder = join(running.outside, 'build');
    await mkdir(join(folder, '.vite'), { recursive: true });
    await writeFile(join(folder, 'index.html'), 'page');
    await writeFile(join(folder, 'index.js.map'), '{}');
    await writeFile(join(folder, '.env'), SECRET);
    await writeFile(join(folder, '.vite', 'manifest.json'), '{}');
    await symlink(join(running.outside, 'secret.txt'), join(folder, 'linked.html'));
    await symlink(join(running.outside, 'root-evil'), join(folder, 'folder'));
    expect([...(await readRendererFiles(folder)).keys()].sort()).toEqual(['/', '/index.html']);
  });

  it('says how to build the renderer where there is none', async () => {
    await expect(readRendererFiles(join(running.outside, 'nowhere'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      remedy: expect.stringContaining('npm run build'),
    });
  });
});

/** Ways up x spellings of the way x things worth reaching, and some that fit no pattern. */
function traversalCorpus(): string[] {
  const ups = [
    '..',
    '%2e%2e',
    '%2E%2e',
    '.%2e',
    '%2e.',
    '..%00',
    '...',
    '..;',
    '%252e%252e',
    '..%c0%af',
    '%c0%ae%c0%ae',
    '\\..',
    '..\\',
    '.%00.',
  ];
  const separators = ['/', '%2f', '%5c', '\\', '//', '%252f', '/./'];
  const goals = ['secret.txt', 'root-evil/index.html', 'etc/passwd'];
  const crossed = ups.flatMap((up) =>
    separators.flatMap((separator) => goals.map((goal) => `/${up}${separator}${goal}`)),
  );
  return [
    ...crossed,
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/-evil/index.html',
    '/root-evil/index.html',
    '/late.html',
    '/secret.txt',
    '/index.html/',
    '/index.html%00.js',
    '/index.html::$DATA',
    '/INDEX.HTML',
    '/assets',
    '/assets/',
    '/./index.html',
    '/%69ndex.html',
    '/api/../index.html',
    '/api/..%2findex.html',
    '/file:///etc/passwd',
    '/C:/windows/win.ini',
    '/@fs/etc/passwd',
    '/proc/self/environ',
    '/__proto__',
    '/constructor',
    '/toString',
  ];
}
