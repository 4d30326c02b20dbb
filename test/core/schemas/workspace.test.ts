/** Schemas in an opened workspace, through the engine, as a screen sees them. */
import { describe, expect, test } from 'vitest';
import type { AnalysisState, Problem } from '../../../shared/contract/model.ts';
import type { SchemaStanding } from '../../../shared/contract/schema-model.ts';
import { at, type Desk, refusal } from '../desk.ts';
import { folderWith } from '../temporary.ts';
import { schemaServer } from './server.ts';

const INTEGER = '{"properties":{"port":{"type":"integer"}}}';
const STRING = '{"properties":{"port":{"type":"string"}}}';
const LAYERS = '[[layers]]\nname = "base"\nfile = "base.toml"\n[[layers]]\nname = "top"\nfile = "top.toml"\n';

const manifest = (keys: string) => `[workspace]\n${keys}\n${LAYERS}`;
const shown = ({ file, range, code, message }: Problem) => `${file}:${range.start.line} ${code} ${message}`;

/** What is wrong, one line each, once it is as it should be. */
async function problems(desk: Desk, fits: (lines: string[]) => boolean): Promise<string[]> {
  const lines = ({ problems: all }: AnalysisState) => all.map(shown);
  return lines(await desk.analysis((analysis) => fits(lines(analysis))));
}

async function standing(desk: Desk, path: string | null): Promise<SchemaStanding> {
  return desk.engine.call('schema.standing', { file: path === null ? null : await desk.fileId(path) });
}

const winner = ({ reasons: [first] }: SchemaStanding) => first && `${first.rule} ${first.address}`;

describe('files that stand alone', () => {
  test('each have the schema they name', async () => {
    const desk = await at(
      folderWith({
        'a.toml': '#:schema int.json\nport = "x"\n',
        'sub/b.toml': '"$schema" = "../text.json"\nport = 1\n',
        'c.toml': 'port = true\n',
        'int.json': INTEGER,
        'text.json': STRING.replace('{', '{"additionalProperties":false,'),
      }),
    );
    expect(await problems(desk, () => true)).toEqual([
      'a.toml:2 type port must be an integer, is the string "x".',
      'sub/b.toml:2 type port must be a string, is the integer 1.',
    ]);
    expect(winner(await standing(desk, 'a.toml'))).toBe('comment int.json');
    expect(winner(await standing(desk, 'sub/b.toml'))).toBe('key text.json');
    expect(await standing(desk, 'c.toml')).toMatchObject({ reasons: [], state: 'none' });
  });

  test('may mean a part of a document', async () => {
    const desk = await at(
      folderWith({
        'a.toml': '#:schema all.json#/definitions/my%20app\nport = "x"\n',
        'all.json': `{"definitions":{"my app":${INTEGER.replace('{"type":"integer"}', '{"$ref":"#/definitions/port"}')},"port":{"type":"integer"}}}`,
      }),
    );
    expect(await problems(desk, () => true)).toEqual([
      'a.toml:2 type port must be an integer, is the string "x".',
    ]);
    expect(winner(await standing(desk, 'a.toml'))).toBe('comment all.json#/definitions/my app');
  });

  test('get those of the folder of schemas, by name, pattern and $id', async () => {
    const desk = await at(
      folderWith({
        'strata.toml': '[workspace]\nschemas = "schemas"\n',
        'fly.toml': 'port = "x"\n',
        'deploy/any.toml': 'port = 1\n',
        'named.toml': '#:schema https://example.org/int.json\nport = "x"\n',
        'schemas/fly.schema.json': '{"$ref":"https://example.org/int.json"}',
        'schemas/x.json': STRING.replace('{', '{"x-strata-files":["deploy/*.toml"],'),
        'schemas/int.json': INTEGER.replace('{', '{"$id":"https://example.org/int.json",'),
      }),
    );
    expect(await problems(desk, () => true)).toEqual([
      'deploy/any.toml:1 type port must be a string, is the integer 1.',
      'fly.toml:1 type port must be an integer, is the string "x".',
      'named.toml:2 type port must be an integer, is the string "x".',
    ]);
    const why = await standing(desk, 'fly.toml');
    expect(why.reasons[0]).toMatchObject({ rule: 'folder', from: { path: 'strata.toml', line: 2 } });
    expect(await standing(desk, 'named.toml')).toMatchObject({ state: 'ready', foreign: [] });
  });

  test('below a manifest of another folder are held against the one shipped for it', async () => {
    const desk = await at(folderWith({ 'inner/strata.toml': '[workspace]\nnmae = "x"\n' }));
    expect(winner(await standing(desk, 'inner/strata.toml'))).toBe('bundled strata:strata.schema.json');
    expect((await problems(desk, () => true)).join()).toContain('nmae');
  });

  test('that are saved with another comment follow it', async () => {
    const desk = await at(
      folderWith({ 'a.toml': '#:schema int.json\nport = "x"\n', 'int.json': INTEGER, 'text.json': STRING }),
    );
    const document = await desk.open('a.toml');
    await desk.save(await desk.type(document, 'int.json', 'text.json'));
    await problems(desk, (lines) => lines.length === 0);
    expect(winner(await standing(desk, 'a.toml'))).toBe('comment text.json');
    desk.write('a.toml', '#:schema int.json\nport = "x"\n');
    expect(await problems(desk, (lines) => lines.length > 0)).toHaveLength(1);
  });
});

