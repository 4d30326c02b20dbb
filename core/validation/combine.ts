import type { Problem } from '../../shared/contract/model.ts';

const SEVERITIES = ['error', 'warning', 'info'] as const;

/**
 * Problems found in several environments, or by a layer's own check as well, once each, with all the
 * environments they concern in workspace order. Errors come first, then by file and place.
 */
export function combineProblems(problems: Iterable<Problem>, environmentOrder: readonly string[]): Problem[] {
  const combined = new Map<string, { readonly problem: Problem; readonly environments: Set<string> }>();
  for (const problem of problems) {
    const identity = identityOf(problem);
    const known = combined.get(identity);
    if (known === undefined) {
      combined.set(identity, { problem, environments: new Set(problem.environments) });
      continue;
    }
    for (const environment of problem.environments) known.environments.add(environment);
  }
  const order = new Map(environmentOrder.map((name, index) => [name, index]));
  const rank = (name: string) => order.get(name) ?? order.size;
  return [...combined.values()]
    .map(({ problem, environments }) => ({
      ...problem,
      environments: [...environments].sort((left, right) => rank(left) - rank(right)),
    }))
    .sort(byUrgency);
}

/** One cause: the same rule broken by the same key at the same place. Values may be worded differently. */
function identityOf({ file, range, path, code, severity, rule, message }: Problem): string {
  const { line, column } = range.start;
  // Without a schema rule or a file, the message is all that tells two problems apart.
  return JSON.stringify([
    file,
    line,
    column,
    path,
    code,
    severity,
    rule ?? message,
    file === '' ? message : '',
  ]);
}

function byUrgency(left: Problem, right: Problem): number {
  return (
    SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
    compareTexts(left.file, right.file) ||
    left.range.start.line - right.range.start.line ||
    left.range.start.column - right.range.start.column ||
    compareTexts(left.path, right.path)
  );
}

/** By code units: the same order on every machine. */
function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
