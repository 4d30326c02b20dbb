/** Two layers that give one key values of different kinds: allowed, the later wins, but seldom meant. */
import type { TomlValue } from '../toml/types.ts';
import type { MergeProblem, Setter } from './model.ts';
import { formatPath } from './paths.ts';
import { mayHoldReference } from './reference-syntax.ts';

/** What clashes with what. Integer and float are one kind, so are the four dates; a reference may become anything. */
export type ValueKind = 'string' | 'number' | 'boolean' | 'date' | 'array' | 'table' | 'unknown';

/** A setter and the kind of what it sets. */
export interface KindOfSetter {
  readonly kind: ValueKind;
  readonly setter: Setter;
}

/** The kind of a leaf's value; a table is a leaf only as a reference, `{ env = "NAME" }`. */
export function leafKind(value: TomlValue): ValueKind {
  switch (value.type) {
    case 'string':
      return mayHoldReference(value.value) ? 'unknown' : 'string';
    case 'integer':
    case 'float':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return 'array';
    case 'table':
      return 'unknown';
    default:
      return 'date';
  }
}

/**
 * The warning at the later setter, or null where the kinds agree. Where the schema knows the path (`types`),
 * validation judges a value's type, so only the loss of a table the schema does not allow to give way counts.
 */
export function typeClash(
  path: readonly string[],
  later: KindOfSetter,
  earlier: KindOfSetter,
  types: readonly string[] | undefined,
): MergeProblem | null {
  if (later.kind === earlier.kind) return null;
  const meetsTable = later.kind === 'table' || earlier.kind === 'table';
  if (!meetsTable && (later.kind === 'unknown' || earlier.kind === 'unknown')) return null;
  const schemaAllowsBoth = types?.includes('object') && types.length > 1;
  if (types !== undefined && (!meetsTable || schemaAllowsBoth)) return null;
  const dotted = formatPath(path);
  const { name } = earlier.setter.layer.definition;
  return {
    code: 'type-clash',
    severity: 'warning',
    message: `${dotted} is ${WORDS[later.kind]} here but ${WORDS[earlier.kind]} in layer ${name}; this one wins.`,
    suggestion: meetsTable
      ? `Use a table in both layers or in neither: the keys of the table are lost.`
      : `Give ${dotted} the same type in both layers.`,
    path,
    setter: later.setter,
  };
}

const WORDS: Readonly<Record<ValueKind, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  date: 'a date or time',
  array: 'an array',
  table: 'a table',
  unknown: 'a reference to a variable',
};
