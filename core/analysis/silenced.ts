/** Problems that a comment in the file silences, and the comments that silence none. */
import { closest } from '../../shared/config/closest.ts';
import type { Problem } from '../../shared/contract/model.ts';
import {
  checkCodes,
  covers,
  type IgnoreComment,
  type IgnoredCode,
  ignoreComments,
  isSyntaxCode,
  UNUSED_IGNORE,
} from '../../shared/language/index.ts';
import { fileId } from '../workspace/files.ts';
import type { Parsed, SourceFile } from './source-files.ts';

export interface Judged {
  readonly problems: Problem[];
  readonly silenced: Problem[];
}

/** What the judgement of unused comments needs to know. */
export interface IgnoreContext {
  readonly environmentsOf: (file: string) => readonly string[];
  /** Whether the check of that code was made in a file: where it was not, nothing can be said of a comment. */
  readonly isMade: (file: string, code: string) => boolean;
}

/**
 * Takes out what comments silence, by the place it is shown at. What the parser finds stays: a text that cannot be read
 * means nothing certain.
 */
export function silence(problems: readonly Problem[], files: ReadonlyMap<string, SourceFile>): Judged {
  return judge(problems, commentedIn(files), new Set());
}

/** The same, with an info for each code of a comment that silences nothing. */
export function silenceAndTell(
  problems: readonly Problem[],
  files: ReadonlyMap<string, SourceFile>,
  context: IgnoreContext,
): Judged {
  const used = new Set<IgnoredCode>();
  const commented = commentedIn(files);
  const judged = judge(problems, commented, used);
  for (const [path, parsed] of commented) judged.problems.push(...unusedIn(path, parsed, used, context));
  return judged;
}

/** Whether a text may silence something: a quick look that most texts fail. */
export function mentionsIgnore(text: string | null): boolean {
  return text?.includes('strata-ignore') === true;
}

/** The TOML files whose texts may silence something. */
function commentedIn(files: ReadonlyMap<string, SourceFile>): Map<string, Parsed> {
  const found = new Map<string, Parsed>();
  for (const file of files.values()) {
    if (!file.path.endsWith('.toml') || !mentionsIgnore(file.text())) continue;
    const parsed = file.parsed();
    if (parsed !== null) found.set(file.path, parsed);
  }
  return found;
}

function judge(
  problems: readonly Problem[],
  commented: ReadonlyMap<string, Parsed>,
  used: Set<IgnoredCode>,
): Judged {
  if (commented.size === 0) return { problems: [...problems], silenced: [] };
  const judged: Judged = { problems: [], silenced: [] };
  for (const problem of problems) {
    const parsed = commented.get(problem.file);
    const hits = parsed === undefined ? [] : codesAbout(parsed, problem);
    for (const hit of hits) used.add(hit);
    (hits.length > 0 ? judged.silenced : judged.problems).push(problem);
  }
  return judged;
}

function codesAbout(parsed: Parsed, problem: Problem): IgnoredCode[] {
  const codes = commentsOf(parsed)
    .filter((comment) => covers(comment, problem.range.start.line))
    .flatMap((comment) => comment.codes.filter(({ code }) => code === problem.code));
  return codes.length > 0 && isOfParser(parsed, problem) ? [] : codes;
}

function isOfParser({ document, lines }: Parsed, { code, range }: Problem): boolean {
  const start = lines.offsetAt(range.start);
  return document.problems.some((problem) => problem.code === code && problem.start === start);
}

function unusedIn(
  path: string,
  parsed: Parsed,
  used: ReadonlySet<IgnoredCode>,
  context: IgnoreContext,
): Problem[] {
  if (!parsed.valid) return [];
  return commentsOf(parsed).flatMap((comment) => {
    const said = (span: { start: number; end: number }, words: Words): Problem => ({
      file: path,
      fileId: fileId(path),
      range: parsed.lines.rangeOf(span),
      path: '',
      code: UNUSED_IGNORE,
      severity: 'info',
      ...words,
      environments: [...context.environmentsOf(path)],
    });
    if (comment.codes.length === 0) return [said(comment, NO_CODES)];
    return comment.codes
      .filter((code) => !used.has(code))
      .filter(({ code }) => !checkCodes.has(code) || comment.lines === null || context.isMade(path, code))
      .map((code) => said(code, wordsFor(comment, code)));
  });
}

type Words = Pick<Problem, 'message' | 'suggestion'>;

const NO_CODES: Words = {
  message: 'This comment names no check, so it silences nothing.',
  suggestion: 'Write the code of a problem behind a colon, such as "# strata-ignore: range".',
};

function wordsFor({ scope, lines }: IgnoreComment, { code }: IgnoredCode): Words {
  if (isSyntaxCode(code))
    return { message: `"${code}" cannot be silenced: what is not TOML cannot be read.`, suggestion: REMOVE };
  if (!checkCodes.has(code)) {
    const near = closest(code, checkCodes);
    return {
      message: `There is no check "${code}", so this silences nothing.`,
      suggestion: near === null ? REMOVE : `Did you mean "${near}"?`,
    };
  }
  if (lines !== null) {
    const where = scope === 'file' ? 'in this file' : 'here';
    return { message: `There is no problem "${code}" to silence ${where}.`, suggestion: REMOVE };
  }
  return scope === 'file'
    ? {
        message: 'A comment about the whole file counts only before the first key or table.',
        suggestion: 'Move it to the top of the file.',
      }
    : {
        message: 'There is no key or table directly below this comment, so it silences nothing.',
        suggestion: 'Put it on the line above a key or table, or at the end of its line.',
      };
}

const REMOVE = 'Remove it.';

const known = new WeakMap<Parsed, readonly IgnoreComment[]>();

/** Worked out while the text is current: what is read out of it later loses its places. */
function commentsOf(parsed: Parsed): readonly IgnoreComment[] {
  let comments = known.get(parsed);
  if (comments === undefined) {
    comments = ignoreComments(parsed.document, parsed.lines);
    known.set(parsed, comments);
  }
  return comments;
}
