/** What could stand at the cursor and what stands there: the engine's answers in Monaco's words. */
import type { CompletionItem } from '../../../shared/contract/model.ts';
import { documentOfModel, type EditorDocument } from '../editor-document.ts';
import { toMonacoRange } from '../model-text.ts';
import { monaco } from '../monaco.ts';

/** The environment and service the answers are about. */
export interface LanguageSelection {
  readonly environment: string;
  readonly service: string | null;
}

let selection: LanguageSelection = { environment: '', service: null };

export function setLanguageSelection(chosen: LanguageSelection): void {
  selection = chosen;
}

export const completionProvider: monaco.languages.CompletionItemProvider = {
  triggerCharacters: ['.', '=', ' ', '"', "'", '[', ',', '{', '$'],
  async provideCompletionItems(model, position, { triggerCharacter }, token) {
    if (triggerCharacter === ' ' && !opensValue(model, position)) return { suggestions: [] };
    const answer = await ask(model, token, (document, version) =>
      document.client.call('language.complete', { ...placeOf(document, version, position), ...selection }),
    );
    return { suggestions: answer?.items.map(toSuggestion) ?? [] };
  },
};

export const hoverProvider: monaco.languages.HoverProvider = {
  async provideHover(model, position, token) {
    const answer = await ask(model, token, (document, version) =>
      document.client.call('language.hover', { ...placeOf(document, version, position), ...selection }),
    );
    const hover = answer?.hover;
    if (hover === null || hover === undefined) return null;
    return {
      range: toMonacoRange(hover.range),
      contents: [{ value: hover.markdown, isTrusted: false, supportHtml: false }],
    };
  },
};

/** Asks about the text on screen; null when it has changed since, or the engine has no answer to it. */
async function ask<T>(
  model: monaco.editor.ITextModel,
  token: monaco.CancellationToken,
  question: (document: EditorDocument, version: number) => Promise<T>,
): Promise<T | null> {
  const document = documentOfModel(model);
  if (document === undefined) return null;
  const asked = model.getVersionId();
  const isStale = () => token.isCancellationRequested || model.isDisposed() || model.getVersionId() !== asked;
  try {
    const version = await document.sync.flush();
    if (isStale()) return null;
    const answer = await question(document, version);
    return isStale() ? null : answer;
  } catch {
    // Out of step or out of reach: the sync says so where it matters; no list is better than a wrong one.
    return null;
  }
}

function placeOf({ file }: EditorDocument, version: number, { lineNumber, column }: monaco.Position) {
  return { file, version, position: { line: lineNumber, column } };
}

/** A space opens the list only where a value begins. */
function opensValue(model: monaco.editor.ITextModel, { lineNumber, column }: monaco.Position): boolean {
  return /[=,[]\s$/.test(model.getLineContent(lineNumber).slice(0, column - 1));
}

const kinds: Readonly<Record<CompletionItem['kind'], monaco.languages.CompletionItemKind>> = {
  table: monaco.languages.CompletionItemKind.Module,
  key: monaco.languages.CompletionItemKind.Property,
  enum: monaco.languages.CompletionItemKind.EnumMember,
  boolean: monaco.languages.CompletionItemKind.Value,
  value: monaco.languages.CompletionItemKind.Value,
  snippet: monaco.languages.CompletionItemKind.Snippet,
};

function toSuggestion(item: CompletionItem): monaco.languages.CompletionItem {
  return {
    label: item.label,
    kind: kinds[item.kind],
    insertText: item.insert,
    range: toMonacoRange(item.range),
    sortText: item.sort,
    ...(item.snippet
      ? { insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet }
      : {}),
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    ...(item.markdown === undefined ? {} : { documentation: { value: item.markdown, isTrusted: false } }),
    ...(item.deprecated ? { tags: [monaco.languages.CompletionItemTag.Deprecated] } : {}),
  };
}
