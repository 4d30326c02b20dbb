/** Writing a comment that silences a problem, and taking out one that silences nothing. */
import { closest } from '../config/closest.ts';
import { parsePath } from '../config/paths.ts';
import type { TextReplacement } from '../text/replacements.ts';
import {
  commentText,
  insertLines,
  isDirective,
  isKind,
  lineStart,
  removeLines,
} from '../toml/edit/territory.ts';
import type { TomlDocument } from '../toml/index.ts';
import { Expression } from '../toml/tree.ts';
import { checkCodes, UNUSED_IGNORE } from './check-codes.ts';
import { type FixContext, type FixDraft, insertion } from './fix.ts';
import { covers, type IgnoreComment, type IgnoredCode, ignoreComments } from './ignore-comments.ts';
import { statementAround } from './statements.ts';

/** For every problem but those of the parser: a comment above the key or header, else one for the file. */
export function ignoreFix(context: FixContext): FixDraft[] {
  const { request, problem } = context;
  const { document, lines } = request;
  const { code, range } = problem;
  if (code === UNUSED_IGNORE || isOfParser(context)) return [];
  const comments = ignoreComments(document, lines).filter(({ codes }) => codes.length > 0);
  const statement = isAboutFile(context) ? undefined : statementAround(document, context.span.start);
  if (statement === undefined) {
    const known = comments.find((comment) => comment.scope === 'file' && comment.lines !== null);
    const changes = known === undefined ? atTop(document, code) : withCode(known, code);
    return [{ title: `Ignore ${code} in this file`, changes }];
  }
  const known = comments.find((comment) => comment.scope === 'place' && covers(comment, range.start.line));
  const changes = known === undefined ? above(document, statement.expression, code) : withCode(known, code);
  return [{ title: `Ignore ${code} here`, changes }];
}

/** The code that was meant, where one is near; without the code, or without the comment when it has no other. */
export function unusedIgnoreFixes(context: FixContext): FixDraft[] {
  const { document, lines } = context.request;
  const { span } = context;
  const comment = ignoreComments(document, lines).find(
    ({ start, end }) => start <= span.start && span.end <= end,
  );
  if (comment === undefined) return [];
  const code = comment.codes.find(({ start }) => start === span.start);
  if (code === undefined || comment.codes.length === 1) {
    const removal = { title: 'Remove the comment', changes: withoutComment(document, comment) };
    return code === undefined ? [removal] : [...meant(code), removal];
  }
  return [...meant(code), { title: `Remove ${code.code}`, changes: withoutCode(comment, code) }];
}

function meant({ code, start, end }: IgnoredCode): FixDraft[] {
  const near = checkCodes.has(code) ? null : closest(code, checkCodes);
  if (near === null) return [];
  return [{ title: `Ignore ${near} instead`, preferred: true, changes: [{ start, end, text: near }] }];
}

function isOfParser({ request: { document }, problem, span }: FixContext): boolean {
  return document.problems.some(({ code, start }) => code === problem.code && start === span.start);
}

/** What concerns the whole result is shown at the first line of a file, whatever stands there. */
function isAboutFile({ request: { lines, document }, problem, span }: FixContext): boolean {
  const firstLine = lines.spanOf({
    start: { line: 1, column: 1 },
    end: { line: 1, column: document.text.length + 1 },
  });
  const isWholeLine = span.start === 0 && span.end === firstLine.end;
  return isWholeLine && (parsePath(problem.path)?.length ?? 0) < 2;
}

/** Below the directives that open the file. */
function atTop({ tree }: TomlDocument, code: string): TextReplacement[] {
  let before = 0;
  while (isKind(tree, before, Expression.Comment) && isDirective(commentText(tree, before))) before++;
  return [insertLines(tree, before, [`# strata-ignore-file: ${code}`])];
}

function above({ tree, text }: TomlDocument, expression: number, code: string): TextReplacement[] {
  const indent = /^[ \t]*/.exec(text.slice(lineStart(tree, expression)))?.[0] ?? '';
  return [insertLines(tree, expression, [`${indent}# strata-ignore: ${code}`])];
}

function withCode({ codes, end }: IgnoreComment, code: string): TextReplacement[] {
  return insertion(codes.at(-1)?.end ?? end, `, ${code}`);
}

/** With the comma to the next code, or for the last one, from the code before it. */
function withoutCode({ codes }: IgnoreComment, code: IgnoredCode): TextReplacement[] {
  const index = codes.indexOf(code);
  const next = codes[index + 1];
  const before = codes[index - 1];
  if (next !== undefined) return [{ start: code.start, end: next.start, text: '' }];
  return [{ start: before?.end ?? code.start, end: code.end, text: '' }];
}

/** With its line when it stands alone, else with the blanks before it. */
function withoutComment({ tree, text }: TomlDocument, { start, end }: IgnoreComment): TextReplacement[] {
  const expression = tree.expressions.indexAt(tree.tokens.indexAt(start));
  if (isKind(tree, expression, Expression.Comment))
    return removeLines(tree, [{ from: expression, to: expression + 1 }]);
  const blanks = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return [{ start: start - blanks, end, text: '' }];
}
