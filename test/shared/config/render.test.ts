// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Strata's own references look like that.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences } from '../../../shared/config/difference.ts';
import { parseDotenv } from '../../../shared/config/dotenv.ts';
import { merge } from '../../../shared/config/merge.ts';
import { renderToml } from '../../../shared/config/render.ts';
import { renderEnv } from '../../../shared/config/render-env.ts';
import { leaves } from '../../../shared/config/walk.ts';
import { sameValue } from '../../../shared/toml/equal.ts';
import { parse } from '../../../shared/toml/index.ts';
import { string, table, tableOf, text } from './arbitrary.ts';
import { asLayer, effective, layer, layers, values } from './build.ts';

describe('the effective configuration as TOML', () => {
  test('has plain values first, then tables, in the order of the keys', () => {
    const root = effective(
      'title = "x"\n[server]\nport = 80\n[server.tls]\n[[user]]\nname = "a"\n[user.home]\npath = "/"\n[[user]]',
      'last = 1.0\nserver.host = "h"\n[only.tables.inside]\nx = 1',
    );
    expect(renderToml(root)).toBe(
      [
        'title = "x"',
        'last = 1.0',
        '',
        '[server]',
        'port = 80',
        'host = "h"',
        '',
        '[server.tls]',
        '',
        '[[user]]',
        'name = "a"',
        '',
        '[user.home]',
        'path = "/"',
        '',
        '[[user]]',
        '',
        '[only.tables.inside]',
        'x = 1',
        '',
      ].join('\n'),
    );
  });

  test('writes long arrays and strings of several lines over several lines', () => {
    const item = 'x'.repeat(40);
    const root = effective(`a = ["${item}", "${item}"]\nb = [1, 2]\nc = "one\\ntwo \\"\\"\\" three\\r\\n"`);
    expect(renderToml(root)).toBe(
      `a = [\n  "${item}",\n  "${item}",\n]\nb = [1, 2]\nc = """\none\ntwo \\""" three\\r\n"""\n`,
    );
  });

  test('is empty when nothing is set', () => {
    expect(renderToml(effective())).toBe('');
  });

  test('is valid TOML that reads back to the same values', () => {
    fc.assert(
      fc.property(table, (random) => {
        const { root } = merge([layer('only', random)]);
        const { root: reread, problems } = parse(renderToml(root));
        expect(problems).toEqual([]);
        expect(sameValue(reread, asLayer(root))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('renders to itself', () => {
    fc.assert(
      fc.property(table, (random) => {
        const once = renderToml(random);
        expect(renderToml(values(once))).toBe(once);
      }),
    );
  });
});

describe('the effective configuration as variables', () => {
  test('names each key with the prefix and the separator', () => {
    const root = effective(
      '[server]\nport = 80\nmax-size = 1.0\nname = "a b"\nhosts = ["x", "y"]\nsince = 1979-05-27',
    );
    expect(renderEnv(root, 'APP_', '__')).toBe(
      [
        'APP_SERVER__PORT=80',
        'APP_SERVER__MAX_SIZE=1.0',
        "APP_SERVER__NAME='a b'",
        'APP_SERVER__HOSTS=\'["x", "y"]\'',
        'APP_SERVER__SINCE=1979-05-27',
        '',
      ].join('\n'),
    );
  });

  test('says which keys have no variable', () => {
    expect(renderEnv(effective('"a b" = 1\nmax-size = 1\nmax_size = 2\n"1" = 1'), 'APP_', '__')).toBe(
      [
        '# "a b" cannot be set by a variable: its name would be invalid',
        'APP_MAX_SIZE=1',
        '# max_size cannot be set by a variable: APP_MAX_SIZE names another key',
        'APP_1=1',
        '',
      ].join('\n'),
    );
    expect(renderEnv(effective('1 = 1'), '', '__')).toContain('# 1 cannot be set');
  });

  test('reads back to the same texts', () => {
    const lines = text.map((written) => written.replaceAll('${', '$'));
    fc.assert(
      fc.property(
        fc.oneof(lines, fc.constantFrom("it's", '\'"\\', "a'\r\nb", '$', "'$x", ' ', '#')),
        (written) => {
          const root = merge([layer('only', tableOf([['key', string(written)]]))]).root;
          const { entries, problems } = parseDotenv(renderEnv(root, 'APP_', '__'));
          expect(problems).toEqual([]);
          expect(entries).toMatchObject([{ name: 'APP_KEY', value: written }]);
        },
      ),
    );
  });

  test('keeps what looks like a reference as text', () => {
    const render = (written: string) =>
      renderEnv(merge([layer('only', tableOf([['k', string(written)]]))]).root, '', '_');
    expect(render('${A}')).toBe("K='${A}'\n");
    expect(parseDotenv(render("it's ${A}")).entries).toMatchObject([{ value: "it's $${A}" }]);
  });
});

describe('the differences of two configurations', () => {
  test.each<[string, string, string, string[]]>([
    ['nothing', 'a = 1\n[b]\nc = 2', '[b]\nc = 2 # same\n', ['removed a 1 -> null']],
    ['spelling, order and comments', 'a = 1_0\nb = "x"', "b = 'x' # same\na = 10", []],
    ['a changed leaf', '[s]\na = 1', '[s]\na = 1.0', ['changed s.a 1 -> 1.0']],
    ['an added table', '', '[s]\na = 1\nb = [2]', ['added s.a null -> 1', 'added s.b null -> [2]']],
    ['a table that became a leaf', '[s]\na = 1', 's = 1', ['removed s.a 1 -> null', 'added s null -> 1']],
    ['an array', 'a = [1, 2]', 'a = [2, 1]', ['changed a [1, 2] -> [2, 1]']],
    ['keys in tables of arrays in another order', '[[a]]\nx = 1\ny = 2', 'a = [{ y = 2, x = 1 }]', []],
    ['odd keys', '"a b".c = 1', '"a b".c = 2', ['changed "a b".c 1 -> 2']],
  ])('%s', (_, before, after, expected) => {
    const found = differences(effective(before), effective(after));
    expect(
      found.map(({ path, kind, ...sides }) => `${kind} ${path} ${sides.before} -> ${sides.after}`),
    ).toEqual(expected);
  });

  test('are none against itself, and mirror each other', () => {
    fc.assert(
      fc.property(table, table, (left, right) => {
        const [before, after] = [merge(layers(left)).root, merge(layers(right)).root];
        expect(differences(before, merge(layers(left)).root)).toEqual([]);
        const mirrored = differences(after, before).map(
          (difference) => `${difference.path} ${difference.after}`,
        );
        const forward = differences(before, after).map(
          (difference) => `${difference.path} ${difference.before}`,
        );
        expect(forward.sort()).toEqual(mirrored.sort());
      }),
    );
  });

  test('name every leaf that is on one side only', () => {
    fc.assert(
      fc.property(table, (random) => {
        const { root } = merge(layers(random));
        expect(differences(effective(), root)).toHaveLength(leaves(root).length);
      }),
    );
  });

  test('cut long values where asked', () => {
    expect(differences(effective(), effective('a = "0123456789"'), { maxLiteralLength: 5 })).toEqual([
      { path: 'a', kind: 'added', before: null, after: '"012…' },
    ]);
  });
});
