/**
 * Commands a client can run by name:
 *
 *   strata.toJson    { text } or { uri, range? } -> { text }; without a range the whole file
 *   strata.fromJson  { json } -> { text }; with { uri, range } it changes the document and answers null
 */
import { type ExecuteCommandParams, LSPErrorCodes, Range, ResponseError } from 'vscode-languageserver/node';
import { type JsonPart, jsonOf, tomlOfJson } from '../../shared/language/index.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import { parse } from '../../shared/toml/index.ts';
import { said, toWorkspaceEdit } from './changing.ts';
import { fromRange, toTextEdit } from './conversions.ts';
import type { Desk, OpenPlace } from './desk.ts';

export const COMMANDS = ['strata.toJson', 'strata.fromJson'];

export function answerCommands(desk: Desk): void {
  desk.connection.onExecuteCommand(({ command, arguments: given }: ExecuteCommandParams) => {
    const input: Input = Object(given?.[0]);
    if (command === 'strata.toJson') return toJson(desk, input);
    if (command === 'strata.fromJson') return fromJson(desk, input);
    return null;
  });
}

/** What a client sends: nothing is taken for granted. */
interface Input {
  readonly text?: unknown;
  readonly json?: unknown;
  readonly uri?: unknown;
  readonly range?: unknown;
}

async function toJson(desk: Desk, { text, uri, range }: Input): Promise<{ text: string }> {
  if (typeof text === 'string') return { text: textOf(jsonOfText(text)) };
  const { workspace, path } = await placeOf(desk, uri);
  const asked = Range.is(range) ? fromRange(range) : WHOLE;
  return said(async () => ({ text: (await workspace.ask('toJson', path, asked)).json }));
}

async function fromJson(desk: Desk, { json, uri, range }: Input): Promise<{ text: string } | null> {
  if (typeof json !== 'string') throw refused('strata.fromJson needs the JSON as a text: { json }.');
  if (uri === undefined) {
    const written = tomlOfJson(json);
    if (!written.ok) throw refused(written.message);
    return { text: written.text };
  }
  if (!Range.is(range)) throw refused('strata.fromJson needs the range to write to: { json, uri, range }.');
  const place = await placeOf(desk, uri);
  const changes = await said(() => place.workspace.ask('fromJson', place.path, fromRange(range), json));
  const edit = toWorkspaceEdit(desk, place, [{ file: place.path, edits: changes.map(toTextEdit) }]);
  await desk.connection.workspace.applyEdit({ label: 'Paste JSON as TOML', edit });
  return null;
}

/** Every character of the longest file. */
const WHOLE = { start: { line: 1, column: 1 }, end: { line: Number.MAX_SAFE_INTEGER, column: 1 } };

function jsonOfText(text: string): JsonPart {
  const request = { document: parse(text), lines: new LineIndex(text), schema: null };
  return jsonOf(request, { start: 0, end: text.length });
}

function textOf(part: JsonPart): string {
  if (!part.ok) throw refused(part.message);
  return part.json;
}

async function placeOf(desk: Desk, uri: unknown): Promise<OpenPlace> {
  const place = typeof uri === 'string' ? await desk.place(uri) : null;
  if (place === null) throw refused(`There is no TOML file ${String(uri)}.`);
  return place;
}

function refused(message: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
