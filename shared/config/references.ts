/** Fills in `${NAME}`, `${NAME:-default}` and `{ env = "NAME", default = ... }` after the merge. */
import type { Span } from '../text/text.ts';
import type { ArrayValue, ScalarValue, TableValue, TomlValue } from '../toml/types.ts';
import { expandReferences, type Failure, type VariableLookup } from './expand.ts';
import type { EffectiveLeaf, EffectiveNode, EffectiveTable, MergeProblem } from './model.ts';
import { formatPath } from './paths.ts';
import { mayHoldReference, referenceTable, splitReferences } from './reference-syntax.ts';
import { stringValue, type TypesOf, typedText } from './typed-text.ts';
import { isVerbatim } from './variable-sources.ts';

export interface ReferenceOptions {
  /**
   * The schema's types. A value that is one whole reference takes the type its text has as a TOML literal where
   * the schema asks for one; everything else stays a string.
   */
  readonly typesOf?: TypesOf;
}

/**
 * The configuration with every reference replaced. Tables and leaves without one are shared with `root`, which
 * is not changed. An unresolved reference is an error at the layer that wrote it; the value stays as written.
 */
export function resolveReferences(
  root: EffectiveTable,
  lookup: VariableLookup,
  options: ReferenceOptions = {},
): { readonly root: EffectiveTable; readonly problems: MergeProblem[] } {
  const resolver = new Resolver(lookup, options);
  return { root: resolver.table(root), problems: resolver.problems };
}

/** The variables a layer's values refer to, so that they are not taken for settings of the program themselves. */
export function referencedVariables(root: TableValue): Set<string> {
  const names = new Set<string>();
  collectNames(root, names);
  return names;
}

class Resolver {
  readonly problems: MergeProblem[] = [];
  readonly #lookup: VariableLookup;
  readonly #options: ReferenceOptions;

  constructor(lookup: VariableLookup, options: ReferenceOptions) {
    this.#lookup = lookup;
    this.#options = options;
  }

  table(table: EffectiveTable): EffectiveTable {
    if (!mayRefer(table)) return table;
    let children: Map<string, EffectiveNode> | null = null;
    for (const [key, child] of table.children) {
      const resolved = child.kind === 'table' ? this.table(child) : this.leaf(child);
      if (resolved === child) continue;
      children ??= new Map(table.children);
      children.set(key, resolved);
    }
    return children === null ? table : { ...table, children };
  }

  leaf(leaf: EffectiveLeaf): EffectiveLeaf {
    const { value, source } = leaf;
    if (value.type !== 'string' && value.type !== 'array') return leaf;
    if (value.type === 'string' && !mayHoldReference(value.value)) return leaf;
    if (source.variable !== undefined && isVerbatim(source.variable)) return leaf;
    const attempt = new Attempt(this.#lookup);
    const types = this.#options.typesOf?.(leaf.path);
    // The merge lets a table be a leaf only when it is a reference.
    const written = source.value.type === 'table' ? source.value : value;
    const resolved = attempt.value(written, types);
    if (attempt.failures.length > 0) {
      this.#report(leaf, attempt.failures);
      return { ...leaf, reference: 'unresolved' };
    }
    if (resolved === written || resolved.type === 'table') return leaf;
    return attempt.references === 0
      ? { ...leaf, value: resolved }
      : { ...leaf, value: resolved, reference: 'resolved' };
  }

  #report(leaf: EffectiveLeaf, failures: readonly PlacedFailure[]): void {
    const dotted = formatPath(leaf.path);
    for (const { failure, span } of failures) {
      this.problems.push({
        ...failureText(failure, dotted),
        severity: 'error',
        path: leaf.path,
        setter: leaf.source,
        // Items of a combined array may be written in another file than the one of the leaf's source.
        ...(leaf.combined ? {} : { span }),
      });
    }
  }
}

/** A smaller table is looked through again as fast as it is looked up, and needs no memory. */
const MEMORABLE_SIZE = 8;

/** Whether a table holds something that may be a reference, whatever the variables are. Merged tables never change. */
const referring = new WeakMap<EffectiveTable, boolean>();

function mayRefer(table: EffectiveTable): boolean {
  if (table.written !== undefined) return false;
  const known = referring.get(table);
  if (known !== undefined) return known;
  let found = false;
  // Every table inside is looked at, so that all of them are known the next time.
  for (const child of table.children.values()) {
    const mayChild = child.kind === 'table' ? mayRefer(child) : mayValueRefer(child.value);
    found ||= mayChild;
  }
  if (table.children.size >= MEMORABLE_SIZE) referring.set(table, found);
  return found;
}

/** A table is a value only inside an array; there it may be a reference. */
function mayValueRefer(value: TomlValue): boolean {
  if (value.type === 'string') return mayHoldReference(value.value);
  if (value.type === 'array') return value.items.some(mayValueRefer);
  return value.type === 'table';
}

interface PlacedFailure {
  readonly failure: Failure;
  readonly span: Span;
}

/** The resolution of one leaf. */
class Attempt {
  readonly failures: PlacedFailure[] = [];
  references = 0;
  readonly #lookup: VariableLookup;

  constructor(lookup: VariableLookup) {
    this.#lookup = lookup;
  }

