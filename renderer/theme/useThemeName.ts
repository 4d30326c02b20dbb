import { useSyncExternalStore } from 'react';
import { usePreferences } from '../state/preferences.ts';
import { resolveTheme, watchSystemTheme } from './apply.ts';
import type { ThemeName } from './tokens.ts';

/** The theme in force: the user's choice, or what the system asks for. */
export function useThemeName(): ThemeName {
  const choice = usePreferences((store) => store.theme);
  return useSyncExternalStore(watch, () => resolveTheme(choice, asks));
}

function watch(onChange: () => void): () => void {
  return watchSystemTheme(window, onChange);
}

function asks(query: string): boolean {
  return window.matchMedia(query).matches;
}
