// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Strata's own references look like that.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VariableLookup } from '../../../shared/config/expand.ts';
import { merge } from '../../../shared/config/merge.ts';
import type { EffectiveLeaf } from '../../../shared/config/model.ts';
import { referencedVariables, resolveReferences } from '../../../shared/config/references.ts';
import { findNode } from '../../../shared/config/walk.ts';
import { text } from './arbitrary.ts';
import { effective, layer, layers, listed, plain, values } from './build.ts';

const VARIABLES: Readonly<Record<string, string>> = {
  HOST: 'db.local',
  PORT: '5432',
  EMPTY: '',
  SECRET: 'pa$$word',
  URL: 'http://${HOST}:${PORT}',
  ROUND: '${TRIP}',
  TRIP: '${ROUND}',
};

const lookup: VariableLookup = (name) =>
  Object.hasOwn(VARIABLES, name) ? { value: VARIABLES[name] ?? '' } : undefined;

describe('a reference in a string', () => {
  test.each([
    ['no reference', 'no reference'],
    ['${HOST}', 'db.local'],
    ['${HOST}:${PORT}/x', 'db.local:5432/x'],
    ['${MISSING:-fallback}', 'fallback'],
    ['${MISSING:-}', ''],
    ['${EMPTY}', ''],
    ['${EMPTY:-fallback}', 'fallback'],
    ['${HOST:-fallback}', 'db.local'],
    ['${MISSING:-${HOST}}', 'db.local'],
    ['${MISSING:-a}b}', 'ab}'],
    ['${MISSING:-{"a": 1}}', '{"a": 1}'],
    ['${URL}/x', 'http://db.local:5432/x'],
    ['${SECRET}', 'pa$$word'],
    ['$${HOST}', '${HOST}'],
    ['$$${HOST}', '$db.local'],
    ['$$$${HOST}', '$${HOST}'],
    ['pa$$word', 'pa$$word'],
    ['$HOST and $', '$HOST and $'],
    ['${}', '${}'],
    ['${a.b}', '${a.b}'],
    ['${1}', '${1}'],
    ['${HOST', '${HOST'],
    ['${MISSING:-open', '${MISSING:-open'],
    ['${{ HOST }}', '${{ HOST }}'],
  ])('%j becomes %j', (written, expected) => {
    const { root, problems } = resolveReferences(effective(`v = ${JSON.stringify(written)}`), lookup);
    expect(plain(root)).toEqual({ v: expected });
    expect(problems).toEqual([]);
  });

  test('is resolved inside arrays, tables in arrays, and tables', () => {
    const root = effective(
      'a = ["${HOST}", ["${PORT}"], 1]\n[[t]]\nx = "${HOST}"\n[t.y]\nz = "${PORT}"\n[u.v]\nw = "${HOST}"',
    );
    expect(plain(resolveReferences(root, lookup).root)).toEqual({
      a: ['db.local', ['5432'], 1],
      t: [{ x: 'db.local', y: { z: '5432' } }],
      u: { v: { w: 'db.local' } },
    });
  });

  test('stays a string unless the schema asks for another type', () => {
    const root = effective(
      'port = "${PORT}"\nname = "${PORT}"\nmixed = "1${PORT}"\nflag = "${MISSING:-true}"',
    );
    const types: Record<string, string[]> = {
      port: ['integer'],
      mixed: ['integer'],
      flag: ['boolean', 'null'],
    };
    const typesOf = ([key = '']: readonly string[]) => types[key];
    expect(plain(resolveReferences(root, lookup, { typesOf }).root)).toEqual({
      port: 5432,
      name: '5432',
      mixed: '15432',
      flag: true,
    });
  });

  test('marks its leaf as resolved and keeps what the layer holds', () => {
    const { root } = resolveReferences(effective('v = "${HOST}"'), lookup);
    expect(findNode(root, ['v'])).toMatchObject({
      reference: 'resolved',
      value: { value: 'db.local' },
      source: { value: { value: '${HOST}' } },
    });
  });
});

