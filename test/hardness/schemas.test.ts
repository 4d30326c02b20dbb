/** Schemas made to hurt, as real files through the engine and its worker. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AnalysisState } from '../../shared/contract/model.ts';
import { type Desk, at as deskAt } from '../core/desk.ts';
import { folderWith } from '../core/temporary.ts';

const MANIFEST =
  '[workspace]\nschema = "s.json"\n[[layers]]\nname = "a"\nfile = "a.toml"\n[environments.dev]\n';

/** Long enough for a pattern that doubles its work with each letter to take years. */
const TRAP = `${'a'.repeat(60)}!`;

function deskWith(schema: unknown, toml: string): Promise<Desk> {
  const text = typeof schema === 'string' ? schema : JSON.stringify(schema);
  return deskAt(folderWith({ 'strata.toml': MANIFEST, 's.json': text, 'a.toml': toml }));
}

const codes = ({ problems }: AnalysisState) => problems.map(({ code, file }) => `${code} in ${file}`);

describe('a check that never ends', () => {
  test.each<[string, unknown, string]>([
    ['pattern', { properties: { name: { pattern: '^(a+)+$' } } }, `name = "${TRAP}"\n`],
    ['patternProperties', { patternProperties: { '^(a|a)*$': { type: 'integer' } } }, `"${TRAP}" = 1\n`],
    ['propertyNames', { propertyNames: { pattern: '^(a*)*$' } }, `"${TRAP}" = 1\n`],
    [
      'forms that refer to themselves twice',
      {
        $defs: {
          a: {
            anyOf: [
              { items: { $ref: '#/$defs/a' }, minItems: 1 },
              { items: { $ref: '#/$defs/a' }, minItems: 1 },
            ],
          },
        },
        properties: { deep: { $ref: '#/$defs/a' } },
      },
      `deep = ${'['.repeat(60)}[]${']'.repeat(60)}\n`,
    ],
  ])(
    '%s: is ended and named, everything else goes on, and it starts again when the schema is corrected',
    async (_, schema, toml) => {
      const desk = await deskAt(folderWith({ 'strata.toml': MANIFEST, 's.json': '{}', 'a.toml': toml }));
      const document = await desk.open('a.toml');
      desk.write('s.json', JSON.stringify(schema));
      const notice = await desk.notice('schema-stopped');
      expect(notice.message).toBe(
        'Checking a.toml against s.json took longer than two seconds and was ended.',
      );
      expect(notice.remedy).toContain('s.json');
      const stopped = await desk.analysis((state) => codes(state).includes('schema-stopped in s.json'));
      expect(stopped.problems[0]?.environments).toEqual(['dev']);
      const broken = await desk.type(document, '\n', '\nbroken = \n');
      await desk.analysis((state) => codes(state).includes('missing-value in a.toml'));
      desk.write('s.json', '{ "properties": { "broken": { "type": "string" } } }');
      await desk.analysis((state) => !codes(state).includes('schema-stopped in s.json'));
      await desk.type(broken, 'broken = ', 'broken = 1');
      await desk.analysis((state) => codes(state).includes('type in a.toml'));
    },
  );
});

describe('references', () => {
  test('of a tree are followed as deep as the data goes', async () => {
    const schema = {
      $defs: {
        node: { type: 'object', properties: { child: { $ref: '#/$defs/node' }, size: { type: 'integer' } } },
      },
      $ref: '#/$defs/node',
    };
    const desk = await deskWith(schema, `[${Array(60).fill('child').join('.')}]\nsize = "x"\n`);
    expect(codes(await desk.analysis(() => true))).toEqual(['type in a.toml']);
  });

  test.each<[string, unknown]>([
    ['to itself', { $ref: '#' }],
    [
      'in a circle',
      { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { allOf: [{ $ref: '#/$defs/a' }] } } },
    ],
    ['to nothing', { $ref: '#/$defs/none' }],
    ['dynamic and to itself', { $dynamicAnchor: 'a', $dynamicRef: '#a' }],
    ['recursive and to itself', { $recursiveAnchor: true, $recursiveRef: '#' }],
    ['to a file that is not there', { $ref: 'none.json' }],
  ])('%s: are a problem of the schema, and the file is read', async (_, schema) => {
    const desk = await deskWith(schema, 'a = \n');
    const found = codes(await desk.analysis(() => true));
    expect(found).toContain('missing-value in a.toml');
    expect(found.some((each) => each.endsWith('in s.json'))).toBe(true);
  });

  test('ten thousand in a row', async () => {
    const links = Array.from(
      { length: 10_000 },
      (_, at) => [`d${at}`, { $ref: `#/$defs/d${at + 1}` }] as const,
    );
    const schema = {
      $ref: '#/$defs/d0',
      $defs: { ...Object.fromEntries(links), d10000: { required: ['x'] } },
    };
    const desk = await deskWith(schema, 'a = \n');
    expect(codes(await desk.analysis(() => true))).toContain('missing-value in a.toml');
  });
});

