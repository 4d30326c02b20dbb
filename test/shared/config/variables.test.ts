import { describe, expect, test } from 'vitest';
import { parseDotenv } from '../../../shared/config/dotenv.ts';
import { addKey, addKeys, emptyKeyTree, type KeyTree } from '../../../shared/config/known-keys.ts';
import { merge } from '../../../shared/config/merge.ts';
import type { TypesOf } from '../../../shared/config/typed-text.ts';
import { collectVariables, variableLookup } from '../../../shared/config/variable-sources.ts';
import { type VariablesSource, variablesTable } from '../../../shared/config/variables.ts';
import { findNode } from '../../../shared/config/walk.ts';
import { layer, listed, plain, resolved, values } from './build.ts';

const KNOWN = `
[server]
port = 1
host = ""
max-connections = 1
poolSize = 1
[database]
pool_size = 1
[database.pool]
size = 1
[labels]
`;

describe('a variable sets the key its name stands for', () => {
  test.each<[string, string, unknown]>([
    ['APP_SERVER__PORT', '80', { server: { port: 80 } }],
    ['APP_server__Port', '80', { server: { port: 80 } }],
    ['APP_SERVER__MAX_CONNECTIONS', '5', { server: { 'max-connections': 5 } }],
    ['APP_SERVER__POOLSIZE', '5', { server: { poolSize: 5 } }],
    ['APP_DATABASE__POOL_SIZE', '5', { database: { pool_size: 5 } }],
    ['APP_DATABASE__POOL__SIZE', '5', { database: { pool: { size: 5 } } }],
    ['APP_SERVER', '{ port = 1 }', { server: { port: 1 } }],
    ['APP_NEW__Key', 'x', { new: { key: 'x' } }],
    ['APP_SERVER__NEW', 'x', { server: { new: 'x' } }],
    ['APP___PROTO__', 'x', {}],
    ['APP_', 'x', {}],
    ['APP_SERVER__', 'x', {}],
    ['OTHER_SERVER__PORT', '80', {}],
    ['app_SERVER__PORT', '80', {}],
  ])('%s=%s', (name, value, expected) => {
    expect(setBy({ [name]: value }).values).toEqual(expected);
  });

  test('with the separator `_`, as far as known keys tell', () => {
    const source = { separator: '_' };
    expect(setBy({ APP_SERVER_PORT: '1' }, { source }).values).toEqual({ server: { port: 1 } });
    expect(setBy({ APP_SERVER_MAX_CONNECTIONS: '1' }, { source }).values).toEqual({
      server: { 'max-connections': 1 },
    });
  });

  test('and says when it can mean two', () => {
    const outcome = setBy({ APP_DATABASE_POOL_SIZE: '5' }, { source: { separator: '_' } });
    expect(outcome.values).toEqual({ database: { pool_size: 5 } });
    expect(outcome.problems).toEqual(['warning ambiguous-variable database.pool_size @variables']);
  });

  test('by the map, whatever its name and the prefix are', () => {
    const source = {
      map: new Map([
        ['database."pool size"', 'DATABASE_URL'],
        ['server.port', 'APP_LISTEN'],
      ]),
    };
    expect(setBy({ DATABASE_URL: 'x', APP_LISTEN: '1', APP_SERVER__HOST: 'h' }, { source }).values).toEqual({
      server: { port: 1, host: 'h' },
      database: { 'pool size': 'x' },
    });
  });

  test('only by the map where there is no prefix', () => {
    const source = { prefix: '', map: new Map([['server.port', 'PORT']]) };
    expect(setBy({ PORT: '1', PATH: '/bin', SERVER__HOST: 'h' }, { source }).values).toEqual({
      server: { port: 1 },
    });
  });

  test('unless its name goes deeper than tables can', () => {
    const deep = (depth: number) => ({ [`APP_${Array(depth).fill('A').join('__')}`]: '1' });
    expect(setBy(deep(200)).values).toEqual({});
    expect(setBy(deep(20_000), { source: { separator: '_' } }).values).toEqual({});
  });

  test('the more exact name wins over the one of its table, in any order', () => {
    const expected = { server: { host: 'x', port: 2 } };
    expect(setBy({ APP_SERVER__PORT: '2', APP_SERVER: '{ port = 1, host = "x" }' }).values).toEqual(expected);
    expect(setBy({ APP_SERVER: '{ port = 1, host = "x" }', APP_SERVER__PORT: '2' }).values).toEqual(expected);
  });
});

