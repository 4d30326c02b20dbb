/** The official suite, https://github.com/toml-lang/toml-test: every listed case is a test. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, print } from '../../../shared/toml/index.ts';
import { toTagged } from '../../../shared/toml/tagged.ts';
import { decode, hasSuite, suiteFiles, suiteFolder } from './suites.ts';

describe.skipIf(!hasSuite).each([
  { version: '1.0' as const, cases: 709 },
  { version: '1.1' as const, cases: 712 },
])('toml-test for TOML $version', ({ version, cases }) => {
  const files = suiteFiles(version);
  const valid = files.filter((file) => file.startsWith('valid/'));
  const invalid = files.filter((file) => file.startsWith('invalid/'));
  const errorsOf = (text: string) =>
    parse(text, { version }).problems.filter((one) => one.severity === 'error');

  it(`has ${cases} cases`, () => {
    expect(valid.length + invalid.length).toBe(cases);
  });

  it.each(valid)('reads %s', (file) => {
    const text = decode(readFileSync(join(suiteFolder, file)));
    const expected: unknown = JSON.parse(
      readFileSync(join(suiteFolder, file.replace(/toml$/, 'json')), 'utf8'),
    );
    expect(text).not.toBeNull();
    const document = parse(text ?? '', { version });
    expect(document.problems).toEqual([]);
    expect(comparable(toTagged(document.root))).toEqual(comparable(expected));
    expect(print(document)).toBe(text);
  });

  it.each(invalid)('rejects %s', (file) => {
    const text = decode(readFileSync(join(suiteFolder, file)));
    if (text === null) return;
    expect(errorsOf(text)).not.toEqual([]);
    expect(print(parse(text, { version }))).toBe(text);
  });

  it('rejects by their bytes only the cases that are not UTF-8', () => {
    const undecodable = invalid.filter((file) => decode(readFileSync(join(suiteFolder, file))) === null);
    expect(undecodable.every((file) => file.startsWith('invalid/encoding/'))).toBe(true);
  });
});

/** Values that TOML says are the same get the same text: floats by value, times without trailing zeros. */
function comparable(tagged: unknown): unknown {
  if (Array.isArray(tagged)) return tagged.map(comparable);
  const entries = Object.entries(tagged as Record<string, unknown>);
  const { type, value } = tagged as { type?: unknown; value?: unknown };
  if (typeof type !== 'string' || typeof value !== 'string') {
    return new Map(entries.map(([key, item]) => [key, comparable(item)]));
  }
  if (type === 'float') return { type, value: Number(value.replace('inf', 'Infinity')) };
  if (type.includes('time'))
    return { type, value: value.replace(/(\.\d*?)0+(?=$|[Z+-])/, '$1').replace(/\.(?=$|[Z+-])/, '') };
  return { type, value };
}
