/** The languages of a workspace: colours, brackets, and what the engine knows about a text. */
import { monaco } from '../monaco.ts';
import { colorProvider } from './colors.ts';
import { dotenvLanguage, dotenvTokens } from './dotenv.ts';
import { fixKinds, fixProvider, registerFixCommand } from './fixes.ts';
import { formatProvider } from './format.ts';
import { hintsProvider } from './hints.ts';
import { jsonLanguage, jsonTokens } from './json.ts';
import { linkOpener, linkProvider } from './links.ts';
import { foldingProvider, selectionRangeProvider, symbolProvider } from './outline.ts';
import { completionProvider, hoverProvider } from './providers.ts';
import { tokensProvider } from './tokens.ts';
import { tomlLanguage, tomlTokens } from './toml.ts';

let registered = false;

/** Makes the languages known to Monaco; does nothing the second time. */
export function registerLanguages(): void {
  if (registered) return;
  registered = true;
  register('toml', tomlLanguage, tomlTokens);
  register('dotenv', dotenvLanguage, dotenvTokens);
  register('json', jsonLanguage, jsonTokens);
  const { languages, editor } = monaco;
  languages.registerCompletionItemProvider('toml', completionProvider);
  languages.registerHoverProvider('toml', hoverProvider);
  languages.registerDocumentSymbolProvider('toml', symbolProvider);
  languages.registerFoldingRangeProvider('toml', foldingProvider);
  languages.registerSelectionRangeProvider('toml', selectionRangeProvider);
  languages.registerLinkProvider('toml', linkProvider);
  editor.registerLinkOpener(linkOpener);
  languages.registerDocumentRangeSemanticTokensProvider('toml', tokensProvider);
  languages.registerInlayHintsProvider('toml', hintsProvider);
  languages.registerColorProvider('toml', colorProvider);
  languages.registerCodeActionProvider('toml', fixProvider, fixKinds);
  registerFixCommand();
  languages.registerDocumentFormattingEditProvider('toml', formatProvider);
  languages.registerDocumentRangeFormattingEditProvider('toml', formatProvider);
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
