/** Cures for strings and keys: quotes that are missing, too many, or hold the wrong thing. */

import type { ProblemCode } from '../toml/problem-wording.ts';
import { basicString } from '../toml/quoting.ts';
import { Token } from '../toml/tokens.ts';
import { type FixContext, type FixDraft, insertion, replacing, shortened } from './fix.ts';

type Maker = (context: FixContext) => FixDraft[];

export const quoteFixes: readonly (readonly [ProblemCode, Maker])[] = [
  ['unquoted-string', (context) => [quoted(context, 'Quote the value', true)]],
  ['invalid-number', (context) => [quoted(context, 'Quote it as text', true)]],
  ['integer-overflow', (context) => [quoted(context, 'Quote it as text', true)]],
  ['invalid-date', (context) => [quoted(context, 'Quote it as text', false)]],
  ['invalid-bare-key', (context) => [quoted(context, 'Quote the key', true)]],
  ['multiline-key', multilineKey],
  ['unterminated-string', unterminatedString],
  ['text-after-string', textAfterString],
  ['invalid-escape', invalidEscape],
  ['invalid-code-point', invalidCodePoint],
];

/** Quotes the text has at one end only, or that are no quotes for TOML, were meant as its own. */
function quoted(context: FixContext, what: string, preferred: boolean): FixDraft {
  const text = basicString(context.text.replace(/^["'“”„‘’]+|["'“”„‘’]+$/g, ''));
  return { title: `${what}: ${shortened(text)}`, preferred, changes: replacing(context, text) };
}

function multilineKey(context: FixContext): FixDraft[] {
  const text = basicString(context.text.slice(3, -3));
  return [{ title: `Write ${shortened(text)}`, preferred: true, changes: replacing(context, text) }];
}

function unterminatedString({ span, text }: FixContext): FixDraft[] {
  const quote = text.charAt(0);
  const closing = text.startsWith(quote.repeat(3)) ? quote.repeat(3) : quote;
  const end = span.start + text.trimEnd().length;
  return [{ title: `Close the string with ${closing}`, preferred: true, changes: insertion(end, closing) }];
}

/** The string with all that follows: `"it"s"` was meant as `"it\"s"`, `'it's'` as `"it's"`. */
function textAfterString({ request, span }: FixContext): FixDraft[] {
  const { text, tokens } = request.document.tree;
  const string = tokens.indexAt(span.start - 1);
  const kind = tokens.kindOf(string);
  const start = tokens.startOf(string);
  const quote = text.charAt(start);
  const whole = text.slice(start, span.end);
  if (kind !== Token.BasicString && kind !== Token.LiteralString) return [];
  const inside = whole.slice(1, whole.endsWith(quote) ? -1 : undefined);
  const escaped = inside.replace(/\\.|"/gs, (part) => (part === '"' ? '\\"' : part));
  const fixed = quote === '"' ? `"${escaped}"` : basicString(inside);
  return [
    { title: `Write ${shortened(fixed)}`, preferred: true, changes: [{ start, end: span.end, text: fixed }] },
  ];
}

/** JSON writes characters past U+FFFF as two escapes; what stands for none at all is text, or one nobody could read. */
function invalidCodePoint(context: FixContext): FixDraft[] {
  const { request, span } = context;
  const { text } = request.document;
  const pair = pairAround(text, span.start);
  if (pair !== null) {
    const point = pair.character.codePointAt(0) ?? 0;
    const escaped = `\\U${point.toString(16).toUpperCase().padStart(8, '0')}`;
    const { start, end } = pair;
    return [
      {
        title: `Write ${escaped} (${pair.character})`,
        preferred: true,
        changes: [{ start, end, text: escaped }],
      },
    ];
  }
  return [
    ...invalidEscape(context).map((draft) => ({ ...draft, preferred: false })),
    { title: 'Write the sign for a lost character, \\uFFFD', changes: replacing(context, '\\uFFFD') },
  ];
}

const SURROGATES = /\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})/giy;
/** UTF-16 units of `\uD83D`. */
const ESCAPE_LENGTH = 6;

/** The escapes of both halves of a character, of which an offset begins one. */
function pairAround(text: string, offset: number): { start: number; end: number; character: string } | null {
  for (const start of [offset, offset - ESCAPE_LENGTH]) {
    SURROGATES.lastIndex = Math.max(start, 0);
    const match = SURROGATES.exec(text);
    if (match === null || start < 0) continue;
    const [, high = '', low = ''] = match;
    const character = String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16));
    return { start, end: start + match[0].length, character };
  }
  return null;
}

function invalidEscape(context: FixContext): FixDraft[] {
  const { request, span, text } = context;
  const doubled: FixDraft = {
    title: 'Write two backslashes',
    preferred: true,
    changes: replacing(context, `\\${text}`),
  };
  const { text: all, tokens } = request.document.tree;
  const token = tokens.indexAt(span.start);
  const start = tokens.startOf(token);
  const end = tokens.endOf(token);
  const content = all.slice(start + 1, end - 1);
  const canBeLiteral =
    tokens.kindOf(token) === Token.BasicString && !/['\u0000-\u0008\u000a-\u001f\u007f]/.test(content);
  if (!canBeLiteral) return [doubled];
  return [doubled, { title: 'Use single quotes', changes: [{ start, end, text: `'${content}'` }] }];
}
