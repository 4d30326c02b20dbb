/** Texts of absurd size or shape, through everything that reads them: each works, or is refused in words. */
import { describe, expect, test } from 'vitest';
import { applyReplacements } from '../../shared/text/replacements.ts';
import { edit } from '../../shared/toml/edit/index.ts';
import { format } from '../../shared/toml/format/index.ts';
import { parse, print } from '../../shared/toml/index.ts';
import { workspace } from '../core/analysis/layers.ts';
import { at as deskAt, refusal } from '../core/desk.ts';
import { folderWith } from '../core/temporary.ts';
import { askEverything, expected } from './everything.ts';

const DEEP = 100_000;
const MILLION = 1_000_000;
const DEV = { environment: 'dev', service: null };

const NESTED: Readonly<Record<string, string>> = {
  arrays: `a = ${'['.repeat(DEEP)}${']'.repeat(DEEP)}\n`,
  'arrays never closed': `a = ${'['.repeat(DEEP)}`,
  'inline tables': `a = ${'{ a = '.repeat(DEEP)}1${' }'.repeat(DEEP)}\n`,
  'inline tables never closed': `a = ${'{ a = '.repeat(DEEP)}`,
  'dotted keys': `${'a.'.repeat(DEEP)}a = 1\n`,
  headers: `[${'a.'.repeat(DEEP)}a]\nx = 1\n`,
  'headers of arrays of tables': `[[${'a.'.repeat(DEEP)}a]]\nx = 1\n`,
  'a header on each line, one deeper than the other': Array.from(
    { length: 1_000 },
    (_, depth) => `[${Array.from({ length: depth + 1 }, () => 'a').join('.')}]\n`,
  ).join(''),
};

const ODD: Readonly<Record<string, string>> = {
  'NUL in a key, a string and a comment': 'a\0b = 1\nc = "x\0y"\n# \0\n',
  'lone surrogates': 'a = "\ud800"\n"\udc00" = 1\n# \ud800\n',
  'mixed line endings': 'a = 1\r\nb = 2\n[t]\rc = 3\n\r\nd = """\r\nx\ny\r"""\n',
  'a BOM in the middle': '\ufeffa = 1\n\ufeffb = 2\nc = "\ufeff"\n',
  'no text at all': '',
  'one line break': '\n',
  'line separators of Unicode': 'a = "x\u2028y"\u2028b = 1\u0085c = 2\n',
  'keys of nothing': '"" = 1\n["".""]\n\'\' = 2\n',
  'keys that are dots and quotes': '"a.b" = 1\n"\\"" = 2\n[" "."\\n"]\n"]" = 3\n',
};

describe.each(Object.entries({ ...NESTED, ...ODD }))('%s', (_, text) => {
  test('are read, printed, formatted and edited', () => {
    const document = parse(text);
    expect(print(document) === text).toBe(true);
    const formatted = format(document);
    expect(formatted.ok).toBe(document.problems.every(({ severity }) => severity !== 'error'));
    const result = edit(document, { kind: 'set', path: ['a', 'b'], value: { type: 'integer', value: 1 } });
    if (result.ok) parse(applyReplacements(text, result.changes));
  });

  test('are answered for in the analysis', async () => {
    const small = await workspace({ 'base.toml': text, 'env/dev.toml': 'a = 1\n', 'env/prod.toml': '' });
    for (const offset of [0, 3, Math.floor(text.length / 2), text.length]) {
      askEverything(small.session, { path: 'base.toml', text, offset, selection: DEV });
    }
    small.session.analyse();
    expected(() => small.session.render(DEV));
    expected(() => small.session.effectiveJson(DEV));
  });

  test('open, take a key stroke and are saved in the engine, with every other byte as it was', async () => {
    const desk = await deskAt(folderWith({ ...LONE, 'a.toml': text }));
    if (text.includes('\0')) {
      const error = await refusal(desk.open('a.toml'));
      expect(error.message).toContain('it holds NUL bytes');
      return;
    }
    const document = await desk.open('a.toml');
    // UTF-8 has no lone surrogates: what is on disk is what the text becomes there.
    expect(document.text).toBe(
      Buffer.from(text)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    );
    const typed = await desk.type(document, '', '# typed\n');
    await desk.save(typed);
    expect(desk.disk('a.toml')).toContain('# typed');
  });
});

const LONE = { 'strata.toml': '[[layers]]\nname = "a"\nfile = "a.toml"\n[environments.dev]\n' };

describe('size', () => {
  const line = `a = "${'x'.repeat(10 * MILLION)}"\n`;
  const keys = Array.from({ length: MILLION }, (_, index) => `key${index} = ${index}\n`).join('');

  test('a line of ten million characters, through every function', async () => {
    const small = await workspace({ 'base.toml': line, 'env/dev.toml': '', 'env/prod.toml': '' });
    expect(small.session.analyse().problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const offset of [0, 5 * MILLION, line.length]) {
      askEverything(small.session, { path: 'base.toml', text: line, offset, selection: DEV });
    }
  });

  test('a million keys, through every function', async () => {
    const small = await workspace({ 'base.toml': keys, 'env/dev.toml': 'key5 = 6\n', 'env/prod.toml': '' });
    expect(small.session.analyse().problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    askEverything(small.session, { path: 'base.toml', text: keys, offset: keys.length / 2, selection: DEV });
    expect(small.session.explain(DEV, 'key5').source.overridden).toHaveLength(1);
  });

  test('both open in the engine and are told apart from what can be edited without delay', async () => {
    const desk = await deskAt(folderWith({ ...LONE, 'a.toml': keys, 'b.toml': line, 'c.toml': 'c = 1\n' }));
    for (const [file, text] of [
      ['a.toml', keys],
      ['b.toml', line],
    ] as const) {
      const document = await desk.open(file);
      expect(document.text === text).toBe(true);
      expect(document.tier).not.toBe('full');
    }
    expect((await desk.open('c.toml')).tier).toBe('full');
  });

  test('a file past every limit is refused with a way out', async () => {
    const desk = await deskAt(
      folderWith({ ...LONE, 'a.toml': '', 'b.toml': new Uint8Array(65 * MILLION).fill(35) }),
    );
    const error = await refusal(desk.open('b.toml'));
    expect(error.message).toContain('b.toml');
    expect(error.remedy).toBeTruthy();
  });
});
