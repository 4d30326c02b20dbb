import { describe, expect, test } from 'vitest';
import type { Location } from '../../../core/analysis/navigation.ts';
import { find, mountedWorkspace, open, type Workspace, workspace } from './layers.ts';

const FILES = {
  'base.toml': `[server]\nport = 1 # base\nhost = "\${HOST}"\n\n[[mirrors]]\nurl = "a"\n[[mirrors]]\nurl = "b"\n`,
  'env/dev.toml': '[server]\nport = 2\n',
  'env/prod.toml': 'server.port = 3\n\n[[mirrors]]\nurl = "c"\n',
  '.env': '# local\nexport HOST=here\nAPP_DB__NAME=x\n',
};
const DEV = { environment: 'dev', service: null };
const PROD = { environment: 'prod', service: null };

const shown = (locations: readonly Location[]) =>
  locations.map(({ file, range: { start, end } }) => `${file} ${start.line}:${start.column}-${end.column}`);

function definition(from: Workspace, file: string, text: string, selection: typeof DEV | null = null) {
  return shown(from.session.language.definition(file, find(from, file, text), selection));
}

function references(from: Workspace, file: string, text: string) {
  return shown(from.session.language.references(file, find(from, file, text)));
}

describe('go to definition', () => {
  test('leads to the layer that wins in the chosen environment', async () => {
    const small = await workspace(FILES);
    expect(definition(small, 'base.toml', 'port', DEV)).toEqual(['env/dev.toml 2:1-5']);
    expect(definition(small, 'base.toml', 'port', PROD)).toEqual(['env/prod.toml 1:8-12']);
  });

  test('without one, to the winner of each environment the file takes part in', async () => {
    const small = await workspace(FILES);
    expect(definition(small, 'base.toml', 'port')).toEqual(['env/dev.toml 2:1-5', 'env/prod.toml 1:8-12']);
    expect(definition(small, 'env/dev.toml', 'port')).toEqual(['env/dev.toml 2:1-5']);
  });

  test('works from the value and from a header', async () => {
    const small = await workspace(FILES);
    expect(definition(small, 'base.toml', '1 # base', DEV)).toEqual(['env/dev.toml 2:1-5']);
    expect(definition(small, 'base.toml', 'server', PROD)).toEqual(['env/prod.toml 1:1-7']);
  });

  test('of a list leads to the layer whose list counts, since lists are taken whole', async () => {
    const small = await workspace(FILES);
    expect(definition(small, 'base.toml', 'url = "b"', PROD)).toEqual(['env/prod.toml 3:3-10']);
  });

  test('of a reference leads to where the variable is set', async () => {
    const small = await workspace(FILES);
    expect(definition(small, 'base.toml', 'HOST}')).toEqual(['.env 2:8-12']);
  });

  test('of a key that no environment reads is the key itself', async () => {
    const small = await workspace({ ...FILES, 'other.toml': 'alone = 1\n' });
    open(small, 'other.toml');
    expect(definition(small, 'other.toml', 'alone')).toEqual(['other.toml 1:1-6']);
    expect(definition(small, 'strata.toml', 'name')).toEqual(['strata.toml 2:1-5']);
  });

  test('of nothing is nothing', async () => {
    const small = await workspace(FILES);
    expect(definition(small, 'base.toml', '# base')).toEqual([]);
    expect(definition(small, '.env', 'HOST')).toEqual([]);
  });
});

describe('find references', () => {
  test('names every layer that sets the key, variables too', async () => {
    const small = await workspace({ ...FILES, 'env/dev.toml': '[db]\nname = "y"\n' });
    expect(references(small, 'base.toml', 'port')).toEqual(['base.toml 2:1-5', 'env/prod.toml 1:8-12']);
    expect(references(small, 'env/dev.toml', 'name')).toEqual(['env/dev.toml 2:1-5', '.env 3:1-13']);
  });

  test('of a key of a list names it in every item of every layer', async () => {
    const small = await workspace(FILES);
    expect(references(small, 'env/prod.toml', 'url')).toEqual([
      'base.toml 6:1-4',
      'base.toml 8:1-4',
      'env/prod.toml 4:1-4',
    ]);
  });

  test('finds a table of a file at the place where it is mounted', async () => {
    const small = await mountedWorkspace({
      'app.toml':
        '[overrides.dev.server]\nport = 1\n[overrides.prod]\nserver = { port = 2 }\n[aside]\nport = 3\n',
      'env/prod.toml': '[server]\nport = 4\n',
    });
    const everywhere = ['app.toml 2:1-5', 'app.toml 4:12-16', 'env/prod.toml 2:1-5'];
    expect(references(small, 'app.toml', 'port = 1')).toEqual(everywhere);
    expect(references(small, 'env/prod.toml', 'port')).toEqual(everywhere);
    expect(references(small, 'app.toml', 'port = 3')).toEqual(['app.toml 6:1-5']);
  });
});

test('go to the schema', async () => {
  const small = await workspace(FILES);
  const place = small.session.language.declaration('env/prod.toml', find(small, 'env/prod.toml', 'port'));
  expect(place).toMatchObject({ file: 'app.schema.json' });
  const line = small.files['app.schema.json']!.split('\n')[place!.range.start.line - 1];
  expect(line?.trim()).toBe('"port": {');
  expect(small.session.language.declaration('env/prod.toml', find(small, 'env/prod.toml', 'url'))).toBeNull();
  expect(small.session.language.declaration('strata.toml', find(small, 'strata.toml', 'name'))).toBeNull();
});
