// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Strata's own references look like that.
import { describe, expect, test } from 'vitest';
import type { MergeStrategy } from '../../../shared/config/combine.ts';
import { merge } from '../../../shared/config/merge.ts';
import type { EffectiveLeaf, EffectiveTable, Setter } from '../../../shared/config/model.ts';
import { mountTable } from '../../../shared/config/mount.ts';
import { toValidatable } from '../../../shared/config/plain.ts';
import { findNode } from '../../../shared/config/walk.ts';
import { layer, layers, listed, plain, values } from './build.ts';

describe('merging layers, lowest first', () => {
  test.each<[string, string[], unknown]>([
    ['no layers', [], {}],
    ['one layer', ['a = 1\n[t]\nb = 2'], { a: 1, t: { b: 2 } }],
    ['a later value', ['a = 1', 'a = 2'], { a: 2 }],
    ['tables', ['[t]\na = 1\nb = 1', '[t]\nb = 2\nc = 2'], { t: { a: 1, b: 2, c: 2 } }],
    [
      'tables in tables',
      ['[a.b.c]\nx = 1', '[a.b]\ny = 2\n[a.b.c]\nz = 3'],
      { a: { b: { c: { x: 1, z: 3 }, y: 2 } } },
    ],
    ['dotted keys and headers', ['a.b = 1', '[a]\nc = 2'], { a: { b: 1, c: 2 } }],
    ['inline tables', ['t = { a = 1 }', 't = { b = 2 }'], { t: { a: 1, b: 2 } }],
    ['arrays', ['a = [1, 2, 3]', 'a = [4]'], { a: [4] }],
    ['an empty array', ['a = [1]', 'a = []'], { a: [] }],
    ['arrays of tables', ['[[a]]\nx = 1\n[[a]]\nx = 2', '[[a]]\ny = 3'], { a: [{ y: 3 }] }],
    ['an empty table', ['[t]\na = 1', '[t]'], { t: { a: 1 } }],
    ['a table over a value', ['t = 1', '[t]\na = 2'], { t: { a: 2 } }],
    ['a value over a table', ['[t]\na = 2', 't = 1'], { t: 1 }],
    ['a table over a value over a table', ['[t]\na = 1', 't = 1', '[t]\nb = 2'], { t: { b: 2 } }],
    [
      'a table called env',
      ['t = { env = "production" }', 't = { size = 1 }'],
      { t: { env: 'production', size: 1 } },
    ],
    ['a reference over a reference', ['t = { env = "A", default = 1 }', 't = { env = "B" }'], { t: '${B}' }],
    [
      'keys of the object prototype',
      ['["__proto__"]\na = 1', '["__proto__"]\nb = 2'],
      JSON.parse('{"__proto__":{"a":1,"b":2}}'),
    ],
  ])('%s', (_, texts, expected) => {
    expect(plain(merge(layers(...texts)).root)).toStrictEqual(expected);
  });

  test('keeps the order in which keys first appear', () => {
    const { root } = merge(layers('b = 1\na = 1', 'c = 1\na = 2'));
    expect([...root.children.keys()]).toEqual(['b', 'a', 'c']);
  });
});

describe('tables that one layer alone writes', () => {
  const writtenAt = (texts: string[], path: string[]) => {
    const node = findNode(merge(layers(...texts)).root, path);
    return node?.kind === 'table' && node.written !== undefined;
  };

  test.each<[string, string[], string[]]>([
    ['the whole of the only layer', ['a = 1\n[s]\nb = 2'], []],
    ['the whole of the only layer that sets anything', ['', 'a = 1'], []],
    ['a table beside what others write', ['[s.t]\na = 1', '[s.u]\nb = 2'], ['s', 't']],
    ['a table beside a reference', ['r = "${NAME}"\n[s]\na = 1'], ['s']],
  ])('%s', (_, texts, path) => {
    expect(writtenAt(texts, path)).toBe(true);
  });

  test.each<[string, string[], string[]]>([
    ['not one that two write', ['[s]\na = 1', '[s]\nb = 2'], ['s']],
    ['not one that lies over a value', ['s = 1', '[s]\na = 1'], ['s']],
    ['not one that holds a reference', ['[s]\na = "${NAME}"'], ['s']],
    ['not one that holds a reference inside', ['[s]\na = [{ b = { env = "NAME" } }]'], ['s']],
  ])('%s', (_, texts, path) => {
    expect(writtenAt(texts, path)).toBe(false);
  });

  test('are no longer what was written when something is put into a copy', () => {
    const { root } = merge(layers('a = 1'));
    const copy: EffectiveTable = { ...root, children: new Map() };
    expect({ ...toValidatable(root) }).toEqual({ a: 1 });
    expect({ ...toValidatable(copy) }).toEqual({});
  });
});

