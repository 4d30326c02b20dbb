import { describe, expect, test } from 'vitest';
import { customProperty, resolveTheme } from '../../../renderer/theme/apply.ts';
import { brokenRules, contrastRatio, flatten } from '../../../renderer/theme/contrast.ts';
import { themeNames, themes } from '../../../renderer/theme/tokens.ts';

describe('the themes', () => {
  test.each(themeNames)('%s keeps every pair of colours that is used readable', (name) => {
    expect(brokenRules(themes[name])).toEqual([]);
  });

  test.each(themeNames)('%s names every colour in hex, with an alpha only for veils', (name) => {
    for (const [token, colour] of Object.entries(themes[name])) {
      expect(colour, token).toMatch(token.endsWith('Veil') ? /^#[0-9a-f]{8}$/ : /^#[0-9a-f]{6}$/);
    }
  });

  test('a grey text that is too pale is reported with its ratio', () => {
    const pale = { ...themes.light, textMuted: '#aaaaaa' };
    expect(brokenRules(pale)).toContain('textMuted on editor: 2.32, needs 4.5');
  });
});

describe('contrast', () => {
  test('black on white is 21, a colour on itself 1, either way round', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrastRatio('#ffffff', '#000000')).toBeCloseTo(21);
    expect(contrastRatio('#5a6472', '#5a6472')).toBe(1);
  });

  test('a half transparent colour mixes with what is under it', () => {
    expect(flatten('#ffffff80', '#000000')).toBe('#808080');
    expect(flatten('#123456', '#ffffff')).toBe('#123456');
  });
});

describe('which theme is shown', () => {
  const system = (...wishes: string[]) =>
    resolveTheme('system', (query) => wishes.some((wish) => query.includes(wish)));

  test('the system decides unless the user did', () => {
    expect(system()).toBe('light');
    expect(system('prefers-color-scheme: dark')).toBe('dark');
    expect(resolveTheme('light', () => true)).toBe('light');
  });

  test('a wish for contrast wins over light and dark', () => {
    expect(system('prefers-contrast: more', 'prefers-color-scheme: dark')).toBe('high-contrast');
    expect(system('forced-colors')).toBe('high-contrast');
  });

  test('a token becomes a custom property', () => {
    expect(customProperty('selectedInactive')).toBe('--selected-inactive');
  });
});
