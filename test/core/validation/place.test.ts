import { describe, expect, test } from 'vitest';
import { checkEffective, placeMergeProblems } from '../../../core/validation/index.ts';
import type { LayerContent } from '../../../shared/config/model.ts';
import { compiled, effective, filesOf, layer, shown, variables } from './given.ts';

interface Given {
  readonly schema: unknown;
  /** Files lowest first, each a layer of its own. */
  readonly files: Readonly<Record<string, string>>;
  /** Layers made by hand, above the files. */
  readonly more?: readonly LayerContent[];
  /** Texts that are no layers, such as dotenv files. */
  readonly others?: Readonly<Record<string, string>>;
}

function checking({ schema, files, more = [], others = {} }: Given): string[] {
  const contents = [...Object.entries(files).map(([file, toml]) => layer(file, toml)), ...more];
  const configuration = effective(contents);
  const layers = contents.map((content) => content.layer);
  return checkEffective(compiled(schema), configuration, layers, filesOf({ ...files, ...others })).map(shown);
}

const port = { properties: { server: { properties: { port: { type: 'integer', maximum: 9 } } } } };
const withKey = (schema: unknown) => ({ properties: { key: schema } });

describe('a value is marked where the winning layer wrote it', () => {
  test('in the higher file', () => {
    expect(
      checking({
        schema: port,
        files: { 'base.toml': 'server.port = 1', 'prod.toml': '# prod\n[server]\nport = 10' },
      }),
    ).toEqual([
      'prod.toml:3:8-10 error range server.port: server.port must be at most 9, is 10. → The nearest allowed value is 9.',
    ]);
  });

  test('not where it was beaten', () => {
    expect(
      checking({ schema: port, files: { 'base.toml': 'server.port = 10', 'prod.toml': 'server.port = 1' } }),
    ).toEqual([]);
  });

  test('in the lower file where nobody overrides it', () => {
    const [only] = checking({
      schema: port,
      files: { 'base.toml': 'server.port = 10', 'prod.toml': '[server]' },
    });
    expect(only).toMatch(/^base\.toml:1:15-17 /);
  });

  test('inside arrays and inline tables', () => {
    const users = withKey({ items: { properties: { age: { type: 'integer' } } } });
    expect(
      checking({ schema: users, files: { 'a.toml': 'key = [\n  { age = 1 },\n  { age = "x" },\n]' } })[0],
    ).toMatch(/^a\.toml:3:11-14 error type key\.1\.age: /);
    expect(
      checking({ schema: users, files: { 'a.toml': '[[key]]\nage = 1\n[[key]]\nage = "x"' } })[0],
    ).toMatch(/^a\.toml:4:7-10 error type key\.1\.age: /);
  });

  test('a table at its header', () => {
    const [only] = checking({
      schema: withKey({ type: 'string' }),
      files: { 'a.toml': 'x = 1\n[key]\ny = 1' },
    });
    expect(only).toMatch(/^a\.toml:2:1-6 error type key: key must be a string, is a table\./);
  });
});

describe('a key that is missing is marked', () => {
  const schema = withKey({ type: 'object', required: ['name'] });

  test('at the header of its table, in the highest layer that has one', () => {
    expect(
      checking({
        schema,
        files: { 'base.toml': '[key]\na = 1', 'prod.toml': '\n[key]\nb = 1', 'user.toml': 'key.c = 1' },
      }),
    ).toEqual([
      'prod.toml:2:1-6 error required key.name: key.name is missing; it is required. → Add name to [key].',
    ]);
  });

  test('at the key that makes the table, where there is no header', () => {
    expect(checking({ schema, files: { 'base.toml': 'x = 1\nkey.c = 1' } })[0]).toMatch(
      /^base\.toml:2:\d+-\d+ error required key\.name/,
    );
    expect(checking({ schema, files: { 'base.toml': 'key = { c = 1 }' } })[0]).toMatch(
      /^base\.toml:1:7-16 error required/,
    );
  });

  test('at the item of an array of tables', () => {
    const items = withKey({ items: { required: ['name'] } });
    const [only] = checking({ schema: items, files: { 'a.toml': '[[key]]\nname = "a"\n[[key]]\nb = 1' } });
    expect(only).toMatch(/^a\.toml:3:1-8 error required key\.1\.name/);
  });

  test("at the top of the environment's own file, where there is no table", () => {
    const root = { required: ['name'] };
    const base = layer('base.toml', 'a = 1');
    const inherited = layer('env/base.toml', 'b = 1', { inheritedFrom: 'base' }, 'env/{environment}.toml');
    const own = layer('env/production.toml', '# ours\nc = 1', {}, 'env/{environment}.toml');
    const user = layer('user.toml', 'd = 1');
    const at = (contents: LayerContent[]) => {
      const layers = contents.map((content) => content.layer);
      const files = filesOf({
        'base.toml': 'a = 1',
        'env/base.toml': 'b = 1',
        'env/production.toml': '# ours\nc = 1',
        'user.toml': 'd = 1',
      });
      return checkEffective(compiled(root), effective(contents), layers, files)
        .map(shown)
        .map((line) => line.split(' ')[0]);
    };
    expect(at([base, inherited, own, user])).toEqual(['env/production.toml:1:1-7']);
    expect(at([base, inherited, user])).toEqual(['user.toml:1:1-6']);
    expect(at([])).toEqual([':1:1-1']);
  });
});

