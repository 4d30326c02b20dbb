/**
 * Keyboard shortcuts as data. A shortcut is one stroke (`Mod+Shift+P`) or two after each other (`Mod+K S`);
 * `Mod` is Ctrl, on macOS Cmd.
 */

export interface Stroke {
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Lower case: `s`, `1`, `f8`, `arrowleft`, `\`. */
  readonly key: string;
}

export type Shortcut = readonly Stroke[];

/** What a keyboard event gives; a real one fits. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Reads `Mod+K S`. Throws on a name it does not know, so that a typing mistake shows at start-up. */
export function parseShortcut(text: string): Shortcut {
  return text.split(' ').map((part) => {
    const names = part.split('+');
    const key = names.pop() ?? '';
    const unknown = names.find((name) => !['Mod', 'Shift', 'Alt'].includes(name));
    if (unknown !== undefined || key === '') throw new Error(`"${text}" is not a shortcut.`);
    return {
      mod: names.includes('Mod'),
      shift: names.includes('Shift'),
      alt: names.includes('Alt'),
      key: key.toLowerCase(),
    };
  });
}

/** As a user reads it: `Ctrl+Shift+P`, on macOS `⇧⌘P`. */
export function formatShortcut(text: string, mac: boolean): string {
  return parseShortcut(text)
    .map((stroke) => {
      const key = longNames[stroke.key] ?? stroke.key.toUpperCase();
      const names = mac
        ? [stroke.alt ? '⌥' : '', stroke.shift ? '⇧' : '', stroke.mod ? '⌘' : '', key]
        : [stroke.mod ? 'Ctrl' : '', stroke.shift ? 'Shift' : '', stroke.alt ? 'Alt' : '', key];
      return names.filter(Boolean).join(mac ? '' : '+');
    })
    .join(' ');
}

/** The stroke an event makes; null while only Ctrl, Shift or Alt go down. */
export function strokeOf(event: KeyPress, mac: boolean): Stroke | null {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process'].includes(event.key)) return null;
  const mod = mac ? event.metaKey : event.ctrlKey;
  const foreign = mac ? event.ctrlKey : event.metaKey;
  return foreign ? null : { mod, shift: event.shiftKey, alt: event.altKey, key: keyName(event) };
}

/** Pairs of ids whose shortcuts cannot both be reached: equal, or one the beginning of the other. */
export function findClashes(
  bindings: readonly (readonly [id: string, shortcut: string])[],
): [string, string][] {
  const parsed = bindings.map(([id, text]) => ({ id, text, shortcut: parseShortcut(text) }));
  return parsed.flatMap((one, index) =>
    parsed
      .slice(index + 1)
      .filter((other) => begins(one.shortcut, other.shortcut) || begins(other.shortcut, one.shortcut))
      .map((other): [string, string] => [`${one.id} ${one.text}`, `${other.id} ${other.text}`]),
  );
}

export type Press =
  /** The shortcut of this id is complete; `chord` when it took two strokes. */
  | { readonly kind: 'run'; readonly id: string; readonly chord: boolean }
  /** The first stroke of at least one shortcut. */
  | { readonly kind: 'waiting' }
  /** A second stroke that completes nothing. */
  | { readonly kind: 'missed' }
  | { readonly kind: 'none' };

/** As long as VS Code waits for the second stroke. */
const chordTimeoutMs = 5000;

/** Follows strokes; `nowMs` is any clock that only moves forward. */
export function createKeyMatcher(bindings: readonly (readonly [id: string, shortcut: string])[]) {
  const parsed = bindings.map(([id, text]) => ({ id, shortcut: parseShortcut(text) }));
  let first: { stroke: Stroke; atMs: number } | null = null;

  return {
    press(stroke: Stroke, nowMs: number): Press {
      const before = first !== null && nowMs - first.atMs <= chordTimeoutMs ? first.stroke : null;
      first = null;
      const strokes = before === null ? [stroke] : [before, stroke];
      const hit = parsed.find(
        ({ shortcut }) => shortcut.length === strokes.length && begins(strokes, shortcut),
      );
      if (hit) return { kind: 'run', id: hit.id, chord: before !== null };
      if (before !== null) return { kind: 'missed' };
      if (!parsed.some(({ shortcut }) => begins(strokes, shortcut))) return { kind: 'none' };
      first = { stroke, atMs: nowMs };
      return { kind: 'waiting' };
    },
  };
}

function begins(beginning: Shortcut, whole: Shortcut): boolean {
  return beginning.every((stroke, index) => {
    const other = whole[index];
    return (
      other !== undefined &&
      stroke.mod === other.mod &&
      stroke.shift === other.shift &&
      stroke.alt === other.alt &&
      stroke.key === other.key
    );
  });
}

/** Digits by their place, since Shift and Alt turn them into signs; letters of other scripts by theirs. */
function keyName(event: KeyPress): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  if (digit !== undefined) return digit;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const ascii = /^[\x20-\x7e]$/.test(event.key);
  return (letter !== undefined && (event.altKey || !ascii) ? letter : event.key).toLowerCase();
}

/** Keys whose name is more than capital letters. */
const longNames: Readonly<Record<string, string>> = {
  pagedown: 'PageDown',
  pageup: 'PageUp',
  space: 'Space',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
};
