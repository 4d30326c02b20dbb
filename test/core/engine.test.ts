import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { at, opening, refusal } from './desk.ts';
import { exampleCopy, folderWith, temporaryFolder } from './temporary.ts';

const PRODUCTION = 'config/environments/production.toml';
const DEVELOPMENT = 'config/environments/development.toml';

describe('an open workspace', () => {
  test('a wrong value is a problem of the environments that get it, with file, range, key, rule and suggestion', async () => {
    const desk = await at(exampleCopy('plue'));
    const document = await desk.open(PRODUCTION);
    await desk.type(document, 'port = 443', 'port = 80000');
    const { problems, selections, impact } = await desk.analysis(({ problemTotal }) => problemTotal > 0);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      file: PRODUCTION,
      range: { start: { line: 5, column: 8 }, end: { line: 5, column: 13 } },
      path: 'server.port',
      code: 'range',
      environments: ['production'],
      suggestion: expect.stringContaining('65535'),
      rule: expect.stringContaining('maximum'),
    });
    const errors = Object.fromEntries(
      selections
        .filter(({ service }) => service === null)
        .map(({ environment, problems: { error } }) => [environment, error]),
    );
    expect(errors).toEqual({ development: 0, staging: 0, production: 1 });
    expect(impact).toContainEqual(
      expect.objectContaining({
        environment: 'production',
        path: 'server.port',
        before: '443',
        after: '80000',
      }),
    );
  });

  test('a save writes the buffer, keeps a version, and a restore writes the old one back as a new version', async () => {
    const desk = await at(exampleCopy('plue'));
    const before = desk.disk(DEVELOPMENT);
    const document = await desk.open(DEVELOPMENT);
    const outcome = await desk.save(await desk.type(document, 'workers = 1', 'workers = 3'));
    expect(outcome.outcome).toBe('saved');
    expect(desk.disk(DEVELOPMENT)).toBe(before.replace('workers = 1', 'workers = 3'));
    const { versions } = await desk.engine.call('history.list', { file: document.file, limit: 10 });
    expect(versions.map(({ origin, current }) => ({ origin, current }))).toEqual([
      { origin: 'saved', current: true },
      { origin: 'opened', current: false },
    ]);
    const restored = await desk.engine.call('history.restore', {
      file: document.file,
      version: versions[1]!.version,
      etag: outcome.etag,
    });
    expect(restored.version).toBeGreaterThan(versions[0]!.version);
    expect(desk.disk(DEVELOPMENT)).toBe(before);
    expect(await desk.origins(DEVELOPMENT)).toEqual(['restored', 'saved', 'opened']);
  });

  test('a change that breaks a protected environment is saved only with a reason', async () => {
    const desk = await at(exampleCopy('plue'));
    const broken = await desk.type(await desk.open(PRODUCTION), 'port = 443', 'port = 80000');
    const error = await refusal(desk.save(broken));
    expect(error.code).toBe('REASON_REQUIRED');
    expect(error.message).toContain('production');
    expect(desk.disk(PRODUCTION)).toContain('port = 443');
    await desk.save(broken, { reason: 'drill' });
    expect(desk.disk(PRODUCTION)).toContain('port = 80000');
  });

  test('another text on disk of the same length is a conflict, and neither text is lost', async () => {
    const desk = await at(exampleCopy('plue'));
    const mine = await desk.type(await desk.open(DEVELOPMENT), 'workers = 1', 'workers = 2');
    desk.write(DEVELOPMENT, desk.disk(DEVELOPMENT).replace('workers = 1', 'workers = 9'));
    const error = await refusal(desk.save(mine));
    expect(error.code).toBe('CONFLICT');
    expect(desk.disk(DEVELOPMENT)).toContain('workers = 9');
    const { document } = await desk.engine.call('document.resolve', { file: mine.file, choice: 'mine' });
    await desk.save(document);
    expect(desk.disk(DEVELOPMENT)).toContain('workers = 2');
    expect(await desk.origins(DEVELOPMENT)).toEqual(['saved', 'external', 'opened']);
  });

  test('taking theirs keeps the abandoned buffer as a version', async () => {
    const desk = await at(exampleCopy('plue'));
    const mine = await desk.type(await desk.open(DEVELOPMENT), 'workers = 1', 'workers = 2');
    desk.write(DEVELOPMENT, desk.disk(DEVELOPMENT).replace('workers = 1', 'workers = 9'));
    const { document } = await desk.engine.call('document.resolve', { file: mine.file, choice: 'theirs' });
    expect(document.text).toContain('workers = 9');
    expect(document.dirty).toBe(false);
    expect(await desk.origins(DEVELOPMENT)).toContain('unsaved');
  });

  test('merging keeps both changes when they touch different lines', async () => {
    const desk = await at(exampleCopy('plue'));
    const mine = await desk.type(await desk.open(DEVELOPMENT), 'workers = 1', 'workers = 2');
    desk.write(DEVELOPMENT, desk.disk(DEVELOPMENT).replace('"debug"', '"trace"'));
    const { document, conflicts } = await desk.engine.call('document.resolve', {
      file: mine.file,
      choice: 'merge',
    });
    expect(conflicts).toBe(0);
    expect(document.text).toContain('workers = 2');
    expect(document.text).toContain('"trace"');
  });

  test('a clean buffer follows a change made outside', async () => {
    const desk = await at(exampleCopy('plue'));
    await desk.open(DEVELOPMENT);
    desk.write(DEVELOPMENT, desk.disk(DEVELOPMENT).replace('workers = 1', 'workers = 7'));
    const document = await desk.state('reloaded');
    expect(document.text).toContain('workers = 7');
    expect(await desk.origins(DEVELOPMENT)).toEqual(['external', 'opened']);
  });

  test('a file that comes while the workspace is being opened is listed', async () => {
    const desk = await opening(folderWith({ 'alpha.toml': 'a = 1\n' }));
    desk.write('beta.toml', 'b = 2\n');
    const { files } = await desk.workspace((workspace) => workspace.files.length === 2);
    expect(files.map(({ path }) => path).sort()).toEqual(['alpha.toml', 'beta.toml']);
  });

  test('a buffer with unsaved work is asked about instead', async () => {
    const desk = await at(exampleCopy('plue'));
    await desk.type(await desk.open(DEVELOPMENT), 'workers = 1', 'workers = 2');
    desk.write(DEVELOPMENT, desk.disk(DEVELOPMENT).replace('workers = 1', 'workers = 7'));
    const document = await desk.state('conflict');
    expect(document).toMatchObject({ conflict: 'changed-on-disk', dirty: true });
    expect(document.text).toContain('workers = 2');
  });

  test('a file deleted under the editor keeps its buffer, and saving creates it again', async () => {
    const desk = await at(exampleCopy('plue'));
    const document = await desk.open(DEVELOPMENT);
    rmSync(join(desk.folder, DEVELOPMENT));
    await desk.state('missing');
    const { document: kept } = await desk.engine.call('document.resolve', {
      file: document.file,
      choice: 'mine',
    });
    expect(kept.text).toBe(document.text);
    await desk.save(kept);
    expect(desk.disk(DEVELOPMENT)).toBe(document.text);
  });

  test('unsaved work survives the end of the engine', async () => {
    const folder = exampleCopy('plue');
    const data = temporaryFolder();
    const first = await at(folder, data);
    await first.type(await first.open(DEVELOPMENT), 'workers = 1', 'workers = 2');
    await first.engine.close();
    const second = await at(folder, data);
    const document = await second.open(DEVELOPMENT);
    expect(document.text).toContain('workers = 2');
    expect(document.dirty).toBe(true);
    expect(second.disk(DEVELOPMENT)).toContain('workers = 1');
  });

  test('closing a buffer with unsaved work needs a decision, and discarding keeps it in history', async () => {
    const desk = await at(exampleCopy('plue'));
    const document = await desk.type(await desk.open(DEVELOPMENT), 'workers = 1', 'workers = 2');
    expect(
      (await refusal(desk.engine.call('document.close', { file: document.file, discard: false }))).code,
    ).toBe('CONFLICT');
    await desk.engine.call('document.close', { file: document.file, discard: true });
    expect((await desk.origins(DEVELOPMENT))[0]).toBe('unsaved');
  });

  test('lines nobody touched keep their own line ends and the file its byte order mark', async () => {
    const folder = folderWith({
      'config/default.toml': '\ufeffa = 1\r\nb = 2\nc = 3\r\n',
      'config/production.toml': 'a = 2\n',
    });
    const desk = await at(folder);
    const document = await desk.open('config/default.toml');
    expect(document).toMatchObject({ eol: 'mixed', bom: true });
    await desk.save(await desk.type(document, 'b = 2', 'b = 5'));
    expect(desk.disk('config/default.toml')).toBe('\ufeffa = 1\r\nb = 5\nc = 3\r\n');
  });

  test('a change on an old version is refused, and a save of another text than the engine holds too', async () => {
    const desk = await at(exampleCopy('plue'));
    const document = await desk.open(DEVELOPMENT);
    const typed = await desk.type(document, 'workers = 1', 'workers = 2');
    expect((await refusal(desk.type(document, 'workers = 1', 'workers = 3'))).code).toBe('OUT_OF_SYNC');
    expect((await refusal(desk.save({ ...typed, text: `${typed.text}# unseen` }))).code).toBe('OUT_OF_SYNC');
  });

  test('a missing optional layer can be created by saving into it', async () => {
    const folder = exampleCopy('plue');
    rmSync(join(folder, 'config/user.toml'));
    const desk = await at(folder);
    const document = await desk.open('config/user.toml');
    expect(document).toMatchObject({ text: '', etag: null });
    const { version } = await desk.engine.call('document.replace', {
      file: document.file,
      text: 'x = 1\n',
      client: 'test',
    });
    await desk.save({ ...document, version, text: 'x = 1\n' });
    expect(desk.disk('config/user.toml')).toBe('x = 1\n');
  });
});

