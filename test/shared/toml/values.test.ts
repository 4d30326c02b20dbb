import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../shared/toml/index.ts';
import type { TableValue, TomlValue } from '../../../shared/toml/types.ts';
import { plain } from './given.ts';

/** The value of `x` in `x = <written>`, and what stands in the text at its span. */
function read(written: string, version: '1.0' | '1.1' = '1.0') {
  const text = `x = ${written}`;
  const { root, problems } = parse(text, { version });
  expect(problems).toEqual([]);
  const { value } = root.entries.get('x')!;
  expect(text.slice(value.start, value.end)).toBe(written);
  return { type: value.type, value: plain(value) };
}

function tableAt(root: TableValue, ...path: string[]): TableValue {
  return path.reduce<TomlValue>(
    (value, key) => (value as TableValue).entries.get(key)!.value,
    root,
  ) as TableValue;
}

describe('integers', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['+99', 99],
    ['1_000', 1000],
    ['0xDEAD_beef', 0xdeadbeef],
    ['0o755', 493],
    ['0b1101', 13],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['9007199254740993', 9007199254740993n],
    ['9223372036854775807', 2n ** 63n - 1n],
    ['-9223372036854775808', -(2n ** 63n)],
    ['0x00000000000000000000000000000001', 1],
  ])('%s', (written, value) => {
    expect(read(written)).toEqual({ type: 'integer', value });
  });

  it('of any size within 64 bits keep their value', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expect(BigInt(read(String(value)).value as number)).toBe(value);
      }),
    );
  });
});

describe('floats', () => {
  it.each([
    ['1.0', 1],
    ['-0.0', -0],
    ['+0.0', 0],
    ['2.5_0', 2.5],
    ['5e+22', 5e22],
    ['-2E-2', -0.02],
    ['1e06', 1e6],
    ['6.626e-34', 6.626e-34],
    ['inf', Number.POSITIVE_INFINITY],
    ['-inf', Number.NEGATIVE_INFINITY],
    ['+nan', Number.NaN],
  ])('%s', (written, value) => {
    expect(read(written)).toEqual({ type: 'float', value });
  });

  it('of any size keep their value', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = Object.is(value, -0) ? '-0.0' : String(value);
        const written = /[.e]/.test(text) ? text : `${text}.0`;
        expect(read(written)).toEqual({ type: 'float', value });
      }),
    );
  });
});

describe('dates and times', () => {
  it.each([
    ['1979-05-27T07:32:00Z', 'offset-date-time', '1979-05-27T07:32:00Z'],
    ['1979-05-27 07:32:00.999z', 'offset-date-time', '1979-05-27T07:32:00.999Z'],
    ['1979-05-27t00:32:00-07:00', 'offset-date-time', '1979-05-27T00:32:00-07:00'],
    ['1979-05-27T07:32:00', 'local-date-time', '1979-05-27T07:32:00'],
    ['2000-02-29', 'local-date', '2000-02-29'],
    ['07:32:00.5', 'local-time', '07:32:00.5'],
    ['23:59:60', 'local-time', '23:59:60'],
  ])('%s', (written, type, value) => {
    expect(read(written)).toEqual({ type, value });
  });

  it('may leave the seconds out in TOML 1.1', () => {
    expect(read('1979-05-27 07:32-01:00', '1.1').value).toBe('1979-05-27T07:32:00-01:00');
  });

  it.each([
    '1900-02-29',
    '2024-04-31',
    '2024-00-10',
    '24:00:00',
    '07:60:00',
    '07:32:61',
    '2024-01-01T00:00:00+24:00',
  ])('%s does not exist', (written) => {
    expect(parse(`x = ${written}`).problems.map((problem) => problem.code)).toEqual(['invalid-date']);
  });
});

describe('strings', () => {
  it.each([
    ['"a\\tb\\u00e9\\U0001f600\\"\\\\"', 'a\tbé\u{1f600}"\\'],
    ["'C:\\x\\\"'", 'C:\\x\\"'],
    ['"""\r\none\r\ntwo\\\r\n   \t three"""', 'one\ntwothree'],
    ['"""a\\r\\nb"""', 'a\r\nb'],
    ["'''\na\\b\r\nc'''", 'a\\b\nc'],
    ['""""two quotes"""""', '"two quotes""'],
    ['""', ''],
    ['""""""', ''],
  ])('%j', (written, value) => {
    expect(read(written)).toEqual({ type: 'string', value });
  });

  it('have \\e and \\x in TOML 1.1', () => {
    expect(read('"\\e\\x41"', '1.1').value).toBe('\u001bA');
  });
});

describe('tables', () => {
  const text = `top.dotted = 1
[a.b]
c = { d = 1, e.f = 2 }
[a]
x = 1
[[list]]
y = 1
[list.sub]
z = 1
[[list]]
`;
  const { root, problems } = parse(text);

  it('know how they came to be', () => {
    expect(problems).toEqual([]);
    const origins = [[], ['top'], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'e']];
    expect(origins.map((path) => tableAt(root, ...path).origin)).toEqual([
      ...['root', 'dotted', 'header', 'header', 'inline', 'dotted'],
    ]);
    expect(parse('[a.b]').root.entries.get('a')?.value).toMatchObject({ origin: 'implicit' });
  });

  it('have the span of their header, dotted key or braces', () => {
    const spans = [['top'], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'e']].map((path) => {
      const { start, end } = tableAt(root, ...path);
      return text.slice(start, end);
    });
    expect(spans).toEqual(['top.dotted', '[a]', '[a.b]', '{ d = 1, e.f = 2 }', 'e.f']);
  });

  it('in arrays of tables stand in the order of their headers', () => {
    const { value } = root.entries.get('list')!;
    expect(value).toMatchObject({ type: 'array', ofTables: true });
    expect(plain(value)).toEqual([{ y: 1, sub: { z: 1 } }, {}]);
    const items = (value as { items: TableValue[] }).items;
    expect(items.map((item) => [item.origin, text.slice(item.start, item.end)])).toEqual([
      ['array-element', '[[list]]'],
      ['array-element', '[[list]]'],
    ]);
    expect(items[0]?.start).not.toBe(items[1]?.start);
  });

  it('place each key where its own part is written, at its definition where it has one', () => {
    const { keySpan } = root.entries.get('a')!;
    expect([keySpan, text.slice(keySpan.start - 1, keySpan.end + 1)]).toEqual([expect.anything(), '[a]']);
    const inner = tableAt(root, 'a', 'b', 'c', 'e').entries.get('f')!;
    expect(text.slice(inner.keySpan.start, inner.keySpan.end)).toBe('f');
  });
});
