import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type {
  CodeAction,
  CompletionItem,
  Diagnostic,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { exampleCopy, folderWith } from '../core/temporary.ts';
import { applied, Editor, shown } from './lsp-client.ts';

const GLOBAL = 'config/global.toml';
const PRODUCTION = 'config/environments/production.toml';

const at = (line: number, column: number) => ({ position: { line: line - 1, character: column - 1 } });
const NO_ACTION_CONTEXT = { diagnostics: [] as Diagnostic[] };

test('a session: initialize, open, change, completion, hover, code action, rename, shutdown', async () => {
  const folder = exampleCopy('plue');
  const editor = await Editor.open(folder);
  expect(editor.answer.capabilities).toMatchObject({
    positionEncoding: 'utf-16',
    textDocumentSync: { change: 2 },
    renameProvider: { prepareProvider: true },
  });

  await editor.show(PRODUCTION);
  // port = 443 becomes port = 70443
  await editor.type(PRODUCTION, { line: 4, character: 7 }, { line: 4, character: 7 }, '70');
  const [wrong] = await editor.diagnostics(PRODUCTION, (found) => found.length > 0);
  expect(wrong).toMatchObject({
    code: 'range',
    severity: 1,
    source: 'strata',
    message:
      'server.port must be at most 65535, is 70443. (production)\nThe nearest allowed value is 65535; the default is 80.',
  });
  expect(shown(wrong!.range)).toBe('5:8-5:13');

  const actions = await editor.ask<CodeAction[]>('textDocument/codeAction', PRODUCTION, {
    range: wrong!.range,
    context: { diagnostics: [wrong] },
  });
  expect(actions[0]).toMatchObject({
    title: 'Write 65535',
    kind: 'quickfix',
    isPreferred: true,
    diagnostics: [wrong],
  });

  const hover = await editor.ask<Hover>('textDocument/hover', PRODUCTION, at(5, 2));
  expect(hover.contents).toMatchObject({
    kind: 'markdown',
    value: expect.stringContaining('TCP port to listen on.'),
  });
  expect(hover.contents).toMatchObject({
    value: expect.stringContaining(
      'server.port is 70443 in production / web, from config/environments/production.toml:5',
    ),
  });

  await editor.type(PRODUCTION, { line: 4, character: 7 }, { line: 4, character: 9 }, '');
  await editor.diagnostics(PRODUCTION, (found) => found.length === 0);

  await editor.type(PRODUCTION, { line: 36, character: 0 }, { line: 36, character: 0 }, 'log_format = \n');
  const items = await editor.ask<CompletionItem[]>('textDocument/completion', PRODUCTION, at(37, 14));
  expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(['"json"', '"text"']));
  await editor.type(PRODUCTION, { line: 36, character: 0 }, { line: 37, character: 0 }, '');

  const target = await editor.ask('textDocument/prepareRename', PRODUCTION, at(5, 2));
  expect(target).toMatchObject({ placeholder: 'port' });
  const edit = await editor.ask<WorkspaceEdit>('textDocument/rename', PRODUCTION, {
    ...at(5, 2),
    newName: 'bind_port',
  });
  const files = (edit.documentChanges as TextDocumentEdit[]).map(({ textDocument, edits }) => {
    const path = new URL(textDocument.uri).pathname;
    const text = readFileSync(path, 'utf8');
    const after = applied(text, edits as TextEdit[]);
    return [
      path.slice(folder.length + 1),
      after.split('\n').filter((line, index) => line !== text.split('\n')[index]),
    ];
  });
  expect(files).toEqual([
    [GLOBAL, ['bind_port = 8080']],
    ['config/user.toml', ['bind_port = 8088']],
    ['config/services/worker.toml', ['bind_port = 8081']],
    [PRODUCTION, ['bind_port = 443']],
  ]);
  expect(edit.changeAnnotations).toEqual({
    layers: { label: 'Rename to bind_port in 4 files', needsConfirmation: true },
  });
  expect(editor.shown).toEqual([
    'The schema declares server.port and no key bind_port there; change it too.',
  ]);

  expect(await editor.close()).toBe(0);
});

