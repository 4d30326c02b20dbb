/** Contrast as WCAG 2.2 defines it, and the list of colour pairs the interface really uses. */
import type { ThemeTokens, TokenName } from './tokens.ts';

/** `foreground` is shown on each of `on`, with at least `minimum` to 1. */
export interface ContrastRule {
  readonly foreground: TokenName;
  readonly on: readonly TokenName[];
  readonly minimum: 3 | 4.5;
}

const rows: readonly TokenName[] = ['panel', 'hover', 'selected', 'selectedInactive'];
const surfaces: readonly TokenName[] = ['chrome', 'panel', 'editor', 'raised', 'field', ...rows];
const code: readonly TokenName[] = [
  'editor',
  'lineHighlightVeil',
  'insertedVeil',
  'insertedTextVeil',
  'removedVeil',
  'removedTextVeil',
];

const text = (foreground: TokenName, ...on: TokenName[]): ContrastRule => ({ foreground, on, minimum: 4.5 });
const mark = (foreground: TokenName, ...on: TokenName[]): ContrastRule => ({ foreground, on, minimum: 3 });

/** Every pair the style sheets and the editor's themes put together. */
export const contrastRules: readonly ContrastRule[] = [
  text('text', ...surfaces, 'protectedTint', 'errorTint', 'warningTint', 'infoTint', 'successTint'),
  text('textStrong', ...surfaces, 'protectedTint'),
  text('textMuted', ...surfaces, 'protectedTint', 'errorTint', 'warningTint', 'infoTint'),
  text('textFaint', 'chrome', 'panel', 'editor', 'raised', 'hover', 'selectedInactive'),
  text('accent', 'chrome', 'panel', 'editor', 'raised', 'hover', 'infoTint'),
  text('onAccent', 'accent', 'accentHover'),
  text('text', 'button', 'buttonHover', 'chip'),
  text('onBadge', 'badge'),
  text('onError', 'error'),
  text('error', ...surfaces, 'errorTint', 'protectedTint'),
  text('warning', ...surfaces, 'warningTint', 'protectedTint'),
  text('info', ...rows, 'chrome', 'editor', 'raised', 'infoTint'),
  text('success', ...rows, 'chrome', 'editor', 'raised', 'successTint'),
  text('protected', 'protectedTint', ...surfaces),
  mark('protectedBorder', 'protectedTint', 'chrome', 'panel'),
  text('stateInherited', ...rows),
  text('stateDefault', 'panel', 'hover', 'selectedInactive'),
  text('stateOverridden', ...rows, 'overriddenTint', 'editor', 'lineHighlightVeil'),
  text('stateVariable', ...rows, 'variableTint', 'editor'),
  text('stateSecret', ...rows, 'secretTint', 'editor', 'lineHighlightVeil'),
  text('stateReference', ...rows, 'editor'),
  text('stateUnset', ...rows, 'editor'),
  text('stateMissing', ...rows),
  text('onChip', 'chip'),
  mark('stateSet', ...rows, 'editor'),
  mark('focus', ...surfaces, 'protectedTint'),
  mark('borderStrong', 'chrome', 'panel', 'editor', 'raised', 'field', 'hover', 'protectedTint'),
  mark('added', 'editor', 'panel', 'raised'),
  mark('changed', 'editor', 'panel', 'raised'),
  mark('removed', 'editor', 'panel', 'raised'),
  text('syntaxTable', ...code),
  text('syntaxKey', ...code),
  text('syntaxString', ...code, 'panel', 'hover', 'selected', 'selectedInactive'),
  text('syntaxEscape', ...code),
  text('syntaxNumber', ...code, 'panel', 'hover', 'selected', 'selectedInactive'),
  text('syntaxBoolean', ...code, 'panel', 'hover', 'selected', 'selectedInactive'),
  text('syntaxDate', ...code, 'panel', 'hover', 'selected', 'selectedInactive'),
  text('syntaxReference', ...code),
  text('syntaxComment', 'editor', 'lineHighlightVeil'),
  text('syntaxPunctuation', ...code, 'panel', 'hover', 'selected', 'selectedInactive'),
  text('syntaxInvalid', ...code),
  mark('syntaxComment', 'insertedTextVeil', 'removedTextVeil', 'insertedVeil', 'removedVeil'),
  text('lineNumber', 'editor'),
  text('lineNumberActive', 'editor'),
  text('inlayHint', 'editor', 'lineHighlightVeil'),
];

/** A rule that a theme does not keep, in words. */
export function brokenRules(tokens: ThemeTokens): string[] {
  return contrastRules.flatMap(({ foreground, on, minimum }) =>
    on.flatMap((name) => {
      const ratio = contrastRatio(tokens[foreground], flatten(tokens[name], tokens.editor));
      return ratio >= minimum ? [] : [`${foreground} on ${name}: ${ratio.toFixed(2)}, needs ${minimum}`];
    }),
  );
}

/** From 1 (the same) to 21 (black on white), for two opaque colours; WCAG 2.2, "contrast ratio". */
export function contrastRatio(one: string, other: string): number {
  const [bright, dim] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return ((bright ?? 0) + 0.05) / ((dim ?? 0) + 0.05);
}

/** What is seen where a colour with an alpha is painted over an opaque one. */
export function flatten(colour: string, under: string): string {
  const alpha = colour.length === 9 ? Number.parseInt(colour.slice(7), 16) / 255 : 1;
  const below = channels(under);
  const mixed = channels(colour).map((value, index) => value * alpha + (below[index] ?? 0) * (1 - alpha));
  return `#${mixed.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