describe('provenance', () => {
  test('names the winner and those it beat, nearest first', () => {
    const leaf = leafAt(
      ['[s]\nport = 1', '[s]\nport = 2', '[s]\nhost = "x"', '[s]\nport = 4'],
      ['s', 'port'],
    );
    expect(describeSetter(leaf.source)).toBe('layer 4: 4');
    expect(leaf.overridden.map(describeSetter)).toEqual(['layer 2: 2', 'layer 1: 1']);
  });

  test('says where the winning key is written', () => {
    const text = '[s]\nport = 80 # comment';
    const { source } = leafAt([text], ['s', 'port']);
    expect(text.slice(source.keySpan?.start, source.keySpan?.end)).toBe('port');
    expect(text.slice(source.value.start, source.value.end)).toBe('80');
  });

  test('lists every layer that writes a table, the winner first', () => {
    const { root } = merge(layers('[s]\na = 1', 'x = 1', 's.b = 2'));
    const names = (setters: readonly Setter[]) => setters.map((setter) => setter.layer.definition.name);
    expect(names(findNode(root, ['s'])!.kind === 'table' ? settersAt(root, ['s']) : [])).toEqual([
      'layer 3',
      'layer 1',
    ]);
    expect(names(root.setters)).toEqual(['layer 3', 'layer 2', 'layer 1']);
  });

  test('counts a table among those that a value beat', () => {
    const leaf = leafAt(['[s]\na = 1', '[s]\nb = 1', 's = 3'], ['s']);
    expect(leaf.overridden.map((setter) => `${setter.layer.definition.name}: ${setter.value.type}`)).toEqual([
      'layer 2: table',
      'layer 1: table',
    ]);
  });

  test('carries the origin of a variable instead of a place in a file', () => {
    const root = values('port = 1');
    const entry = root.entries.get('port')!;
    root.entries.set('port', { ...entry, variable: 'APP_PORT' });
    const origin = { name: 'APP_PORT', file: '.env', line: 3 };
    const merged = merge([layer('variables', root, new Map([['APP_PORT', origin]]))]).root;
    const { source } = findNode(merged, ['port']) as EffectiveLeaf;
    expect(source.variable).toEqual(origin);
    expect(source.keySpan).toBeUndefined();
  });
});

describe('a type clash', () => {
  test.each<[string, string, string]>([
    ['a table over a value', 't = 1', '[t]\na = 2'],
    ['a value over a table', '[t]\na = 2', 't = 1'],
    ['a string over a number', 't = 8080', 't = "8080"'],
    ['a boolean over a string', 't = "yes"', 't = true'],
    ['an array over a string', 't = "a"', 't = ["a"]'],
    ['a date over a string', 't = "1979-05-27"', 't = 1979-05-27'],
    ['a reference over a table', '[t]\na = 2', 't = { env = "T" }'],
  ])('%s is a warning at the later layer', (_, lower, upper) => {
    expect(listed(merge(layers(lower, upper)).problems)).toEqual(['warning type-clash t @layer 2']);
  });

  test.each<[string, string, string]>([
    ['an integer over a float', 't = 1.5', 't = 2'],
    ['one kind of date over another', 't = 1979-05-27', 't = 1979-05-27T07:32:00Z'],
    ['a reference over a number', 't = 1', 't = "${T}"'],
    ['a number over a reference', 't = "${T}"', 't = 1'],
    ['a reference as a table over a number', 't = 1', 't = { env = "T" }'],
    ['an array over an array', 't = [1]', 't = ["a"]'],
  ])('%s is none', (_, lower, upper) => {
    expect(listed(merge(layers(lower, upper)).problems)).toEqual([]);
  });

  test('is reported once for each layer that starts one', () => {
    const { problems } = merge(layers('t = 1', 't = "a"', 't = "b"', '[t]\na = 1'));
    expect(listed(problems)).toEqual(['warning type-clash t @layer 2', 'warning type-clash t @layer 4']);
  });

  test('is left to validation where the schema knows the key', () => {
    const typesOf = () => ['integer'];
    expect(listed(merge(layers('t = 1', 't = "1"'), { typesOf }).problems)).toEqual([]);
    expect(listed(merge(layers('[t]\na = 1', 't = 1'), { typesOf }).problems)).toEqual([
      'warning type-clash t @layer 2',
    ]);
    const either = { typesOf: () => ['object', 'boolean'] };
    expect(listed(merge(layers('[t]\na = 1', 't = false'), either).problems)).toEqual([]);
  });

  test('a table the schema wants as a table is no reference', () => {
    const { root } = merge(layers('t = { size = 1 }', 't = { env = "NAME" }'), {
      typesOf: ([first]) => (first === 't' ? ['object'] : undefined),
    });
    expect(plain(root)).toEqual({ t: { size: 1, env: 'NAME' } });
  });
});