describe('a reference as a table', () => {
  test.each<[string, unknown]>([
    ['{ env = "HOST" }', 'db.local'],
    ['{ env = "PORT" }', '5432'],
    ['{ env = "PORT", default = 1 }', 5432],
    ['{ env = "HOST", default = 1 }', 'db.local'],
    ['{ env = "MISSING", default = 1 }', 1],
    ['{ env = "MISSING", default = [1, "${HOST}"] }', [1, 'db.local']],
    ['{ env = "MISSING", default = "${HOST}" }', 'db.local'],
    ['{ env = "EMPTY", default = "x" }', 'x'],
    ['{ env = "production" }', { env: 'production' }],
    ['{ env = "HOST", image = "x" }', { env: 'HOST', image: 'x' }],
    ['{ env = "HOST", default = { a = 1 } }', { env: 'HOST', default: { a: 1 } }],
    ['{ env = 1 }', { env: 1 }],
    ['[{ env = "HOST" }, { env = "host" }]', ['db.local', { env: 'host' }]],
  ])('%s becomes %j', (written, expected) => {
    const { root, problems } = resolveReferences(effective(`v = ${written}`), lookup);
    expect(plain(root)).toEqual({ v: expected });
    expect(problems).toEqual([]);
  });

  test('under its own header is a table like any other', () => {
    expect(plain(resolveReferences(effective('[v]\nenv = "HOST"'), lookup).root)).toEqual({
      v: { env: 'HOST' },
    });
  });

  test('takes the type the schema asks for', () => {
    const { root } = resolveReferences(effective('v = { env = "PORT" }'), lookup, {
      typesOf: () => ['number'],
    });
    expect(plain(root)).toEqual({ v: 5432 });
  });
});

describe('an unresolved reference', () => {
  test.each([
    ['v = "${MISSING}"', 'unresolved-reference'],
    ['v = "${HOST} ${MISSING}"', 'unresolved-reference'],
    ['v = "${MISSING:-${ALSO_MISSING}}"', 'unresolved-reference'],
    ['v = ["${HOST}", "${MISSING}"]', 'unresolved-reference'],
    ['v = { env = "MISSING" }', 'unresolved-reference'],
    ['v = "${ROUND}"', 'reference-cycle'],
    ['v = { env = "ROUND", default = 1 }', 'reference-cycle'],
  ])('%s is an error, and the value stays as written', (written, code) => {
    const before = effective(written);
    const { root, problems } = resolveReferences(before, lookup);
    expect(listed(problems)).toEqual([`error ${code} v @layer 1`]);
    expect(plain(root)).toEqual(plain(before));
    expect(findNode(root, ['v'])).toMatchObject({ reference: 'unresolved' });
  });

  test('is placed at the layer that wrote it, at the reference itself', () => {
    const upper = 'v = "a ${MISSING} b"';
    const { root } = merge(layers('v = "x"', upper));
    const [problem] = resolveReferences(root, lookup).problems;
    expect(problem?.setter.layer.definition.name).toBe('layer 2');
    expect(upper.slice(problem?.span?.start, problem?.span?.end)).toBe('${MISSING}');
    expect(problem?.message).toBe('v needs the variable MISSING, which is not set.');
  });

  test('is placed at the whole string where escapes hide its offset', () => {
    const written = 'v = "\\t${MISSING}"';
    const [problem] = resolveReferences(effective(written), lookup).problems;
    expect(written.slice(problem?.span?.start, problem?.span?.end)).toBe('"\\t${MISSING}"');
  });

  test('in an array is placed at its item, unless items of several files are combined', () => {
    const written = 'v = ["x", "${MISSING}"]';
    const [problem] = resolveReferences(effective(written), lookup).problems;
    expect(written.slice(problem?.span?.start, problem?.span?.end)).toBe('${MISSING}');
    const { root } = merge(layers('v = ["${MISSING}"]', 'v = ["x"]'), { strategyOf: () => 'append' });
    expect(resolveReferences(root, lookup).problems[0]).not.toHaveProperty('span');
  });
});

