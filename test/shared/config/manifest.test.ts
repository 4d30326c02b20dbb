import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readManifest } from '../../../shared/config/manifest.ts';
import { resolveLayers, selections } from '../../../shared/config/resolve.ts';
import { parse } from '../../../shared/toml/index.ts';
import { key, table, tableOf } from './arbitrary.ts';

const FULL = `
[workspace]
name = "Plue"
dialect = "standard"
toml = "1.1"
schema = "./schemas/plue.schema.json"
environment_variable = "PLUE_ENV"

[[layers]]
name = "global"
file = "config/global.toml"
[[layers]]
name = "environment"
file = "config/environments/{environment}.toml"
[[layers]]
name = "inline overrides"
file = "config/app.toml"
table = "environments.{environment}.overrides"
at = "server"
[[layers]]
name = "service"
file = "config/services/{service}.toml"
optional = true
[[layers]]
name = "variables"
variables = { prefix = "PLUE_", separator = "_", files = [".env"], map = { "database.url" = "DATABASE_URL", a.b = "AB" }, process = false }
[[layers]]
name = "night"
file = "config/night.toml"
when = { environment = ["prod", "staging"] }
[[layers]]
name = "runtime"
runtime = true

[environments.staging]
inherits = "prod"
[environments.production]
aliases = ["prod", "live"]
protected = true

[services.worker]
`;

test('the manifest is no environment of its own, though a template at the root fits its name', () => {
  const { model } = read('[[layers]]\nname = "environment"\nfile = "{environment}.toml"\n', [
    'strata.toml',
    'production.toml',
    'sub/strata.toml',
  ]);
  expect(model.environments.map(({ name }) => name)).toEqual(['production']);
});

describe('a manifest', () => {
  const { model, problems } = read(FULL, [
    'config/environments/qa.toml',
    'config/environments/production.toml',
    'config/environments/production.example.toml',
    'config/environments/deep/er.toml',
    'config/services/web.toml',
    'config/services/api.toml',
  ]);

  test('is read without a problem', () => {
    expect(problems).toEqual([]);
    expect(model).toMatchObject({
      name: 'Plue',
      dialect: 'standard',
      toml: '1.1',
      layout: 'manifest',
      schema: 'schemas/plue.schema.json',
      environmentVariable: 'PLUE_ENV',
    });
  });

  test.each([
    ['schema = "https://example.org/a.json"', { schema: 'https://example.org/a.json' }],
    ['schemas = "schemas/"', { schemas: 'schemas' }],
    ['schemas = "."', { schemas: '.' }],
  ])('names schemas with %s', (line, expected) => {
    const { model: other, problems: found } = read(`[workspace]\n${line}`, []);
    expect(found).toEqual([]);
    expect(other).toMatchObject(expected);
  });

  test('gives the layers, lowest first', () => {
    expect(model.layers.map(({ id, source }) => [id, source])).toEqual([
      ['global', { kind: 'file', file: 'config/global.toml' }],
      ['environment', { kind: 'file', file: 'config/environments/{environment}.toml' }],
      [
        'inline-overrides',
        {
          kind: 'table',
          file: 'config/app.toml',
          table: 'environments.{environment}.overrides',
          at: 'server',
        },
      ],
      ['service', { kind: 'file', file: 'config/services/{service}.toml' }],
      [
        'variables',
        {
          kind: 'variables',
          prefix: 'PLUE_',
          separator: '_',
          files: ['.env'],
          map: new Map([
            ['database.url', 'DATABASE_URL'],
            ['a.b', 'AB'],
          ]),
          process: false,
        },
      ],
      ['night', { kind: 'file', file: 'config/night.toml' }],
      ['runtime', { kind: 'runtime' }],
    ]);
    expect(model.layers.map(({ optional }) => optional)).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
      false,
    ]);
    expect(model.layers[5]?.environments).toEqual(['production', 'staging']);
  });

  test('remembers where each layer names its source', () => {
    const declared = model.layers.map(({ declaredAt }) => FULL.slice(declaredAt?.start, declaredAt?.end));
    expect(declared[1]).toBe('"config/environments/{environment}.toml"');
    expect(declared[4]).toBe('variables');
  });

  test('lists its environments first, then those that files show', () => {
    expect(model.environments).toEqual([
      { name: 'staging', aliases: [], protected: false, inherits: 'production' },
      { name: 'production', aliases: ['prod', 'live'], protected: true },
      { name: 'qa', aliases: [], protected: false },
    ]);
    expect(model.services).toEqual(['worker', 'api', 'web']);
  });
});

