/** Every code a problem of a TOML file can have: what cures it, or why nothing can. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { manifestSchema } from '../../../core/analysis/schemas.ts';
import { readManifest } from '../../../shared/config/manifest.ts';
import type { Problem } from '../../../shared/contract/model.ts';
import { type FixableProblem, type QuickFix, quickFixes } from '../../../shared/language/index.ts';
import { LineIndex } from '../../../shared/text/lines.ts';
import { parse } from '../../../shared/toml/index.ts';
import { wordings } from '../../../shared/toml/problem-wording.ts';
import { applyTo, problemsOf, requestFor } from './fixing.ts';

/** Texts with that problem alone; every fix that is offered for it leaves none. */
const syntax: Record<string, readonly string[]> = {
  'missing-equals': ['a : 1', 'a 1', 'a', 'a # c\nb = 1', 'p = { a }', 'a.b\n[t]'],
  'missing-value': ['a =', 'a = # c', 'p = { a = }', '[t]\na.b ='],
  'missing-key': ['= 1', 'a = 1\n  = 2', 'p = { = 1 }', 'p = { a = 1, = 2 }'],
  'missing-key-part': ['a. = 1', '.a = 1', 'a..b = 1', '[a.]', '[.a]', '[[a..b]]'],
  'missing-table-name': ['[]', '[[]]', '[ ] # c\nx = 1', 'table = 1\n[]'],
  'missing-bracket': ['[a', '[[a]', '[[a', '[a # c\nb = 1'],
  'missing-newline': ['a = 1 b = 2', '[a] b = 1'],
  'invalid-bare-key': ['ключ = 1', 'a b.ü = 1'.slice(4), '[é]'],
  'multiline-key': ['"""k""" = 1'],
  'unexpected-text': ['a = 1 2', 'a = 1,', '[a]]', 'a == 1'],
  'merge-conflict': [],
  'unterminated-array': ['a = [1, 2\nb = 1', 'a = ['],
  'unterminated-inline-table': ['a = {b = 1\nc = 1', 'a = {'],
  'missing-comma': ['a = [1 2]', 'a = { b = 1 c = 2 }'],
  'unexpected-comma': ['a = [1,,2]', 'a = [,1]', 'a = { , b = 1 }'],
  'key-in-array': ['a = [b = 1]', 'a = [1, b = [2], 3]', 'a = [b = { c = 1 }]'],
  'unterminated-string': ['a = "x', "a = 'x # y", 'a = """x'],
  'text-after-string': ['a = "it"s"', "a = 'it's'"],
  'invalid-escape': ['a = "C:\\data"', 'a = """\\q"""'],
  'invalid-code-point': ['a = "\\uD800"', 'a = "\\U00110000"', 'a = """\\uDC00"""'],
  'control-character': ['a = "\u0001"', 'a = 1 # \u0007'],
  'unusual-space': ['a\u00a0= 1'],
  'lone-surrogate': ['a = "\ud800"'],
  'bare-carriage-return': ['a = 1\rb = 2'],
  'unquoted-string': ['a = hello', 'a = hello world # c'],
  'invalid-boolean': ['a = True', 'a = [FALSE]'],
  'no-null': ['a = null', 'a = nil # c'],
  'invalid-number': ['a = 1__0', 'a = 0xZZ'],
  'leading-zero': ['a = 007'],
  'integer-overflow': ['a = 99999999999999999999'],
  'float-overflow': ['a = 1e999', 'a = -1e999'],
  'invalid-date': ['a = 2026-13-01', 'a = 25:00:00'],
  'duplicate-key': ['a = 1\na = 2', 'p = { a = 1, a = 2 }', '[t]\nb.c = 1\nb.c = 2'],
  'duplicate-table': [
    '[a]\nx = 1\n[b]\n[a]\ny = 2',
    '[a]\nx = 1\n[a]\nx = 2',
    'a.b = 1\n[a]\nc = 2',
    '[a]\nb.c = 1\n# c\n[a.b]\nd = 1 # d\n',
    '[a]\n[a]',
  ],
  'value-is-not-a-table': [
    'a = 1\n[a]',
    'a = 1\na.b = 2',
    'a = 1\n[a.b]\nx = 1',
    'a = 1\n[[a]]',
    '[t]\na = 1\n[t.a]',
  ],
  'inline-table-is-complete': [
    'a = { x = 1 }\na.y = 2',
    'a = { x = 1 }\n# c\na.y = 2',
    'a = { x = 1 }\n[a]\ny = 2',
    'a = { x = 1 }\n[a.b]\ny = 2',
    'a = {}\n[[a]]',
    '[t]\na = { x = 1 } # c\n[t.a.b]\ny = 2 # d',
  ],
  'table-is-complete': ['[a.b]\nx = 1\n[a]\nb.y = 2', '[a.b]\nx = 1\n[a]\n# c\nb.y = 2 # d'],
  'array-is-complete': [
    'a = [1]\n[[a]]',
    'a = []\n[[a]]\nx = 1',
    'a = [{ x = 1 }]\n[[a]]\nx = 2',
    'a = [{ x = 1 }]\n[a.b]\nx = 2',
    'a = [{ x = 1 }]\na.y = 1',
    '[t]\na = [{ x = 1 }]\n[[t.a]]',
  ],
  'table-is-not-an-array': [
    '[a]\n[[a]]',
    '[a]\nx = 1\n[[a]]\nx = 2',
    '[a.b]\n[[a]]\nx = 1',
    'a.b = 1\n[[a]]',
  ],
  'array-is-not-a-table': ['[[a]]\n[a]', '[[a]]\nx = 1\n[a]\nx = 2'],
  'toml-1.1-syntax': ['a = { b = 1, }', 'a = {\n b = 1 }', 'a = 07:32', 'a = "\\e"', 'a = "\\x41"'],
};

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

