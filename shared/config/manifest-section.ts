/** Reading typed values out of one table of the manifest, with a problem for each that does not fit. */
import type { Span } from '../text/text.ts';
import type { Entry, TableValue, TomlValue } from '../toml/types.ts';
import { closest } from './closest.ts';
import { formatPath } from './paths.ts';

/** Something in the manifest that is wrong or not followed; placed where it is written. */
export interface ManifestProblem extends Span {
  readonly code:
    | 'missing-key'
    | 'wrong-type'
    | 'wrong-value'
    | 'unknown-key'
    | 'duplicate-layer'
    | 'layer-without-source'
    | 'layer-with-two-sources'
    | 'bad-path'
    | 'unknown-placeholder'
    | 'unknown-environment'
    | 'inherits-cycle'
    | 'alias-clash'
    | 'bad-name'
    | 'unsupported-dialect'
    | 'not-applied-yet';
  readonly severity: 'error' | 'warning' | 'info';
  /** Dotted key path in the manifest, "" for the whole file. Items of arrays count as their array. */
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** A value with its place in the manifest. */
export interface Placed<T> {
  readonly value: T;
  readonly span: Span;
}

/** One table of the manifest. Every reader gives undefined where the key is absent or does not fit. */
export class Section {
  readonly path: readonly string[];
  readonly #table: TableValue;
  readonly #problems: ManifestProblem[];

  constructor(table: TableValue, path: readonly string[], problems: ManifestProblem[]) {
    this.#table = table;
    this.path = path;
    this.#problems = problems;
  }

  /** Where the table itself is written. */
  get span(): Span {
    return { start: this.#table.start, end: this.#table.end };
  }

  get keys(): string[] {
    return [...this.#table.entries.keys()];
  }

  has(key: string): boolean {
    return this.#table.entries.has(key);
  }

  isTable(key: string): boolean {
    return this.#table.entries.get(key)?.value.type === 'table';
  }

  keySpan(key: string): Span {
    return this.#table.entries.get(key)?.keySpan ?? this.span;
  }

  string(key: string): Placed<string> | undefined {
    const entry = this.#table.entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.value.type === 'string') return placed(entry.value.value, entry.value);
    this.#wrongType(entry, 'a string', `Write ${key} = "...".`);
    return undefined;
  }

  boolean(key: string): boolean | undefined {
    const entry = this.#table.entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.value.type === 'boolean') return entry.value.value;
    this.#wrongType(entry, 'true or false', `Write ${key} = true or ${key} = false.`);
    return undefined;
  }

  /** The strings of an array; others in it are reported and left out. */
  strings(key: string): Placed<string>[] | undefined {
    const entry = this.#table.entries.get(key);
    if (entry === undefined) return undefined;
    const { value } = entry;
    if (value.type !== 'array') {
      this.#wrongType(entry, 'an array of strings', `Write ${key} = ["..."].`);
      return undefined;
    }
    return value.items.flatMap((item) => {
      if (item.type === 'string') return [placed(item.value, item)];
      this.#wrongType({ ...entry, value: item }, 'a string', 'Put the value in quotes.');
      return [];
    });
  }

  /** As `strings`, but one string alone will do. */
  stringOrStrings(key: string): Placed<string>[] | undefined {
    if (this.#table.entries.get(key)?.value.type !== 'string') return this.strings(key);
    const only = this.string(key);
    return only === undefined ? undefined : [only];
  }

  section(key: string): Section | undefined {
    const entry = this.#table.entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.value.type === 'table') return this.#inner(key, entry.value);
    this.#wrongType(entry, 'a table', `Write [${formatPath([...this.path, key])}].`);
    return undefined;
  }

  /** The tables of `[[key]]`. A single `[key]` is reported and taken as the only one. */
  sections(key: string): Section[] {
    const entry = this.#table.entries.get(key);
    if (entry === undefined) return [];
    const { value } = entry;
    if (value.type === 'array') {
      return value.items.flatMap((item) => {
        if (item.type === 'table') return [this.#inner(key, item)];
        this.#wrongType({ ...entry, value: item }, 'a table', `Write [[${key}]].`);
        return [];
      });
    }
    this.#wrongType(entry, 'a list of tables', `Write [[${key}]] with two brackets.`);
    return value.type === 'table' ? [this.#inner(key, value)] : [];
  }

  /** Every other key of the table is unknown. */
  allowOnly(keys: readonly string[]): void {
    for (const { key, keySpan } of this.#table.entries.values()) {
      if (keys.includes(key)) continue;
      const nearest = closest(key, keys);
      this.report(keySpan, key, {
        code: 'unknown-key',
        severity: 'warning',
        message: `${formatPath([...this.path, key])} is not a key of the manifest; it is left out.`,
        suggestion: nearest === null ? insteadOf(keys) : `Did you mean ${nearest}?`,
      });
    }
  }

  /** Reports at `span`; `key` names the key the problem belongs to, null the table itself. */
  report(span: Span, key: string | null, problem: Omit<ManifestProblem, 'start' | 'end' | 'path'>): void {
    const path = formatPath(key === null ? this.path : [...this.path, key]);
    this.#problems.push({ ...problem, path, start: span.start, end: span.end });
  }

  #inner(key: string, table: TableValue): Section {
    return new Section(table, [...this.path, key], this.#problems);
  }

  #wrongType(entry: Entry, wanted: string, suggestion: string): void {
    this.report(entry.value, entry.key, {
      code: 'wrong-type',
      severity: 'error',
      message: `${formatPath([...this.path, entry.key])} must be ${wanted}, not ${typeInWords(entry.value)}.`,
      suggestion,
    });
  }
}

function insteadOf(keys: readonly string[]): string {
  return keys.length === 0 ? 'Remove it: there is nothing to set here.' : `Use one of ${keys.join(', ')}.`;
}

function placed<T>(value: T, { start, end }: Span): Placed<T> {
  return { value, span: { start, end } };
}

function typeInWords({ type }: TomlValue): string {
  switch (type) {
    case 'integer':
    case 'array':
      return `an ${type}`;
    case 'string':
    case 'float':
    case 'boolean':
    case 'table':
      return `a ${type}`;
    default:
      return 'a date or time';
  }
}
