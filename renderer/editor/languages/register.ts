/** The languages of a workspace: colours, brackets, folds, outline, and what the engine knows about a place. */
import { monaco } from '../monaco.ts';
import { dotenvLanguage, dotenvTokens } from './dotenv.ts';
import { foldingRanges } from './folding.ts';
import { jsonLanguage, jsonTokens } from './json.ts';
import { structureOf } from './model-structure.ts';
import { completionProvider, hoverProvider } from './providers.ts';
import { tomlLanguage, tomlTokens } from './toml.ts';

let registered = false;

/** Makes the languages known to Monaco; does nothing the second time. */
export function registerLanguages(): void {
  if (registered) return;
  registered = true;
  register('toml', tomlLanguage, tomlTokens);
  register('dotenv', dotenvLanguage, dotenvTokens);
  register('json', jsonLanguage, jsonTokens);
  monaco.languages.registerFoldingRangeProvider('toml', {
    provideFoldingRanges(model) {
      const { structure, lines } = structureOf(model);
      return foldingRanges(structure, lines, monaco.languages.FoldingRangeKind.Comment);
    },
  });
  monaco.languages.registerDocumentSymbolProvider('toml', {
    displayName: 'Tables',
    provideDocumentSymbols: (model) =>
      structureOf(model).structure.sections.map((section) => tableSymbol(model, section)),
  });
  monaco.languages.registerCompletionItemProvider('toml', completionProvider);
  monaco.languages.registerHoverProvider('toml', hoverProvider);
}

function register(
  id: string,
  configuration: monaco.languages.LanguageConfiguration,
  tokens: monaco.languages.IMonarchLanguage,
): void {
  monaco.languages.register({ id });
  monaco.languages.setLanguageConfiguration(id, configuration);
  monaco.languages.setMonarchTokensProvider(id, tokens);
}

function tableSymbol(
  model: monaco.editor.ITextModel,
  { path, isArray, start, end }: { path: readonly string[]; isArray: boolean; start: number; end: number },
): monaco.languages.DocumentSymbol {
  return {
    name: path.join('.') || '[]',
    detail: '',
    kind: isArray ? monaco.languages.SymbolKind.Array : monaco.languages.SymbolKind.Module,
    tags: [],
    range: new monaco.Range(start, 1, end, model.getLineMaxColumn(end)),
    selectionRange: new monaco.Range(start, 1, start, model.getLineMaxColumn(start)),
  };
}
