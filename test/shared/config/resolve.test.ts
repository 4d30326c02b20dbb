import { describe, expect, test } from 'vitest';
import { detectLayout } from '../../../shared/config/detect.ts';
import { readManifest } from '../../../shared/config/manifest.ts';
import type { ResolvedLayer, WorkspaceModel } from '../../../shared/config/model.ts';
import { findEnvironment, resolveLayers, selections } from '../../../shared/config/resolve.ts';
import { values } from './build.ts';

const MODEL = model(`
[[layers]]
name = "global"
file = "global.toml"
[[layers]]
name = "environment"
file = "env/{environment}.toml"
[[layers]]
name = "overrides"
file = "app.toml"
table = "{environment}.\\"over.rides\\""
at = "server.{service}"
[[layers]]
name = "service"
file = "services/{service}.{environment}.toml"
[[layers]]
name = "variables"
variables = { prefix = "A_", files = [".env", ".env.{environment}", ".env.{service}"] }
[[layers]]
name = "night"
file = "night.toml"
when = { environment = "production" }
[[layers]]
name = "runtime"
runtime = true
[environments.canary]
inherits = "staging"
[environments.staging]
inherits = "production"
[environments.production]
aliases = ["prod"]
[services.web]
[services.api]
`);

describe('the layers of a selection', () => {
  test('have their templates filled in, lowest first', () => {
    expect(shown(resolveLayers(MODEL, 'production', 'web'))).toEqual([
      'global global.toml',
      'environment env/production.toml',
      'overrides app.toml ["production","over.rides"] at ["server","web"]',
      'service services/web.production.toml',
      'variables .env .env.production .env.web',
      'night night.toml',
      'runtime',
    ]);
  });

  test('leave out what belongs to a service where none is chosen', () => {
    expect(shown(resolveLayers(MODEL, 'production', null))).toEqual([
      'global global.toml',
      'environment env/production.toml',
      'variables .env .env.production',
      'night night.toml',
      'runtime',
    ]);
  });

  test('have what is inherited right below their own, the farthest lowest', () => {
    expect(shown(resolveLayers(MODEL, 'canary', 'api'))).toEqual([
      'global global.toml',
      'environment@production env/production.toml from production',
      'environment@staging env/staging.toml from staging',
      'environment env/canary.toml',
      'overrides@production app.toml ["production","over.rides"] at ["server","api"] from production',
      'overrides@staging app.toml ["staging","over.rides"] at ["server","api"] from staging',
      'overrides app.toml ["canary","over.rides"] at ["server","api"]',
      'service@production services/api.production.toml from production',
      'service@staging services/api.staging.toml from staging',
      'service services/api.canary.toml',
      'variables .env .env.production .env.staging .env.canary .env.api',
      'runtime',
    ]);
  });

  test('have ids of their own', () => {
    const ids = resolveLayers(MODEL, 'canary', 'api').map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('end at a circle of inheritance', () => {
    const circle: WorkspaceModel = {
      ...MODEL,
      environments: [
        { name: 'a', aliases: [], inherits: 'b', protected: false },
        { name: 'b', aliases: [], inherits: 'a', protected: false },
      ],
    };
    expect(shown(resolveLayers(circle, 'a', null))).toContain('environment@b env/b.toml from b');
  });

  test('keep replacement patterns in names as they are', () => {
    const odd = model('[[layers]]\nname = "e"\nfile = "{environment}.toml"\n[environments."a$&b"]');
    expect(shown(resolveLayers(odd, 'a$&b', null))).toEqual(['e a$&b.toml']);
  });

  test('of unrelated files are the file that the environment is named after', () => {
    const unrelated = detectLayout('x', ['a.toml', 'b/c.toml']);
    expect(shown(resolveLayers(unrelated, 'b/c.toml', null))).toEqual(['this-file b/c.toml']);
  });
});

describe('the selections of a workspace', () => {
  test('are environments times services', () => {
    expect(selections(MODEL)).toHaveLength(6);
    expect(selections(MODEL).slice(0, 2)).toEqual([
      { environment: 'canary', service: 'web' },
      { environment: 'canary', service: 'api' },
    ]);
  });

  test('are the environments alone where there are no services', () => {
    expect(selections({ ...MODEL, services: [] })).toEqual([
      { environment: 'canary', service: null },
      { environment: 'staging', service: null },
      { environment: 'production', service: null },
    ]);
  });
});

test.each([
  ['production', 'production'],
  ['prod', 'production'],
  ['canary', 'canary'],
  ['Prod', undefined],
  ['', undefined],
])('the environment %j is found as %j', (name, expected) => {
  expect(findEnvironment(MODEL, name)?.name).toBe(expected);
});

function model(manifest: string): WorkspaceModel {
  const { model: read, problems } = readManifest({ root: values(manifest) }, { folderName: 'x', files: [] });
  expect(problems).toEqual([]);
  return read;
}

/** `id files table at from`, as far as they are there. */
function shown(layers: readonly ResolvedLayer[]): string[] {
  return layers.map(({ id, file, variableFiles = [], table, at, inheritedFrom }) =>
    [
      id,
      ...(file === undefined ? [] : [file]),
      ...variableFiles,
      ...(table === undefined ? [] : [`${JSON.stringify(table)} at ${JSON.stringify(at)}`]),
      ...(inheritedFrom === undefined ? [] : [`from ${inheritedFrom}`]),
    ].join(' '),
  );
}