test('an unknown key is marked itself, at the highest layer that sets it', () => {
  const schema = { properties: { server: { properties: { port: {} }, additionalProperties: false } } };
  expect(
    checking({ schema, files: { 'base.toml': 'server.prot = 1', 'prod.toml': '[server]\nprot = 2' } }),
  ).toEqual([
    'prod.toml:2:1-5 error unknown-key server.prot: server.prot is not a key the schema knows. → Did you mean port?',
  ]);
  expect(checking({ schema, files: { 'a.toml': 'x = 1\n[server.prot]\nx = 1' } })[0]).toMatch(
    /^a\.toml:2:9-13 /,
  );
});

describe('a value set by a variable', () => {
  test('is marked at its line of the dotenv file, and the variable is named', () => {
    const more = [
      variables({
        'server.port': { toml: '"x"', origin: { name: 'APP_SERVER__PORT', file: '.env', line: 2 } },
      }),
    ];
    expect(
      checking({
        schema: port,
        files: { 'a.toml': 'server.port = 1' },
        more,
        others: { '.env': 'A=1\nAPP_SERVER__PORT=x\n' },
      }),
    ).toEqual([
      '.env:2:1-19 error type server.port: server.port must be an integer, is the string "x". Set by APP_SERVER__PORT in .env.',
    ]);
  });

  test('of the process belongs to no file', () => {
    const more = [variables({ 'server.port': { toml: '10', origin: { name: 'APP_SERVER__PORT' } } })];
    expect(checking({ schema: port, files: {}, more })).toEqual([
      ':1:1-1 error range server.port: server.port must be at most 9, is 10. Set by the environment variable APP_SERVER__PORT. → The nearest allowed value is 9.',
    ]);
  });

  test('leaves its table to the files, for what is missing', () => {
    const more = [variables({ 'key.b': { toml: '1', origin: { name: 'APP_KEY__B' } } })];
    const [only] = checking({
      schema: withKey({ required: ['name'] }),
      files: { 'a.toml': '[key]\na = 1' },
      more,
    });
    expect(only).toMatch(/^a\.toml:1:1-6 error required key\.name/);
  });
});

test('a reference that is not resolved is the problem, not its type', () => {
  const contents = [layer('a.toml', `server.port = "\${PORT}"`)];
  const files = filesOf({ 'a.toml': `server.port = "\${PORT}"` });
  const configuration = effective(contents);
  expect(
    checkEffective(
      compiled(port),
      configuration,
      contents.map((content) => content.layer),
      files,
    ),
  ).toEqual([]);
  expect(placeMergeProblems(configuration, files).map(shown)).toEqual([
    expect.stringMatching(/^a\.toml:1:16-23 error unresolved-reference server\.port: /),
  ]);
});

test('a clash of types is marked at the later layer', () => {
  const files = { 'a.toml': 'a.b = 1', 'b.toml': '\na = 1' };
  const contents = Object.entries(files).map(([file, toml]) => layer(file, toml));
  expect(placeMergeProblems(effective(contents), filesOf(files)).map(shown)).toEqual([
    expect.stringMatching(/^b\.toml:2:5-6 warning type-clash a: /),
  ]);
});

test('problems carry the file, its id, the rule and the environment', () => {
  const contents = [layer('a.toml', 'server.port = 10')];
  const [problem] = checkEffective(
    compiled(port),
    effective(contents, 'staging'),
    contents.map((content) => content.layer),
    filesOf({ 'a.toml': 'server.port = 10' }),
  );
  expect(problem).toMatchObject({
    file: 'a.toml',
    fileId: 'id of a.toml',
    rule: '/properties/server/properties/port/maximum',
    environments: ['staging'],
  });
});
