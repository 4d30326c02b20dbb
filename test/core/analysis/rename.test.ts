import { describe, expect, test } from 'vitest';
import { changedLines, find, mountedWorkspace, open, type Workspace, workspace } from './layers.ts';

/** What a rename changes, line by line, and what it says. */
function renaming(small: Workspace, file: string, text: string, to: string) {
  const { files, notes } = small.session.language.rename(file, find(small, file, text), to);
  const lines = files.map(({ file: changed, changes }) => [
    changed,
    changedLines(small.files[changed] ?? '', changes),
  ]);
  return { lines, notes: notes.map(({ message }) => message) };
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

  test('a secret that the schema knows under its old name only', async () => {
    const small = await workspace({ 'base.toml': '[server]\ntoken = "t"\n' });
    expect(renaming(small, 'base.toml', 'token', 'key').notes).toEqual([
      'The schema declares server.token and no key key there; change it too.',
      'server.token is a secret by the schema; under the new name it is shown until the schema says so there too.',
    ]);
  });

  test('values that are encrypted together with their key path', async () => {
    const small = await workspace({ 'base.toml': 'a = "ENC[AES256_GCM,data:x,type:str]"\n' });
    expect(renaming(small, 'base.toml', 'a', 'b').notes).toEqual([
      'base.toml holds an encrypted value that is bound to its old name; encrypt it again under the new one.',
    ]);
  });

  test('a table that a layer is read from', async () => {
    const small = await mountedWorkspace({ 'app.toml': '[overrides.dev.server]\nport = 1\n' });
    expect(renaming(small, 'app.toml', 'overrides', 'changes').notes).toEqual([
      'The layer overrides (table overrides.{environment}) is still read from the old name; change it in the manifest.',
    ]);
  });

  test('a name that has to be quoted', async () => {
    const small = await workspace({ 'base.toml': 'a = 1\n' });
    expect(renaming(small, 'base.toml', 'a', 'b.c').notes).toEqual([
      'The name is written in quotes, as "b.c": the dot makes no table of it.',
    ]);
  });

  test('the map of variables, which counts once it is saved', async () => {
    const small = await workspace({ 'base.toml': '[db]\nurl = "x"\n' });
    expect(renaming(small, 'base.toml', 'url', 'address').notes).toEqual([
      'Variables are mapped to the new name when strata.toml is saved.',
    ]);
  });
});

describe('nothing is renamed', () => {
  test.each([
    ['base.toml', '1 # base', 'x', /no key to rename/],
    ['base.toml', '# base', 'x', /no key to rename/],
    ['base.toml', 'port', 'host', /^server\.host is set already in base\.toml:3\.$/],
    ['env/dev.toml', 'port', 'other', /^server\.other is set already in env\/prod\.toml:2\.$/],
    ['base.toml', 'port', '', /needs a name/],
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

test('a name that a variable of the process has taken is refused', async () => {
  const small = await workspace({ 'base.toml': '[db]\nname = "y"\n' }, { APP_DB__TITLE: 'z' });
  expect(() => renaming(small, 'base.toml', 'name', 'title')).toThrow(
    /^db\.title is set already by the variable APP_DB__TITLE\.$/,
  );
});

test('in a file that is no layer, a name that is taken there is refused', async () => {
  const small = await workspace({ 'other.toml': 'port = 1\nbind = 2\n' });
  open(small, 'other.toml');
  expect(() => renaming(small, 'other.toml', 'port', 'bind')).toThrow(
    /^bind is set already in other\.toml:2\.$/,
  );
});

test('its own name renames nothing', async () => {
  const small = await workspace(FILES);
  expect(renaming(small, 'base.toml', 'port', 'port')).toEqual({ lines: [], notes: [] });
});

test('what would be renamed is told first', async () => {
  const small = await workspace(FILES);
  const { language } = small.session;
  expect(language.renameTarget('env/prod.toml', find(small, 'env/prod.toml', 'port'))).toEqual({
    range: { start: { line: 1, column: 10 }, end: { line: 1, column: 16 } },
    name: 'port',
    path: 'server.port',
  });
  expect(language.renameTarget('base.toml', find(small, 'base.toml', '"x"'))).toBeNull();
});
