/** What a quick fix is, and what those who make them share. */

import type { Problem } from '../contract/model.ts';
import { applyReplacements, ChangeLog, type TextReplacement } from '../text/replacements.ts';
import type { Span, TextChange } from '../text/text.ts';
import { errorCount } from '../toml/edit/health.ts';
import { type Edit, edit } from '../toml/edit/index.ts';
import { formatKey, parse, type TomlDocument } from '../toml/index.ts';
import { type Located, pointTo } from './pointers.ts';
import { type DocumentRequest, schemaOrder } from './request.ts';

/** One way to mend a problem, or to write something differently. */
export interface QuickFix {
  /** What it does, as a command: `Rename to "port"`. */
  readonly title: string;
  readonly kind: 'fix' | 'rewrite';
  /** Whether it is most likely what was meant. */
  readonly preferred: boolean;
  /** The code and place of the problem it mends; null for a rewrite. */
  readonly problem: Pick<Problem, 'code' | 'range'> | null;
  /** In ascending order, apart from each other, all positions in the text as it is. */
  readonly changes: readonly TextChange[];
}

export type FixableProblem = Pick<Problem, 'code' | 'path' | 'range' | 'suggestion' | 'fix'>;

export interface FixRequest extends DocumentRequest {
  /** Every problem of the file. */
  readonly problems: readonly FixableProblem[];
  /** What is selected; fixes for the problems that touch it. */
  readonly within: Span;
  /** Where a key of the effective configuration stands in this file; null when it cannot. Absent: at the same path. */
  readonly pathInFile?: (path: readonly string[]) => readonly string[] | null;
}

/** A problem with the place it is at. */
export interface FixContext {
  readonly request: FixRequest;
  readonly problem: FixableProblem;
  readonly span: Span;
  /** What is written in the span. */
  readonly text: string;
  /** The key or value that begins at the span. */
  readonly located: Located | null;
}

/** A fix before it is put into the words of the contract; no changes: there is nothing to do. */
export interface FixDraft {
  readonly title: string;
  readonly preferred?: boolean;
  readonly changes: readonly TextReplacement[] | null;
}

export function contextOf(request: FixRequest, problem: FixableProblem): FixContext {
  const { document, lines } = request;
  const span = lines.spanOf(problem.range);
  const text = document.text.slice(span.start, span.end);
  return { request, problem, span, text, located: pointTo(request, span.start) };
}

/** Replaces what the problem marks. */
export function replacing({ span }: Pick<FixContext, 'span'>, text: string): TextReplacement[] {
  return [{ start: span.start, end: span.end, text }];
}

export function insertion(offset: number, text: string): TextReplacement[] {
  return [{ start: offset, end: offset, text }];
}

/** Several edits, each made on the result of the one before, as changes of the text; null when one is refused. */
export function editing(
  request: DocumentRequest,
  document: TomlDocument,
  edits: readonly Edit[],
): TextReplacement[] | null {
  const log = new ChangeLog(document.text);
  const order = schemaOrder(request);
  let current = document;
  for (const each of edits) {
    const result = edit(current, each, { order });
    if (!result.ok) return null;
    log.apply(result.changes);
    current = result.document;
  }
  return log.changes();
}

/** The changes where they leave fewer errors; else null. */
export function ifBetter(
  document: TomlDocument,
  changes: readonly TextReplacement[],
): readonly TextReplacement[] | null {
  const after = parse(applyReplacements(document.text, changes), { version: document.version });
  return errorCount(after) < errorCount(document) ? changes : null;
}

/** A key in a title: in quotes, unless it brings its own. */
export function named(key: string): string {
  const text = formatKey(key);
  return text.startsWith('"') ? text : `"${text}"`;
}

const MAX_TITLE_VALUE = 60;

/** A value in a title. */
export function shortened(text: string): string {
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ');
  return line.length > MAX_TITLE_VALUE ? `${line.slice(0, MAX_TITLE_VALUE - 1)}…` : line;
}
