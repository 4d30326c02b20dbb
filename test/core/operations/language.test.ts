import { describe, expect, test } from 'vitest';
import type { DocumentState } from '../../../shared/contract/model.ts';
import { at, type Desk, refusal } from '../desk.ts';
import { exampleCopy, folderWith } from '../temporary.ts';

const GLOBAL = 'config/global.toml';
const PRODUCTION = { environment: 'production', service: null };

const asked = ({ file, version }: DocumentState) => ({ file, version });
const at1 = (line: number, column = 1) => ({ start: { line, column }, end: { line, column } });

async function opened(path = GLOBAL): Promise<{ desk: Desk; document: DocumentState }> {
  const desk = await at(exampleCopy('plue'));
  return { desk, document: await desk.open(path) };
}

describe('a question about a file', () => {
  test('is answered for the version it names and no other', async () => {
    const { desk, document } = await opened();
    const later = await desk.type(document, 'port = 8080', 'port = 80');
    const error = await refusal(desk.engine.call('language.folds', asked(document)));
    expect(error).toMatchObject({ code: 'OUT_OF_SYNC', message: expect.stringContaining(GLOBAL) });
    const { hints } = await desk.engine.call('language.hints', {
      ...asked(later),
      ...PRODUCTION,
      range: { start: { line: 6, column: 1 }, end: { line: 6, column: 20 } },
    });
    expect(hints).toMatchObject([{ position: { line: 6, column: 10 }, kind: 'overridden' }]);
  });

  test('needs the file to be open', async () => {
    const desk = await at(exampleCopy('plue'));
    const file = await desk.fileId(GLOBAL);
    const error = await refusal(desk.engine.call('language.symbols', { file, version: 1 }));
    expect(error.code).toBe('NOT_FOUND');
  });

  test('about a file too large for it says so', async () => {
    const line = `a = "${'x'.repeat(1000)}"\n`;
    const large = `[t]\n${Array.from({ length: 4500 }, (_, index) => `k${index}_${line}`).join('')}`;
    const desk = await at(folderWith({ 'app.toml': large }));
    const document = await desk.open('app.toml');
    expect(document.tier).not.toBe('full');
    const error = await refusal(desk.engine.call('language.format', { ...asked(document), range: null }));
    expect(error).toMatchObject({ code: 'TOO_LARGE', remedy: expect.stringContaining('strata fmt') });
  });
});