describe('the strategy for an array', () => {
  test.each<[MergeStrategy, string, string, unknown]>([
    ['replace', 'a = [1, 2]', 'a = [2, 3]', [2, 3]],
    ['append', 'a = [1, 2]', 'a = [2, 3]', [1, 2, 2, 3]],
    ['unique', 'a = [1, 2, 1]', 'a = [2, 3]', [1, 2, 3]],
    ['unique', 'a = [{ x = 1, y = 2 }]', 'a = [{ y = 2, x = 1 }, { x = 1 }]', [{ x: 1, y: 2 }, { x: 1 }]],
    ['unique', 'a = [1]', 'a = [1.0]', [1, 1]],
    [
      'by-key:name',
      '[[a]]\nname = "x"\nport = 1\n[[a]]\nname = "y"\nport = 2',
      '[[a]]\nname = "y"\nport = 3\n[[a]]\nname = "z"',
      [{ name: 'x', port: 1 }, { name: 'y', port: 3 }, { name: 'z' }],
    ],
    [
      'by-key:name',
      '[[a]]\nname = "x"\n[a.limits]\ncpu = 1\nram = 1',
      '[[a]]\nname = "x"\n[a.limits]\ncpu = 2\n[[a]]\nport = 1',
      [{ name: 'x', limits: { cpu: 2, ram: 1 } }, { port: 1 }],
    ],
    ['by-key:name', 'a = [{ name = 1 }, 2]', 'a = [{ name = "1" }, 2]', [{ name: 1 }, 2, { name: '1' }, 2]],
  ])('%s: %j and %j', (strategy, lower, upper, expected) => {
    const { root } = merge(layers(lower, upper), { strategyOf: () => strategy });
    expect(plain(root)).toEqual({ a: expected });
  });

  test('is asked for by path, and marks the array as combined', () => {
    const strategyOf = (path: readonly string[]) => (path.join('.') === 's.tags' ? 'append' : 'replace');
    const { root } = merge(layers('[s]\ntags = [1]\nids = [1]', '[s]\ntags = [2]\nids = [2]'), {
      strategyOf,
    });
    expect(plain(root)).toEqual({ s: { tags: [1, 2], ids: [2] } });
    expect(findNode(root, ['s', 'tags'])).toMatchObject({ combined: true });
    expect(findNode(root, ['s', 'ids'])).not.toHaveProperty('combined');
  });

  test('ends where a layer writes something else than an array', () => {
    const { root } = merge(layers('a = [1]', 'a = [2]', 'a = 3'), { strategyOf: () => 'append' });
    expect(plain(root)).toEqual({ a: 3 });
    expect(findNode(root, ['a'])).not.toHaveProperty('combined');
  });
});

describe('a table inside a file', () => {
  const file = values('[environments.production.overrides]\nport = 1\n[other]\nx = 1\n[[list]]\ny = 1');

  test.each<[string[], string[], unknown]>([
    [['environments', 'production', 'overrides'], [], { port: 1 }],
    [['environments', 'production', 'overrides'], ['server', 'http'], { server: { http: { port: 1 } } }],
    [['other'], ['__proto__'], JSON.parse('{"__proto__":{"x":1}}')],
    [['missing'], [], {}],
    [['missing', 'deeper'], ['server'], {}],
  ])('%j at %j', (table, at, expected) => {
    expect(plain(merge([layer('inline', mountTable(file, table, at)!)]).root)).toEqual(expected);
  });

  test('is null where something else than a table stands', () => {
    expect(mountTable(file, ['list'], [])).toBeNull();
    expect(mountTable(file, ['other', 'x'], [])).toBeNull();
  });
});

function leafAt(texts: string[], path: string[]): EffectiveLeaf {
  return findNode(merge(layers(...texts)).root, path) as EffectiveLeaf;
}

function settersAt(root: ReturnType<typeof merge>['root'], path: string[]): readonly Setter[] {
  const node = findNode(root, path);
  return node?.kind === 'table' ? node.setters : [];
}

function describeSetter({ layer: { definition }, value }: Setter): string {
  return `${definition.name}: ${'value' in value ? value.value : value.type}`;
}