  /** The value with references replaced; the same object where it holds none. */
  value(value: TomlValue, types?: readonly string[]): TomlValue {
    switch (value.type) {
      case 'string':
        return this.#string(value, types);
      case 'array':
        return this.#array(value);
      case 'table':
        return this.#table(value, types);
      default:
        return value;
    }
  }

  #string(value: ScalarValue & { readonly type: 'string' }, types: readonly string[] | undefined): TomlValue {
    if (!mayHoldReference(value.value)) return value;
    const { text, references, failures } = expandReferences(value.value, this.#lookup);
    this.references += references;
    for (const failure of failures) this.failures.push({ failure, span: placeIn(value, failure) });
    if (text === value.value) return value;
    return isOneReference(value.value) && types !== undefined
      ? typedText(text, types, value)
      : stringValue(text, value);
  }

  #array(value: ArrayValue): ArrayValue {
    const items = value.items.map((item) => this.value(item));
    return items.some((item, index) => item !== value.items[index]) ? { ...value, items } : value;
  }

  #table(table: TableValue, types: readonly string[] | undefined): TomlValue {
    const reference = referenceTable(table);
    if (reference !== null) return this.#referenceTable(table, reference.name, reference.fallback, types);
    let entries: TableValue['entries'] | null = null;
    for (const [key, entry] of table.entries) {
      const value = this.value(entry.value);
      if (value === entry.value) continue;
      entries ??= new Map(table.entries);
      entries.set(key, { ...entry, value });
    }
    return entries === null ? table : { ...table, entries };
  }

  #referenceTable(
    table: TableValue,
    name: string,
    fallback: TomlValue | null,
    types: readonly string[] | undefined,
  ): TomlValue {
    const { text, failures } = expandReferences(`\${${name}}`, this.#lookup);
    this.references += 1;
    const isUnset = failures.length === 0 ? text === '' : failures.some(({ kind }) => kind === 'unset');
    if (isUnset && fallback !== null) return this.value(fallback, types);
    for (const failure of failures) this.failures.push({ failure, span: table });
    const wanted = types ?? (fallback === null ? undefined : schemaTypesOf(fallback));
    return wanted === undefined ? stringValue(text, table) : typedText(text, wanted, table);
  }
}

/** Without a schema the default shows the type that is meant. */
function schemaTypesOf(value: TomlValue): readonly string[] {
  if (value.type === 'float') return ['number'];
  return value.type === 'integer' || value.type === 'boolean' || value.type === 'array'
    ? [value.type]
    : ['string'];
}

function isOneReference(text: string): boolean {
  const parts = splitReferences(text);
  return parts.length === 1 && parts[0]?.kind === 'reference';
}

/**
 * Where the reference itself is written. Known only for a string in single characters: one quote on each side
 * and no escapes, so that the text in the file is exactly two longer than the value.
 */
function placeIn(value: ScalarValue & { readonly type: 'string' }, failure: Failure): Span {
  const isPlain = value.end - value.start === value.value.length + 2;
  if (!isPlain) return { start: value.start, end: value.end };
  return { start: value.start + 1 + failure.start, end: value.start + 1 + failure.end };
}

function failureText(failure: Failure, path: string): Pick<MergeProblem, 'code' | 'message' | 'suggestion'> {
  if (failure.kind === 'unset') {
    return {
      code: 'unresolved-reference',
      message: `${path} needs the variable ${failure.name}, which is not set.`,
      suggestion: `Set ${failure.name}, or write a default: \${${failure.name}:-value}.`,
    };
  }
  if (failure.kind === 'cycle') {
    return {
      code: 'reference-cycle',
      message: `${path} needs the variable ${failure.name}, which refers back to itself.`,
      suggestion: `Give ${failure.name} a value that does not need ${failure.name}.`,
    };
  }
  return {
    code: 'reference-cycle',
    message: `${path} needs the variable ${failure.name}, whose references go on for too long.`,
    suggestion: `Let ${failure.name} refer to fewer variables.`,
  };
}

/** Tables without any reference. A table that is read again with other values is another one. */
const withoutNames = new WeakSet<TableValue>();

/** Whether there were any. */
function collectNames(value: TomlValue, names: Set<string>): boolean {
  if (value.type === 'string') return collectNamesInText(value.value, names);
  if (value.type === 'array') return collectNamesInAll(value.items, names);
  return value.type === 'table' && !withoutNames.has(value) && collectNamesInTable(value, names);
}

function collectNamesInTable(table: TableValue, names: Set<string>): boolean {
  const reference = referenceTable(table);
  if (reference !== null) names.add(reference.name);
  let found = reference !== null;
  for (const entry of table.entries.values()) if (collectNames(entry.value, names)) found = true;
  if (!found && table.entries.size >= MEMORABLE_SIZE) withoutNames.add(table);
  return found;
}

function collectNamesInAll(items: readonly TomlValue[], names: Set<string>): boolean {
  let found = false;
  for (const item of items) if (collectNames(item, names)) found = true;
  return found;
}

function collectNamesInText(text: string, names: Set<string>): boolean {
  if (!mayHoldReference(text)) return false;
  let found = false;
  for (const part of splitReferences(text)) {
    if (part.kind === 'text') continue;
    found = true;
    names.add(part.name);
    if (part.fallback !== null) collectNamesInText(part.fallback, names);
  }
  return found;
}
