/** The files every server is asked about. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** In draft 07, which all three read. Words about enum values stand in both known keywords. */
const SERVICE_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Service',
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    accent: { type: 'string', format: 'color', description: 'Colour of its sign.' },
    name: {
      type: 'string',
      pattern: '^[a-z-]+$',
      description: 'Name of the service.',
      examples: ['billing'],
    },
    port: { type: 'integer', minimum: 1, maximum: 65535, default: 8080, description: 'Port it listens on.' },
    level: {
      enum: ['debug', 'info', 'error'],
      description: 'How much is logged.',
      enumDescriptions: ['Everything there is.', 'What matters.', 'What fails.'],
      'x-taplo': { docs: { enumValues: ['Everything there is.', 'What matters.', 'What fails.'] } },
    },
    mode: {
      description: 'How fast.',
      oneOf: [
        { const: 'fast', description: 'As quick as it goes.' },
        { const: 'safe', description: 'Checks twice.' },
      ],
    },
    verbose: { type: 'boolean' },
    timeout: { type: 'string', 'x-strata-duration': true },
    old_port: { type: 'integer', deprecated: true, description: 'The port before.' },
    tags: { type: 'array', items: { enum: ['web', 'batch'] }, uniqueItems: true },
    server: { $ref: '#/definitions/server' },
    storage: {
      oneOf: [
        {
          type: 'object',
          properties: { kind: { const: 'disk' }, path: { type: 'string' } },
          required: ['kind', 'path'],
          additionalProperties: false,
        },
        {
          type: 'object',
          properties: { kind: { const: 's3' }, bucket: { type: 'string' }, region: { type: 'string' } },
          required: ['kind', 'bucket'],
          additionalProperties: false,
        },
      ],
    },
    endpoints: {
      type: 'array',
      items: { type: 'object', properties: { url: { type: 'string' }, weight: { type: 'integer' } } },
    },
  },
  definitions: {
    server: {
      type: 'object',
      description: 'Where it is reached.',
      required: ['host'],
      additionalProperties: false,
      properties: {
        host: { type: 'string', description: 'Name or address.' },
        backlog: { type: 'integer' },
        tls: { type: 'object', properties: { cert: { type: 'string' }, key: { type: 'string' } } },
      },
    },
  },
};

const NEWER_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: { pair: { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }] } },
  dependentRequired: { user: ['password'] },
};

const PLAIN = {
  'service.schema.json': JSON.stringify(SERVICE_SCHEMA, null, 2),
  'newer.schema.json': JSON.stringify(NEWER_SCHEMA, null, 2),
  'rust/Cargo.toml': '[workspace]\nmembers = ["app"]\n\n[workspace.dependencies]\nserde = "1"\n',
};

const LAYERED = {
  'service.schema.json': JSON.stringify(SERVICE_SCHEMA, null, 2),
  'strata.toml': `[workspace]
name = "Shop"
schema = "service.schema.json"

[[layers]]
name = "global"
file = "config/global.toml"
[[layers]]
name = "environment"
file = "config/{environment}.toml"

[environments.development]
[environments.production]
`,
  'config/global.toml':
    '#:schema ../service.schema.json\nname = "shop"\nport = 8001\n\n[server]\nhost = "localhost"\n',
  'config/development.toml': '#:schema ../service.schema.json\nport = 8003\n',
  'config/production.toml': '#:schema ../service.schema.json\nport = 8002\n',
};

/** What asks each tool for the same: a schema for `app.toml`, four blanks, TOML 1.1, sorted keys. */
const CONFIGURED = {
  'service.schema.json': JSON.stringify(
    { ...SERVICE_SCHEMA, 'x-tombi-table-keys-order': 'ascending' },
    null,
    2,
  ),
  'strata.toml': `[workspace]
name = "App"
schema = "service.schema.json"
toml = "1.1"

[format]
indent = "    "
sort = "alphabetical"

[[layers]]
name = "app"
file = "app.toml"

[environments.production]
`,
  'tombi.toml': `toml-version = "v1.1.0"

[format.rules]
indent-width = 4

[[schemas]]
toml-version = "v1.1.0"
path = "service.schema.json"
include = ["app.toml"]
`,
  'taplo.toml': `include = ["**/*.toml"]

[formatting]
indent_string = "    "
reorder_keys = true

[[rule]]
include = ["**/app.toml"]
[rule.schema]
path = "service.schema.json"
`,
  'app.toml': 'name = "a"\n',
};

const FOLDERS = { plain: PLAIN, layered: LAYERED, configured: CONFIGURED };

export type FolderKind = keyof typeof FOLDERS;

/** Makes a folder of one kind; the caller removes it. */
export function makeFolder(kind: FolderKind): string {
  const folder = mkdtempSync(join(tmpdir(), `strata-features-${kind}-`));
  for (const [path, text] of Object.entries(FOLDERS[kind])) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