describe('the value of a variable', () => {
  test.each<[string, string[] | undefined, string, unknown]>([
    ['without a schema is an integer', undefined, '8080', ['integer', 8080]],
    ['without a schema is a float', undefined, '1.5', ['float', 1.5]],
    ['without a schema is a boolean', undefined, 'true', ['boolean', true]],
    ['without a schema is a date', undefined, '1979-05-27', ['local-date', '1979-05-27']],
    ['without a schema is a quoted string', undefined, '"8080"', ['string', '8080']],
    ['without a schema is text where it is no literal', undefined, '0123', ['string', '0123']],
    ['without a schema is text with a comment sign', undefined, '1 # one', ['string', '1 # one']],
    ['without a schema is text over two lines', undefined, '1\nw = 2', ['string', '1\nw = 2']],
    ['without a schema is text that looks like another key', undefined, 'true\n', ['boolean', true]],
    ['keeps its blanks as text', undefined, ' x ', ['string', ' x ']],
    ['is text when empty', undefined, '', ['string', '']],
    ['is text where the schema says so', ['string'], '8080', ['string', '8080']],
    ['keeps its quotes where the schema says text', ['string'], '"x"', ['string', '"x"']],
    ['is a number by the schema', ['number'], '8080', ['integer', 8080]],
    ['is a boolean in any case by the schema', ['boolean'], 'True', ['boolean', true]],
    ['is the other type of two', ['integer', 'string'], '80', ['integer', 80]],
    ['is text of two types', ['integer', 'string'], 'eighty', ['string', 'eighty']],
    ['stays text where it does not fit', ['integer'], 'eighty', ['string', 'eighty']],
    ['stays text where a float does not fit', ['integer'], '1.5', ['string', '1.5']],
  ])('%s', (_, types, value, expected) => {
    const outcome = setBy({ APP_SERVER__PORT: value }, { typesOf: () => types });
    const node = findNode(outcome.root, ['server', 'port']);
    expect(node?.kind === 'leaf' && 'value' in node.value && [node.value.type, node.value.value]).toEqual(
      expected,
    );
  });

  test('may be an array or a table', () => {
    expect(setBy({ APP_SERVER__HOST: '["a", "b"]', APP_LABELS: '{ a = 1, b = { c = 2 } }' }).values).toEqual({
      server: { host: ['a', 'b'] },
      labels: { a: 1, b: { c: 2 } },
    });
  });
});

describe('a variable that matches no known key', () => {
  test.each([
    ['APP_SERVER__PROT', ['warning unknown-variable server.prot @variables'], 'Did you mean server.port?'],
    ['APP_SEVRER', ['warning unknown-variable sevrer @variables'], 'Did you mean server?'],
    ['APP_COLOUR', ['info unknown-variable colour @variables'], undefined],
    ['APP_LABELS__TEAM', [], undefined],
    ['APP_SERVER__PORT', [], undefined],
  ])('%s', (name, expected, suggestion) => {
    const outcome = setBy({ [name]: 'x' });
    expect(outcome.problems).toEqual(expected);
    expect(outcome.suggestions).toEqual(suggestion === undefined ? [] : [suggestion]);
  });

  test('is left alone when it has another purpose', () => {
    const reserved = new Set(['APP_ENV', 'APP_SECRET', 'APP_SERVER__PORT']);
    const outcome = setBy({ APP_ENV: 'production', APP_SECRET: 'x', APP_SERVER__PORT: '1' }, { reserved });
    expect(outcome).toMatchObject({ values: { server: { port: 1 } }, problems: [] });
  });
});

describe('the origin of a variable', () => {
  const files = [
    { file: '.env', entries: parseDotenv("APP_SERVER__PORT=1\nAPP_SERVER__HOST='low'").entries },
    { file: '.env.production', entries: parseDotenv('\nAPP_SERVER__PORT=2').entries },
  ];

  test('is the last file that sets it, and the process over all files', () => {
    const variables = collectVariables(files, { APP_SERVER__HOST: 'process', UNSET: undefined });
    expect([...variables.values()]).toEqual([
      { value: '2', origin: { name: 'APP_SERVER__PORT', file: '.env.production', line: 2 } },
      { value: 'process', origin: { name: 'APP_SERVER__HOST' } },
    ]);
  });

  test('leaves the process out where it does not count', () => {
    const variables = collectVariables(files, null);
    expect(variables.get('APP_SERVER__HOST')).toEqual({
      value: 'low',
      origin: { name: 'APP_SERVER__HOST', file: '.env', line: 2, verbatim: true },
    });
  });

  test('decides whether references in it are followed', () => {
    const lookup = variableLookup(collectVariables(files, { PROCESS: 'x' }));
    expect(lookup('APP_SERVER__PORT')).toEqual({ value: '2', verbatim: false });
    expect(lookup('APP_SERVER__HOST')).toEqual({ value: 'low', verbatim: true });
    expect(lookup('PROCESS')).toEqual({ value: 'x', verbatim: true });
    expect(lookup('MISSING')).toBeUndefined();
  });

  test('reaches the effective configuration', () => {
    const { root } = setBy({ APP_SERVER__PORT: '1', APP_LABELS: '{ a = 1 }' });
    expect(findNode(root, ['server', 'port'])).toMatchObject({
      source: { variable: { name: 'APP_SERVER__PORT' } },
    });
    expect(findNode(root, ['labels', 'a'])).toMatchObject({ source: { variable: { name: 'APP_LABELS' } } });
  });
});

interface Circumstances {
  readonly source?: Partial<VariablesSource>;
  readonly typesOf?: TypesOf;
  readonly reserved?: ReadonlySet<string>;
}

/** What variables of the process set, when `KNOWN` is known and any key may stand in `labels`. */
function setBy(process: Record<string, string>, { source, typesOf, reserved }: Circumstances = {}) {
  const whole: VariablesSource = {
    kind: 'variables',
    prefix: 'APP_',
    separator: '__',
    files: [],
    map: new Map(),
    process: true,
    ...source,
  };
  const { root, origins, problems } = variablesTable(
    collectVariables([], process),
    whole,
    resolved('variables'),
    {
      keys: knownKeys(),
      ...(typesOf === undefined ? {} : { typesOf }),
      ...(reserved === undefined ? {} : { reserved }),
    },
  );
  const merged = merge([layer('variables', root, origins)]).root;
  return {
    root: merged,
    values: plain(merged),
    problems: listed(problems),
    suggestions: problems.flatMap(({ suggestion }) => suggestion ?? []),
  };
}

function knownKeys(): KeyTree {
  const tree = emptyKeyTree();
  addKeys(tree, values(KNOWN));
  addKey(tree, 'labels').open = true;
  return tree;
}