describe('variables that grow without end', () => {
  test('are stopped by depth', () => {
    const deep: VariableLookup = (name) => ({ value: `\${${name}X}` });
    const { problems } = resolveReferences(effective('v = "${A}"'), deep);
    expect(listed(problems)).toEqual(['error reference-cycle v @layer 1']);
    expect(problems[0]?.message).toContain('go on for too long');
  });

  test('are stopped by number and size', () => {
    const wide: VariableLookup = (name) => ({
      value: name.length < 7 ? `\${${name}X}`.repeat(50) : 'x'.repeat(9999),
    });
    expect(listed(resolveReferences(effective('v = "${A}"'), wide).problems)).toEqual([
      'error reference-cycle v @layer 1',
    ]);
  });

  test.each([
    ['openings that are never closed', '${A:-'.repeat(20_000), 100_000],
    ['a long run of escapes', `${'$'.repeat(100_000)}{`, 50_001],
    ['defaults in defaults', `${'${A:-'.repeat(400)}x${'}'.repeat(400)}`, 1],
  ])('are no trouble as %s', (_, written, length) => {
    const { root, problems } = resolveReferences(effective(`v = '${written}'`), lookup);
    expect(problems).toEqual([]);
    expect(findNode(root, ['v'])).toHaveProperty('value.value.length', length);
  });
});

describe('what is not a reference', () => {
  test('is shared with the configuration before', () => {
    const before = effective('[a]\nx = "${HOST}"\ny = ["plain"]\n[b]\nz = "plain"');
    const after = resolveReferences(before, lookup).root;
    expect(findNode(after, ['b'])).toBe(findNode(before, ['b']));
    expect(findNode(after, ['a', 'y'])).toBe(findNode(before, ['a', 'y']));
    expect(findNode(before, ['a', 'x'])).toMatchObject({ value: { value: '${HOST}' } });
  });

  test('leaves the whole configuration as it is', () => {
    const before = effective('a = 1\n[b]\nc = ["$HOST"]');
    expect(resolveReferences(before, lookup).root).toBe(before);
  });

  test('never changes: text without `${` stays as it is', () => {
    fc.assert(
      fc.property(text, (written) => {
        fc.pre(!written.includes('${'));
        const before = effective(`v = ${JSON.stringify(written).replaceAll('\u007f', '\\u007F')}`);
        expect(resolveReferences(before, lookup).root).toBe(before);
      }),
    );
  });

  test('is the value of a process variable, or of one in single quotes', () => {
    const entry = values('v = "${HOST}"').entries.get('v')!;
    const setBy = (origin: object) => {
      const root = { ...values(''), entries: new Map([['v', { ...entry, variable: 'APP_V' }]]) };
      const merged = merge([
        layer('variables', root, new Map([['APP_V', { name: 'APP_V', ...origin }]])),
      ]).root;
      return (findNode(resolveReferences(merged, lookup).root, ['v']) as EffectiveLeaf).value;
    };
    expect(setBy({})).toMatchObject({ value: '${HOST}' });
    expect(setBy({ file: '.env', line: 1, verbatim: true })).toMatchObject({ value: '${HOST}' });
    expect(setBy({ file: '.env', line: 1 })).toMatchObject({ value: 'db.local' });
  });
});

test('the variables a layer refers to can be listed', () => {
  const root = values(
    'a = "${A} ${B:-${C}} $${D}"\nb = [{ env = "E" }]\nc.d = { env = "F", default = "${G}" }\nx = { env = "h" }',
  );
  expect([...referencedVariables(root)].sort()).toEqual(['A', 'B', 'C', 'E', 'F', 'G']);
});
