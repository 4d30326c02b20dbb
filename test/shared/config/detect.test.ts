import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectLayout } from '../../../shared/config/detect.ts';
import { resolveLayers, selections } from '../../../shared/config/resolve.ts';

describe('the layout of a folder without a manifest', () => {
  test.each<[string[], string, string[], string[]]>([
    // files, layout, layers lowest first, environments
    [
      ['config/default.toml', 'config/development.toml', 'config/production.toml'],
      'environment-files',
      ['config/default.toml', 'config/{environment}.toml'],
      ['development', 'production'],
    ],
    [
      ['config/base.toml', 'config/vsantos.toml'],
      'environment-files',
      ['config/base.toml', 'config/{environment}.toml'],
      ['vsantos'],
    ],
    [
      ['settings/global.toml', 'settings/qa.toml', 'Cargo.toml'],
      'environment-files',
      ['settings/global.toml', 'settings/{environment}.toml'],
      ['qa'],
    ],
    [
      ['conf/default.toml', 'conf/qa.toml', 'conf/local.toml'],
      'environment-files',
      ['conf/default.toml', 'conf/{environment}.toml', 'conf/local.toml'],
      ['qa'],
    ],
    [
      ['default.toml', 'production.toml', 'Cargo.toml', 'rustfmt.toml'],
      'environment-files',
      ['default.toml', '{environment}.toml'],
      ['production'],
    ],
    [
      ['config/default.toml', 'config/local.toml'],
      'environment-files',
      ['config/default.toml', 'config/local.toml'],
      ['default'],
    ],
    [
      [
        'config/global.toml',
        'config/user.toml',
        'config/environments/dev.toml',
        'config/environments/prod.toml',
      ],
      'environment-folder',
      ['config/global.toml', 'config/environments/{environment}.toml'],
      ['dev', 'prod'],
    ],
    [
      [
        'config/default.toml',
        'config/production.toml',
        'config/example.toml',
        'config/custom-environment-variables.toml',
        'config/production.sample.toml',
      ],
      'environment-files',
      ['config/default.toml', 'config/{environment}.toml'],
      ['production'],
    ],
    [
      ['development.toml', 'production.toml'],
      'copies',
      ['{environment}.toml'],
      ['development', 'production'],
    ],
    [
      ['config/development.toml', 'config/production.toml', 'config/superposition.toml'],
      'copies',
      ['config/{environment}.toml'],
      ['development', 'production'],
    ],
    [
      ['fly.staging.toml', 'fly.production.toml'],
      'copies',
      ['fly.{environment}.toml'],
      ['production', 'staging'],
    ],
    [
      ['fly.toml', 'fly.staging.toml'],
      'copies',
      ['fly.toml', 'fly.{environment}.toml'],
      ['default', 'staging'],
    ],
    [['app.prod.eu.toml', 'app.dev.eu.toml'], 'copies', ['app.{environment}.eu.toml'], ['dev', 'prod']],
    [['app-prod.toml', 'app-dev.toml', 'README.md'], 'copies', ['app-{environment}.toml'], ['dev', 'prod']],
    [
      ['fly.staging.toml', 'fly.production.toml', 'app.staging.toml', 'app.production.toml'],
      'unrelated',
      ['{environment}'],
      ['app.production.toml', 'app.staging.toml', 'fly.production.toml', 'fly.staging.toml'],
    ],
    [
      ['Cargo.toml', 'rustfmt.toml', 'x/y.toml', 'README.md'],
      'unrelated',
      ['{environment}'],
      ['Cargo.toml', 'rustfmt.toml', 'x/y.toml'],
    ],
    [['config/default.toml'], 'unrelated', ['{environment}'], ['config/default.toml']],
    [['production.toml', '.env', '.env.production'], 'unrelated', ['{environment}'], ['production.toml']],
    [
      ['config/default.toml', 'config/PROD.TOML'],
      'unrelated',
      ['{environment}'],
      ['config/PROD.TOML', 'config/default.toml'],
    ],
    [[], 'unrelated', ['{environment}'], []],
  ])('%j is %s', (files, layout, layers, environments) => {
    const model = detectLayout('folder', files);
    expect(model.layout).toBe(layout);
    expect(model.layers.map(({ source }) => ('file' in source ? source.file : source.kind))).toEqual(layers);
    expect(model.environments.map(({ name }) => name)).toEqual(environments);
  });

  test.each([
    [
      ['config/default.toml', 'config/qa.toml', 'config/local.toml'],
      'By their names, config/default.toml is the base and config/{environment}.toml, then config/local.toml goes on top.',
    ],
    [
      ['fly.toml', 'fly.staging.toml'],
      'fly.toml and fly.staging.toml are copies side by side, one for each environment.',
    ],
    [
      ['a.dev.toml', 'a.qa.toml', 'a.prod.toml', 'a.test.toml', 'a.uat.toml'],
      'a.dev.toml, a.prod.toml, a.qa.toml and 2 more are copies side by side, one for each environment.',
    ],
    [['a.toml', 'b.toml'], 'Each of the 2 TOML files stands on its own, because the names show no layers.'],
    [['a.toml'], 'The one TOML file stands on its own, because the names show no layers.'],
    [
      ['x/config/default.toml', 'x/config/qa.toml'],
      'Each of the 2 TOML files stands on its own, because the names show no layers; to see layers, open a folder inside, such as x.',
    ],
    [[], 'There are no TOML files here.'],
  ])('%j is explained', (files, reason) => {
    expect(detectLayout('folder', files).layoutReason).toBe(reason);
  });

  test('gives each of several copies one layer', () => {
    const model = detectLayout('folder', ['fly.toml', 'fly.staging.toml', 'fly.production.toml']);
    const files = selections(model).map(({ environment }) =>
      resolveLayers(model, environment, null).map(({ file }) => file),
    );
    expect(files).toEqual([['fly.toml'], ['fly.production.toml'], ['fly.staging.toml']]);
  });

  test('always puts an environment to existing files', () => {
    const name = fc.constantFrom(
      'default',
      'base',
      'local',
      'dev',
      'production',
      'fly.prod',
      'fly.dev',
      'fly',
      'Cargo',
      'a-b',
      'x.example',
    );
    const folder = fc.constantFrom('', 'config/', 'config/environments/', 'settings/', 'deep/config/');
    const file = fc.tuple(folder, name).map(([where, stem]) => `${where}${stem}.toml`);
    fc.assert(
      fc.property(fc.uniqueArray(file, { maxLength: 12 }), (files) => {
        const model = detectLayout('folder', files);
        for (const { environment, service } of selections(model)) {
          const layers = resolveLayers(model, environment, service);
          expect(layers.length).toBeGreaterThan(0);
          for (const layer of layers) expect(files).toContain(layer.file);
        }
      }),
    );
  });
});