describe('layers', () => {
  const files = {
    'strata.toml': manifest('schema = "int.json"'),
    'base.toml': 'port = 1\n',
    'top.toml': '#:schema text.json\nport = "x"\n',
    'int.json': INTEGER,
    'text.json': STRING,
  };

  test('with a schema of their own are checked against it as typed, and what they give together against the manifest’s', async () => {
    const desk = await at(folderWith(files));
    const found = await problems(desk, () => true);
    expect(found).toEqual([
      'top.toml:2 type port must be an integer, is the string "x".',
      'top.toml:1 own-schema top.toml is checked against text.json as it is typed, because it says so; what the layers give together is checked against int.json.',
    ]);
    const own = await standing(desk, 'top.toml');
    expect(winner(own)).toBe('comment text.json');
    expect(own.merged).toMatchObject({ rule: 'manifest', address: 'int.json', from: { line: 2 } });
    expect(winner(await standing(desk, 'base.toml'))).toBe('manifest int.json');
  });

  test('a pick is for all of them, whatever they name', async () => {
    const desk = await at(folderWith(files));
    const { choices } = await desk.engine.call('schema.choices', {});
    expect(choices.map(({ name }) => name)).toEqual(['int.json', 'text.json', 'strata.schema.json']);
    const text = choices.find(({ name }) => name === 'text.json')!;
    const file = await desk.fileId('top.toml');
    const picked = await desk.engine.call('schema.pick', { file, pick: { kind: 'schema', id: text.id } });
    expect(winner(picked)).toBe('pick text.json');
    expect(await problems(desk, (lines) => lines.length === 1)).toEqual([
      'base.toml:1 type port must be a string, is the integer 1.',
    ]);
    await desk.engine.call('schema.pick', { file: null, pick: { kind: 'none' } });
    // Only the merge finds something now.
    expect(await problems(desk, (lines) => !lines.some((line) => line.includes(' type ')))).toEqual([
      expect.stringContaining('type-clash'),
    ]);
    const dropped = await desk.engine.call('schema.pick', { file: null, pick: { kind: 'drop' } });
    expect(winner(dropped)).toBe('manifest int.json');
    await problems(desk, (lines) => lines.length === 2);
  });

  test('without a manifest the lowest that names a schema decides', async () => {
    const desk = await at(
      folderWith({
        'config/default.toml': '#:schema ../int.json\nport = 1\n',
        'config/production.toml': 'port = "x"\n',
        'int.json': INTEGER,
      }),
    );
    expect(await problems(desk, () => true)).toHaveLength(1);
    expect(winner(await standing(desk, null))).toBe('comment int.json');
  });

  test('whose own schema waits are checked like the others meanwhile', async () => {
    const desk = await at(
      folderWith({ ...files, 'top.toml': '#:schema https://example.org/x.json\nport = "x"\n' }),
    );
    expect((await problems(desk, () => true)).map((line) => line.split(' ')[1])).toEqual([
      'type',
      'schema-not-used',
    ]);
    expect(await desk.notice('schema-waits')).toMatchObject({ severity: 'info' });
  });
});

