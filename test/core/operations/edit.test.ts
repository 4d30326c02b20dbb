import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AppliedEdits, RenamePreview } from '../../../shared/contract/edit-model.ts';
import type { Problem } from '../../../shared/contract/model.ts';
import { LineIndex } from '../../../shared/text/lines.ts';
import { at, type Desk, refusal } from '../desk.ts';
import { folderWith } from '../temporary.ts';

const MANIFEST = `[workspace]
schema = "app.schema.json"
[[layers]]
name = "base"
file = "base.toml"
[[layers]]
name = "environment"
file = "env/{environment}.toml"
[[layers]]
name = "variables"
variables = { prefix = "APP_", files = [".env"], map = { "server.port" = "PORT" } }
[environments.dev]
[environments.prod]
`;
const SCHEMA = JSON.stringify(
  {
    additionalProperties: false,
    properties: {
      server: {
        additionalProperties: false,
        required: ['port'],
        properties: {
          port: { type: 'integer' },
          host: { type: 'string' },
          token: { 'x-strata-secret': true },
        },
      },
    },
  },
  null,
  2,
);
const FILES = {
  'strata.toml': MANIFEST,
  'app.schema.json': SCHEMA,
  'base.toml': '[server]\nport = 1\ntoken = "s3cret"\n',
  'env/dev.toml': 'server.host = "dev"\n',
  'env/prod.toml': '\uFEFF[server]\r\n  port\t= 2   # prod\r\n\r\nhost = "ü"\r\n',
  '.env': 'export APP_SERVER__TOKEN="other"\n',
};

/** Opens a file and asks what renaming the key at the first `key` in it would change. */
async function preview(
  desk: Desk,
  path: string,
  key: string,
  to: string,
  { schema = true } = {},
): Promise<RenamePreview> {
  const { file, version, text } = await desk.open(path);
  const position = new LineIndex(text).positionAt(text.indexOf(key));
  return desk.engine.call('language.rename', { file, version, position, to, schema });
}

function apply(desk: Desk, { files, from, to }: RenamePreview): Promise<AppliedEdits> {
  const edits = files.map(({ file, version, checksum, changes }) => ({
    file,
    version,
    checksum,
    changes: [...changes],
  }));
  return desk.engine.call('document.applyEdits', { edits, label: `Rename ${from} to ${to}` });
}

async function values(desk: Desk, environment: string): Promise<string[]> {
  const { rows } = await desk.engine.call('effective.view', { environment, service: null });
  return rows.filter(({ kind }) => kind === 'value').map(({ path, value }) => `${path} = ${value}`);
}

function messages(problems: readonly Problem[]): string[] {
  return problems.map(({ message }) => message);
}

describe('a rename is looked at first', () => {
  test('file by file, line by line, with the environments that read it', async () => {
    const desk = await at(folderWith(FILES));
    const { files, ...rest } = await preview(desk, 'env/prod.toml', 'port', 'bind');
    expect(rest).toEqual({
      from: 'server.port',
      to: 'server.bind',
      notes: [{ kind: 'save', message: 'Variables are mapped to the new name when strata.toml is saved.' }],
      schema: 'included',
    });
    expect(
      files.map(({ path, role, environments, version, lines }) => ({
        path,
        role,
        environments,
        version,
        lines: lines.map(({ line, before, after }) => `${line}: ${before} -> ${after}`),
      })),
    ).toEqual([
      {
        path: 'base.toml',
        role: 'layer',
        environments: 'every environment',
        version: null,
        lines: ['2: port = 1 -> bind = 1'],
      },
      {
        path: 'env/prod.toml',
        role: 'layer',
        environments: 'prod',
        version: 1,
        lines: ['2: port\t= 2   # prod -> bind\t= 2   # prod'],
      },
      {
        path: 'strata.toml',
        role: 'manifest',
        environments: '',
        version: null,
        lines: [
          '11: …bles = { prefix = "APP_", files = [".env"], map = { "server.port" = "PORT" } } -> …bles = { prefix = "APP_", files = [".env"], map = { "server.bind" = "PORT" } }',
        ],
      },
      {
        path: 'app.schema.json',
        role: 'schema',
        environments: '',
        version: null,
        lines: ['7: "port" -> "bind"', '10: "port": { -> "bind": {'],
      },
    ]);
  });

  test('the schema stays out of it when that is asked for, and that is said with the place', async () => {
    const desk = await at(folderWith(FILES));
    const { files, notes, schema } = await preview(desk, 'base.toml', 'port', 'bind', { schema: false });
    expect(files.map(({ path }) => path)).not.toContain('app.schema.json');
    expect(schema).toBe('possible');
    expect(notes[0]).toEqual({
      kind: 'schema',
      message: 'The schema declares server.port and no key bind there; change it too.',
      file: await desk.fileId('app.schema.json'),
      position: { line: 7, column: 9 },
    });
  });

  test('no line of it shows a secret', async () => {
    const desk = await at(folderWith(FILES));
    const { files } = await preview(desk, 'base.toml', 'token', 'key');
    const lines = files.flatMap(({ path, lines: each }) => each.map(({ after }) => `${path}: ${after}`));
    expect(lines).toEqual([
      'base.toml: key = ••••••••',
      '.env: export APP_SERVER__KEY= ••••••••',
      'app.schema.json: "key": {',
    ]);
  });

  test('nor does one of an inline table in which a neighbour is a secret', async () => {
    const line = 'server = { token = "hush", host = "x", more = "y" }\n';
    const desk = await at(folderWith({ ...FILES, 'env/dev.toml': line }));
    const { files } = await preview(desk, 'env/dev.toml', 'host', 'name');
    const shown = files.find(({ path }) => path === 'env/dev.toml')?.lines[0]?.after;
    expect(shown).toBe('…name = ••••••••');
  });

  test('long lines are cut around the change', async () => {
    const long = `before = "${'x'.repeat(400)}"`;
    const desk = await at(
      folderWith({ ...FILES, 'env/dev.toml': `other = { ${long}, host = "${'y'.repeat(400)}" }\n` }),
    );
    const { files } = await preview(desk, 'env/dev.toml', 'host', 'name');
    const line = files.find(({ path }) => path === 'env/dev.toml')?.lines[0];
    expect(line?.before).toMatch(/^…x+", host = "y+…$/);
    expect(line?.after).toBe(line?.before.replace('host', 'name'));
  });

  test('the name as it is changes nothing', async () => {
    const desk = await at(folderWith(FILES));
    expect((await preview(desk, 'base.toml', 'port', 'port')).files).toEqual([]);
  });

  test('a name that is taken is refused, with file and line', async () => {
    const desk = await at(folderWith(FILES));
    const error = await refusal(preview(desk, 'base.toml', 'port', 'host'));
    expect(error).toMatchObject({
      code: 'CONFLICT',
      message: 'server.host is set already in env/dev.toml:1.',
      details: { path: 'env/dev.toml', line: 1 },
    });
    expect(error.remedy).toBe('Choose another name, or remove that key first.');
  });

  test('about another version of the text nothing is said', async () => {
    const desk = await at(folderWith(FILES));
    const { file } = await desk.open('base.toml');
    const place = { file, version: 7, position: { line: 2, column: 1 } };
    expect(await refusal(desk.engine.call('language.renameTarget', place))).toMatchObject({
      code: 'OUT_OF_SYNC',
    });
  });

  test('what stands under the cursor is told by its whole path', async () => {
    const desk = await at(folderWith(FILES));
    const { file, version } = await desk.open('base.toml');
    const target = (line: number) =>
      desk.engine.call('language.renameTarget', { file, version, position: { line, column: 2 } });
    expect((await target(2)).target).toMatchObject({ name: 'port', path: 'server.port' });
    expect((await target(4)).target).toBeNull();
  });
});

