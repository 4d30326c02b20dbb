/** Cures for what the parser finds, by the code of the problem. */

import { errorCount } from '../toml/edit/health.ts';
import { parse } from '../toml/index.ts';
import type { ProblemCode } from '../toml/problem-wording.ts';
import { basicString } from '../toml/quoting.ts';
import { isTrivia, Token } from '../toml/tokens.ts';
import { absentFixes } from './absent-fixes.ts';
import { type FixContext, type FixDraft, insertion, replacing, shortened } from './fix.ts';
import { keyInArrayFixes } from './key-in-array-fix.ts';
import { mergeConflictFixes } from './merge-conflict-fix.ts';
import { newerSyntaxFixes } from './newer-syntax-fixes.ts';
import { obstacleFixes } from './obstacle-fixes.ts';
import { quoteFixes } from './quote-fixes.ts';
import { repeatFixes } from './repeat-fixes.ts';
import { commentOut, removeKeyAt } from './statements.ts';

/** The cures of a syntax problem; undefined for codes that are none of the parser's, or have no cure. */
export function syntaxFixes(context: FixContext): FixDraft[] | undefined {
  return makers.get(context.problem.code)?.(context);
}

type Maker = (context: FixContext) => FixDraft[];

/** Values, punctuation and lines; the others come from the files beside this one. */
const makers: ReadonlyMap<string, Maker> = new Map<ProblemCode, Maker>([
  ['invalid-boolean', (context) => [written(context, context.text.toLowerCase())]],
  ['float-overflow', (context) => [written(context, context.text.startsWith('-') ? '-inf' : 'inf')]],
  [
    'leading-zero',
    (context) => [
      written(context, context.text.replace(/^([+-]?)[0_]+(?=\d)/, '$1')),
      { title: 'Quote it as text', changes: replacing(context, basicString(context.text)) },
    ],
  ],
  ['no-null', noNull],
  ['missing-comma', missingComma],
  ['unexpected-comma', (context) => [removed(context, 'Remove the comma')]],
  ['unexpected-text', unexpectedText],
  ['missing-newline', missingNewline],
  ['missing-bracket', missingBracket],
  ['unterminated-array', (context) => closed(context, ']')],
  ['unterminated-inline-table', (context) => closed(context, '}')],
  [
    'unusual-space',
    (context) => [{ ...removed(context, 'Replace it with a space'), changes: replacing(context, ' ') }],
  ],
  [
    'bare-carriage-return',
    (context) => [{ ...removed(context, 'End the line with LF'), changes: replacing(context, '\n') }],
  ],
  ['lone-surrogate', (context) => [removed(context, 'Remove it')]],
  ['control-character', controlCharacter],
  ['merge-conflict', mergeConflictFixes],
  ['toml-1.1-syntax', newerSyntaxFixes],
  ['key-in-array', keyInArrayFixes],
  ...absentFixes,
  ...quoteFixes,
  ...repeatFixes,
  ...obstacleFixes,
]);

function written(context: FixContext, text: string): FixDraft {
  return { title: `Write ${shortened(text)}`, preferred: true, changes: replacing(context, text) };
}

function removed(context: FixContext, title: string): FixDraft {
  return { title, preferred: true, changes: replacing(context, '') };
}

function noNull({ request: { document }, span }: FixContext): FixDraft[] {
  return [
    {
      title: 'Make the line a comment',
      preferred: true,
      changes: commentOut(document, span.start, span.end),
    },
    { title: 'Remove the key', changes: removeKeyAt(document, span.start) },
  ];
}

function missingComma({ request, span }: FixContext): FixDraft[] {
  const { tokens } = request.document.tree;
  let token = tokens.indexAt(span.start) - 1;
  while (token > 0 && (isTrivia(tokens.kindOf(token)) || tokens.startOf(token) === tokens.endOf(token)))
    token--;
  return [
    { title: 'Put a comma between them', preferred: true, changes: insertion(tokens.endOf(token), ',') },
  ];
}

function unexpectedText(context: FixContext): FixDraft[] {
  const { request, span, text } = context;
  const remove = removed(context, `Remove ${shortened(text)}`);
  if (/^[,=\]}]$/.test(text)) return [remove];
  const lineEnd = /[\r\n]/.exec(request.document.text.slice(span.end))?.index;
  const isLast =
    request.document.text.slice(span.end, lineEnd === undefined ? undefined : span.end + lineEnd).trim() ===
    '';
  const comment: FixDraft = { title: 'Make it a comment', changes: insertion(span.start, '# ') };
  return isLast ? [comment, { ...remove, preferred: false }] : [{ ...remove, preferred: false }];
}

function missingNewline({ request, span }: FixContext): FixDraft[] {
  const { text } = request.document;
  let start = span.start;
  while (/[ \t]/.test(text.charAt(start - 1))) start--;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return [
    { title: 'Put it on the next line', preferred: true, changes: [{ start, end: span.start, text: eol }] },
  ];
}

function missingBracket({ request, span, text }: FixContext): FixDraft[] {
  const wanted = text.startsWith('[[') ? ']]' : ']';
  const closing = request.document.text.startsWith(']', span.end) ? wanted.slice(1) : wanted;
  return [{ title: `Close it with ${closing}`, preferred: true, changes: insertion(span.end, closing) }];
}

/** Puts the bracket where the parser took the value to end, if the text is better for it. */
function closed({ request, span }: FixContext, bracket: ']' | '}'): FixDraft[] {
  const { document } = request;
  const { tokens } = document.tree;
  let depth = 0;
  for (let token = tokens.indexAt(span.start); token < tokens.count; token++) {
    const kind = tokens.kindOf(token);
    if (kind === Token.ArrayOpen || kind === Token.TableOpen) depth++;
    else if (kind === Token.ArrayClose || kind === Token.TableClose) depth--;
    if (depth > 0) continue;
    let last = token - 1;
    while (isTrivia(tokens.kindOf(last)) || tokens.startOf(last) === tokens.endOf(last)) last--;
    const at = tokens.endOf(last);
    const text = document.text.slice(0, at) + bracket + document.text.slice(at);
    const isBetter = errorCount(parse(text, { version: document.version })) < errorCount(document);
    return isBetter
      ? [{ title: `Close it with ${bracket}`, preferred: true, changes: insertion(at, bracket) }]
      : [];
  }
  return [];
}

function controlCharacter(context: FixContext): FixDraft[] {
  const { request, span, text } = context;
  const { tokens } = request.document.tree;
  const kind = tokens.kindOf(tokens.indexAt(span.start));
  const remove = removed(context, 'Remove it');
  if (kind !== Token.BasicString && kind !== Token.MultilineBasicString) return [remove];
  const escaped = `\\u${text.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return [
    { title: `Write it as ${escaped}`, preferred: true, changes: replacing(context, escaped) },
    { ...remove, preferred: false },
  ];
}
