import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { exampleCopy, folderWith, temporaryFolder } from '../core/temporary.ts';

const STRATA = fileURLToPath(new URL('../../cli/strata.mjs', import.meta.url));

async function fmt(words: readonly string[], where: { cwd?: string; input?: string | Buffer } = {}) {
  const child = spawn(process.execPath, [STRATA, 'fmt', ...words], {
    cwd: where.cwd ?? temporaryFolder(),
    env: { ...process.env, STRATA_DATA: temporaryFolder() },
  });
  child.stdin.end(where.input ?? '');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, out, err };
}

const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');

describe('strata fmt', () => {
  test('formats a file in place, says so, and has nothing to do the second time', async () => {
    const cwd = folderWith({ 'a.toml': '\ufeffport=80\r\n[b]\r\nc=[1,2]' });
    chmodSync(join(cwd, 'a.toml'), 0o640);
    expect(await fmt(['a.toml'], { cwd })).toEqual({
      code: 0,
      out: 'formatted a.toml\n1 file formatted, 0 unchanged\n',
      err: '',
    });
    expect(read(cwd, 'a.toml')).toBe('\ufeffport = 80\r\n\r\n[b]\r\nc = [1, 2]\r\n');
    expect(statSync(join(cwd, 'a.toml')).mode & 0o777).toBe(0o640);
    expect(await fmt(['a.toml'], { cwd })).toEqual({
      code: 0,
      out: '0 files formatted, 1 unchanged\n',
      err: '',
    });
    expect(readdirSync(cwd)).toEqual(['a.toml']);
  });

  test('formats the layers of a workspace, and nothing else in it', async () => {
    const cwd = folderWith({
      'strata.toml':
        '[workspace]\nname="X"\n[[layers]]\nname="base"\nfile="config/base.toml"\n' +
        '[[layers]]\nname="environment"\nfile="config/{environment}.toml"\noptional=true\n[environments.prod]\n',
      'config/base.toml': 'a=1\n',
      'config/prod.toml': 'a=2\n',
      'other.toml': 'a=3\n',
    });
    const { code, out } = await fmt(['.'], { cwd });
    expect({ code, out: out.split('\n').sort() }).toEqual({
      code: 0,
      out: ['', '2 files formatted, 0 unchanged', 'formatted config/base.toml', 'formatted config/prod.toml'],
    });
    expect(read(cwd, 'config/base.toml')).toBe('a = 1\n');
    expect(read(cwd, 'other.toml')).toBe('a=3\n');
    expect(read(cwd, 'strata.toml')).toContain('name="X"');
  });

  test('leaves a file alone that does not parse, names its first problem, and goes on', async () => {
    const broken = 'a=1\nb = \na=2\n';
    const cwd = folderWith({ 'broken.toml': broken, 'good.toml': 'a=1\n' });
    const { code, out, err } = await fmt(['broken.toml', 'good.toml'], { cwd });
    expect(code).toBe(1);
    expect(err).toMatch(/^broken\.toml:2:\d+ {2}not formatted: .*"b".* {2}\[missing-value\]\n/);
    expect(out).toBe('formatted good.toml\n1 file formatted, 0 unchanged, 1 left alone\n');
    expect(read(cwd, 'broken.toml')).toBe(broken);
  });

  test('--check lists what would change and writes nothing', async () => {
    const cwd = folderWith({ 'a.toml': 'a=1\n', 'b.toml': 'b = 1\n' });
    expect(await fmt(['--check', 'a.toml', 'b.toml'], { cwd })).toEqual({
      code: 1,
      out: 'would format a.toml\n1 file would change, 1 unchanged\n',
      err: '',
    });
    expect(read(cwd, 'a.toml')).toBe('a=1\n');
    expect(await fmt(['--check', 'b.toml'], { cwd })).toMatchObject({ code: 0 });
  });

  test('--stdin formats standard input', async () => {
    expect(await fmt(['--stdin'], { input: 'a=1' })).toEqual({ code: 0, out: 'a = 1\n', err: '' });
    expect(await fmt(['--stdin', '--check'], { input: 'a=1' })).toMatchObject({ code: 1 });
    expect(await fmt(['--stdin', '--check'], { input: 'a = 1\n' })).toEqual({ code: 0, out: '', err: '' });
  });

  test('--stdin gives text back that does not parse', async () => {
    const { code, out, err } = await fmt(['--stdin'], { input: 'a=[1,\nb=2' });
    expect({ code, out }).toEqual({ code: 1, out: 'a=[1,\nb=2' });
    expect(err).toContain('standard input:1:3  not formatted');
  });

  test('reads TOML 1.1 where the workspace says so, or the command line', async () => {
    const newer = 'a={\n x=1,\n}\n';
    const cwd = folderWith({ 'strata.toml': '[workspace]\ntoml = "1.1"\n', 'config/a.toml': newer });
    expect(await fmt(['config/a.toml'], { cwd })).toMatchObject({ code: 0 });
    expect(read(cwd, 'config/a.toml')).toBe('a = {\n x = 1,\n}\n');
    expect(await fmt(['--stdin'], { input: newer })).toMatchObject({ code: 1, out: newer });
    expect(await fmt(['--stdin', '--toml', '1.1'], { input: newer })).toMatchObject({ code: 0 });
  });

  test('follows a link instead of replacing it', async () => {
    const cwd = folderWith({ 'shared/a.toml': 'a=1\n' });
    symlinkSync(join(cwd, 'shared/a.toml'), join(cwd, 'link.toml'));
    expect(await fmt(['link.toml'], { cwd })).toMatchObject({ code: 0 });
    expect(lstatSync(join(cwd, 'link.toml')).isSymbolicLink()).toBe(true);
    expect(read(cwd, 'shared/a.toml')).toBe('a = 1\n');
  });

  test('a file that cannot be written or read is an error of its own; the others are formatted', async () => {
    const cwd = folderWith({
      'a.toml': 'a=1\n',
      'latin.toml': Buffer.from([0x61, 0x3d, 0xe4]),
      'z.toml': 'z=1\n',
    });
    chmodSync(join(cwd, 'a.toml'), 0o444);
    const { code, out, err } = await fmt(['a.toml', 'latin.toml', 'z.toml'], { cwd });
    expect({ code, out }).toEqual({
      code: 2,
      out: 'formatted z.toml\n1 file formatted, 0 unchanged, 2 failed\n',
    });
    expect(err).toContain('read-only');
    expect(err).toContain('latin.toml');
    expect(read(cwd, 'a.toml')).toBe('a=1\n');
  });

  test('wrong use says what is right', async () => {
    expect(await fmt(['nowhere.toml'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('nowhere.toml'),
    });
    expect(await fmt(['--stdin', 'a.toml'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--stdin'),
    });
    expect(await fmt(['--toml', '2'])).toMatchObject({ code: 2, err: expect.stringContaining('1.0, 1.1') });
  });

  test('is content with the shipped example once it has formatted it', async () => {
    const folder = exampleCopy('plue');
    expect(await fmt([folder])).toMatchObject({ code: 0, err: '' });
    expect(await fmt(['--check', folder])).toMatchObject({ code: 0, err: '' });
  });

  test('sorts by the schema, indents and spaces as the manifest says, whichever way the file is named', async () => {
    const files = {
      'strata.toml':
        '[workspace]\nname = "X"\nschema = "x.schema.json"\n[[layers]]\nname = "app"\nfile = "app.toml"\n' +
        '[format]\nsort = "schema"\nindent_keys = true\nindent = "\\t"\n',
      'x.schema.json': JSON.stringify({
        properties: {
          name: {},
          users: { items: { properties: { login: {}, role: {} } } },
          zone: { properties: { host: {}, port: {} } },
        },
      }),
      'app.toml': '# z\n[zone]\nport=1\nhost="h"\n\n[[users]]\nrole="r"\nlogin="l"\n',
    };
    const sorted = '[[users]]\n\tlogin = "l"\n\trole = "r"\n\n# z\n[zone]\n\thost = "h"\n\tport = 1\n';
    for (const target of ['.', 'app.toml']) {
      const cwd = folderWith(files);
      expect(await fmt([target], { cwd })).toMatchObject({ code: 0, err: '' });
      expect(read(cwd, 'app.toml')).toBe(sorted);
    }
  });

  test('does not sort the manifest, whose order of environments is theirs', async () => {
    const text = '[format]\nsort = "alphabetical"\n\n[environments.staging]\n\n[environments.dev]\n';
    const cwd = folderWith({ 'strata.toml': text });
    expect(await fmt(['strata.toml'], { cwd })).toMatchObject({
      code: 0,
      out: '0 files formatted, 1 unchanged\n',
    });
  });

  test('formats standard input as the manifest of the folder says', async () => {
    const cwd = folderWith({ 'strata.toml': '[format]\nsort = "alphabetical"\npad_arrays = true\n' });
    expect(await fmt(['--stdin'], { cwd, input: 'b=[1]\na=2\n' })).toEqual({
      code: 0,
      out: 'a = 2\nb = [ 1 ]\n',
      err: '',
    });
  });
});
