import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { complete, hover } from '../../../shared/language/index.ts';
import { SchemaView } from '../../../shared/schema/index.ts';
import { LineIndex } from '../../../shared/text/lines.ts';
import { parse } from '../../../shared/toml/index.ts';
import { PLUE } from './plue.ts';

const TEXT = `# plue
"odd key" = 1
[server]
host = "0.0.0.0" # all
level = "debug"
tags = ["blue", 'green']
tls.cert = """
x"""
[[users]]
login = "ana"
pool = { size = 1, nested = [ { a = 1 } ] }
[services.web]
image = "a"
`;

const schema = new SchemaView(PLUE);

/** Every answer at one offset of a text, which must lie inside it. */
function ask(text: string, offset: number): void {
  const lines = new LineIndex(text);
  const request = { document: parse(text), lines, schema, offset };
  const shown = hover(request);
  const ranges = [...complete(request).map(({ range }) => range), ...(shown === null ? [] : [shown.range])];
  for (const range of ranges) {
    const { start, end } = lines.spanOf(range);
    expect(start).toBeLessThanOrEqual(offset);
    expect(end).toBeGreaterThanOrEqual(offset);
  }
}

test('what is replaced or marked is always at the cursor', () => {
  for (let offset = 0; offset <= TEXT.length; offset++) ask(TEXT, offset);
});

test('also in the middle of typing and in damaged text', () => {
  const at = fc.nat(TEXT.length);
  const damage = fc.constantFrom('', '[', ']', '{', '"', '=', '.', ',', '\n', 'x', '#', "'''");
  fc.assert(
    fc.property(at, at, damage, (from, length, inserted) => {
      const text = TEXT.slice(0, from) + inserted + TEXT.slice(from + (length % 20));
      ask(text, Math.min(from + inserted.length, text.length));
    }),
    { numRuns: 300 },
  );
});
