/** `given(text).keeps(values).says(...)`: one broken text, what stays usable of it, and every message in full. */
import { expect, it } from 'vitest';
import { LineIndex } from '../../../shared/text/lines.ts';
import { type ParseOptions, parse, print } from '../../../shared/toml/index.ts';
import type { TomlValue } from '../../../shared/toml/types.ts';

/** Messages read `line:column-line:column code message suggestion`. */
export function given(text: string, options: ParseOptions = {}) {
  const document = parse(text, options);
  const index = new LineIndex(text);
  return {
    keeps: (values: object) => ({
      says: (...messages: string[]) => {
        it(`reads ${JSON.stringify(text)}`, () => {
          expect(plain(document.root)).toEqual(values);
          const said = document.problems.map((problem) => {
            const { start, end } = index.rangeOf(problem);
            const range = `${start.line}:${start.column}-${end.line}:${end.column}`;
            return `${range} ${problem.code} ${problem.message} ${problem.suggestion ?? ''}`.trim();
          });
          expect(said).toEqual(messages);
          expect(print(document)).toBe(text);
        });
      },
    }),
  };
}

/** Tables as objects, arrays as arrays, scalars as their values. */
export function plain(value: TomlValue): unknown {
  if (value.type === 'array') return value.items.map(plain);
  if (value.type !== 'table') return value.value;
  return Object.fromEntries([...value.entries.values()].map((entry) => [entry.key, plain(entry.value)]));
}