describe('what editors show', () => {
  test('outline, folds, links, selection', async () => {
    const editor = await Editor.open(exampleCopy('plue'));
    await editor.show(GLOBAL);
    const symbols = await editor.ask<DocumentSymbol[]>('textDocument/documentSymbol', GLOBAL);
    const [server] = symbols;
    expect(server).toMatchObject({ name: 'server', range: { start: { line: 3, character: 0 } } });
    expect(server?.children?.map(({ name }) => name)).toContain('tls');
    expect(symbols.at(-1)).toMatchObject({ name: 'mirrors[1]', detail: '"codeberg"' });

    const folds = await editor.ask<FoldingRange[]>('textDocument/foldingRange', GLOBAL);
    expect(folds.slice(0, 3)).toEqual([
      { startLine: 0, endLine: 1, kind: 'comment' },
      { startLine: 3, endLine: 14 },
      { startLine: 12, endLine: 14 },
    ]);

    const links = await editor.ask<DocumentLink[]>('textDocument/documentLink', GLOBAL);
    expect(links[0]).toMatchObject({ target: editor.uri('schemas/plue.schema.json') });
    expect(links[1]).toMatchObject({ target: 'http://localhost:8080' });

    const [grown] = await editor.ask<SelectionRange[]>('textDocument/selectionRange', GLOBAL, {
      positions: [{ line: 4, character: 10 }],
    });
    expect(shown(grown!.range)).toBe('5:9-5:18');
    expect(shown(grown!.parent!.range)).toBe('5:8-5:19');
  });

  test('tokens whole, in part, and what has changed', async () => {
    const editor = await Editor.open(exampleCopy('plue'));
    await editor.show(GLOBAL, '[server]\nport = 1\n');
    const whole = await editor.ask<SemanticTokens>('textDocument/semanticTokens/full', GLOBAL);
    expect(whole.data).toEqual([0, 1, 6, 2, 0, 1, 0, 4, 3, 0, 0, 7, 1, 5, 0]);
    await editor.type(GLOBAL, { line: 1, character: 8 }, { line: 1, character: 8 }, '2');
    const delta = await editor.ask<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', GLOBAL, {
      previousResultId: whole.resultId,
    });
    expect(delta.edits).toEqual([{ start: 12, deleteCount: 1, data: [2] }]);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 8 } };
    const part = await editor.ask<SemanticTokens>('textDocument/semanticTokens/range', GLOBAL, { range });
    expect(part.data).toEqual([0, 1, 6, 2, 0]);
  });

  test('hints for the environment the client has chosen, else what holds in all of them', async () => {
    const folder = exampleCopy('plue');
    const hintsOf = async (editor: Editor) => {
      await editor.show(GLOBAL);
      const range = { start: { line: 4, character: 0 }, end: { line: 9, character: 0 } };
      const hints = await editor.ask<InlayHint[]>('textDocument/inlayHint', GLOBAL, { range });
      return hints.map(({ position, label }) => `${position.line + 1} ${label}`);
    };
    const chosen = await Editor.open(folder, { initializationOptions: { environment: 'staging' } });
    expect(await hintsOf(chosen)).toEqual([
      '5 Overridden by staging.toml',
      '7 Overridden by staging.toml',
      '8 Overridden by staging.toml',
      '9 30 seconds',
    ]);
    const all = await Editor.open(folder);
    expect(await hintsOf(all)).toEqual(['8 Overridden everywhere', '9 30 seconds']);
    await all.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { strata: { environment: 'prod' } },
    });
    expect((await hintsOf(all))[0]).toBe('5 Overridden by production.toml');
  });

  test('go to the layer that wins, to all that set the key, to the schema', async () => {
    const editor = await Editor.open(exampleCopy('plue'), {
      initializationOptions: { environment: 'production' },
    });
    await editor.show(GLOBAL);
    const places = (found: readonly Location[]) =>
      found.map(({ uri, range }) => `${uri.slice(editor.uri('').length + 1)} ${shown(range)}`);
    expect(places(await editor.ask('textDocument/definition', GLOBAL, at(6, 1)))).toEqual([
      `${PRODUCTION} 5:1-5:5`,
    ]);
    const references = await editor.ask<Location[]>('textDocument/references', GLOBAL, {
      ...at(6, 1),
      context: { includeDeclaration: true },
    });
    expect(places(references).sort()).toEqual([
      `${PRODUCTION} 5:1-5:5`,
      `${GLOBAL} 6:1-6:5`,
      'config/services/worker.toml 3:1-3:5',
      'config/user.toml 6:1-6:5',
    ]);
    const [declared] = await editor.ask<Location[]>('textDocument/declaration', GLOBAL, at(6, 1));
    const schema = readFileSync(join(editor.folder, 'schemas/plue.schema.json'), 'utf8').split('\n');
    expect(schema[declared!.range.start.line]).toContain('"port"');
  });
});

