import { describe, expect, test } from 'vitest';
import {
  createKeyMatcher,
  findClashes,
  formatShortcut,
  type KeyPress,
  parseShortcut,
  strokeOf,
} from '../../../renderer/commands/keys.ts';

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const stroke = (text: string) => parseShortcut(text)[0]!;

describe('a shortcut', () => {
  test('is one stroke or two', () => {
    expect(parseShortcut('Mod+K S')).toEqual([
      { mod: true, shift: false, alt: false, key: 'k' },
      { mod: false, shift: false, alt: false, key: 's' },
    ]);
  });

  test('with an unknown modifier is refused at once', () => {
    expect(() => parseShortcut('Strg+S')).toThrow('"Strg+S" is not a shortcut.');
    expect(() => parseShortcut('Mod+')).toThrow();
  });

  test('reads as the platform writes it', () => {
    expect(formatShortcut('Mod+Shift+P', false)).toBe('Ctrl+Shift+P');
    expect(formatShortcut('Mod+Shift+P', true)).toBe('⇧⌘P');
    expect(formatShortcut('Mod+K V', false)).toBe('Ctrl+K V');
    expect(formatShortcut('Shift+F8', false)).toBe('Shift+F8');
    expect(formatShortcut('Mod+PageDown', false)).toBe('Ctrl+PageDown');
  });
});

describe('a key event', () => {
  test('on Linux and Windows Ctrl is the main modifier, on macOS Cmd', () => {
    expect(strokeOf(press('s', 'KeyS', { ctrlKey: true }), false)).toEqual(stroke('Mod+S'));
    expect(strokeOf(press('s', 'KeyS', { metaKey: true }), true)).toEqual(stroke('Mod+S'));
  });

  test('with the other platform’s modifier means nothing', () => {
    expect(strokeOf(press('s', 'KeyS', { metaKey: true }), false)).toBeNull();
    expect(strokeOf(press('e', 'KeyE', { ctrlKey: true }), true)).toBeNull();
  });

  test('of a bare modifier means nothing', () => {
    expect(strokeOf(press('Control', 'ControlLeft', { ctrlKey: true }), false)).toBeNull();
  });

  test('names digits by their place and letters of other scripts by theirs', () => {
    expect(strokeOf(press('¡', 'Digit1', { altKey: true }), true)).toEqual(stroke('Alt+1'));
    expect(strokeOf(press('ы', 'KeyS', { ctrlKey: true }), false)).toEqual(stroke('Mod+S'));
    expect(strokeOf(press('P', 'KeyP', { ctrlKey: true, shiftKey: true }), false)).toEqual(
      stroke('Mod+Shift+P'),
    );
  });

  test('follows the letters of a Dvorak keyboard, not their places', () => {
    expect(strokeOf(press('s', 'Semicolon', { ctrlKey: true }), false)).toEqual(stroke('Mod+S'));
    expect(strokeOf(press('o', 'KeyS', { ctrlKey: true }), false)).toEqual(stroke('Mod+O'));
  });
});

describe('following strokes', () => {
  const matcher = () =>
    createKeyMatcher([
      ['save', 'Mod+S'],
      ['saveAll', 'Mod+K S'],
      ['preview', 'Mod+K V'],
    ]);

  test('a single stroke runs its command', () => {
    expect(matcher().press(stroke('Mod+S'), 0)).toEqual({ kind: 'run', id: 'save', chord: false });
  });

  test('a chord waits for its second stroke', () => {
    const keys = matcher();
    expect(keys.press(stroke('Mod+K'), 0).kind).toBe('waiting');
    expect(keys.press(stroke('V'), 10)).toEqual({ kind: 'run', id: 'preview', chord: true });
  });

  test('a second stroke that fits nothing is missed, and the next one starts anew', () => {
    const keys = matcher();
    keys.press(stroke('Mod+K'), 0);
    expect(keys.press(stroke('Mod+S'), 10).kind).toBe('missed');
    expect(keys.press(stroke('Mod+S'), 20)).toEqual({ kind: 'run', id: 'save', chord: false });
  });

  test('a chord begun long ago is forgotten', () => {
    const keys = matcher();
    keys.press(stroke('Mod+K'), 0);
    expect(keys.press(stroke('V'), 6000).kind).toBe('none');
  });

  test('any other key is none of its business', () => {
    expect(matcher().press(stroke('A'), 0).kind).toBe('none');
  });
});

describe('clashes', () => {
  test('two commands on one shortcut clash', () => {
    expect(
      findClashes([
        ['one', 'Mod+S'],
        ['other', 'Mod+S'],
      ]),
    ).toEqual([['one Mod+S', 'other Mod+S']]);
  });

  test('a shortcut that begins another makes that one unreachable', () => {
    expect(
      findClashes([
        ['one', 'Mod+K'],
        ['other', 'Mod+K S'],
      ]),
    ).toHaveLength(1);
  });

  test('chords that only share their first stroke do not clash', () => {
    expect(
      findClashes([
        ['one', 'Mod+K V'],
        ['other', 'Mod+K S'],
      ]),
    ).toEqual([]);
  });
});