describe('how files are formatted', () => {
  test('is said by the manifest', () => {
    const { model, problems } = read('[format]\nsort = "schema"\nindent = "    "\nalign_comments = true\n');
    expect(problems).toEqual([]);
    expect(model.format).toEqual({ sort: 'schema', indent: '    ', alignComments: true });
    expect(read('[workspace]\n').model.format).toBeUndefined();
  });

  test('is left as it is where that cannot be followed', () => {
    const { model, problems } = read('format.sort = "up"\nformat.indnt = "x"\nformat.line_width = 90\n');
    expect(model.format).toEqual({ lineWidth: 90 });
    expect(problems.map(({ code, path, severity }) => `${severity} ${code} ${path}`)).toEqual([
      'warning wrong-value format.sort',
      'warning unknown-key format.indnt',
    ]);
    expect(read('format = 1\n').problems.map(({ code }) => code)).toEqual(['wrong-type']);
  });
});

describe('a manifest that leaves things out', () => {
  test('takes the name of the folder and the usual settings', () => {
    const { model, problems } = read('');
    expect(problems).toEqual([]);
    expect(model).toMatchObject({
      name: 'folder',
      dialect: 'standard',
      toml: '1.0',
      layout: 'manifest',
      services: [],
    });
  });

  test('keeps the layers that the files show', () => {
    const { model } = read('[environments.production]\nprotected = true', [
      'config/default.toml',
      'config/production.toml',
    ]);
    expect(model.layers.map(({ name }) => name)).toEqual(['default.toml', 'environment']);
    expect(model.environments).toEqual([{ name: 'production', aliases: [], protected: true }]);
    expect(model.layoutReason).toMatch(
      /^strata\.toml lists no layers\. By their names, config\/default\.toml is the base/,
    );
  });

  test('has one environment where none is listed or found', () => {
    const { model } = read('[[layers]]\nname = "only"\nfile = "app.toml"', ['app.toml', 'other.toml']);
    expect(selections(model)).toEqual([{ environment: 'default', service: null }]);
  });

  test('finds no environment in a file that is a layer of its own, nor under an alias', () => {
    const { model } = read(
      '[[layers]]\nname = "a"\nfile = "config/global.toml"\n[[layers]]\nname = "b"\nfile = "config/{environment}.toml"\n[environments.production]\naliases = ["prod"]',
      ['config/global.toml', 'config/prod.toml', 'config/qa.toml'],
    );
    expect(model.environments.map(({ name }) => name)).toEqual(['production', 'qa']);
  });

  test('finds environments and services in one name', () => {
    const { model } = read('[[layers]]\nname = "a"\nfile = "{environment}/{service}.{environment}.toml"', [
      'qa/web.qa.toml',
      'qa/api.dev.toml',
      'dev/api.dev.toml',
    ]);
    expect(model.environments.map(({ name }) => name)).toEqual(['dev', 'qa']);
    expect(model.services).toEqual(['api', 'web']);
  });

  test('takes process variables into account unless it says otherwise', () => {
    const { model } = read('[[layers]]\nname = "v"\nvariables = { prefix = "A_" }');
    expect(model.layers[0]?.source).toEqual({
      kind: 'variables',
      prefix: 'A_',
      separator: '__',
      files: [],
      map: new Map(),
      process: true,
    });
  });

  test('mounts a whole file where only `at` is given', () => {
    const { model } = read('[[layers]]\nname = "v"\nfile = "a.toml"\nat = "server"');
    expect(model.layers[0]?.source).toEqual({ kind: 'table', file: 'a.toml', table: '', at: 'server' });
  });
});