/** A text and the schema it does not fit; every fix of it leaves no problem of its own, and brings none. */
const bySchema: Record<string, readonly (readonly [text: string, schema: object])[]> = {
  'unknown-key': [
    ['prot = 1', object({ port: {} }, { additionalProperties: false })],
    [
      '# c\ntimeout = 5\n[server]',
      object({ server: object({ timeout: {} }) }, { additionalProperties: false }),
    ],
  ],
  'key-name': [['UP = 1', object({}, { propertyNames: { enum: ['up'] } })]],
  forbidden: [['a = 1', object({ a: false })]],
  deprecated: [
    ['old = 1', object({ old: { deprecationMessage: 'Use fresh.' }, fresh: { type: 'integer' } })],
  ],
  type: [
    ['a = "1"', object({ a: { type: 'integer' } })],
    ['a = "true"', object({ a: { type: 'boolean' } })],
    ['a = 1', object({ a: { type: 'string' } })],
    ['a = true', object({ a: { type: 'string' } })],
    ['a = 2026-01-31', object({ a: { type: 'string' } })],
    ['a = 2026-01-31T08:00:00Z', object({ a: { type: 'string' } })],
    ['a = "1.5"', object({ a: { type: 'number' } })],
    ['a = 1', object({ a: { type: 'array', items: { type: 'integer' } } })],
    ['a = 1.0', object({ a: { type: 'integer' } })],
  ],
  enum: [["a = 'inof'", object({ a: { enum: ['info', 'warn'] } })]],
  const: [['a = 1', object({ a: { const: 2 } })]],
  range: [['a = 0', object({ a: { type: 'integer', minimum: 1 } })]],
  pattern: [['a = "x"', object({ a: { type: 'string', pattern: '^y', examples: ['yes'] } })]],
  format: [['a = "x"', object({ a: { type: 'string', format: 'ipv4', examples: ['127.0.0.1'] } })]],
  unique: [['a = [1, 2, 1]', object({ a: { uniqueItems: true } })]],
  'plaintext-secret': [['a = "s3cret"', object({ a: { type: 'string', 'x-strata-secret': true } })]],
  required: [['b = 1', object({ a: { type: 'integer' }, b: {} }, { required: ['a'] })]],
};