describe('a file beside the layers, once it is opened', () => {
  const files = {
    'strata.toml': manifest('schema = "int.json"'),
    'base.toml': 'port = 1\n',
    'top.toml': '',
    'tool.toml': '#:schema text.json\nport = 1\n',
    'plain.toml': 'port = "x"\n',
    'int.json': INTEGER,
    'text.json': '{"required":["name"],"properties":{"name":{"type":"string"},"port":{"type":"string"}}}',
  };
  const ofTool = (lines: string[]) => lines.filter((line) => line.startsWith('tool.toml'));

  test('is checked as a whole against the schema it names, not against that of the layers', async () => {
    const desk = await at(folderWith(files));
    await problems(desk, () => true);
    const document = await desk.open('tool.toml');
    expect(await problems(desk, (lines) => lines.length > 0)).toEqual([
      'tool.toml:1 required name is missing; it is required.',
      'tool.toml:2 type port must be a string, is the integer 1.',
    ]);
    expect(await standing(desk, 'tool.toml')).toMatchObject({ state: 'ready', merged: null });
    expect(winner(await standing(desk, 'tool.toml'))).toBe('comment text.json');
    await desk.type(document, 'port = 1', 'name = "a"');
    await problems(desk, (lines) => lines.length === 0);
  });

  test('is told what its keys mean, and of no environment', async () => {
    const desk = await at(folderWith(files));
    const { file, version } = await desk.open('tool.toml');
    const found = await problems(desk, (lines) => lines.length > 0);
    expect(found).toHaveLength(2);
    const position = { line: 2, column: 1 };
    const { environment } = (await desk.analysis(() => true)).selections[0]!;
    const hover = await desk.engine.call('language.hover', {
      file,
      version,
      position,
      environment,
      service: null,
    });
    expect(hover.hover?.markdown).toContain('string');
  });

  test('that names none has none', async () => {
    const desk = await at(folderWith(files));
    await problems(desk, () => true);
    await desk.open('plain.toml');
    await desk.open('tool.toml');
    expect(ofTool(await problems(desk, (lines) => ofTool(lines).length === 2))).toHaveLength(2);
    expect(await standing(desk, 'plain.toml')).toMatchObject({ reasons: [], state: 'none' });
  });

  test('has a pick of its own, which stands when it is opened again', async () => {
    const folder = folderWith(files);
    const desk = await at(folder);
    const file = await desk.fileId('plain.toml');
    const { choices } = await desk.engine.call('schema.choices', {});
    const id = choices.find(({ name }) => name === 'int.json')!.id;
    await desk.open('plain.toml');
    const picked = await desk.engine.call('schema.pick', { file, pick: { kind: 'schema', id } });
    expect(winner(picked)).toBe('pick int.json');
    expect(await problems(desk, (lines) => lines.length > 0)).toEqual([
      'plain.toml:1 type port must be an integer, is the string "x".',
    ]);
    expect(winner(await standing(desk, null))).toBe('manifest int.json');
  });

  test('follows its comment when it is saved with another one', async () => {
    const desk = await at(folderWith(files));
    const document = await desk.open('tool.toml');
    await problems(desk, (lines) => lines.length === 2);
    await desk.save(await desk.type(document, 'text.json', 'int.json'));
    await problems(desk, (lines) => lines.length === 0);
    expect(winner(await standing(desk, 'tool.toml'))).toBe('comment int.json');
  });
});

