import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { SchemaLibrary, type SchemaLibraryOptions } from '../../../core/schemas/library.ts';
import { refusal } from '../desk.ts';
import { folderWith, temporaryFolder } from '../temporary.ts';
import { schemaServer } from './server.ts';

const library = (dataFolder: string, more: Partial<SchemaLibraryOptions> = {}) =>
  new SchemaLibrary({ dataFolder, now: () => new Date('2026-01-02T03:04:05Z'), ...more });

describe('a schema on the web', () => {
  test('is not fetched before the user agrees, nor by looking at it', async () => {
    const server = await schemaServer((_, response) => response.end('{}'));
    const schemas = library(temporaryFolder());
    const url = `${server.origin}/a.json`;
    expect(await schemas.document(url)).toEqual({ state: 'waiting' });
    expect((await refusal(schemas.fetch(url))).code).toBe('FORBIDDEN');
    schemas.decide(url, 'declined');
    expect(await schemas.document(url)).toEqual({ state: 'declined' });
    expect((await refusal(schemas.fetch(url))).code).toBe('FORBIDDEN');
    expect(server.asked).toEqual([]);
  });

  test('is kept, with the decision, for another process and without the server', async () => {
    const server = await schemaServer((_, response) => response.end('{"a":1}'));
    const folder = temporaryFolder();
    const url = `${server.origin}/a.json`;
    const first = library(folder);
    first.decide(url, 'agreed');
    await first.fetch(url);
    await server.close();
    const ready = { state: 'ready', text: '{"a":1}', fetchedAt: '2026-01-02T03:04:05.000Z' };
    expect(await library(folder).document(url)).toEqual(ready);
    expect((await refusal(library(folder).fetch(url))).code).toBe('UNREACHABLE');
    expect(await library(folder).document(url)).toEqual(ready);
  });

  test('that was agreed to and could not be had says why', async () => {
    const server = await schemaServer((_, response) => response.writeHead(500).end());
    const schemas = library(temporaryFolder());
    const url = `${server.origin}/a.json`;
    schemas.decide(url, 'agreed');
    await refusal(schemas.fetch(url));
    expect(await schemas.document(url)).toMatchObject({ state: 'failed', error: { code: 'UNREACHABLE' } });
  });

  test('each address is agreed to by itself', async () => {
    const schemas = library(temporaryFolder());
    schemas.decide('https://example.org/a.json', 'agreed');
    expect(await schemas.document('https://example.org/b.json')).toEqual({ state: 'waiting' });
  });

  test('a command fetches where it was told to, whatever was decided at the screen', async () => {
    const server = await schemaServer((_, response) => response.end('{}'));
    const folder = temporaryFolder();
    const url = `${server.origin}/a.json`;
    library(folder).decide(url, 'declined');
    expect(await library(folder, { decisions: 'ignore' }).document(url)).toEqual({ state: 'waiting' });
    const command = library(folder, { decisions: 'ignore', remote: 'fetch' });
    expect(await command.document(url)).toMatchObject({ state: 'ready', text: '{}' });
    await command.document(url);
    expect(server.asked).toEqual(['/a.json']);
  });
});

describe('a schema of the internet', () => {
  const PUBLIC = 'https://example.org/a.json';

  test('does not make a command fetch from the network behind it', async () => {
    const server = await schemaServer((_, response) => response.end('{}'));
    const url = `${server.origin}/a.json`;
    const command = library(temporaryFolder(), { decisions: 'ignore', remote: 'fetch' });
    expect(await command.document(url, PUBLIC)).toMatchObject({
      state: 'failed',
      error: { code: 'UNREACHABLE' },
    });
    expect(server.asked).toEqual([]);
    expect(await command.document(url, `${server.origin}/b.json`)).toMatchObject({ state: 'ready' });
  });

  test('does not make a command read files', async () => {
    const address = pathToFileURL(join(folderWith({ 'a.json': '{}' }), 'a.json')).href;
    const command = library(temporaryFolder(), { decisions: 'ignore', outside: 'read' });
    expect(await command.document(address, PUBLIC)).toEqual({ state: 'waiting' });
  });
});

describe('a file outside of the workspace', () => {
  test('is read only if the user says so', async () => {
    const address = pathToFileURL(join(folderWith({ 'a.json': '{}' }), 'a.json')).href;
    const schemas = library(temporaryFolder());
    expect(await schemas.document(address)).toEqual({ state: 'waiting' });
    schemas.decide(address, 'agreed');
    expect(await schemas.document(address)).toEqual({ state: 'ready', text: '{}' });
    expect(await library(temporaryFolder(), { outside: 'read' }).document(address)).toMatchObject({
      state: 'ready',
    });
  });

  test('that is missing says so', async () => {
    const schemas = library(temporaryFolder(), { outside: 'read' });
    expect(await schemas.document('file:///none/such.json')).toMatchObject({
      state: 'failed',
      error: { code: 'NOT_FOUND' },
    });
    expect(await schemas.document('gopher://x/y')).toMatchObject({ error: { code: 'UNSUPPORTED' } });
  });
});

test('picks are kept by workspace and subject', () => {
  const folder = temporaryFolder();
  const schemas = library(folder);
  schemas.pick('/work', 'a.toml', { address: 'a.json' });
  schemas.pick('/work', '', { address: null });
  schemas.pick('/other', 'a.toml', { address: 'b.json' });
  schemas.pick('/work', 'a.toml', null);
  expect(library(folder).picks('/work')).toEqual(new Map([['', { address: null }]]));
  expect(library(folder, { decisions: 'ignore' }).picks('/work')).toEqual(new Map());
});

test('a broken file of decisions counts as none, and is written anew', () => {
  const folder = folderWith({ 'schemas/decisions.json': '{"picks":' });
  const schemas = library(folder);
  expect(schemas.consent('https://example.org/a.json')).toBeNull();
  schemas.decide('https://example.org/a.json', 'agreed');
  expect(schemas.consent('https://example.org/a.json')).toBe('agreed');
  writeFileSync(join(folder, 'schemas/decisions.json'), '[]');
  expect(schemas.consent('https://example.org/a.json')).toBeNull();
});
