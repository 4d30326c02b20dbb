import { describe, expect, test } from 'vitest';
import { changedLines, find, mountedWorkspace, open, workspace } from './layers.ts';

const FILES = {
  'base.toml': `[server]\nport = 1\nwait = 1500\nname = "\${NAME}"\ntoken = "\${TOKEN}"\n`,
  'env/dev.toml': '[server]\n',
  'env/prod.toml': '[server]\nport = 3\n',
  '.env': 'NAME=ana\nTOKEN=hush\n',
};
const PROD = { environment: 'prod', service: null };

describe('hover', () => {
  const hovered = async (files: typeof FILES, text: string, selection: typeof PROD | null) => {
    const small = await workspace(files);
    const markdown =
      small.session.hover('base.toml', find(small, 'base.toml', text), selection)?.markdown ?? '';
    return markdown.split('---\n\n')[1]?.replaceAll('\\', '');
  };

  test('says what each environment makes of a key, together where they agree', async () => {
    expect(await hovered(FILES, 'port', null)).toBe(
      'server.port is 1 in dev, from base.toml:2.\n\nserver.port is 3 in prod, from env/prod.toml:2, over 1 in base.toml:2.',
    );
    expect(await hovered({ ...FILES, 'env/prod.toml': '' }, 'port', null)).toBe(
      'server.port is 1 in every environment, from base.toml:2.',
    );
  });

  test('says it for the chosen environment alone', async () => {
    expect(await hovered(FILES, 'port', PROD)).toBe(
      'server.port is 3 in prod, from env/prod.toml:2, over 1 in base.toml:2.',
    );
  });
});

describe('hints', () => {
  const hinted = async (selection: typeof PROD | null) => {
    const small = await workspace(FILES);
    return small.session.language
      .hints('base.toml', null, selection)
      .map(({ position, label, tooltip }) => [position.line, label, tooltip]);
  };

  test('name who wins, what references stand for, and how long a duration is; never a secret', async () => {
    expect(await hinted(PROD)).toEqual([
      [2, 'Overridden by prod.toml', 'prod: 3 from env/prod.toml:2'],
      [3, '1.5 seconds', ''],
      [4, '= "ana"', ''],
      [5, '= ••••••••', ''],
    ]);
  });

  test('say only what holds in every environment where none is chosen', async () => {
    expect(await hinted(null)).toEqual([
      [3, '1.5 seconds', ''],
      [4, '= "ana"', ''],
      [5, '= ••••••••', ''],
    ]);
    const both = await workspace({ ...FILES, 'env/dev.toml': '[server]\nport = 2\n' });
    const [first] = both.session.language.hints('base.toml', null, null);
    expect(first).toMatchObject({ label: 'Overridden by dev.toml and prod.toml', position: { line: 2 } });
    expect(first?.tooltip.split('\n')).toHaveLength(2);
  });
});

test('completion offers what the other layers have, but not their secrets', async () => {
  const small = await workspace({ ...FILES, 'env/dev.toml': '[server]\nport = \ntoken = \n' });
  const at = (text: string) => {
    const { line, column } = find(small, 'env/dev.toml', text);
    const items = small.session.complete('env/dev.toml', { line, column: column + text.length }, null);
    return items.map(({ label, detail }) => `${label} ${detail ?? ''}`.trim());
  };
  expect(at('port = ')).toEqual(['1 base.toml', '3 prod.toml']);
  expect(at('token = ')).toEqual([`"\${NAME}" reference to a variable`]);
});

test('completion offers the keys that other layers have in a table the schema leaves open', async () => {
  const small = await workspace({
    ...FILES,
    'base.toml': '[limits]\nper-day = 1\nper-hour = 2\n[limits.burst]\nsize = 1\n',
    'env/dev.toml': '[limits]\nper-day = 3\n\n',
    'env/prod.toml': '[limits]\nper-week = true\n',
  });
  const items = small.session.complete('env/dev.toml', { line: 3, column: 1 }, null);
  expect(items.filter(({ kind, label }) => kind !== 'snippet' && !label.startsWith('['))).toMatchObject([
    { label: 'per-hour', detail: 'integer, in base.toml' },
    { label: 'burst', detail: 'table, in base.toml' },
    { label: 'per-week', detail: 'boolean, in prod.toml' },
  ]);
});