/** What is wrong with a manifest. */
const inManifest: Record<string, readonly string[]> = {
  'missing-key': ['[[layers]]\nfile = "config/app.toml"\n', '[[layers]]\nname = "v"\nvariables = {}\n'],
  'wrong-type': [
    '[workspace]\nname = 1\n',
    '[environments.a]\naliases = 1\n',
    '[environments.a]\nprotected = "True"\n',
  ],
  'wrong-value': ['[workspace]\ntoml = "2"\n'],
  'unknown-key': ['[workspace]\nnaem = "x"\n', '[format]\nindnt = "  "\n'],
  'duplicate-layer': ['[[layers]]\nname = "a"\nfile = "a.toml"\n[[layers]]\nname = "a"\nfile = "b.toml"\n'],
  'layer-without-source': ['[[layers]]\nname = "a b"\n'],
  'layer-with-two-sources': ['[[layers]]\nname = "a"\nfile = "a.toml"\nruntime = true\n'],
  'unknown-placeholder': ['[[layers]]\nname = "a"\nfile = "{enviroment}.toml"\n'],
  'unknown-environment': [
    '[[layers]]\nname = "a"\nfile = "a.toml"\n[environments.prod]\n[environments.b]\ninherits = "prd"\n',
  ],
  'inherits-cycle': ['[environments.a]\ninherits = "b"\n[environments.b]\ninherits = "a"\n'],
  'alias-clash': ['[environments.a]\naliases = ["b", "c"]\n[environments.b]\n'],
  'bad-name': ['[environments."a/b"]\n'],
  'unsupported-dialect': ['[workspace]\ndialect = "figment"\n'],
  'not-applied-yet': ['[workspace]\nrules = ["r.toml"]\n'],
};

/** Tested by themselves below, because they take more than one file. */
const elsewhere = ['merge-conflict', 'missing-layer', 'unresolved-reference'];

const without: Record<string, string> = {
  'too-deep': 'Which of the levels can go, only the author knows.',
  'text-too-long': 'The text was not read, so that nothing is known of it.',
  'token-too-long': 'What to leave out of a value, only the author knows.',
  'too-many-problems': 'It is about the other problems, which have their own.',
  length: 'What to add or leave out, only the author knows.',
  contains: 'Which item is meant to fit, only the author knows.',
  'one-of': 'Which of the forms is meant, only the author knows.',
  form: 'None of the forms is near enough to say what is missing.',
  not: 'What else is meant, only the author knows.',
  'bad-path': 'Which file or key is meant, only the author knows.',
  'type-clash': 'Which of the two layers is right, only the author knows.',
  'reference-cycle': 'Which of the variables should have a value, only the author knows.',
  'unknown-variable': 'It stands in a dotenv file or in the process.',
  'ambiguous-variable': 'It stands in a dotenv file or in the process.',
  'bad-schema': 'It stands in the schema.',
  'schema-not-checked': 'It stands in the schema.',
  'schema-not-used': 'It is about a file that is no TOML, or one that is not there.',
  'toml-edition': 'Which TOML the program reads, only its author knows.',
  'own-schema': 'The file says itself which schema it is for.',
};

describe('every code', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));

  /** As they stand in the sources of those who find problems. */
  function codesIn(folder: string): string[] {
    return readdirSync(join(root, folder))
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => {
        const text = readFileSync(join(root, folder, file), 'utf8');
        return [...text.matchAll(/(?:\bcode: |#add\(|\bwriter,\s*failure,\s*)'([a-z][a-z0-9.-]+)'/g)].map(
          (match) => match[1]!,
        );
      });
  }

  test('has a cure, or a reason why there is none', () => {
    const found = new Set([
      ...Object.keys(wordings),
      ...['shared/config', 'core/validation', 'core/analysis'].flatMap(codesIn),
    ]);
    expect(found.size).toBeGreaterThan(80);
    const known = new Set(
      [syntax, bySchema, inManifest, without].flatMap((table) => Object.keys(table)).concat(elsewhere),
    );
    expect([...found].filter((code) => !known.has(code))).toEqual([]);
  });

  test('has only one of both', () => {
    const cured = [syntax, bySchema, inManifest].flatMap((table) => Object.keys(table));
    expect(Object.keys(without).filter((code) => cured.includes(code) || elsewhere.includes(code))).toEqual(
      [],
    );
  });
});

