/** Random damage to real files: nothing throws, hangs or loses a byte, from the parser to the last language feature. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnalysisSession } from '../../core/analysis/session.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import { applyReplacements } from '../../shared/text/replacements.ts';
import { type Edit, edit } from '../../shared/toml/edit/index.ts';
import { format } from '../../shared/toml/format/index.ts';
import { parse, print } from '../../shared/toml/index.ts';
import { reparse } from '../../shared/toml/reparse.ts';
import { open, workspace } from '../core/analysis/layers.ts';
import { decode, hasSuite, suiteFiles, suiteFolder } from '../shared/toml/suites.ts';
import { woundedBytes, woundedText, wounds } from './damage.ts';
import { askEverything, expected } from './everything.ts';

const DEV = { environment: 'dev', service: null };

const FILES = {
  'base.toml': `# base
[server]
port = 1
wait = 1500
name = "\${NAME:-\${OTHER}}"
token = { env = "TOKEN", default = "x" }
color = "#ff0080"
link = "./env/dev.toml"
[[users]]
login = "ana"
pool = { size = 1, nested = [ { a = 1 }, 0x1F, 1979-05-27T07:32:00Z ] }
[overrides.dev.server]
"odd key".port = 2
`,
  'env/dev.toml': '[server]\nport = 2\ntext = """\nline\n"""\n[x.y]\nz = [\n  1, # one\n]\n',
  'env/prod.toml': '[server]\nport = 3\n',
  '.env': 'NAME=ana\nTOKEN=hush\n',
};

describe.skipIf(!hasSuite)(`the files of the official suite${hasSuite ? '' : ' (absent)'}, damaged`, () => {
  const files = [...new Set([...suiteFiles('1.0'), ...suiteFiles('1.1')])];
  const read = (index: number) => readFileSync(join(suiteFolder, files[index % files.length] ?? ''));

  test('are read, printed, read again after a change, formatted and edited', () => {
    fc.assert(
      fc.property(fc.nat(10_000), wounds, wounds, fc.boolean(), (index, first, second, newer) => {
        const text = decode(woundedBytes(read(index), first));
        if (text === null) return;
        withstands(text, newer ? '1.1' : '1.0');
        const document = parse(text);
        const after = woundedText(text, second);
        const again = reparse(document, after) ?? parse(after);
        expect(print(again) === after).toBe(true);
        expect(again.problems).toEqual(parse(after).problems);
      }),
      { numRuns: 1_500 },
    );
  });

  test('are answered for in the analysis', async () => {
    const small = await workspace(FILES);
    fc.assert(
      fc.property(fc.nat(10_000), wounds, fc.nat(999_999), (index, inflicted, at) => {
        const text = decode(woundedBytes(read(index), inflicted));
        if (text !== null) typed(small.session, 'env/dev.toml', text, at);
      }),
      { numRuns: 250 },
    );
  });
});

describe('layers, damaged', () => {
  test('are read, printed, formatted and edited', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(FILES)), wounds, (text, inflicted) =>
        withstands(woundedText(text, inflicted), '1.0'),
      ),
      { numRuns: 1_000 },
    );
  });

  test('are answered for at any place, in any of the files', async () => {
    const small = await workspace(FILES);
    const names = Object.keys(FILES) as (keyof typeof FILES)[];
    fc.assert(
      fc.property(fc.constantFrom(...names), wounds, fc.nat(999_999), (name, inflicted, at) =>
        typed(small.session, name, woundedText(FILES[name], inflicted), at),
      ),
      { numRuns: 400 },
    );
  });

  test('so is a damaged manifest, and a damaged schema', async () => {
    const small = await workspace(FILES);
    const names = ['strata.toml', 'app.schema.json'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...names), wounds, fc.nat(999_999), (name, inflicted, at) => {
        const text = woundedText(small.files[name] ?? '', inflicted);
        small.session.disk({ path: name, text });
        typed(small.session, name, text, at);
        askEverything(small.session, { path: 'base.toml', text: FILES['base.toml'], offset: at % 200 });
      }),
      { numRuns: 150 },
    );
  });
});

test('places far outside of a text are answered for', async () => {
  const small = await workspace(FILES);
  open(small, 'base.toml');
  for (const line of [0, 1, 2, 1_000_000]) {
    for (const column of [0, 1, 2, 1_000_000]) {
      const position = { line, column };
      expected(() => small.session.hover('base.toml', position, DEV));
      expected(() => small.session.complete('base.toml', position, null));
      expected(() => small.session.language.definition('base.toml', position, null));
      expected(() => small.session.language.fixes('base.toml', { start: position, end: position }));
      expected(() => small.session.language.selectionRanges('base.toml', [position]));
    }
  }
});

/** What must hold for any text without its workspace. */
function withstands(text: string, version: '1.0' | '1.1'): void {
  const document = parse(text, { version });
  expect(print(document) === text).toBe(true);
  const formatted = format(document);
  if (formatted.ok) {
    const after = parse(applyReplacements(text, formatted.changes), { version });
    expect(after.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  }
  const path = [...document.root.entries.keys()].slice(0, 1);
  const value = { type: 'integer', value: 1 } as const;
  const edits: Edit[] = [
    { kind: 'set', path: [...path, '__proto__'], value },
    { kind: 'insert', path: ['constructor', 'prototype'], value },
    { kind: 'delete', path },
    { kind: 'rename', path, to: '__proto__' },
    { kind: 'move', path, to: ['a', 'b'] },
  ];
  for (const wanted of edits) {
    const result = edit(document, wanted);
    if (result.ok) parse(applyReplacements(text, result.changes), { version });
  }
}

/** A text appears in an editor; everything is asked at one place of it. */
function typed(session: AnalysisSession, path: string, text: string, at: number): void {
  session.buffer(path, at, text);
  const { problems } = session.analyse();
  const lines = new LineIndex(text);
  for (const { file, range } of problems) {
    if (file === path) expect(range.start.line).toBeLessThanOrEqual(lines.lineCount);
  }
  const offset = Math.floor((at / 1_000_000) * (text.length + 1));
  askEverything(session, { path, text, offset });
  askEverything(session, { path, text, offset, selection: DEV });
  expected(() => session.effective(DEV));
  expected(() => session.render(DEV));
  expected(() => session.effectiveJson(DEV));
}