test('completion offers the schemas of the workspace to the comment that names one', async () => {
  const small = await workspace({ ...FILES, 'env/dev.toml': '#:schema \n' });
  const items = small.session.complete('env/dev.toml', { line: 1, column: 10 }, null);
  expect(items.map(({ label }) => label)).toEqual(['../app.schema.json']);
});

test('links lead to files of the workspace, from the folder of the file or from its root', async () => {
  const small = await workspace({
    ...FILES,
    'conf/a.toml': 'x = "../base.toml"\ny = "conf/a.toml"\nz = "none.toml"\n',
  });
  open(small, 'conf/a.toml');
  const links = small.session.language.links('conf/a.toml').map(({ target, kind }) => `${target} (${kind})`);
  expect(links).toEqual(['base.toml (file)', 'conf/a.toml (file)']);
});

describe('fixes', () => {
  test('are found for the problems of one file where they stand', async () => {
    const small = await workspace({ ...FILES, 'env/prod.toml': '[server]\nport = "3"\nwait = [1\n' });
    const { line } = find(small, 'env/prod.toml', 'port');
    const place = { line, column: 9 };
    const fixes = small.session.language.fixes('env/prod.toml', { start: place, end: place });
    expect(fixes.map(({ title, file }) => `${file}: ${title}`)).toEqual([
      'env/prod.toml: Write 3',
      'env/prod.toml: Ignore type here',
    ]);
  });

  test('go by the place in the whole, for a table that is mounted', async () => {
    const schema = JSON.stringify({
      properties: { server: { type: 'object', required: ['port'], properties: { port: { default: 80 } } } },
      required: ['server'],
    });
    const small = await mountedWorkspace({
      'app.schema.json': schema,
      'app.toml': '[overrides.dev.server]\nhost = "x"\n\n[overrides.prod.server]\nport = 1\n',
    });
    const { line, column } = find(small, 'app.toml', '[overrides.dev');
    const fixes = small.session.language.fixes('app.toml', {
      start: { line, column },
      end: { line, column },
    });
    const add = fixes.find(({ title }) => title === 'Add the missing key "port"');
    expect(changedLines(small.files['app.toml']!, add!.changes)[0]).toBe('port = 80');
  });

  test('a newer edition of TOML can be allowed in the manifest', async () => {
    const small = await workspace({ ...FILES, 'env/prod.toml': 'a = { b = 1, }\n' });
    const start = { line: 1, column: 5 };
    const fixes = small.session.language.fixes('env/prod.toml', { start, end: start });
    expect(fixes.map(({ title, file }) => `${file}: ${title}`)).toEqual([
      'env/prod.toml: Write the table on one line',
      'env/prod.toml: Write the table under a header',
      'strata.toml: Read this workspace as TOML 1.1 (in strata.toml)',
    ]);
    expect(changedLines(small.files['strata.toml']!, fixes[2]!.changes)).toContain('toml = "1.1"');
  });
});

test('a file that is no TOML, or is not there, has no answers', async () => {
  const small = await workspace(FILES);
  const { language } = small.session;
  const start = { line: 1, column: 1 };
  for (const file of ['.env', 'none.toml', 'app.schema.json']) {
    expect(language.symbols(file)).toEqual([]);
    expect(language.tokens(file, null)).toHaveLength(0);
    expect(language.fixes(file, { start, end: start })).toEqual([]);
    expect(language.renameTarget(file, start)).toBeNull();
    expect(language.rename(file, start, 'x')).toEqual({
      path: [],
      files: [],
      notes: [],
      schema: { kind: 'not-named' },
    });
  }
});