function curesOf(code: string, fixes: readonly QuickFix[]): QuickFix[] {
  return fixes.filter(({ problem }) => problem?.code === code);
}

const cases = <T>(table: Record<string, readonly T[]>) =>
  Object.entries(table).flatMap(([code, texts]) => texts.map((text) => [code, text] as const));

describe('syntax', () => {
  test.each(cases(syntax))('%s: %j', (code, text) => {
    const { problems } = parse(text);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    const cures = curesOf(code, quickFixes(requestFor(text, {}, {})));
    expect(cures.length).toBeGreaterThan(0);
    // `[a]` twice is another problem than `[a]` and `[[a]]`; it is never the likeliest cure.
    const sure = cures.filter(({ preferred }) => preferred);
    for (const { title, changes } of cures) {
      const after = parse(applyTo(text, changes)).problems.map((problem) => problem.code);
      if (title === 'Write [a]' && after.length > 0)
        expect(sure.map((fix) => fix.title)).not.toContain(title);
      else expect(after, title).toEqual([]);
    }
  });
});

describe('schema', () => {
  const said = ({ code, path }: Problem) => `${code} ${path}`;

  test.each(cases(bySchema))('%s: %j', (code, [text, schema]) => {
    const before = problemsOf(text, schema);
    expect(before.map((problem) => problem.code)).toContain(code);
    const cures = curesOf(code, quickFixes(requestFor(text, schema, {})));
    expect(cures.length).toBeGreaterThan(0);
    for (const { title, changes } of cures) {
      const after = problemsOf(applyTo(text, changes), schema);
      expect(
        after.map(said).filter((each) => !before.map(said).includes(each)),
        title,
      ).toEqual([]);
      expect(after.length, title).toBeLessThan(before.length);
    }
  });
});

describe('manifest', () => {
  const problemsIn = (text: string) => readManifest(parse(text), { folderName: 'x', files: [] }).problems;

  function fixesIn(text: string, problems: readonly FixableProblem[]): QuickFix[] {
    const request = requestFor(text, {}, {});
    return quickFixes({ ...request, schema: manifestSchema().view, problems });
  }

  test.each(cases(inManifest))('%s: %j', (code, text) => {
    const before = problemsIn(text);
    const lines = new LineIndex(text);
    expect(before.map((problem) => problem.code)).toContain(code);
    const problems = before.map((problem) => ({ ...problem, range: lines.rangeOf(problem) }));
    const cures = curesOf(code, fixesIn(text, problems));
    expect(cures.length).toBeGreaterThan(0);
    for (const { title, changes } of cures) {
      const after = applyTo(text, changes);
      expect(parse(after).problems, title).toEqual([]);
      expect(problemsIn(after).length, title).toBeLessThan(before.length);
    }
  });

  test('a layer without its file can be optional', () => {
    const text = '[[layers]]\nname = "a"\nfile = "gone.toml"\n';
    const start = text.indexOf('"gone');
    const range = new LineIndex(text).rangeOf({ start, end: start + 11 });
    const [fix] = fixesIn(text, [{ code: 'missing-layer', path: 'layers', range }]);
    expect(fix?.title).toBe('Mark the layer optional');
    expect(applyTo(text, fix!.changes)).toBe('[[layers]]\nname = "a"\nfile = "gone.toml"\noptional = true\n');
  });
});

test.each([
  [`a = "x \${NAME} y"`, `\${NAME}`, `a = "x \${NAME:-} y"`],
  ['a = { env = "NAME" }', '{ env = "NAME" }', 'a = { env = "NAME", default = "" }'],
])('a reference to nothing can have a default: %s', (text, marked, after) => {
  const start = text.indexOf(marked);
  const range = new LineIndex(text).rangeOf({ start, end: start + marked.length });
  const problems = [{ code: 'unresolved-reference', path: 'a', range }];
  const [fix] = quickFixes({ ...requestFor(text, {}, {}), problems });
  expect(applyTo(text, fix!.changes)).toBe(after);
});
