import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Diagnostic, Hover } from 'vscode-languageserver/node';
import { schemaServer } from '../core/schemas/server.ts';
import { folderWith, temporaryFolder } from '../core/temporary.ts';
import { Editor } from './lsp-client.ts';

const SCHEMA = JSON.stringify({ properties: { port: { type: 'integer', description: 'Far away.' } } });

/** An editor with a file whose schema is on a web server of this machine. */
async function withRemoteSchema(answer: string | null, data = temporaryFolder(), origin?: string) {
  const server = await schemaServer((_, response) => response.end(SCHEMA));
  const address = `${origin ?? server.origin}/app.json`;
  const folder = folderWith({ 'app.toml': `#:schema ${address}\nport = "x"\n` });
  const editor = await Editor.open(folder, { env: { STRATA_DATA: data } });
  editor.choice = answer;
  return { server, address, editor, data };
}

const codes = (found: readonly { code?: string | number | undefined }[]) => found.map(({ code }) => code);

test('a schema of the web is fetched once the user agrees, and checks the file', async () => {
  const { server, address, editor } = await withRemoteSchema('Fetch');
  await editor.show('app.toml');
  const [wrong] = await editor.diagnostics('app.toml', (found) => codes(found).includes('type'));
  expect(wrong?.message).toContain('port');
  expect(editor.asked).toEqual([
    { message: `Fetch schema from ${address}?`, choices: ['Fetch', 'Not now', 'Never'] },
  ]);
  expect(server.asked).toEqual(['/app.json']);
  const hover = await editor.ask<Hover>('textDocument/hover', 'app.toml', {
    position: { line: 1, character: 1 },
  });
  expect(JSON.stringify(hover.contents)).toContain('Far away');
});

test.each([null, 'Not now'])('the answer %j fetches nothing and is not asked for again', async (answer) => {
  const { server, address, editor } = await withRemoteSchema(answer);
  await editor.show('app.toml');
  await editor.diagnostics('app.toml', (found) => codes(found).includes('schema-not-used'));
  // Read again without the schema and with it: the question could come again.
  for (const text of ['port = 1\n', `#:schema ${address}\nport = 2\n`]) {
    writeFileSync(join(editor.folder, 'app.toml'), text);
    await editor.connection.sendNotification('textDocument/didSave', {
      textDocument: { uri: editor.uri('app.toml') },
    });
    await editor.diagnostics('app.toml', (found) => found.length > 0 === text.includes('#:schema'));
  }
  expect(editor.asked).toHaveLength(1);
  expect(server.asked).toEqual([]);
});

test('"Never" is remembered by the next session, and no request is sent', async () => {
  const first = await withRemoteSchema('Never');
  await first.editor.show('app.toml');
  const declined = (found: readonly Diagnostic[]) =>
    found.some(({ message }) => String(message).includes('declined'));
  await first.editor.diagnostics('app.toml', declined);
  const second = await withRemoteSchema('Fetch', first.data, first.server.origin);
  await second.editor.show('app.toml');
  await second.editor.diagnostics('app.toml', declined);
  expect(second.editor.asked).toEqual([]);
  expect(first.server.asked).toEqual([]);
});

test('what was fetched is used by the next session without a question', async () => {
  const first = await withRemoteSchema('Fetch');
  await first.editor.show('app.toml');
  await first.editor.diagnostics('app.toml', (found) => codes(found).includes('type'));
  const second = await withRemoteSchema(null, first.data, first.server.origin);
  await second.editor.show('app.toml');
  await second.editor.diagnostics('app.toml', (found) => codes(found).includes('type'));
  expect(second.editor.asked).toEqual([]);
  expect(first.server.asked).toEqual(['/app.json']);
});

test('a schema that cannot be fetched is said, and the file goes on without it', async () => {
  const { server, editor } = await withRemoteSchema('Fetch');
  await server.close();
  await editor.show('app.toml');
  await editor.diagnostics('app.toml', (found) => codes(found).includes('schema-not-used'));
  await expect.poll(() => editor.shown.length, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(editor.shown[0]).toContain('app.json');
});
