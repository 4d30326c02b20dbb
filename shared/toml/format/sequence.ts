/** In which order the expressions of a text are written. */

import { displaced, type Order, sortByKeys } from './order.ts';
import type { Statement, Statements } from './statements.ts';

export interface Sequence {
  readonly expressions: readonly number[];
  /** Those that change places with others; the rest stays where it is. */
  readonly moved: ReadonlySet<number>;
}

/** A key with the comments above it. */
interface Unit {
  readonly key: Statement;
  readonly expressions: readonly number[];
}

/**
 * The expressions in the order of the text, but the keys of each block, with their comments, in the order asked for.
 * Only keys that are touched with all their comments change places, with those next to them.
 */
export function sequenceOf(
  statements: Statements,
  order: Order | undefined,
  isTouched: (expression: number) => boolean,
): Sequence {
  const expressions = statements.map((_, expression) => expression);
  const moved = new Set<number>();
  if (order === undefined) return { expressions, moved };
  for (const units of runsOfUnits(statements, isTouched)) {
    const table = units[0]?.key.parent?.names ?? [];
    const sorted = sortByKeys(units, ({ key }) => key.names, table, order);
    for (const unit of displaced(units, sorted))
      for (const expression of unit.expressions) moved.add(expression);
    const first = units[0]?.expressions[0] ?? 0;
    for (const [index, expression] of sorted.flatMap((unit) => unit.expressions).entries()) {
      expressions[first + index] = expression;
    }
  }
  return { expressions, moved };
}

/** Runs of keys with nothing between them, all of one block and touched. */
function runsOfUnits(statements: Statements, isTouched: (expression: number) => boolean): Unit[][] {
  const runs: Unit[][] = [];
  let run: Unit[] = [];
  let end = -1;
  for (const key of statements) {
    if (key?.kind !== 'key') continue;
    const unit = unitOf(statements, key);
    if (!unit.expressions.every(isTouched)) continue;
    if (run.at(-1)?.key.block !== key.block || unit.expressions[0] !== end) {
      run = [];
      runs.push(run);
    }
    run.push(unit);
    end = key.expression + 1;
  }
  return runs;
}

function unitOf(statements: Statements, key: Statement): Unit {
  const expressions = [key.expression];
  for (let above = key.expression - 1; statements[above]?.owner === key; above--) expressions.unshift(above);
  return { key, expressions };
}