describe('changes', () => {
  test('a file is formatted, and a damaged one is left alone with the reason', async () => {
    const editor = await Editor.open(folderWith({ 'a.toml': 'a=1\nb   =  [1,2]\n' }));
    await editor.show('a.toml');
    const options = { options: { tabSize: 2, insertSpaces: true } };
    const edits = await editor.ask<TextEdit[]>('textDocument/formatting', 'a.toml', options);
    expect(applied('a=1\nb   =  [1,2]\n', edits)).toBe('a = 1\nb = [1, 2]\n');
    await editor.type('a.toml', { line: 0, character: 2 }, { line: 0, character: 3 }, '[');
    await expect(editor.ask('textDocument/formatting', 'a.toml', options)).rejects.toThrow(
      /line 1 is not TOML/,
    );
  });

  test('a file that shows no indentation is indented as the client is set, unless the manifest says how', async () => {
    const text = 'a = [\n1, # one\n]\n';
    const formatted = async (files: Record<string, string>, options: object) => {
      const editor = await Editor.open(folderWith({ 'a.toml': text, ...files }));
      await editor.show('a.toml');
      const edits = await editor.ask<TextEdit[]>('textDocument/formatting', 'a.toml', { options });
      return applied(text, edits);
    };
    const wide = { tabSize: 4, insertSpaces: true };
    expect(await formatted({}, wide)).toBe('a = [\n    1, # one\n]\n');
    expect(await formatted({}, { tabSize: 4, insertSpaces: false })).toBe('a = [\n\t1, # one\n]\n');
    const manifest = '[[layers]]\nname = "a"\nfile = "a.toml"\n[format]\nindent = "   "\n';
    expect(await formatted({ 'strata.toml': manifest }, wide)).toBe('a = [\n   1, # one\n]\n');
  });

  test('a table is written differently when the user asks, not while the cursor passes', async () => {
    const editor = await Editor.open(folderWith({ 'a.toml': 'a = { b = 1 }\n' }));
    await editor.show('a.toml');
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const titles = async (context: object) =>
      (
        await editor.ask<CodeAction[]>('textDocument/codeAction', 'a.toml', {
          range,
          context: { ...NO_ACTION_CONTEXT, ...context },
        })
      ).map(({ title, kind }) => `${title} (${kind})`);
    const rewrites = [
      'Write a under a header (refactor.rewrite)',
      'Write a as dotted keys (refactor.rewrite)',
    ];
    expect(await titles({ triggerKind: 1 })).toEqual(rewrites);
    expect(await titles({ triggerKind: 2 })).toEqual([]);
    expect(await titles({ only: ['refactor'] })).toEqual(rewrites);
    expect(await titles({ only: ['quickfix'] })).toEqual([]);
  });

  test('everything that has one likely cure is fixed at once', async () => {
    const editor = await Editor.open(exampleCopy('plue'));
    const text = '[server]\nprot = 1\nworkers = "4"\nhost = nowhere\n';
    await editor.show('config/user.toml', text);
    const [action] = await editor.ask<CodeAction[]>('textDocument/codeAction', 'config/user.toml', {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { ...NO_ACTION_CONTEXT, only: ['source.fixAll'] },
    });
    const [change] = action!.edit!.documentChanges as TextDocumentEdit[];
    expect(applied(text, change!.edits as TextEdit[])).toBe(
      '[server]\nport = 1\nworkers = 4\nhost = "nowhere"\n',
    );
  });

  test('a problem is silenced by the comment that is offered', async () => {
    const editor = await Editor.open(exampleCopy('plue'));
    const text = '[server]\nport = 99999\n';
    await editor.show('config/user.toml', text);
    const [problem] = await editor.diagnostics('config/user.toml', (found) => found.length > 0);
    const actions = await editor.ask<CodeAction[]>('textDocument/codeAction', 'config/user.toml', {
      range: problem!.range,
      context: { diagnostics: [problem!] },
    });
    const ignore = actions.find(({ title }) => title === 'Ignore range here');
    const [change] = ignore!.edit!.documentChanges as TextDocumentEdit[];
    const after = applied(text, change!.edits as TextEdit[]);
    expect(after).toBe('[server]\n# strata-ignore: range\nport = 99999\n');
    const { range, newText } = change!.edits[0] as TextEdit;
    await editor.type('config/user.toml', range.start, range.end, newText);
    expect(await editor.diagnostics('config/user.toml', (found) => found.length === 0)).toEqual([]);
  });

  test('a selection is given as JSON, and JSON written in its place', async () => {
    const editor = await Editor.open(folderWith({ 'a.toml': '[server]\nport = 80\n' }));
    await editor.show('a.toml');
    const run = (command: string, input: object) =>
      editor.connection.sendRequest('workspace/executeCommand', { command, arguments: [input] });
    const uri = editor.uri('a.toml');
    expect(await run('strata.toJson', { text: 'a = 1' })).toEqual({ text: '{\n  "a": 1\n}' });
    const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 2 } };
    expect(await run('strata.toJson', { uri, range })).toEqual({ text: '80' });
    expect(await run('strata.toJson', { uri })).toMatchObject({ text: expect.stringContaining('"server"') });
    expect(await run('strata.fromJson', { json: '{"a": {"b": 1}}' })).toEqual({ text: '[a]\nb = 1\n' });
    const edits: unknown[] = [];
    editor.connection.onRequest('workspace/applyEdit', ({ edit }: { edit: unknown }) => {
      edits.push(edit);
      return { applied: true };
    });
    const value = { start: { line: 1, character: 7 }, end: { line: 1, character: 9 } };
    expect(await run('strata.fromJson', { uri, range: value, json: '[1]' })).toBeNull();
    expect(edits).toMatchObject([
      { documentChanges: [{ textDocument: { uri, version: 1 }, edits: [{ range: value, newText: '[1]' }] }] },
    ]);
    for (const input of [
      { json: '{"a": [null]}' },
      { uri: 1, range: value, json: '1' },
      {},
      { uri, json: '{}' },
    ])
      await expect(run('strata.fromJson', input)).rejects.toThrow(/a\[0\] is null|no TOML file|needs/);
  });

  test('newer syntax can be allowed for the whole workspace', async () => {
    const editor = await Editor.open(exampleCopy('plue'));
    await editor.show(PRODUCTION, 'labels = { a = "b", }\n');
    const actions = await editor.ask<CodeAction[]>('textDocument/codeAction', PRODUCTION, {
      range: { start: { line: 0, character: 10 }, end: { line: 0, character: 10 } },
      context: NO_ACTION_CONTEXT,
    });
    const allow = actions.find(({ title }) => title.includes('TOML 1.1'));
    const [change] = allow!.edit!.documentChanges as TextDocumentEdit[];
    expect(change!.textDocument.uri).toBe(editor.uri('strata.toml'));
  });

  test('a rename that cannot be done says why', async () => {
    const editor = await Editor.open(exampleCopy('plue'));
    await editor.show(GLOBAL);
    expect(await editor.ask('textDocument/prepareRename', GLOBAL, at(2, 5))).toBeNull();
    await expect(editor.ask('textDocument/rename', GLOBAL, { ...at(6, 1), newName: 'host' })).rejects.toThrow(
      /server\.host is set already in config\/global\.toml:5/,
    );
  });

  test('a client with no more than the basics gets plain text and plain changes', async () => {
    const editor = await Editor.open(exampleCopy('plue'), { capabilities: {} });
    await editor.show('config/user.toml', '[server]\n\n');
    const items = await editor.ask<CompletionItem[]>('textDocument/completion', 'config/user.toml', at(2, 1));
    expect(items.find(({ label }) => label === 'port')).toMatchObject({
      insertTextFormat: 1,
      textEdit: { newText: 'port = 80' },
    });
    const edit = await editor.ask<WorkspaceEdit>('textDocument/rename', GLOBAL, {
      ...at(6, 1),
      newName: 'bind',
    });
    expect(Object.keys(edit.changes ?? {})).toContain(editor.uri(PRODUCTION));
  });
});