describe('references from file to file', () => {
  const files = {
    'a.toml': '#:schema app.json\nport = "x"\n',
    'app.json': '{"properties":{"port":{"$ref":"types/port.json"}}}',
  };

  test('are followed, and watched', async () => {
    const desk = await at(folderWith({ ...files, 'types/port.json': '{"type":"integer"}' }));
    expect(await problems(desk, () => true)).toHaveLength(1);
    desk.write('types/port.json', '{"$ref":"deep.json"}');
    desk.write('types/deep.json', '{"type":"string"}');
    await problems(desk, (lines) => lines.length === 0);
    desk.write('types/deep.json', '{"type":"boolean"}');
    expect(await problems(desk, (lines) => lines.length > 0)).toEqual([
      'a.toml:2 type port must be a boolean, is the string "x".',
    ]);
  });

  test('to a missing file say so, and work once it is there', async () => {
    const desk = await at(folderWith({ ...files, 'types/other.json': '{}' }));
    expect(await problems(desk, () => true)).toEqual([
      'app.json:1 schema-not-checked The part of app.json that refers to types/port.json is not checked: the file types/port.json does not exist.',
    ]);
    desk.write('types/port.json', '{"type":"integer"}');
    expect(await problems(desk, (lines) => lines[0]?.startsWith('a.toml') === true)).toHaveLength(1);
  });

  test('in a circle through the data work; one without a step into the data is refused', async () => {
    const desk = await at(
      folderWith({
        ...files,
        'types/port.json': '{"properties":{"next":{"$ref":"../app.json"}},"type":"integer"}',
      }),
    );
    expect(await problems(desk, () => true)).toEqual([
      'a.toml:2 type port must be an integer, is the string "x".',
    ]);
    desk.write('app.json', '{"allOf":[{"$ref":"types/port.json"}]}');
    desk.write('types/port.json', '{"$ref":"../app.json"}');
    const [problem] = await problems(desk, (lines) => lines.some((line) => line.includes('without end')));
    expect(problem).toContain('app.json cannot be used as a schema');
  });

  test('to the web wait for their own consent', async () => {
    const server = await schemaServer((request, response) =>
      response.end(
        request.url === '/app.json' ? '{"properties":{"port":{"$ref":"port.json"}}}' : '{"type":"integer"}',
      ),
    );
    const url = `${server.origin}/app.json`;
    const desk = await at(folderWith({ 'a.toml': `#:schema ${url}\nport = "x"\n` }));
    const file = await desk.fileId('a.toml');
    const agreed = await desk.engine.call('schema.decide', { file, address: url, agreed: true });
    expect(agreed.foreign.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'app.json ready',
      'port.json waiting',
    ]);
    expect(server.asked).toEqual(['/app.json']);
    expect(await problems(desk, (lines) => lines[0]?.includes('port.json') === true)).toEqual([
      expect.stringMatching(/^a\.toml:1 schema-not-checked .* you have not agreed to use it\.$/),
    ]);
    await desk.engine.call('schema.decide', { file, address: `${server.origin}/port.json`, agreed: true });
    expect(await problems(desk, (lines) => lines[0]?.startsWith('a.toml:2') === true)).toHaveLength(1);
  });
});

describe('a screen cannot', () => {
  test('make the engine fetch what no file names', async () => {
    const server = await schemaServer((_, response) => response.end('{}'));
    const desk = await at(folderWith({ 'a.toml': 'a = 1\n' }));
    const address = `${server.origin}/a.json`;
    const call = desk.engine.call('schema.decide', { file: null, address, agreed: true });
    expect((await refusal(call)).code).toBe('NOT_FOUND');
    const again = desk.engine.call('schema.refresh', { file: null, address });
    expect((await refusal(again)).code).toBe('NOT_FOUND');
    expect(server.asked).toEqual([]);
  });

  test('pick what was not offered', async () => {
    const desk = await at(folderWith({ 'a.toml': 'a = 1\n' }));
    for (const id of ['../../etc/passwd', 'f_0123456789abcdef', 'strata:none']) {
      const pick = desk.engine.call('schema.pick', { file: null, pick: { kind: 'schema', id } });
      expect((await refusal(pick)).code).toBe('NOT_FOUND');
    }
  });
});

test('a schema that never ends is named; the others say what they wait for', async () => {
  const desk = await at(
    folderWith({
      'a.toml': `#:schema slow.json\nname = "${'a'.repeat(40)}!"\n`,
      'b.toml': '#:schema int.json\nport = 1\n',
      'slow.json': '{"properties":{"name":{"pattern":"^(a|a)*$"}}}',
      'int.json': INTEGER,
    }),
  );
  const found = await problems(desk, (lines) => lines.some((line) => line.includes('schema-stopped')));
  expect(found).toEqual([
    'int.json:1 schema-stopped Nothing is checked against int.json while the check against slow.json does not end.',
    'slow.json:1 schema-stopped Checking a.toml against slow.json took longer than two seconds and was ended.',
  ]);
  expect((await desk.notice('schema-stopped')).message).toContain('slow.json');
});
