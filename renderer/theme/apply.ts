/** Puts a theme on the page: custom properties from the tokens, and which theme the system asks for. */
import type { Preferences } from '../../shared/contract/model.ts';
import { type ThemeName, type ThemeTokens, themeNames, themes } from './tokens.ts';

export type ThemeChoice = Preferences['theme'];

/** Makes `--text-muted` and its siblings known for every theme. Call once, before the first paint. */
export function installThemes(page: Document): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(themeNames.map((name) => themeRule(name, themes[name])).join('\n'));
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
}

/** Switches the page to a theme. */
export function applyTheme(page: Document, name: ThemeName): void {
  page.documentElement.dataset.theme = name;
}

/** What the choice means on this system now: more contrast wins over light and dark. */
export function resolveTheme(choice: ThemeChoice, asks: (query: string) => boolean): ThemeName {
  if (choice !== 'system') return choice;
  if (asks('(forced-colors: active)') || asks('(prefers-contrast: more)')) return 'high-contrast';
  return asks('(prefers-color-scheme: dark)') ? 'dark' : 'light';
}

/** Calls back whenever the system's wishes change, until the returned function is called. */
export function watchSystemTheme(view: Window, onChange: () => void): () => void {
  const queries = ['(forced-colors: active)', '(prefers-contrast: more)', '(prefers-color-scheme: dark)'].map(
    (query) => view.matchMedia(query),
  );
  for (const query of queries) query.addEventListener('change', onChange);
  return () => {
    for (const query of queries) query.removeEventListener('change', onChange);
  };
}

/** The custom property that carries a token: `textMuted` becomes `--text-muted`. */
export function customProperty(token: string): string {
  return `--${token.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function themeRule(name: ThemeName, tokens: ThemeTokens): string {
  const lines = Object.entries(tokens).map(([token, colour]) => `${customProperty(token)}: ${colour};`);
  return `:root[data-theme='${name}'] { color-scheme: ${name === 'light' ? 'light' : 'dark'}; ${lines.join(' ')} }`;
}
