/** Between the product's data, whose lines and columns start at 1, and the protocol's, whose start at 0. */
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
  type InlayHint,
  InsertTextFormat,
  MarkupKind,
  type Position,
  type Range,
  type SelectionRange,
  SymbolKind,
  SymbolTag,
  type TextEdit,
} from 'vscode-languageserver/node';
import type * as language from '../../shared/language/index.ts';
import type * as text from '../../shared/text/text.ts';

export function toPosition({ line, column }: text.Position): Position {
  return { line: line - 1, character: column - 1 };
}

export function toRange({ start, end }: text.Range): Range {
  return { start: toPosition(start), end: toPosition(end) };
}

export function fromPosition({ line, character }: Position): text.Position {
  return { line: line + 1, column: character + 1 };
}

export function fromRange({ start, end }: Range): text.Range {
  return { start: fromPosition(start), end: fromPosition(end) };
}

export function toTextEdit({ range, text: newText }: text.TextChange): TextEdit {
  return { range: toRange(range), newText };
}

const ITEM_KINDS: Readonly<Record<language.Completion['kind'], CompletionItemKind>> = {
  table: CompletionItemKind.Struct,
  key: CompletionItemKind.Property,
  enum: CompletionItemKind.EnumMember,
  boolean: CompletionItemKind.Keyword,
  value: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
};

/** A client without snippets gets the text with each placeholder as its default. */
export function toCompletionItem(item: language.Completion, takesSnippets: boolean): CompletionItem {
  const newText = item.snippet && !takesSnippets ? withoutStops(item.insert) : item.insert;
  return {
    label: item.label,
    kind: ITEM_KINDS[item.kind],
    sortText: item.sort,
    textEdit: { range: toRange(item.range), newText },
    insertTextFormat: item.snippet && takesSnippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    ...(item.markdown === undefined
      ? {}
      : { documentation: { kind: MarkupKind.Markdown, value: item.markdown } }),
    ...(item.deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
  };
}

/** `${1:text}` and `${1|a,b|}` as their first text, `$1` as nothing, escapes undone. */
export function withoutStops(snippet: string): string {
  return snippet.replace(
    /\\([\\$}])|\$\{\d+\|((?:[^,|\\]|\\.)*)[^|]*\|\}|\$\{\d+:((?:[^}\\]|\\.)*)\}|\$\d+/g,
    (_, escaped, choice, placeholder) =>
      escaped ?? (choice ?? placeholder ?? '').replace(/\\([\\$},|])/g, '$1'),
  );
}

const SYMBOL_KINDS: Readonly<Record<language.SymbolKind, SymbolKind>> = {
  table: SymbolKind.Module,
  'table-list': SymbolKind.Struct,
  array: SymbolKind.Array,
  string: SymbolKind.String,
  number: SymbolKind.Number,
  boolean: SymbolKind.Boolean,
  date: SymbolKind.Constant,
  broken: SymbolKind.Null,
};

export function toDocumentSymbol(symbol: language.DocumentSymbol): DocumentSymbol {
  return {
    // The protocol wants a name that shows.
    name: symbol.name === '' ? '…' : symbol.name,
    kind: SYMBOL_KINDS[symbol.kind],
    range: toRange(symbol.range),
    selectionRange: toRange(symbol.nameRange),
    children: symbol.children.map(toDocumentSymbol),
    ...(symbol.detail === '' ? {} : { detail: symbol.detail }),
    ...(symbol.deprecated ? { tags: [SymbolTag.Deprecated] } : {}),
  };
}

export function toFoldingRange({ startLine, endLine, kind }: language.Fold): FoldingRange {
  const kinds = { comment: FoldingRangeKind.Comment, region: FoldingRangeKind.Region, code: undefined };
  const named = kinds[kind];
  return { startLine: startLine - 1, endLine: endLine - 1, ...(named === undefined ? {} : { kind: named }) };
}

/** Ranges with the smallest first, as a chain; at the position itself where there is none. */
export function toSelectionRange(ranges: readonly text.Range[], position: Position): SelectionRange {
  let chain: SelectionRange | undefined;
  for (const range of ranges.toReversed()) {
    chain = { range: toRange(range), ...(chain === undefined ? {} : { parent: chain }) };
  }
  return chain ?? { range: { start: position, end: position } };
}

export function toInlayHint({ position, label, tooltip }: language.InlayHint): InlayHint {
  return {
    position: toPosition(position),
    label,
    paddingLeft: true,
    ...(tooltip === '' ? {} : { tooltip }),
  };
}
