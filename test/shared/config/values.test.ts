import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { merge } from '../../../shared/config/merge.ts';
import { toPlain, toValidatable } from '../../../shared/config/plain.ts';
import { findEntry, findNode, leaves } from '../../../shared/config/walk.ts';
import { sameValue } from '../../../shared/toml/equal.ts';
import { parse } from '../../../shared/toml/index.ts';
import { tomlLiteral } from '../../../shared/toml/literal.ts';
import type { TomlValue } from '../../../shared/toml/types.ts';
import { string, table, value } from './arbitrary.ts';
import { effective, layer, values } from './build.ts';

describe('a value as a TOML literal', () => {
  test.each([
    ['"text"', '"text"'],
    ['\'a "b" \\n\'', '"a \\"b\\" \\\\n"'],
    ['"""\ntwo\nlines"""', '"two\\nlines"'],
    ['"\\u0000\\u007F\\t"', '"\\u0000\\u007F\\t"'],
    ['8_080', '8080'],
    ['0xff', '255'],
    ['9223372036854775807', '9223372036854775807'],
    ['1.0', '1.0'],
    ['1e3', '1000.0'],
    ['1e300', '1e+300'],
    ['-0.0', '-0.0'],
    ['+inf', 'inf'],
    ['-inf', '-inf'],
    ['-nan', 'nan'],
    ['true', 'true'],
    ['1979-05-27 07:32:00z', '1979-05-27T07:32:00Z'],
    ['07:32:00', '07:32:00'],
    ['[\n  1, # one\n  [2],\n]', '[1, [2]]'],
    ['[]', '[]'],
    ['{ a.b = 1, "c d" = {} }', '{ a = { b = 1 }, "c d" = {} }'],
  ])('%j is %s', (written, expected) => {
    expect(tomlLiteral(valueAs(written))).toBe(expected);
  });

  test.each([
    ['[1, 2, 3, 4]', 8, '[1, 2, …'],
    ['"a long text"', 6, '"a lo…'],
    ['"short"', 7, '"short"'],
    ['"😀😀😀"', 4, '"😀…'],
    ['{ alpha = 1 }', 5, '{ al…'],
  ])('%s cut to %i is %s', (written, maxLength, expected) => {
    expect(tomlLiteral(valueAs(written), maxLength)).toBe(expected);
  });

  test('reads back as the same value, on one line', () => {
    fc.assert(
      fc.property(value, (written) => {
        const literal = tomlLiteral(written);
        expect(literal).not.toMatch(/[\n\r]/);
        expect(sameValue(valueAs(literal), written)).toBe(true);
      }),
    );
  });

  test('is never longer than asked for', () => {
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 40 }), (written, maxLength) => {
        const literal = tomlLiteral(written, maxLength);
        expect(literal.length).toBeLessThanOrEqual(maxLength);
        expect(literal.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('two values', () => {
  test.each([
    ['1', '0x1', true],
    ['1', '1.0', false],
    ['1', '"1"', false],
    ['nan', '-nan', true],
    ['0.0', '-0.0', false],
    ['9223372036854775807', '9223372036854775806', false],
    ['[1, 2]', '[2, 1]', false],
    ['[1]', '[1, 1]', false],
    ['{ a = 1, b = 2 }', '{ b = 2, a = 1 }', true],
    ['{ a = 1 }', '{ a = 1, b = 2 }', false],
    ['1979-05-27', '"1979-05-27"', false],
  ])('%s and %s: the same is %j', (left, right, expected) => {
    expect(sameValue(valueAs(left), valueAs(right))).toBe(expected);
    expect(sameValue(valueAs(right), valueAs(left))).toBe(expected);
  });
});

describe('plain values for JSON', () => {
  const root = effective(
    'big = 9223372036854775807\nsafe = 9007199254740991\nf = 1.5\nn = nan\ni = [inf, -inf]\nd = 1979-05-27\n[["a b"]]\nx = { y = true }',
  );

  test('keep what JSON can say and spell out the rest', () => {
    expect(JSON.stringify(toPlain(root))).toBe(
      '{"big":"9223372036854775807","safe":9007199254740991,"f":1.5,"n":"nan","i":["inf","-inf"],"d":"1979-05-27","a b":[{"x":{"y":true}}]}',
    );
  });

  test('can be made of one node or one value', () => {
    expect(toPlain(findNode(root, ['d'])!)).toBe('1979-05-27');
    expect(toPlain(valueAs('[1, "x"]'))).toEqual([1, 'x']);
  });

  test('always fit into JSON, with every key', () => {
    fc.assert(
      fc.property(table, (random) => {
        const plain = toPlain(merge([layer('only', random)]).root) as object;
        const copy: unknown = JSON.parse(JSON.stringify(plain));
        expect(Object.keys(copy as object)).toEqual(Object.keys(plain));
        expect(new Set(Object.keys(plain))).toEqual(new Set(random.entries.keys()));
      }),
    );
  });
});

describe('values for a schema validator', () => {
  test('are numbers where TOML has numbers', () => {
    const validatable = toValidatable(effective('big = 9223372036854775807\nn = inf\nd = 07:32:00'));
    expect({ ...validatable }).toEqual({ big: Number(9223372036854775807n), n: Infinity, d: '07:32:00' });
  });

  test('are accepted by ajv, `__proto__` included', () => {
    const schema = {
      type: 'object',
      properties: { port: { type: 'integer' } },
      additionalProperties: { type: 'object' },
    };
    const validate = new Ajv().compile(schema);
    expect(validate(toValidatable(effective('port = 1\n["__proto__"]\na = 1')))).toBe(true);
    expect(validate(toValidatable(values('port = 1\n["__proto__"]\na = 1')))).toBe(true);
    expect(validate(toValidatable(effective('port = 1\n"__proto__" = 1')))).toBe(false);
  });
});

describe('looking things up', () => {
  const root = effective('a = 1\n[b]\nc = [1]\n[b.d]\ne = 2\n["__proto__"]\nf = 3');

  test.each([
    [[], 'table'],
    [['a'], 'leaf'],
    [['b', 'd'], 'table'],
    [['b', 'd', 'e'], 'leaf'],
    [['__proto__', 'f'], 'leaf'],
    [['constructor'], undefined],
    [['a', 'x'], undefined],
    [['b', 'c', '0'], undefined],
    [['missing'], undefined],
  ])('%j is a %s', (path, kind) => {
    expect(findNode(root, path)?.kind).toBe(kind);
  });

  test('lists the leaves in the order of the keys', () => {
    expect(leaves(root).map(({ path }) => path.join('.'))).toEqual(['a', 'b.c', 'b.d.e', '__proto__.f']);
  });

  test('finds entries in the values of one layer', () => {
    const single = values('[a.b]\nc = 1');
    expect(findEntry(single, ['a', 'b', 'c'])?.value).toMatchObject({ type: 'integer', value: 1 });
    expect(findEntry(single, ['a', 'b'])?.value.type).toBe('table');
    expect(findEntry(single, [])).toBeNull();
    expect(findEntry(single, ['a', 'c'])).toBeNull();
    expect(findEntry(single, ['a', 'b', 'c', 'd'])).toBeNull();
  });
});

test('a very long text costs no more than what is shown of it', () => {
  expect(tomlLiteral(string('\u0001'.repeat(5_000_000)), 10)).toBe('"\\u0001\\u…');
});

function valueAs(literal: string): TomlValue {
  const { root, problems } = parse(`v = ${literal}`);
  expect(problems).toEqual([]);
  return root.entries.get('v')!.value;
}
