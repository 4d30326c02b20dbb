/** Cures for strings and keys: quotes that are missing, too many, or hold the wrong thing. */
import { basicString } from '../config/quoting.ts';
import type { ProblemCode } from '../toml/problem-wording.ts';
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
