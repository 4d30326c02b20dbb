import type { Span } from '../text/text.ts';

/** Which edition of the specification the text is held against. */
export type TomlVersion = '1.0' | '1.1';

export type TomlSeverity = 'error' | 'warning';

/** What the parser found wrong. Data, never thrown; the caller decides what to do with it. */
export interface TomlProblem extends Span {
  /** Stable, kebab-case, e.g. `duplicate-key`, `unterminated-string`, `invalid-date`, `toml-1.1-syntax`. */
  readonly code: string;
  readonly severity: TomlSeverity;
  /** One sentence in plain words that names the key where there is one. */
  readonly message: string;
  /** Dotted key path the problem belongs to, "" when none. */
  readonly path: string;
  /** What to write instead, in words, where one is known. */
  readonly suggestion?: string;
}

export type DateKind = 'offset-date-time' | 'local-date-time' | 'local-date' | 'local-time';

/** A string, number, boolean or date, with the place where it is written. */
export type ScalarValue =
  | (Span & { readonly type: 'string'; readonly value: string })
  /** A number up to 2^53, else a bigint; always within int64. */
  | (Span & { readonly type: 'integer'; readonly value: number | bigint })
  | (Span & { readonly type: 'float'; readonly value: number })
  | (Span & { readonly type: 'boolean'; readonly value: boolean })
  /** Normalised RFC 3339 text: upper-case `T` and `Z`, seconds always present. */
  | (Span & { readonly type: DateKind; readonly value: string });

/** An array, `[1, 2]` or the tables of `[[name]]` (then `ofTables`, each item a table). */
export interface ArrayValue extends Span {
  readonly type: 'array';
  readonly ofTables: boolean;
  readonly items: TomlValue[];
}

/** How a table came to be; decides what may still be added to it (TOML 1.0, "Table" and "Inline Table"). */
export type TableOrigin = 'root' | 'header' | 'implicit' | 'dotted' | 'inline' | 'array-element';

/**
 * A table. A Map, so `__proto__` is an ordinary key. The span is the header's (`[a.b]`), the inline table's,
 * the first dotted key's that made it, or empty at 0 for the root.
 */
export interface TableValue extends Span {
  readonly type: 'table';
  readonly origin: TableOrigin;
  readonly entries: Map<string, Entry>;
}

export type TomlValue = ScalarValue | ArrayValue | TableValue;

/** One key of a table with the place of the key's own segment (the `b` in `a.b = 1`). */
export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: TomlValue;
  /** Set when the entry does not come from TOML text: the environment variable that gave it. */
  readonly variable?: string;
}
