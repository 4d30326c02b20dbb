/** `strata lsp` and `strata validate` where the check against a schema never ends. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { CompletionItem, DocumentLink, Hover } from 'vscode-languageserver/node';
import { Editor } from '../cli/lsp-client.ts';
import { folderWith, temporaryFolder } from '../core/temporary.ts';

const STRATA = fileURLToPath(new URL('../../cli/strata.mjs', import.meta.url));
const TRAP = `name = "${'a'.repeat(60)}!"\n`;
const schema = (pattern: string) =>
  JSON.stringify({ properties: { name: { pattern }, port: { type: 'integer', description: 'The port.' } } });
const MANIFEST =
  '[workspace]\nschema = "s.json"\n[[layers]]\nname = "a"\nfile = "a.toml"\n[environments.dev]\n';

test('the language server ends the check, says so, and everything else goes on', async () => {
  const folder = folderWith({
    'strata.toml': MANIFEST,
    's.json': schema('^(a+)+$'),
    'a.toml': `${TRAP}port = 1\nlink = "data/x.bin"\n`,
    'data/x.bin': 'x',
  });
  const editor = await Editor.open(folder);
  await editor.show('a.toml');
  const [stopped] = await editor.diagnostics('s.json', (found) => found.length > 0);
  expect(stopped).toMatchObject({
    code: 'schema-stopped',
    severity: 1,
    message: expect.stringContaining('Checking a.toml against s.json took longer than two seconds'),
  });
  expect(editor.shown.join()).toContain('Checking a.toml against s.json took longer than two seconds');

  const place = { position: { line: 1, character: 1 } };
  const hover = await editor.ask<Hover>('textDocument/hover', 'a.toml', place);
  expect(hover.contents).toMatchObject({ value: expect.stringContaining('The port.') });
  const links = await editor.ask<DocumentLink[]>('textDocument/documentLink', 'a.toml');
  expect(links.map(({ target }) => target)).toEqual([editor.uri('data/x.bin')]);
  await editor.type('a.toml', { line: 1, character: 0 }, { line: 1, character: 0 }, 'port = \n');
  await editor.diagnostics('a.toml', (found) => found.some(({ code }) => code === 'missing-value'));
  const items = await editor.ask<CompletionItem[]>('textDocument/completion', 'a.toml', {
    position: { line: 1, character: 7 },
  });
  expect(items).toBeInstanceOf(Array);

  writeFileSync(join(folder, 's.json'), schema('^a+$'));
  await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: editor.uri('s.json'), type: 2 }],
  });
  await editor.diagnostics('s.json', (found) => found.length === 0);
  await editor.diagnostics('a.toml', (found) => found.some(({ code }) => code === 'pattern'));
  expect(await editor.close()).toBe(0);
});

test('a file on its own is treated the same', async () => {
  const folder = folderWith({ 's.json': schema('^(a+)+$'), 'a.toml': `#:schema ./s.json\n${TRAP}` });
  const editor = await Editor.open(folder);
  await editor.show('a.toml');
  await editor.diagnostics('s.json', (found) => found.some(({ code }) => code === 'schema-stopped'));
  expect(await editor.close()).toBe(0);
});

test('validate ends with a problem of its own, beside those that need no schema', async () => {
  const folder = folderWith({
    'strata.toml': MANIFEST,
    's.json': schema('^(a+)+$'),
    'a.toml': `${TRAP}x = \n`,
  });
  const { code, stdout } = await run(['validate', folder, '--json']);
  expect(code).toBe(1);
  const found = JSON.parse(stdout) as { problems: { code: string; file: string; message: string }[] };
  expect(found.problems.map((problem) => `${problem.code} ${problem.file}`).sort()).toEqual([
    'missing-value a.toml',
    'schema-stopped s.json',
  ]);
});

test('effective refuses rather than print what may be secret', async () => {
  const hostile = JSON.stringify({ patternProperties: { '^(a|a)*$': { 'x-strata-secret': true } } });
  const folder = folderWith({
    'strata.toml': MANIFEST,
    's.json': hostile,
    'a.toml': `"${'a'.repeat(60)}!" = "hush"\n`,
  });
  const { code, stdout, stderr } = await run(['effective', folder, '--env', 'dev']);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('s.json took longer than two seconds');
});

function run(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, STRATA_DATA: temporaryFolder() };
  return new Promise((resolve) => {
    execFile(process.execPath, [STRATA, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}
