/** Making the contract's `Problem`s: where files lie, and what a place is called. */

import type { VariableOrigin } from '../../shared/config/model.ts';
import { formatPath } from '../../shared/config/paths.ts';
import type { Problem } from '../../shared/contract/model.ts';
import type { LineIndex } from '../../shared/text/lines.ts';
import type { Range, Span } from '../../shared/text/text.ts';
import type { TomlProblem } from '../../shared/toml/types.ts';
import type { SchemaIssue } from './issue.ts';

/** What placing needs to know about the files of the workspace, by path. */
export interface Files {
  /** The lines of a file; when `merged`, of the text its merged values come from. Null where there is no such file. */
  readonly linesOf: (file: string, merged: boolean) => LineIndex | null | undefined;
  readonly fileId: (file: string) => string;
}

/** A place a problem can be shown at; `file` is "" when it is in no file. */
export interface Spot {
  readonly file: string;
  readonly range: Range;
  /** Which variable it was: added to a message that does not name it. */
  readonly note?: { readonly name: string; readonly text: string };
}

const START: Range = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

/** No file at all: a variable of the process, an unsaved value. */
export const NOWHERE: Spot = { file: '', range: START };

export function spotInFile(files: Files, file: string, span: Span, merged = false): Spot {
  return { file, range: files.linesOf(file, merged)?.rangeOf(span) ?? START };
}

export function firstLine(files: Files, file: string): Spot {
  return { file, range: lineRange(files, file, 1) };
}

/** The line of the dotenv file, or nowhere for a variable of the process. */
export function spotOfVariable(files: Files, { name, file, line }: VariableOrigin): Spot {
  if (file === undefined) {
    return { ...NOWHERE, note: { name, text: `Set by the environment variable ${name}.` } };
  }
  return {
    file,
    range: lineRange(files, file, line ?? 1),
    note: { name, text: `Set by ${name} in ${file}.` },
  };
}

export function problemAt(
  spot: Spot,
  files: Files,
  what: Omit<Problem, 'file' | 'fileId' | 'range'>,
): Problem {
  const { note } = spot;
  return {
    file: spot.file,
    fileId: spot.file === '' ? null : files.fileId(spot.file),
    range: spot.range,
    ...what,
    ...(note === undefined || what.message.includes(note.name)
      ? {}
      : { message: `${what.message} ${note.text}` }),
  };
}

/** An issue of the schema as a problem; its path leads to the missing or unknown key itself. */
export function issueProblem(spot: Spot, files: Files, issue: SchemaIssue, environments: string[]): Problem {
  const key = issue.missing ?? issue.extra;
  return problemAt(spot, files, {
    path: formatPath(key === undefined ? issue.path : [...issue.path, key]),
    code: issue.code,
    severity: issue.severity,
    message: issue.message,
    ...(issue.suggestion === undefined ? {} : { suggestion: issue.suggestion }),
    ...(issue.fix === undefined ? {} : { fix: issue.fix }),
    rule: issue.rule,
    environments,
  });
}

/** What the parser found, as a problem of the file for every environment that reads it. */
export function syntaxProblem(
  file: string,
  problem: TomlProblem,
  environments: readonly string[],
  files: Files,
): Problem {
  return problemAt(spotInFile(files, file, problem), files, {
    path: problem.path,
    code: problem.code,
    severity: problem.severity,
    message: problem.message,
    ...(problem.suggestion === undefined ? {} : { suggestion: problem.suggestion }),
    environments: [...environments],
  });
}

function lineRange(files: Files, file: string, line: number): Range {
  const lines = files.linesOf(file, false);
  if (lines === null || lines === undefined) return { start: { line, column: 1 }, end: { line, column: 1 } };
  const start = { line, column: 1 };
  // A column past the end of a line is the line's end.
  const end = lines.positionAt(lines.offsetAt({ line, column: Number.MAX_SAFE_INTEGER }));
  return { start, end };
}
