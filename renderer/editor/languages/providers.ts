/** What could stand at the cursor and what stands there: the engine's answers in Monaco's words. */
import type { CompletionItem } from '../../../shared/contract/model.ts';
import { toMonacoRange } from '../model-text.ts';
import { monaco } from '../monaco.ts';
import { ask, languageSelection, positionOf } from './ask.ts';

export const completionProvider: monaco.languages.CompletionItemProvider = {
  triggerCharacters: ['.', '=', ' ', '"', "'", '[', ',', '{', '$'],
  async provideCompletionItems(model, position, { triggerCharacter }, token) {
    if (triggerCharacter === ' ' && !opensValue(model, position)) return { suggestions: [] };
    const answer = await ask(model, token, ({ client }, text) =>
      client.call('language.complete', { ...text, position: positionOf(position), ...languageSelection() }),
    );
    return { suggestions: answer?.items.map(toSuggestion) ?? [] };
  },
};

export const hoverProvider: monaco.languages.HoverProvider = {
  async provideHover(model, position, token) {
    const answer = await ask(model, token, ({ client }, text) =>
      client.call('language.hover', { ...text, position: positionOf(position), ...languageSelection() }),
    );
    const hover = answer?.hover;
    if (hover === null || hover === undefined) return null;
    return {
      range: toMonacoRange(hover.range),
      contents: [{ value: hover.markdown, isTrusted: false, supportHtml: false }],
    };
  },
};

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
