/** Which problems are listed, in which order, and which one comes next. Pure. */
import type { FileId, Problem, Severity } from '../../shared/contract/model.ts';

export type Scope = 'all' | 'environment' | 'file';

export interface ProblemQuery {
  readonly scope: Scope;
  readonly environment: string;
  readonly file: FileId | null;
  /** Severities to leave out. */
  readonly hidden: ReadonlySet<Severity>;
  /** Words that must all occur in what is shown of a problem. */
  readonly text: string;
}

export interface Place {
  readonly file: FileId;
  readonly line: number;
  readonly column: number;
}

const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Errors first, then by file and place. A problem that names no environment concerns all of them. */
export function listProblems(problems: readonly Problem[], query: ProblemQuery): Problem[] {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  return problems
    .filter((problem) => inScope(problem, query))
    .filter(
      (problem) =>
        !query.hidden.has(problem.severity) && words.every((word) => textOf(problem).includes(word)),
    )
    .toSorted((a, b) => order[a.severity] - order[b.severity] || byPlace(a, b));
}

/** The problem after (`step` 1) or before (-1) a place, in the order of files and lines, around the end. */
export function nextProblem(
  problems: readonly Problem[],
  from: Place | null,
  step: 1 | -1,
): Problem | undefined {
  const placed = problems.filter(({ fileId }) => fileId !== null).toSorted(byPlace);
  if (from === null) return step === 1 ? placed[0] : placed.at(-1);
  const name = placed.find(({ fileId }) => fileId === from.file)?.file;
  const here = (problem: Problem) => {
    if (problem.fileId !== from.file) return name === undefined ? 1 : problem.file < name ? -1 : 1;
    const { line, column } = problem.range.start;
    return line - from.line || column - from.column;
  };
  const ahead =
    step === 1
      ? placed.find((problem) => here(problem) > 0)
      : placed.findLast((problem) => here(problem) < 0);
  return ahead ?? (step === 1 ? placed[0] : placed.at(-1));
}

function inScope(problem: Problem, { scope, environment, file }: ProblemQuery): boolean {
  if (scope === 'file') return problem.fileId === file;
  if (scope === 'environment')
    return problem.environments.length === 0 || problem.environments.includes(environment);
  return true;
}

function byPlace(a: Problem, b: Problem): number {
  const [one, other] = [a.range.start, b.range.start];
  return (
    (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || one.line - other.line || one.column - other.column
  );
}

function textOf(problem: Problem): string {
  const { message, path, file, code, suggestion, rule } = problem;
  return [message, path, file, code, suggestion, rule, ...problem.environments].join(' ').toLowerCase();
}