describe('a rename is made', () => {
  test('and every environment has the same values under the new name, without a new problem', async () => {
    const desk = await at(folderWith(FILES));
    const { problems: known } = await desk.analysis(() => true);
    const before = { dev: await values(desk, 'dev'), prod: await values(desk, 'prod') };
    await apply(desk, await preview(desk, 'env/prod.toml', 'port', 'bind'));
    const renamed = (rows: string[]) => rows.map((row) => row.replace('server.port', 'server.bind')).sort();
    expect((await values(desk, 'dev')).sort()).toEqual(renamed(before.dev));
    expect((await values(desk, 'prod')).sort()).toEqual(renamed(before.prod));
    expect(before.prod).toContain('server.port = 2');
    const { problems } = await desk.analysis(({ impactTotal }) => impactTotal > 0);
    expect(messages(problems)).toEqual(messages(known));
  });

  test('in every file byte for byte but for the name, once all are saved', async () => {
    const desk = await at(folderWith(FILES));
    const { files } = await apply(desk, await preview(desk, 'env/prod.toml', 'port', 'bind'));
    for (const { path } of files) await desk.save(await desk.open(path));
    const expected = {
      'base.toml': FILES['base.toml'].replace('port', 'bind'),
      'env/prod.toml': FILES['env/prod.toml'].replace('port', 'bind'),
      'strata.toml': MANIFEST.replace('server.port', 'server.bind'),
      'app.schema.json': SCHEMA.replaceAll('"port"', '"bind"'),
    };
    expect(files.map(({ path }) => path).sort()).toEqual(Object.keys(expected).sort());
    for (const [path, text] of Object.entries(expected))
      expect(readFileSync(join(desk.folder, path), 'utf8')).toBe(text);
  });

  test('and taken back, the schema included', async () => {
    const desk = await at(folderWith(FILES));
    const { problems: known } = await desk.analysis(() => true);
    const before = await values(desk, 'prod');
    const { undo } = await apply(desk, await preview(desk, 'env/prod.toml', 'port', 'bind'));
    await desk.engine.call('document.undoEdits', { undo });
    expect(desk.engine.unsaved()).toEqual([]);
    expect(await values(desk, 'prod')).toEqual(before);
    const { problems } = await desk.analysis(({ impactTotal }) => impactTotal === 0);
    expect(messages(problems)).toEqual(messages(known));
  });

  test('not at all when one of its files cannot be written', async () => {
    const folder = folderWith(FILES);
    chmodSync(join(folder, 'app.schema.json'), 0o444);
    const desk = await at(folder);
    const plan = await preview(desk, 'env/prod.toml', 'port', 'bind');
    expect(await refusal(apply(desk, plan))).toMatchObject({
      code: 'READ_ONLY',
      details: { path: 'app.schema.json' },
    });
    expect(desk.engine.unsaved()).toEqual([]);
    await apply(desk, await preview(desk, 'env/prod.toml', 'port', 'bind', { schema: false }));
    expect(desk.engine.unsaved()).toHaveLength(3);
  });
});