describe('size', () => {
  test('a schema of five megabytes checks what is used of it', async () => {
    const tables = Array.from({ length: 1_500 }, (_, table) => {
      const keys = Array.from({ length: 30 }, (_, key) => [
        `k${key}`,
        { type: 'integer', description: 'd'.repeat(70) },
      ]);
      return [
        `t${table}`,
        { type: 'object', additionalProperties: false, properties: Object.fromEntries(keys) },
      ];
    });
    const schema = { type: 'object', properties: Object.fromEntries(tables) };
    expect(JSON.stringify(schema).length).toBeGreaterThan(4.5e6);
    const desk = await deskWith(schema, '[t7]\nk3 = "x"\n[t1499]\nnone = 1\n');
    expect(codes(await desk.analysis(() => true))).toEqual(['type in a.toml', 'unknown-key in a.toml']);
  });

  test('one of twenty megabytes is refused: file, limit and way out', async () => {
    const desk = await deskWith({ description: 'x'.repeat(20e6) }, 'a = 1\n');
    const [problem] = (await desk.analysis(() => true)).problems;
    expect(problem).toMatchObject({ code: 'bad-schema', file: 's.json' });
    expect(problem?.message).toMatch(/^s\.json .* longer than 16 million characters/);
    expect(problem?.suggestion).toBeTruthy();
  });

  test('a list of a hundred thousand values', async () => {
    const values = Array.from({ length: 100_000 }, (_, index) => `value-${index}`);
    const desk = await deskWith({ properties: { a: { enum: values } } }, 'a = "value-x"\n');
    const { problems } = await desk.analysis(() => true);
    expect(problems.map(({ code }) => code)).toEqual(['enum']);
    expect(problems[0]?.message.length).toBeLessThan(2_000);
  });

  test('a schema nested past the limit', async () => {
    const deep = `${'{"properties":{"a":'.repeat(5_000)}{}${'}}'.repeat(5_000)}`;
    const desk = await deskWith(deep, 'a = \n');
    const found = codes(await desk.analysis(() => true));
    expect(found).toContain('bad-schema in s.json');
    expect(found).toContain('missing-value in a.toml');
  });
});

describe('names and code', () => {
  test('keywords that hold code are data', async () => {
    const evil = `"); globalThis.injected = true; ("`;
    const keywords = [
      'type',
      'format',
      'pattern',
      'const',
      'enum',
      '$id',
      '$anchor',
      '$schema',
      'title',
      'minimum',
    ];
    for (const keyword of keywords) {
      const value = keyword === 'enum' ? [evil] : evil;
      const schema = {
        properties: { a: { [keyword]: value }, [evil]: { type: 'integer' } },
        required: [evil],
        dependentRequired: { [evil]: [evil] },
        patternProperties: { [evil.replaceAll(/[()]/g, '.')]: { const: evil } },
      };
      const desk = await deskWith(schema, 'a = 1\n');
      await desk.analysis(() => true);
      expect(Reflect.get(globalThis, 'injected')).toBeUndefined();
      await desk.engine.close();
      rmSync(join(desk.folder, '.strata'), { recursive: true, force: true });
    }
  });

  test('__proto__ and constructor are keys as any other', async () => {
    const text = `{
      "properties": {
        "__proto__": { "type": "integer" },
        "constructor": { "type": "object", "properties": { "prototype": { "const": { "__proto__": 1 } } } },
        "toString": { "default": { "__proto__": { "polluted": true } } }
      },
      "additionalProperties": false
    }`;
    const toml = '__proto__ = "x"\nhasOwnProperty = 1\n[constructor]\nprototype = { __proto__ = 2 }\n';
    const desk = await deskWith(text, toml);
    const { problems } = await desk.analysis(() => true);
    expect(problems.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      'const constructor.prototype',
      'type __proto__',
      'unknown-key hasOwnProperty',
    ]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