const corpus = join(process.env.CORPUS_DIR ?? resolve('../shared/corpus'), 'layered');

describe.skipIf(!existsSync(corpus))('real projects', () => {
  test.each([
    ['openhive-network__imagehoster', 'environment-files', ['production', 'test']],
    ['Djoe-Denne__IAMRusty/IAMRusty', 'environment-files', ['development', 'production', 'test']],
    [
      'mozilla-services__merino-py/merino',
      'environment-files',
      ['ci', 'development', 'production', 'stage', 'testing'],
    ],
    ['rust-cli__config-rs/examples/modal', 'environment-files', ['development', 'production']],
    ['juspay__connector-service', 'copies', ['development', 'production', 'sandbox']],
    ['rwf2__Rocket', 'unrelated', null],
    ['Djoe-Denne__IAMRusty', 'unrelated', null],
    ['gethyas__doks', 'unrelated', null],
    ['spotlightpa__poor-richard', 'unrelated', null],
    ['nftstorage__nftstorage.link', 'unrelated', null],
  ])('%s is %s', (project, layout, environments) => {
    const model = detectLayout(project, filesIn(join(corpus, project)));
    expect(model.layout).toBe(layout);
    if (environments !== null) expect(model.environments.map(({ name }) => name)).toEqual(environments);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
