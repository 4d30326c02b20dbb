import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkLayer, compileSchema, parseSchema } from '../../../core/validation/index.ts';
import { readManifest } from '../../../shared/config/manifest.ts';
import { filesOf, layer, shown, values } from './given.ts';

const root = join(import.meta.dirname, '../../..');
const path = 'schemas/strata.schema.json';
const schema = compileSchema(parseSchema(readFileSync(join(root, path), 'utf8'), path), { path });

const checking = (toml: string) =>
  checkLayer(schema, layer('strata.toml', toml), [], filesOf({ 'strata.toml': toml })).map(shown);

test('it has something to say about every key', () => {
  const silent = schema.view.leaves().filter(({ node }) => node.description === undefined);
  expect(silent.map((leaf) => leaf.path.join('.'))).toEqual([]);
  expect(schema.warnings).toEqual([]);
});

/** Every key that the reader of manifests knows. */
const COMPLETE = `
[workspace]
name = "Plue"
dialect = "standard"
toml = "1.0"
schema = "schemas/plue.schema.json"
rules = ["rules.toml"]
environment_variable = "PLUE_ENV"

[[layers]]
name = "global"
file = "config/global.toml"
[[layers]]
name = "inline overrides"
file = "config/app.toml"
table = "environments.{environment}.overrides"
at = ""
[[layers]]
name = "service"
file = "config/services/{service}.toml"
optional = true
[[layers]]
name = "variables"
variables = { prefix = "PLUE_", separator = "__", files = [".env", ".env.{environment}"], map = { "database.url" = "DATABASE_URL" }, process = true }
[[layers]]
name = "night shift"
file = "config/night.toml"
when = { environment = ["production"], hours = "22:00-06:00", flag = "NIGHT" }
[[layers]]
name = "one environment"
file = "config/one.toml"
when.environment = "prod"
[[layers]]
name = "runtime"
runtime = true

[environments.development]
aliases = ["dev"]
[environments.staging]
inherits = "production"
[environments.production]
aliases = ["prod"]
protected = true

[services.web]
`;

test('a manifest with every key is fine by the schema and by its reader', () => {
  expect(checking(COMPLETE)).toEqual([]);
  const { problems } = readManifest({ root: values(COMPLETE) }, { folderName: 'plue', files: [] });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});

describe('mistakes', () => {
  test.each([
    [
      '[workspace]\nnmae = "x"',
      'strata.toml:2:1-5 error unknown-key workspace.nmae: workspace.nmae is not a key the schema knows. → Did you mean name?',
    ],
    ['[workspace]\ndialect = "vipre"', /enum workspace\.dialect: .* → Did you mean "viper"\?$/],
    [
      '[[layers]]\nname = "a"\nfile = "/etc/a.toml"',
      /pattern layers\.0\.file: .*Write a path inside the workspace/,
    ],
    [
      '[[layers]]\nname = "a"\nfile = "a.toml"\nwhen.hours = "25:00-26:00"',
      /pattern layers\.0\.when\.hours: .*such as 22:00-06:00/,
    ],
    ['[environments.a]\nprotected = "yes"', /type environments\.a\.protected: .*must be a boolean/],
    ['[environments."a/b"]', /key-name environments\."a\/b": .*holds no slash/],
  ])('%j', (toml, expected) => {
    const lines = checking(toml);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(expected);
  });
});
