/** What can be asked of a TOML text, and what the answer looks like. */
import type { TextReplacement } from '../../text/replacements.ts';
import type { TomlDocument } from '../index.ts';
import type { DateKind, TableOrigin } from '../types.ts';

/** Key names and array indexes from the root: `['products', 1, 'name']`. */
export type KeyPath = readonly (string | number)[];

/**
 * A value to be written; every `TomlValue` is one. Raw text is written as it stands where a value with its own text can
 * stand; it must be exactly one TOML value. A table with origin `inline` stays inline when the place leaves the choice.
 */
export type NewValue =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'integer'; readonly value: number | bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  /** RFC 3339 text. */
  | { readonly type: DateKind; readonly value: string }
  | NewArray
  | NewTable
  | { readonly type: 'raw'; readonly text: string };

export interface NewArray {
  readonly type: 'array';
  /** Whether to write `[[name]]` tables where the place allows it. */
  readonly ofTables?: boolean;
  readonly items: readonly NewValue[];
}

export interface NewTable {
  readonly type: 'table';
  readonly origin?: TableOrigin;
  readonly entries: ReadonlyMap<string, { readonly value: NewValue }>;
}

/** Next to which key of the same table a new key goes, instead of where the order says. */
export type Position = { readonly before: string } | { readonly after: string };

export type Edit =
  /** Gives the key this value; where it is missing it is inserted, with the tables around it. */
  | { readonly kind: 'set'; readonly path: KeyPath; readonly value: NewValue }
  /** Adds a key that does not exist; an index at the end of the path moves the items from there on. */
  | {
      readonly kind: 'insert';
      readonly path: KeyPath;
      readonly value: NewValue;
      readonly position?: Position;
    }
  /** Removes a key, a table or an item. Tables that nothing but their content had made go with their last key. */
  | { readonly kind: 'delete'; readonly path: KeyPath }
  /** Gives the key another name and leaves it where it is. */
  | { readonly kind: 'rename'; readonly path: KeyPath; readonly to: string }
  /** Takes the key, table or item with its comments to another path; an index at the end of `to` counts without it. */
  | { readonly kind: 'move'; readonly path: KeyPath; readonly to: KeyPath };

export interface EditOptions {
  /** The keys of a table in the order of its schema, by the table's path without array indexes. */
  readonly order?: (table: readonly string[]) => readonly string[] | undefined;
}

export type RefusalCode =
  /** The path has no segments. */
  | 'empty-path'
  | 'not-found'
  | 'already-exists'
  /** The path leads through a value that is no table. */
  | 'key-under-value'
  /** The path names a key where an array stands. */
  | 'array-needs-index'
  /** The path has an index where a table stands. */
  | 'not-an-array'
  | 'index-out-of-range'
  /** Items of arrays cannot be renamed. */
  | 'item-has-no-name'
  /** A table cannot be moved into itself. */
  | 'into-itself'
  /** Only tables can stand in an array of tables, and the root must stay one. */
  | 'not-a-table'
  /** TOML cannot say it: half a surrogate pair, an integer past 64 bits, raw text that is not one value. */
  | 'invalid-value'
  | 'too-deep'
  /** The place is inside brackets on one line, where no comment can stand. */
  | 'comment-has-no-place'
  /** What the edit would touch cannot be read for certain. */
  | 'damaged'
  /** The text after the edit would not mean what was asked. */
  | 'not-expressible';

export interface Refusal {
  readonly code: RefusalCode;
  /** One sentence that names the key and why. */
  readonly message: string;
  /** What could be done instead, where something comes close. */
  readonly nearest?: Edit;
}

export type EditResult =
  /** Ascending, apart from each other, none without effect; and the text after them, as it was read. */
  | { readonly ok: true; readonly changes: readonly TextReplacement[]; readonly document: TomlDocument }
  | { readonly ok: false; readonly reason: Refusal };
