import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyTarget } from '../../../renderer/effective/keyboard.ts';
import { describeRow, fileStem, sourceLabel, visibleRows } from '../../../renderer/effective/rows.ts';
import type { EffectiveRow, Source } from '../../../shared/contract/model.ts';

const none = { error: 0, warning: 0, info: 0 };
const source = (part: Partial<Source> = {}): Source => ({
  layer: 'global',
  file: 'config/global.toml',
  line: 4,
  state: 'set',
  overridden: [],
  ...part,
});
const table = (path: string): EffectiveRow => ({
  ...row(path),
  kind: 'table',
  type: 'table',
  value: '',
  source: null,
});
function row(path: string, part: Partial<EffectiveRow> = {}): EffectiveRow {
  const parts = path.split('.');
  return {
    path,
    key: parts.at(-1)!,
    depth: parts.length - 1,
    kind: 'value',
    type: 'integer',
    value: '1',
    secret: false,
    source: source(),
    problems: none,
    ...part,
  };
}

const rows = [
  table('server'),
  row('server.port', { value: '8080' }),
  table('server.tls'),
  row('server.tls.enabled', {
    value: 'true',
    source: source({ file: 'config/environments/production.toml' }),
  }),
  table('database'),
  row('database.pool', { value: '20', source: { layer: '', state: 'default', overridden: [] } }),
  table('features'),
];
const all = { filter: '', defaults: true, folded: new Set<string>() };
const paths = (query: Partial<typeof all>) => visibleRows(rows, { ...all, ...query }).map(({ path }) => path);

describe('the rows that are shown', () => {
  test('are all of them at first, empty tables too', () => {
    expect(paths({})).toEqual(rows.map(({ path }) => path));
  });

  test('a filter keeps what matches and the tables it lies in', () => {
    expect(paths({ filter: 'enabled' })).toEqual(['server', 'server.tls', 'server.tls.enabled']);
    expect(paths({ filter: '8080' })).toEqual(['server', 'server.port']);
  });

  test('a filter looks at path, value and origin, for all words, in any case', () => {
    expect(paths({ filter: 'PRODUCTION true' })).toEqual(['server', 'server.tls', 'server.tls.enabled']);
    expect(paths({ filter: 'production 8080' })).toEqual([]);
  });

  test('without defaults a table that holds nothing else goes too', () => {
    expect(paths({ defaults: false })).not.toContain('database');
    expect(paths({ defaults: false })).toContain('server.port');
  });

  test('a folded table hides all that is below it, however deep', () => {
    expect(paths({ folded: new Set(['server']) })).toEqual([
      'server',
      'database',
      'database.pool',
      'features',
    ]);
  });

  test('a filter finds what is in folded tables', () => {
    expect(paths({ folded: new Set(['server']), filter: 'port' })).toEqual(['server', 'server.port']);
  });

  test('whatever is filtered, every row shown has its parents above it', () => {
    const tree = fc.array(fc.constantFrom('a', 'a.b', 'a.b.c', 'a.d', 'e', 'e.f'), { maxLength: 6 });
    fc.assert(
      fc.property(tree, fc.constantFrom('', 'a', 'b', 'c', 'x'), (leaves, filter) => {
        const made = treeOf(leaves);
        const shown = visibleRows(made, { ...all, filter }).map(({ path }) => path);
        for (const path of shown) {
          const parent = path.split('.').slice(0, -1).join('.');
          if (parent !== '') expect(shown.slice(0, shown.indexOf(path))).toContain(parent);
        }
      }),
    );
  });
});

/** Tables for every prefix, one value `v` in each named table, in document order. */
function treeOf(names: readonly string[]): EffectiveRow[] {
  const tables = new Set(
    names.flatMap((name) => name.split('.').map((_, at, parts) => parts.slice(0, at + 1).join('.'))),
  );
  return [...tables]
    .toSorted()
    .flatMap((path) => [table(path), ...(names.includes(path) ? [row(`${path}.v`)] : [])]);
}

describe('words for a value', () => {
  test('the chip names file, variable or default', () => {
    expect(sourceLabel(source())).toBe('global');
    expect(sourceLabel(source({ variable: 'PLUE_PORT' }))).toBe('variable');
    expect(sourceLabel(source({ state: 'default', layer: '' }))).toBe('default');
  });

  test('a hidden file keeps its name', () => {
    expect(fileStem('config/.private.toml')).toBe('.private');
    expect(fileStem('.env')).toBe('.env');
  });

  test('a row says value, origin and what it overrides', () => {
    const beaten = { layer: 'global', file: 'config/global.toml', line: 4, value: '8080' };
    const winner = row('server.port', {
      value: '80000',
      source: source({ file: 'config/production.toml', line: 3, overridden: [beaten] }),
      problems: { error: 1, warning: 0, info: 0 },
    });
    expect(describeRow(winner)).toBe(
      'server.port is 80000, from config/production.toml line 3, overrides 8080 in config/global.toml, 1 error',
    );
  });

  test('a secret is never read out', () => {
    const beaten = { layer: 'global', value: 'hunter2' };
    const secret = row('db.password', {
      value: 'hunter1',
      secret: true,
      source: source({ overridden: [beaten] }),
    });
    expect(describeRow(secret)).not.toMatch(/hunter/);
  });
});

describe('keys in the tree', () => {
  const press = (key: string, at: number, folded: string[] = []) => keyTarget(key, rows, at, new Set(folded));

  test('arrows move and stop at the ends', () => {
    expect(press('ArrowDown', -1)).toMatchObject({ kind: 'focus', row: { path: 'server' } });
    expect(press('ArrowUp', 0)).toMatchObject({ row: { path: 'server' } });
    expect(press('End', 0)).toMatchObject({ row: { path: 'features' } });
    expect(press('ArrowDown', rows.length - 1)).toMatchObject({ row: { path: 'features' } });
  });

  test('left folds an open table, then goes to the parent', () => {
    expect(press('ArrowLeft', 2)).toEqual({ kind: 'fold', row: rows[2], fold: true });
    expect(press('ArrowLeft', 2, ['server.tls'])).toMatchObject({ kind: 'focus', row: { path: 'server' } });
    expect(press('ArrowLeft', 3)).toMatchObject({ kind: 'focus', row: { path: 'server.tls' } });
  });

  test('right unfolds a folded table, then goes to its first child', () => {
    expect(press('ArrowRight', 0, ['server'])).toEqual({ kind: 'fold', row: rows[0], fold: false });
    expect(press('ArrowRight', 0)).toMatchObject({ kind: 'focus', row: { path: 'server.port' } });
    expect(press('ArrowRight', 1)).toBeNull();
  });

  test('Enter opens; other keys do nothing', () => {
    expect(press('Enter', 1)).toMatchObject({ kind: 'open', row: { path: 'server.port' } });
    expect(press('Enter', -1)).toBeNull();
    expect(press('x', 1)).toBeNull();
  });

  test('in an empty tree every key is harmless', () => {
    for (const key of ['ArrowDown', 'ArrowLeft', 'End', 'Enter'])
      expect(keyTarget(key, [], -1, new Set())).toBeNull();
  });
});