describe('bad input', () => {
  test('a file that stops parsing keeps its last good values, marked stale', async () => {
    const desk = await at(exampleCopy('plue'));
    await desk.type(await desk.open(PRODUCTION), 'workers = 16', 'workers = ');
    const { problems, selections } = await desk.analysis(({ problemTotal }) => problemTotal > 0);
    expect(problems.map(({ file, code }) => ({ file, code }))).toEqual([
      { file: PRODUCTION, code: 'missing-value' },
    ]);
    expect(
      selections.find(({ environment, service }) => environment === 'production' && service === null)?.stale,
    ).toHaveLength(1);
    const { rows } = await desk.engine.call('effective.view', { environment: 'production', service: null });
    expect(rows.find(({ path }) => path === 'server.port')).toMatchObject({
      value: '443',
      source: { state: 'stale' },
    });
  });

  test('a layer that is not UTF-8, or a directory, is one problem; the rest goes on', async () => {
    const folder = folderWith({
      'config/default.toml': 'a = 1\n',
      'config/production.toml': new Uint8Array([0x61, 0x20, 0x3d, 0x20, 0xff, 0x0a]),
    });
    const desk = await at(folder);
    const { problems } = await desk.analysis(() => true);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      file: 'config/production.toml',
      code: 'not-text',
      severity: 'error',
    });
    const error = await refusal(desk.open('config/production.toml'));
    expect(error.code).toBe('NOT_TEXT');
    expect(error.remedy).toBeTruthy();
    expect(readFileSync(join(folder, 'config/production.toml'))).toHaveLength(6);
  });

  test('a broken manifest still opens, with its problems', async () => {
    const desk = await at(
      folderWith({ 'strata.toml': '[workspace\nname = "x"\n[[layers]]\nname = "a"\n', 'a.toml': 'x = 1' }),
    );
    const { problems } = await desk.analysis(() => true);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every(({ file }) => file === 'strata.toml')).toBe(true);
  });

  test.each([
    ['{ not json', 'bad-schema'],
    ['{ "type": 12 }', 'bad-schema'],
    ['{ "properties": { "a": { "$ref": "#/$defs/none" } } }', 'bad-schema'],
  ])('a broken schema is one problem that names it: %s', async (schema, code) => {
    const folder = exampleCopy('plue');
    writeFileSync(join(folder, 'schemas/plue.schema.json'), schema);
    const { problems } = await (await at(folder)).analysis(() => true);
    expect(problems.map((problem) => ({ file: problem.file, code: problem.code }))).toEqual([
      { file: 'schemas/plue.schema.json', code },
    ]);
  });

  test('a schema whose pattern never ends is stopped and named, and typing goes on', async () => {
    const folder = exampleCopy('plue');
    const hanging = '{ "properties": { "a": { "type": "string", "pattern": "^(a|a)*$" } } }';
    writeFileSync(join(folder, 'schemas/plue.schema.json'), hanging);
    const desk = await at(folder);
    const document = await desk.open(DEVELOPMENT);
    await desk.type(document, '[server]', `a = "${'a'.repeat(60)}b"\n[server]`);
    const notice = await desk.notice('schema-stopped');
    expect(notice.message).toContain('schemas/plue.schema.json');
    const { rows } = await desk.engine.call('effective.view', { environment: 'development', service: null });
    expect(rows.some(({ path }) => path === 'a')).toBe(true);
  });

  test('an unknown environment names the nearest one', async () => {
    const desk = await at(exampleCopy('plue'));
    const error = await refusal(
      desk.engine.call('effective.view', { environment: 'producton', service: null }),
    );
    expect(error.code).toBe('UNKNOWN_ENVIRONMENT');
    expect(error.remedy).toContain('production');
  });

  test('a folder that is a file, or missing, is refused and the open one stays', async () => {
    const folder = exampleCopy('plue');
    const desk = await at(folder);
    expect((await refusal(desk.engine.openFolder(join(folder, 'strata.toml')))).code).toBe('NOT_A_FOLDER');
    expect((await refusal(desk.engine.openFolder(join(folder, 'nowhere')))).code).toBe('NOT_FOUND');
    expect((await desk.engine.call('workspace.current', {})).workspace?.folder).toBe(folder);
  });

  test('ids that were never given out open nothing', async () => {
    const desk = await at(exampleCopy('plue'));
    expect((await refusal(desk.engine.call('document.open', { file: 'f_0123456789abcdef' }))).code).toBe(
      'NOT_FOUND',
    );
    expect((await refusal(desk.engine.call('document.open', { file: '../etc/passwd' }))).code).toBe(
      'BAD_REQUEST',
    );
    expect((await refusal(desk.engine.call('workspace.open', { folder: 'd_0123456789abcdef' }))).code).toBe(
      'NOT_FOUND',
    );
  });

  test('a corrupt history is kept aside, a new one started, and the user told', async () => {
    const folder = exampleCopy('plue');
    mkdirSync(join(folder, '.strata'));
    writeFileSync(
      join(folder, '.strata/history.db'),
      'this is no database, however long it may be'.repeat(50),
    );
    const desk = await at(folder);
    const notice = await desk.notice('history-corrupt');
    expect(notice.remedy).toMatch(/history\.corrupt-.*\.db/);
    expect(await desk.origins(DEVELOPMENT)).toEqual(['opened']);
  });

  test('a read-only file is refused by name and stays as it is', async () => {
    const folder = exampleCopy('plue');
    chmodSync(join(folder, DEVELOPMENT), 0o444);
    const desk = await at(folder);
    const error = await refusal(
      desk.save(await desk.type(await desk.open(DEVELOPMENT), 'workers = 1', 'workers = 2')),
    );
    expect(error.code).toBe('READ_ONLY');
    expect(error.message).toContain('development.toml');
    expect(desk.disk(DEVELOPMENT)).toContain('workers = 1');
  });
});

test('closing leaves no lock, no temporary file and no side file of the database', async () => {
  const folder = exampleCopy('plue');
  const desk = await at(folder);
  await desk.save(await desk.type(await desk.open(DEVELOPMENT), 'workers = 1', 'workers = 2'));
  await desk.engine.close();
  expect(existsSync(join(folder, '.strata/history.db-wal'))).toBe(false);
  expect(existsSync(join(folder, 'config/environments/.development.toml.lock'))).toBe(false);
});
