/** Colours: where the schema says that a value is one, what it looks like, and how another one is written there. */

import type { Range } from '../text/text.ts';
import { basicString } from '../toml/quoting.ts';
import type { TomlValue } from '../toml/types.ts';
import { valueAtRange } from './pointers.ts';
import type { DocumentRequest } from './request.ts';
import { visitValues } from './visit.ts';

/** Parts from 0 to 1. */
export interface Color {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

export interface DocumentColor {
  /** Of the value, quotes included. */
  readonly range: Range;
  readonly color: Color;
}

const COLOR_FORMATS: ReadonlySet<string> = new Set(['color', 'colour', 'color-hex', 'hex-color', 'rgb-hex']);

/** Values with `format: color`: `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb(...)`, and integers as `0xrrggbb`. */
export function documentColors(request: DocumentRequest): DocumentColor[] {
  const found: DocumentColor[] = [];
  if (request.schema === null) return found;
  visitValues(request, ({ value, place }) => {
    if (!COLOR_FORMATS.has(place?.node.format ?? '')) return;
    const color = readColor(value);
    if (color !== null) found.push({ range: request.lines.rangeOf(value), color });
  });
  return found;
}

/** How a colour can be written instead of the value at a range, in the form it has now first; [] where none stands. */
export function colorPresentations(request: DocumentRequest, range: Range, color: Color): string[] {
  const value = valueAtRange(request, range);
  if (value?.type === 'integer') return [`0x${hexOf(color).slice(0, 6)}`];
  if (value?.type !== 'string') return [];
  const { document } = request;
  const isLiteral = document.text.startsWith("'", value.start);
  const isUpper = /[A-F]/.test(value.value);
  const hex = isUpper ? hexOf(color).toUpperCase() : hexOf(color);
  const forms = [`#${hex}`, rgbText(color)];
  const inForm = value.value.startsWith('#') ? forms : forms.toReversed();
  return inForm.map((text) => (isLiteral ? `'${text}'` : basicString(text)));
}

function readColor(value: TomlValue): Color | null {
  if (value.type === 'string') return readHex(value.value) ?? readRgb(value.value);
  if (value.type !== 'integer' || value.value < 0 || value.value > 0xffffff) return null;
  return readHex(`#${value.value.toString(16).padStart(6, '0')}`);
}

function readHex(text: string): Color | null {
  if (!/^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(text)) return null;
  const digits = text.length <= 5 ? [...text.slice(1)].map((digit) => digit + digit).join('') : text.slice(1);
  const part = (at: number) => Number.parseInt(digits.slice(at, at + 2), 16) / 255;
  return { red: part(0), green: part(2), blue: part(4), alpha: digits.length === 8 ? part(6) : 1 };
}

const RGB = /^rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*(\d*\.?\d+)(%?)\s*)?\)$/i;

function readRgb(text: string): Color | null {
  const match = RGB.exec(text);
  if (match === null) return null;
  const [red = 0, green = 0, blue = 0] = match.slice(1, 4).map((part) => Math.min(Number(part), 255) / 255);
  const alpha = match[4] === undefined ? 1 : Number(match[4]) / (match[5] === '%' ? 100 : 1);
  return { red, green, blue, alpha: Math.min(alpha, 1) };
}

function hexOf({ red, green, blue, alpha }: Color): string {
  const parts = alpha < 1 ? [red, green, blue, alpha] : [red, green, blue];
  return parts.map((part) => byteOf(part).toString(16).padStart(2, '0')).join('');
}

function rgbText({ red, green, blue, alpha }: Color): string {
  const bytes = [red, green, blue].map(byteOf).join(', ');
  return alpha < 1 ? `rgba(${bytes}, ${Number(alpha.toFixed(3))})` : `rgb(${bytes})`;
}

function byteOf(part: number): number {
  return Math.round(Math.min(Math.max(part, 0), 1) * 255);
}