describe('a mistake in a manifest', () => {
  const layer = '[[layers]]\nname = "a"\nfile = "a.toml"\n';

  test.each<[string, string, string, string, string]>([
    // what, the manifest, `severity code path`, the marked text, the suggestion
    [
      'an unknown key',
      '[workspace]\nnaem = "x"',
      'warning unknown-key workspace.naem',
      'naem',
      'Did you mean name?',
    ],
    ['an unknown table', '[layer]', 'warning unknown-key layer', 'layer', 'Did you mean layers?'],
    ['a wrong type', '[workspace]\nname = 3', 'error wrong-type workspace.name', '3', 'Write name = "...".'],
    ['a value for a table', 'workspace = "x"', 'error wrong-type workspace', '"x"', 'Write [workspace].'],
    [
      'a version as a number',
      '[workspace]\ntoml = 1.0',
      'error wrong-type workspace.toml',
      '1.0',
      'Write toml = "...".',
    ],
    [
      'an unknown version',
      '[workspace]\ntoml = "2.0"',
      'error wrong-value workspace.toml',
      '"2.0"',
      'Write toml = "1.0" or toml = "1.1".',
    ],
    [
      'a planned dialect',
      '[workspace]\ndialect = "hugo"',
      'warning unsupported-dialect workspace.dialect',
      '"hugo"',
      'Write dialect = "standard".',
    ],
    [
      'an unknown dialect',
      '[workspace]\ndialect = "standrad"',
      'error unsupported-dialect workspace.dialect',
      '"standrad"',
      'Did you mean standard?',
    ],
    ['rules', '[workspace]\nrules = ["r.toml"]', 'info not-applied-yet workspace.rules', 'rules', ''],
    [
      'an absolute schema',
      '[workspace]\nschema = "/x.json"',
      'error bad-path workspace.schema',
      '"/x.json"',
      'Write it relative to the folder of strata.toml.',
    ],
    [
      'a folder of schemas elsewhere',
      '[workspace]\nschemas = "../schemas"',
      'error bad-path workspace.schemas',
      '"../schemas"',
      'Open the folder above, or move the file into this one.',
    ],
    [
      'one bracket',
      '[layers]\nname = "a"\nfile = "a.toml"',
      'error wrong-type layers',
      '[layers]',
      'Write [[layers]] with two brackets.',
    ],
    [
      'no name',
      '[[layers]]\nfile = "a.toml"',
      'error missing-key layers.name',
      '[[layers]]',
      'Write name = "...".',
    ],
    [
      'a name twice',
      `${layer}[[layers]]\nname = "a"\nfile = "b.toml"`,
      'error duplicate-layer layers.name',
      '"a"',
      'Give each layer a name of its own.',
    ],
    [
      'no source',
      '[[layers]]\nname = "a"',
      'error layer-without-source layers',
      '[[layers]]',
      'Give it a file, variables, or runtime = true.',
    ],
    [
      'two sources',
      `${layer}runtime = true`,
      'error layer-with-two-sources layers.runtime',
      'runtime',
      'Make two layers of it.',
    ],
    [
      'an absolute file',
      '[[layers]]\nname = "a"\nfile = "/etc/a.toml"',
      'error bad-path layers.file',
      '"/etc/a.toml"',
      'Write it relative to the folder of strata.toml.',
    ],
    [
      'a drive',
      '[[layers]]\nname = "a"\nfile = "C:/a.toml"',
      'error bad-path layers.file',
      '"C:/a.toml"',
      'Write it relative to the folder of strata.toml.',
    ],
    [
      'a file outside',
      '[[layers]]\nname = "a"\nfile = "x/../../a.toml"',
      'error bad-path layers.file',
      '"x/../../a.toml"',
      'Open the folder above, or move the file into this one.',
    ],
    [
      'backslashes',
      "[[layers]]\nname = 'a'\nfile = 'x\\a.toml'",
      'error bad-path layers.file',
      "'x\\a.toml'",
      'Write x/a.toml.',
    ],
    [
      'a folder',
      '[[layers]]\nname = "a"\nfile = "config/"',
      'error bad-path layers.file',
      '"config/"',
      'Name a file.',
    ],
    [
      'a placeholder',
      '[[layers]]\nname = "a"\nfile = "{enviroment}.toml"',
      'warning unknown-placeholder layers.file',
      '"{enviroment}.toml"',
      'Did you mean {environment}?',
    ],
    [
      'a table path',
      `${layer}table = "a..b"`,
      'error bad-path layers.table',
      '"a..b"',
      'Write keys with dots between them, such as environments.production.',
    ],
    [
      'no prefix',
      '[[layers]]\nname = "a"\nvariables = {}',
      'warning missing-key layers.variables',
      'variables',
      'Write prefix = "APP_".',
    ],
    [
      'a map path',
      '[[layers]]\nname = "a"\nvariables = { prefix = "A_", map = { "a b" = "X" } }',
      'error bad-path layers.variables.map."a b"',
      '"a b"',
      'Write keys with dots between them, such as "database.url".',
    ],
    [
      'a number in a list',
      '[[layers]]\nname = "a"\nvariables = { prefix = "A_", files = [".env", 1] }',
      'error wrong-type layers.variables.files',
      '1',
      'Put the value in quotes.',
    ],
    [
      'hours',
      `${layer}when = { hours = "22:00-06:00" }`,
      'info not-applied-yet layers.when.hours',
      'hours',
      '',
    ],
    ['a flag', `${layer}when = { flag = "NIGHT" }`, 'info not-applied-yet layers.when.flag', 'flag', ''],
    [
      'an unknown environment',
      `${layer}when.environment = "prodution"\n[environments.production]`,
      'error unknown-environment layers.when.environment',
      '"prodution"',
      'Did you mean production?',
    ],
    [
      'an unknown parent',
      '[environments.a]\ninherits = "zzz"',
      'error unknown-environment environments.a.inherits',
      '"zzz"',
      'Use one of a, or add it.',
    ],
    [
      'a cycle',
      '[environments.a]\ninherits = "b"\n[environments.b]\ninherits = "a"',
      'error inherits-cycle environments.b.inherits',
      '"a"',
      'Let one environment of the circle stand on its own.',
    ],
    [
      'itself as parent',
      '[environments.a]\ninherits = "a"',
      'error inherits-cycle environments.a.inherits',
      '"a"',
      'Let one environment of the circle stand on its own.',
    ],
    [
      'an alias of two',
      '[environments.a]\naliases = ["x"]\n[environments.b]\naliases = ["x"]',
      'error alias-clash environments.b.aliases',
      '"x"',
      'Remove the alias or choose another.',
    ],
    [
      'an alias that is a name',
      '[environments.a]\naliases = ["b"]\n[environments.b]',
      'error alias-clash environments.a.aliases',
      '"b"',
      'Remove the alias or choose another.',
    ],
    [
      'a name that is a path',
      '[environments."../x"]',
      'error bad-name environments."../x"',
      '"../x"',
      'Use letters, digits, dots, hyphens and underscores.',
    ],
    [
      'a key of a service',
      '[services.web]\nport = 1',
      'warning unknown-key services.web.port',
      'port',
      'Remove it: there is nothing to set here.',
    ],
  ])('%s is reported at its place', (_, manifest, expected, marked, suggestion) => {
    const { problems } = read(manifest);
    expect(problems.map(({ severity, code, path }) => `${severity} ${code} ${path}`)).toEqual([expected]);
    const [problem] = problems;
    expect(manifest.slice(problem?.start, problem?.end)).toBe(marked);
    expect(problem?.suggestion ?? '').toBe(suggestion);
    expect(problem?.message).toMatch(/^\S.*\.$/);
  });

  test('does not hide what is right', () => {
    const { model } = read(
      '[workspace]\nname = 1\n[[layers]]\nname = "a"\nfile = "/x"\n[[layers]]\nname = "b"\nfile = "b.toml"\n[environments.x]\ninherits = "y"',
    );
    expect(model.layers.map(({ name }) => name)).toEqual(['b']);
    expect(model.environments).toEqual([{ name: 'x', aliases: [], protected: false }]);
  });

  test('gives two layers of one name two ids', () => {
    const { model } = read(`${layer}${layer}`);
    expect(model.layers.map(({ id }) => id)).toEqual(['a', 'a-2']);
  });

  test('in its TOML leaves what can be read', () => {
    const { model } = read(
      '[[layers]]\nname = "a"\nfile = "a.toml"\n[environments.production\nprotected = true\n[environments.qa]',
    );
    expect(model.layers).toHaveLength(1);
    expect(model.environments.map(({ name }) => name)).toContain('qa');
  });

  test('never makes reading fail, and the model can always be used', () => {
    const word = fc.constantFrom(
      'workspace',
      'layers',
      'environments',
      'services',
      'file',
      'name',
      'variables',
      'when',
      'inherits',
      'aliases',
      'at',
      'map',
      'files',
    );
    const nested = fc
      .dictionary(word, table, { maxKeys: 4 })
      .map((tables) => tableOf(Object.entries(tables)));
    const manifest = fc
      .dictionary(fc.oneof(word, key), fc.oneof(table, nested))
      .map((tables) => tableOf(Object.entries(tables)));
    fc.assert(
      fc.property(manifest, (root) => {
        const { model } = readManifest({ root }, { folderName: 'folder', files: ['a.toml'] });
        for (const { environment, service } of selections(model)) resolveLayers(model, environment, service);
        expect(model.environments.length).toBeGreaterThan(0);
      }),
    );
  });
});

function read(manifest: string, files: readonly string[] = []) {
  return readManifest(parse(manifest), { folderName: 'folder', files });
}