describe('the answers', () => {
  test('name files by id: links, definitions, the schema, layers with values and environments', async () => {
    const { desk, document } = await opened();
    const production = await desk.fileId('config/environments/production.toml');
    const schema = await desk.fileId('schemas/plue.schema.json');
    const { links } = await desk.engine.call('language.links', asked(document));
    expect(links.find(({ file }) => file === schema)?.range).toMatchObject({ start: { line: 1 } });
    expect(links.find(({ target }) => target === 'http://localhost:8080')?.file).toBeNull();
    const position = { line: 6, column: 2 };
    const { locations } = await desk.engine.call('language.definition', {
      ...asked(document),
      ...PRODUCTION,
      position,
    });
    expect(locations).toMatchObject([{ file: production, range: { start: { line: 5, column: 1 } } }]);
    const { location } = await desk.engine.call('language.declaration', { ...asked(document), position });
    expect(location?.file).toBe(schema);
    const { references } = await desk.engine.call('language.references', { ...asked(document), position });
    expect(references.map(({ path, value, environments }) => [path, value, environments])).toEqual([
      [GLOBAL, '8080', 'every environment'],
      ['config/user.toml', '8088', 'development'],
      ['config/services/worker.toml', '8081', 'worker'],
      ['config/environments/production.toml', '443', 'production'],
    ]);
  });

  test('hold no secret', async () => {
    const { desk, document } = await opened();
    const typed = await desk.type(document, 'pool_size = 10', 'password = "hunter2"');
    const { references } = await desk.engine.call('language.references', {
      ...asked(typed),
      position: { line: 31, column: 2 },
    });
    expect(references).toMatchObject([{ path: GLOBAL, value: '••••••••' }]);
  });

  test('give tokens as plain numbers, of the lines that are asked about', async () => {
    const { desk, document } = await opened();
    const range = { start: { line: 6, column: 1 }, end: { line: 6, column: 12 } };
    const { tokens } = await desk.engine.call('language.tokens', { ...asked(document), range });
    expect(Array.isArray(tokens)).toBe(true);
    expect(tokens.slice(0, 3)).toEqual([5, 0, 4]);
    expect(tokens).toHaveLength(10);
  });

  test('offer fixes and rewrites together; those of another file carry its checksum', async () => {
    const { desk, document } = await opened();
    const typed = await desk.type(document, 'trusted_proxies = []', 'trusted_proxies = ["\\e"]');
    const { fixes } = await desk.engine.call('language.fixes', { ...asked(typed), range: at1(11, 22) });
    const elsewhere = fixes.find(({ path }) => path === 'strata.toml');
    expect(elsewhere).toMatchObject({ kind: 'fix', checksum: expect.any(String) });
    const { file = '', checksum, changes = [] } = elsewhere ?? {};
    const edits = [{ file, version: null, checksum, changes: [...changes] }];
    await desk.engine.call('document.applyEdits', { edits, label: 'Read as TOML 1.1' });
    expect((await desk.open('strata.toml')).text).toContain('toml = "1.1"');
    const { fixes: rewrites } = await desk.engine.call('language.fixes', {
      ...asked(typed),
      range: at1(13, 2),
    });
    expect(rewrites.map(({ kind }) => kind)).toEqual(['rewrite', 'rewrite']);
  });

  test('refuse to format what is not TOML and name the line', async () => {
    const { desk, document } = await opened();
    const broken = await desk.type(document, 'port = 8080', 'port = ');
    const error = await refusal(desk.engine.call('language.format', { ...asked(broken), range: null }));
    expect(error).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining('line 6') });
  });

  test('give outline, folds, growing selections and colours', async () => {
    const schema = { type: 'object', properties: { tint: { type: 'string', format: 'color' } } };
    const desk = await at(
      folderWith({
        'strata.toml':
          '[workspace]\nschema = "s.json"\n[[layers]]\nname = "app"\nfile = "app.toml"\n[environments.all]\n',
        's.json': JSON.stringify(schema),
        'app.toml': 'tint = "#f00"\n[t]\na = 1\n',
      }),
    );
    const document = await desk.open('app.toml');
    const { engine } = desk;
    const { symbols } = await engine.call('language.symbols', asked(document));
    expect(symbols).toMatchObject([{ name: 'tint' }, { name: 't', children: [{ name: 'a' }] }]);
    expect((await engine.call('language.folds', asked(document))).folds).toContainEqual({
      startLine: 2,
      endLine: 3,
      kind: 'code',
    });
    const positions = [{ line: 1, column: 10 }];
    const { ranges } = await engine.call('language.selectionRanges', { ...asked(document), positions });
    expect(ranges[0]?.slice(0, 2).map(({ start }) => start.column)).toEqual([9, 8]);
    const { colors } = await engine.call('language.colors', asked(document));
    expect(colors.map(({ color }) => color)).toEqual([{ red: 1, green: 0, blue: 0, alpha: 1 }]);
    const { presentations } = await engine.call('language.colorPresentations', {
      ...asked(document),
      range: colors[0]!.range,
      color: { red: 0, green: 0, blue: 1, alpha: 1 },
    });
    expect(presentations[0]).toBe('"#0000ff"');
  });
});

describe('JSON', () => {
  test('is given for a place and written to one, in the text as it is in the editor', async () => {
    const desk = await at(folderWith({ 'app.toml': '[server]\nport = 80\n' }));
    const later = await desk.type(await desk.open('app.toml'), 'port = 80', 'port = 81');
    const place = { ...asked(later), range: at1(2, 3) };
    expect(await desk.engine.call('language.toJson', place)).toEqual({ json: '81', what: 'server.port' });
    const { changes } = await desk.engine.call('language.fromJson', {
      ...place,
      json: '{"tls": {"on": true}}',
    });
    expect(changes).toEqual([{ range: at1(3), text: '\n[server.tls]\non = true\n' }]);
    const error = await refusal(desk.engine.call('language.fromJson', { ...place, json: '{"a": null}' }));
    expect(error).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringMatching(/^a is null/) });
  });

  test('is not made of what is no TOML file', async () => {
    const desk = await at(folderWith({ 'app.toml': 'a = 1\n', '.env': 'A=1\n' }));
    const document = await desk.open('.env');
    const error = await refusal(desk.engine.call('language.toJson', { ...asked(document), range: at1(1) }));
    expect(error).toMatchObject({
      code: 'BAD_REQUEST',
      message: '.env cannot be copied as JSON: it is no TOML file.',
    });
  });
});

test('the text of a file is told without opening it, unsaved work included', async () => {
  const desk = await at(folderWith({ 'app.toml': 'a = 1\n', 'b.toml': 'b = 1\n' }));
  const file = await desk.fileId('b.toml');
  expect(await desk.engine.call('document.text', { file })).toEqual({ text: 'b = 1\n', language: 'toml' });
  await desk.type(await desk.open('b.toml'), 'b = 1', 'b = 2');
  expect(await desk.engine.call('document.text', { file })).toMatchObject({ text: 'b = 2\n' });
});