describe('the workspace', () => {
  test('problems of files that are not open are told too', async () => {
    const editor = await Editor.open(exampleCopy('broken'));
    await editor.show(GLOBAL);
    for (const file of [PRODUCTION, 'config/environments/staging.toml', 'strata.toml', '.env.production']) {
      expect(await editor.diagnostics(file, (found) => found.length > 0)).not.toEqual([]);
    }
  });

  test('what one open file takes away is missing in another', async () => {
    const editor = await Editor.open(exampleCopy('plue'));
    await editor.show(GLOBAL);
    const text = readFileSync(join(editor.folder, GLOBAL), 'utf8');
    const line = text.split('\n').findIndex((each) => each.startsWith('public_url'));
    await editor.type(GLOBAL, { line, character: 0 }, { line: line + 1, character: 0 }, '');
    // Development is the one environment in which no other layer sets it; its last word is the user's own file.
    const [missing] = await editor.diagnostics('config/user.toml', (found) => found.length > 0);
    expect(missing?.message).toMatch(/^server\.public_url is missing; it is required\. \(development\)/);
  });

  test('a file that changes on disk is looked at again, and so is the whole workspace with its manifest', async () => {
    const folder = exampleCopy('plue');
    const editor = await Editor.open(folder);
    await editor.show(GLOBAL);
    await editor.diagnostics(GLOBAL, (found) => found.length === 0);
    const changed = (file: string) =>
      editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: editor.uri(file), type: 2 }],
      });
    writeFileSync(join(folder, PRODUCTION), '[server]\nport = "x"\n');
    await changed(PRODUCTION);
    await editor.diagnostics(PRODUCTION, (found) => found.some(({ code }) => code === 'type'));

    const manifest = readFileSync(join(folder, 'strata.toml'), 'utf8');
    writeFileSync(join(folder, 'strata.toml'), manifest.replace('config/environments/', 'config/elsewhere/'));
    await changed('strata.toml');
    await editor.diagnostics(PRODUCTION, (found) => found.length === 0);
  });

  test('a file on its own is checked by the schema it names, also when that changes', async () => {
    const schema = (type: string) => JSON.stringify({ properties: { a: { type } } });
    const folder = folderWith({
      'one.toml': '#:schema ./string.json\na = 1\n',
      'two.toml': 'a = hello\n',
      'string.json': schema('string'),
      'integer.json': schema('integer'),
    });
    const editor = await Editor.open(folder);
    await editor.show('one.toml');
    const [wrong] = await editor.diagnostics('one.toml', (found) => found.length > 0);
    expect(wrong).toMatchObject({ message: 'a must be a string, is the integer 1.\nWrite "1" in quotes.' });
    await editor.type('one.toml', { line: 0, character: 11 }, { line: 0, character: 17 }, 'integer');
    await editor.diagnostics('one.toml', (found) => found.length === 0);
    expect(editor.told).toEqual([]);
    await editor.show('two.toml');
    await editor.diagnostics('two.toml', (found) => found[0]?.code === 'unquoted-string');
    await editor.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: editor.uri('two.toml') },
    });
    await editor.diagnostics('two.toml', (found) => found.length === 0);
  });

  test('a file beside the layers is checked by the schema it names, not by that of the layers', async () => {
    const folder = folderWith({
      'strata.toml': '[workspace]\nschema = "integer.json"\n[[layers]]\nname = "a"\nfile = "a.toml"\n',
      'a.toml': 'a = 1\n',
      'tool.toml': '#:schema ./string.json\na = 1\n',
      'string.json': '{"properties":{"a":{"type":"string"}}}',
      'integer.json': '{"properties":{"a":{"type":"integer"}}}',
    });
    const editor = await Editor.open(folder);
    await editor.show('a.toml');
    await editor.diagnostics('a.toml', (found) => found.length === 0);
    await editor.show('tool.toml');
    const [wrong] = await editor.diagnostics('tool.toml', (found) => found.length > 0);
    expect(wrong?.message).toContain('a must be a string, is the integer 1.');
    await editor.type('a.toml', { line: 0, character: 4 }, { line: 0, character: 5 }, '"x"');
    await editor.diagnostics('a.toml', (found) => found.length === 1);
    await editor.type('tool.toml', { line: 1, character: 4 }, { line: 1, character: 5 }, '"x"');
    await editor.diagnostics('tool.toml', (found) => found.length === 0);
  });

  test('positions count UTF-16 units, whatever stands before them', async () => {
    const editor = await Editor.open(folderWith({ 'a.toml': '' }));
    await editor.show('a.toml', 'a = "😀" b = 1\r\n# ü\rc = nope\n');
    const found = await editor.diagnostics('a.toml', (all) => all.length >= 2);
    expect(found.map(({ code, range }) => `${code} ${shown(range)}`)).toContain('missing-newline 1:10-1:11');
    expect(found.map(({ code, range }) => `${code} ${shown(range)}`)).toContain('unquoted-string 3:5-3:9');
  });

  test('what is no file is left alone, and requests about it are answered', async () => {
    const editor = await Editor.open(folderWith({ 'a.toml': 'a = 1\n' }));
    const textDocument = { uri: 'untitled:Untitled-1' };
    await editor.connection.sendNotification('textDocument/didOpen', {
      textDocument: { ...textDocument, languageId: 'toml', version: 1, text: 'a = ' },
    });
    expect(
      await editor.connection.sendRequest('textDocument/hover', { textDocument, ...at(1, 1) }),
    ).toBeNull();
    expect(await editor.connection.sendRequest('textDocument/documentSymbol', { textDocument })).toEqual([]);
    expect(await editor.close()).toBe(0);
  });

  test('it ends with a client that goes away without a word', async () => {
    const editor = await Editor.open(folderWith({ 'a.toml': 'a = 1\n' }));
    const ended = new Promise((resolve) => editor.child.once('exit', resolve));
    editor.child.stdin.end();
    expect(await ended).toBe(1);
  });
});
