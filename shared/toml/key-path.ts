/** Dotted key paths: what key tokens stand for, and how paths are written. */
import { isBareKey } from './characters.ts';
import { basicString } from './quoting.ts';
import { decodeString } from './strings.ts';
import { Token } from './tokens.ts';

/** The segments as one writes them in TOML: `server."host name".port`. */
export function formatKeyPath(segments: readonly string[]): string {
  return segments.map(formatKey).join('.');
}

/** One key as TOML writes it, quoted only where it must be. */
export function formatKey(key: string): string {
  return isBare(key) ? key : basicString(key);
}

/** Whether a key needs no quotes. */
export function isBare(key: string): boolean {
  for (let at = 0; at < key.length; at++) if (!isBareKey(key.charCodeAt(at))) return false;
  return key !== '';
}

/** The name that a key token stands for; "" for a missing one, the rest of the line for one without end. */
export function decodeKey(text: string, kind: Token, start: number, end: number): string {
  if (kind === Token.BareKey) return text.slice(start, end);
  if (kind === Token.MissingKey) return '';
  if (kind === Token.BrokenKey) return text.slice(start + 1, end);
  const isMultiline = end - start >= 6 && text.charCodeAt(start + 1) === text.charCodeAt(start);
  const quotes = isMultiline && text.charCodeAt(start + 2) === text.charCodeAt(start) ? 3 : 1;
  const raw = text.slice(start + quotes, end - quotes);
  return kind === Token.BasicKey ? decodeString(raw, false) : raw;
}

/** The key names of a path without its array indexes. */
export function keysOf(path: readonly (string | number)[]): string[] {
  return path.filter((segment) => typeof segment === 'string');
}
