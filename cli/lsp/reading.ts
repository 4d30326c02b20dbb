/** Requests that show something: hover, completion, outline, folding, links, hints, colours, places. */
import {
  type DocumentLink,
  type Location as LspLocation,
  MarkupKind,
  type SemanticTokens,
  type SemanticTokensDelta,
  type SemanticTokensEdit,
} from 'vscode-languageserver/node';
import type { Location } from '../../core/analysis/navigation.ts';
import {
  fromPosition,
  fromRange,
  toCompletionItem,
  toDocumentSymbol,
  toFoldingRange,
  toInlayHint,
  toRange,
  toSelectionRange,
} from './conversions.ts';
import type { Desk, OpenPlace } from './desk.ts';
import { uriOf } from './uris.ts';

export function answerReading(desk: Desk): void {
  const { connection } = desk;
  connection.onHover(async ({ textDocument, position }) => {
    const place = await desk.place(textDocument.uri);
    const hover = await place?.workspace.ask('hover', place.path, fromPosition(position), place.selection);
    if (hover === undefined || hover === null) return null;
    return { range: toRange(hover.range), contents: { kind: MarkupKind.Markdown, value: hover.markdown } };
  });
  connection.onCompletion(async ({ textDocument, position }) => {
    const place = await desk.place(textDocument.uri);
    const takesSnippets = desk.client.textDocument?.completion?.completionItem?.snippetSupport === true;
    const items = await place?.workspace.ask('complete', place.path, fromPosition(position), place.selection);
    return (items ?? []).map((item) => toCompletionItem(item, takesSnippets));
  });
  connection.onDocumentSymbol(async ({ textDocument }) => {
    const place = await desk.place(textDocument.uri);
    return ((await place?.workspace.ask('symbols', place.path)) ?? []).map(toDocumentSymbol);
  });
  connection.onFoldingRanges(async ({ textDocument }) => {
    const place = await desk.place(textDocument.uri);
    return ((await place?.workspace.ask('folds', place.path)) ?? []).map(toFoldingRange);
  });
  connection.onSelectionRanges(async ({ textDocument, positions }) => {
    const place = await desk.place(textDocument.uri);
    const found = await place?.workspace.ask('selectionRanges', place.path, positions.map(fromPosition));
    return positions.map((position, index) => toSelectionRange(found?.[index] ?? [], position));
  });
  connection.onDocumentLinks(async ({ textDocument }) => {
    const place = await desk.place(textDocument.uri);
    return place === null ? [] : linksIn(place);
  });
  connection.languages.inlayHint.on(async ({ textDocument, range }) => {
    const place = await desk.place(textDocument.uri);
    const hints = await place?.workspace.ask('hints', place.path, fromRange(range), place.selection);
    return (hints ?? []).map(toInlayHint);
  });
  connection.onDocumentColor(async ({ textDocument }) => {
    const place = await desk.place(textDocument.uri);
    const colors = await place?.workspace.ask('colors', place.path);
    return (colors ?? []).map(({ range, color }) => ({ range: toRange(range), color }));
  });
  connection.onColorPresentation(async ({ textDocument, range, color }) => {
    const place = await desk.place(textDocument.uri);
    const texts = await place?.workspace.ask('colorPresentations', place.path, fromRange(range), color);
    return (texts ?? []).map((text) => ({ label: text, textEdit: { range, newText: text } }));
  });
  connection.onDefinition(async ({ textDocument, position }) => {
    const place = await desk.place(textDocument.uri);
    if (place === null) return [];
    const { workspace, path, selection } = place;
    return toLocations(
      desk,
      place,
      await workspace.ask('definition', path, fromPosition(position), selection),
    );
  });
  connection.onDeclaration(async ({ textDocument, position }) => {
    const place = await desk.place(textDocument.uri);
    if (place === null) return [];
    const found = await place.workspace.ask('declaration', place.path, fromPosition(position));
    return found === null ? [] : toLocations(desk, place, [found]);
  });
  connection.onReferences(async ({ textDocument, position }) => {
    const place = await desk.place(textDocument.uri);
    if (place === null) return [];
    return toLocations(
      desk,
      place,
      await place.workspace.ask('references', place.path, fromPosition(position)),
    );
  });
  answerTokens(desk);
}

/** Whole files, the part on screen, or what has changed since the answer before. */
function answerTokens(desk: Desk): void {
  const { semanticTokens } = desk.connection.languages;
  const last = new Map<string, SemanticTokens>();
  let answers = 0;
  const whole = async (uri: string): Promise<SemanticTokens> => {
    const place = await desk.place(uri);
    const data = [...((await place?.workspace.ask('tokens', place.path, null)) ?? [])];
    answers += 1;
    const tokens = { resultId: String(answers), data };
    last.set(uri, tokens);
    return tokens;
  };
  desk.documents.onDidClose(({ document }) => last.delete(document.uri));
  semanticTokens.on(({ textDocument }) => whole(textDocument.uri));
  semanticTokens.onDelta(
    async ({ textDocument, previousResultId }): Promise<SemanticTokens | SemanticTokensDelta> => {
      const before = last.get(textDocument.uri);
      const now = await whole(textDocument.uri);
      if (before?.resultId !== previousResultId) return now;
      const edits = differenceOf(before.data, now.data);
      return { edits, ...(now.resultId === undefined ? {} : { resultId: now.resultId }) };
    },
  );
  semanticTokens.onRange(async ({ textDocument, range }) => {
    const place = await desk.place(textDocument.uri);
    return { data: [...((await place?.workspace.ask('tokens', place.path, fromRange(range))) ?? [])] };
  });
}

/** One replacement between what both begin and end with; one keystroke moves little. */
function differenceOf(before: readonly number[], now: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === now.at(-1 - end)) end++;
  const deleteCount = before.length - start - end;
  const data = now.slice(start, now.length - end);
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }];
}

async function linksIn({ workspace, path }: OpenPlace): Promise<DocumentLink[]> {
  return (await workspace.ask('links', path)).map(({ range, target }) => ({
    range: toRange(range),
    target: /^[a-z][a-z0-9+.-]+:/i.test(target) ? target : uriOf(workspace.absolute(target)),
  }));
}

function toLocations(desk: Desk, { workspace }: OpenPlace, locations: readonly Location[]): LspLocation[] {
  return locations.map(({ file, range }) => ({ uri: desk.uri(workspace, file), range: toRange(range) }));
}
