/** The outline: symbols, folds and steps of growing selections. */
import type { DocumentSymbol, Fold, SymbolKind } from '../../../shared/contract/language-model.ts';
import { toMonacoRange } from '../model-text.ts';
import { monaco } from '../monaco.ts';
import { ask, askInBackground, LONG_LINES, positionOf } from './ask.ts';
import { foldingRanges } from './folding.ts';
import { structureOf } from './model-structure.ts';
import type { Section } from './structure.ts';

/**
 * Monaco asks for the whole outline after every pause in typing. For a long text that would be megabytes, so there the
 * tables are found here, in one pass over the lines.
 */
function isLong(model: monaco.editor.ITextModel): boolean {
  return model.getLineCount() > LONG_LINES;
}

export const symbolProvider: monaco.languages.DocumentSymbolProvider = {
  displayName: 'Keys and tables',
  async provideDocumentSymbols(model, token) {
    if (isLong(model))
      return structureOf(model).structure.sections.map((section) => tableSymbol(model, section));
    const answer = await askInBackground(model, token, ({ client }, text) =>
      client.call('language.symbols', text),
    );
    return answer?.symbols.map(toMonacoSymbol) ?? null;
  },
};

export const foldingProvider: monaco.languages.FoldingRangeProvider = {
  async provideFoldingRanges(model, _context, token) {
    if (isLong(model)) {
      const { structure, lines } = structureOf(model);
      return foldingRanges(structure, lines, monaco.languages.FoldingRangeKind.Comment);
    }
    const answer = await askInBackground(model, token, ({ client }, text) =>
      client.call('language.folds', text),
    );
    return answer?.folds.map(toMonacoFold) ?? null;
  },
};

export const selectionRangeProvider: monaco.languages.SelectionRangeProvider = {
  async provideSelectionRanges(model, positions, token) {
    const answer = await ask(model, token, ({ client }, text) =>
      client.call('language.selectionRanges', { ...text, positions: positions.map(positionOf) }),
    );
    return answer?.ranges.map((ranges) => ranges.map((range) => ({ range: toMonacoRange(range) }))) ?? null;
  },
};

const kinds: Readonly<Record<SymbolKind, monaco.languages.SymbolKind>> = {
  table: monaco.languages.SymbolKind.Module,
  'table-list': monaco.languages.SymbolKind.Array,
  array: monaco.languages.SymbolKind.Array,
  string: monaco.languages.SymbolKind.String,
  number: monaco.languages.SymbolKind.Number,
  boolean: monaco.languages.SymbolKind.Boolean,
  date: monaco.languages.SymbolKind.Constant,
  broken: monaco.languages.SymbolKind.Null,
};

function toMonacoSymbol(symbol: DocumentSymbol): monaco.languages.DocumentSymbol {
  return {
    name: symbol.name === '' ? '""' : symbol.name,
    detail: symbol.detail,
    kind: kinds[symbol.kind],
    tags: symbol.deprecated ? [monaco.languages.SymbolTag.Deprecated] : [],
    range: toMonacoRange(symbol.range),
    selectionRange: toMonacoRange(symbol.nameRange),
    children: symbol.children.map(toMonacoSymbol),
  };
}

function toMonacoFold({ startLine, endLine, kind }: Fold): monaco.languages.FoldingRange {
  const { Comment, Region } = monaco.languages.FoldingRangeKind;
  const special = kind === 'comment' ? Comment : kind === 'region' ? Region : undefined;
  return { start: startLine, end: endLine, ...(special === undefined ? {} : { kind: special }) };
}

function tableSymbol(
  model: monaco.editor.ITextModel,
  { path, isArray, start, end }: Section,
): monaco.languages.DocumentSymbol {
  return {
    name: path.join('.') || '[]',
    detail: '',
    kind: kinds[isArray ? 'table-list' : 'table'],
    tags: [],
    range: new monaco.Range(start, 1, end, model.getLineMaxColumn(end)),
    selectionRange: new monaco.Range(start, 1, start, model.getLineMaxColumn(start)),
  };
}
