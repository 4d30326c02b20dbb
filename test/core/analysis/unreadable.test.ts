import { expect, test } from 'vitest';
import { analyseFolder } from '../../../core/analysis/folder.ts';
import { folderWith } from '../temporary.ts';

const MANIFEST = `[workspace]
name = "small"
schema = "app.schema.json"
[[layers]]
name = "app"
file = "app.toml"
[[layers]]
name = "overrides"
file = "app.toml"
table = "overrides.{environment}"
[environments.prod]
`;

const SCHEMA = JSON.stringify({
  properties: {
    overrides: {},
    name: {},
    server: {
      properties: { host: {}, port: { type: 'integer' }, tls: { required: ['cert'] } },
      required: ['host', 'port'],
    },
  },
  required: ['name', 'server'],
});

async function problemsOf(text: string): Promise<string[]> {
  const folder = folderWith({ 'strata.toml': MANIFEST, 'app.schema.json': SCHEMA, 'app.toml': text });
  const { session } = await analyseFolder(folder, {});
  return session.problems().map(({ code, path }) => `${code} ${path}`);
}

test.each([
  // The values beside it are checked as they are.
  ['name = 1\n[server]\nport = 1\nhost = hello\n', ['unquoted-string server.host']],
  ['name = 1\nserver.port = 1\nserver.host = hello\n', ['unquoted-string server.host']],
  ['name = 1\nserver = { port = 1, host = }\n', ['missing-value server.host']],
  ['name\n[server]\nport = 1\nhost = "h"\n', ['missing-equals name']],
  // Everything is in the table that cannot be read.
  ['name = 1\n[server\nport = 1\n', ['missing-bracket server']],
  [
    'name = 1\n[server]\nport = 1\n[overrides.prod.server]\nhost = hello\n',
    ['unquoted-string overrides.prod.server.host'],
  ],
  // What is missing all the same.
  ['[server]\nport = 1\nhost = hello\n', ['required name', 'unquoted-string server.host']],
  [
    'name = 1\n[server]\nport = 1\n[overrides]\nhost = hello\n',
    ['required server.host', 'unquoted-string overrides.host'],
  ],
])('a key that cannot be read is not missing: %j', async (text, expected) => {
  expect((await problemsOf(text)).sort()).toEqual(expected);
});
