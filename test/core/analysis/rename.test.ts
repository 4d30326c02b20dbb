import { describe, expect, test } from 'vitest';
import { changedLines, find, mountedWorkspace, open, type Workspace, workspace } from './layers.ts';

/** What a rename changes, line by line, and what it says. */
function renaming(small: Workspace, file: string, text: string, to: string) {
  const { files, notes } = small.session.language.rename(file, find(small, file, text), to);
  const lines = files.map(({ file: changed, changes }) => [
    changed,
    changedLines(small.files[changed] ?? '', changes),
  ]);
  return { lines, notes };
}

const FILES = {
  'base.toml': '[server]\nport = 1 # base\nhost = "x"\n',
  'env/dev.toml': '[server]\nport = 2\n',
  'env/prod.toml': 'server . "port" = 3\nserver.other = 1\n',
};

describe('a key is renamed', () => {
  test('in every layer that sets it, each as it is written', async () => {
    const small = await workspace(FILES);
    expect(renaming(small, 'env/dev.toml', 'port', 'bind')).toEqual({
      lines: [
        ['base.toml', ['bind = 1 # base']],
        ['env/dev.toml', ['bind = 2']],
        ['env/prod.toml', ['server . "bind" = 3']],
      ],
      notes: ['The schema declares server.port and no key bind there; change it too.'],
    });
  });

  test('as a whole table, wherever its header or its name stands', async () => {
    const small = await workspace(FILES);
    expect(renaming(small, 'base.toml', 'server', 'web').lines).toEqual([
      ['base.toml', ['[web]']],
      ['env/dev.toml', ['[web]']],
      ['env/prod.toml', ['web . "port" = 3', 'web.other = 1']],
    ]);
  });

  test('in every item of a list', async () => {
    const small = await workspace({
      'base.toml': '[[mirrors]]\nurl = "a"\n[[mirrors]]\nname = "x"\nurl = "b"\n',
      'env/prod.toml': 'mirrors = [{ url = "c" }, { name = "y" }]\n',
    });
    expect(renaming(small, 'env/prod.toml', 'url', 'address').lines).toEqual([
      ['base.toml', ['address = "a"', 'address = "b"']],
      ['env/prod.toml', ['mirrors = [{ address = "c" }, { name = "y" }]']],
    ]);
  });

  test('in the variables that set it, and in the map of the manifest', async () => {
    const small = await workspace({
      'base.toml': '[db]\nurl = "x"\nname = "y"\npool.size = 1\n',
      '.env': 'export APP_DB__NAME=z\nAPP_DB__POOL__WAIT=1\nDATABASE_URL=u\napp_db__name=no\n',
    });
    expect(renaming(small, 'base.toml', 'name', 'title').lines).toEqual([
      ['base.toml', ['title = "y"']],
      ['.env', ['export APP_DB__TITLE=z']],
    ]);
    expect(renaming(small, 'base.toml', 'db', 'store').lines).toEqual([
      ['base.toml', ['[store]']],
      [
        'strata.toml',
        [
          'variables = { prefix = "APP_", files = [".env"], map = { "store.url" = "DATABASE_URL", "store.pool.size" = "POOL" } }',
        ],
      ],
      ['.env', ['export APP_STORE__NAME=z', 'APP_STORE__POOL__WAIT=1']],
    ]);
  });

  test('in tables of a file that are mounted elsewhere, by the path they have there', async () => {
    const small = await mountedWorkspace({
      'app.toml':
        '[overrides.dev.server]\nport = 1\n[overrides.prod.server]\nport = 2\n[aside.server]\nport = 3\n',
      'env/prod.toml': 'server.port = 4\n',
    });
    expect(renaming(small, 'env/prod.toml', 'port', 'bind').lines).toEqual([
      ['app.toml', ['bind = 1', 'bind = 2']],
      ['env/prod.toml', ['server.bind = 4']],
    ]);
    expect(renaming(small, 'app.toml', 'port = 3', 'bind').lines).toEqual([['app.toml', ['bind = 3']]]);
  });

  test('in one file that is no layer', async () => {
    const small = await workspace({ ...FILES, 'other.toml': 'port = 1\n' });
    open(small, 'other.toml');
    expect(renaming(small, 'other.toml', 'port', 'bind')).toEqual({
      lines: [['other.toml', ['bind = 1']]],
      notes: [],
    });
  });

  test('quoted where the new name needs it', async () => {
    const small = await workspace({ 'base.toml': 'a = 1\n' });
    expect(renaming(small, 'base.toml', 'a', 'b c').lines).toEqual([['base.toml', ['"b c" = 1']]]);
  });
});

describe('what it does not reach is said', () => {
  test('variables of the process', async () => {
    const small = await workspace({ 'base.toml': '[db]\nname = "y"\n' }, { APP_DB__NAME: 'z' });
    expect(renaming(small, 'base.toml', 'name', 'title').notes).toEqual([
      'APP_DB__NAME is set outside of the workspace; its new name is APP_DB__TITLE.',
    ]);
  });

  test('another layer that has the new name already', async () => {
    const small = await workspace({ 'base.toml': 'a = 1\n', 'env/prod.toml': 'b = 2\n' });
    expect(renaming(small, 'base.toml', 'a', 'b')).toEqual({
      lines: [['base.toml', ['b = 1']]],
      notes: ['env/prod.toml sets b already; the two become one key.'],
    });
  });
});

describe('nothing is renamed', () => {
  test.each([
    ['base.toml', '1 # base', 'x', /no key to rename/],
    ['base.toml', '# base', 'x', /no key to rename/],
    ['base.toml', 'port', 'host', /^base\.toml: "server\.host" exists already/],
  ])('%s at %s to %s', async (file, text, to, message) => {
    const small = await workspace(FILES);
    expect(() => renaming(small, file, text, to)).toThrow(message);
  });

  test('when one of the files cannot be read for certain there', async () => {
    const small = await workspace({ ...FILES, 'env/prod.toml': '[server]\nport = 1\nport = 2\n' });
    expect(() => renaming(small, 'base.toml', 'port', 'bind')).toThrow(
      /^env\/prod\.toml: The lines of "server\.port" have problems/,
    );
  });
});

test('what would be renamed is told first', async () => {
  const small = await workspace(FILES);
  const { language } = small.session;
  expect(language.renameTarget('env/prod.toml', find(small, 'env/prod.toml', 'port'))).toEqual({
    range: { start: { line: 1, column: 10 }, end: { line: 1, column: 16 } },
    name: 'port',
  });
  expect(language.renameTarget('base.toml', find(small, 'base.toml', '"x"'))).toBeNull();
});
