/** How shortcuts are written on this machine. */
import { formatShortcut } from './keys.ts';

export const isMac = /Mac|iP(hone|ad|od)/.test(globalThis.navigator?.platform ?? '');

/** The first of a command's shortcuts as the user reads it. */
export function shownKeys(keys: readonly string[]): string | undefined {
  const first = keys[0];
  return first === undefined ? undefined : formatShortcut(first, isMac);
}

/** Alt writes letters and moves by words on macOS, so what is on Alt elsewhere is on other keys there. */
export function altKey(other: string, mac: string): string {
  return isMac ? mac : other;
}
