import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatKey, formatKeyPath, parse } from '../../../shared/toml/index.ts';
import type { TomlValue } from '../../../shared/toml/types.ts';

describe('key paths', () => {
  it('quote only the parts that need it', () => {
    expect(formatKeyPath(['server', 'host name', '', 'é', 'a-b_1'])).toBe('server."host name".""."é".a-b_1');
    expect(formatKey('a"\\\n')).toBe('"a\\"\\\\\\n"');
  });

  it('are read back by the parser as the same keys', () => {
    const keys = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(keys, (path) => {
        const { root, problems } = parse(`${formatKeyPath(path)} = 1`);
        expect(problems).toEqual([]);
        let value: TomlValue | undefined = root;
        for (const key of path) value = value?.type === 'table' ? value.entries.get(key)?.value : undefined;
        expect(value).toMatchObject({ type: 'integer', value: 1 });
      }),
    );
  });
});
