/** What can be chosen about the format, what holds where nothing is chosen, and how a `[format]` table says it. */
import type { Span } from '../../text/text.ts';
import { formatKey } from '../key-path.ts';
import type { TableValue, TomlValue } from '../types.ts';

/**
 * Every option may be left out. What files do by taste they go on doing, each in one manner throughout; the other
 * defaults are what most of the real files do that were measured for this.
 */
export interface FormatOptions {
  /** Columns that a line should not exceed; an array that would is written on several lines. Default 80. */
  readonly lineWidth?: number;
  /** One level of indentation, blanks or tabs. Default: what the file uses most, else `usualIndent`. */
  readonly indent?: string;
  /** One level of indentation for files that show none of their own: an editor's setting. Default two spaces. */
  readonly usualIndent?: string;
  /** Whether keys are indented below their header. Default: as most keys of the file are. */
  readonly indentKeys?: boolean;
  /** Whether headers are indented below the header of the table around them. Default: as most of the file are. */
  readonly indentTables?: boolean;
  /** Whether the equals signs of a block share a column. Default: where most of them do. */
  readonly alignEquals?: boolean;
  /** Whether the comments beside the lines of a block share a column. Default: where most of them do. */
  readonly alignComments?: boolean;
  /** Blanks before a comment beside a line, at least. Default: 2 where the file has 2 and never less, else 1. */
  readonly commentGap?: number;
  /** How many blank lines in a row are left, at least 1. Default 2. */
  readonly blankLines?: number;
  /** Blank lines before a header, at least. Default 1. */
  readonly blankLinesBeforeHeaders?: number;
  /** `[ 1, 2 ]` instead of `[1, 2]`. Default false. */
  readonly padArrays?: boolean;
  /** `{ a = 1 }` instead of `{a = 1}`. Default true. */
  readonly padInlineTables?: boolean;
  /** Whether an array on several lines, without comments, is joined where it fits one line. Default false: who wrote it so meant it. */
  readonly joinArrays?: boolean;
  /** Whether the last item of an array on several lines has a comma. Default true. */
  readonly trailingComma?: boolean;
  /** Whether the text must end with a line break; if not, it ends as it did. Default true. */
  readonly finalNewline?: boolean;
  /**
   * How keys and sections are sorted, each with its comments: by `order`, by the alphabet, or not at all. Keys never
   * cross a blank line or a header; sections no comment that belongs to none. Default `schema`.
   */
  readonly sort?: Sort;
  /**
   * The keys of a table in the order of its schema, by the table's path without array indexes. Keys that it does not
   * name come last. Default: keys stay where they are.
   */
  readonly order?: (table: readonly string[]) => readonly string[] | undefined;
}

/** What a manifest can choose: all that is not an editor's to say, or the schema's. Plain data. */
export type FormatSettings = Omit<FormatOptions, 'order' | 'usualIndent'>;

/** Something in a table of options that cannot be used, at its place in the text. */
export interface OptionProblem extends Span {
  readonly code: 'unknown-key' | 'wrong-value';
  readonly severity: 'warning';
  /** The name of the option. */
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string;
}

export type Sort = 'schema' | 'alphabetical' | 'none';

const SORTS: readonly Sort[] = ['schema', 'alphabetical', 'none'];

export const defaults = {
  lineWidth: 80,
  usualIndent: '  ',
  blankLines: 2,
  blankLinesBeforeHeaders: 1,
  padArrays: false,
  padInlineTables: true,
  joinArrays: false,
  trailingComma: true,
  finalNewline: true,
} as const;

type OptionName = keyof FormatSettings;

/** What a key of the table must hold: true or false, a whole number in a range, blanks, or one of some words. */
type Wanted = 'boolean' | 'blanks' | { readonly from: number; readonly to: number } | readonly string[];

const WANTED: Readonly<Record<OptionName, Wanted>> = {
  lineWidth: { from: 20, to: 1000 },
  indent: 'blanks',
  indentKeys: 'boolean',
  indentTables: 'boolean',
  alignEquals: 'boolean',
  alignComments: 'boolean',
  commentGap: { from: 1, to: 8 },
  blankLines: { from: 1, to: 10 },
  blankLinesBeforeHeaders: { from: 0, to: 10 },
  padArrays: 'boolean',
  padInlineTables: 'boolean',
  joinArrays: 'boolean',
  trailingComma: 'boolean',
  finalNewline: 'boolean',
  sort: SORTS,
};

/**
 * Reads options from a table like `[format]`, whose keys are their names with underscores (`line_width = 100`). What
 * cannot be used is a warning at its place and otherwise as if it were not there.
 */
export function readFormatOptions(table: TableValue): {
  options: FormatSettings;
  problems: OptionProblem[];
} {
  const names = new Map(Object.keys(WANTED).map((name) => [snakeCase(name), name as OptionName]));
  const options: Partial<Record<OptionName, boolean | number | string>> = {};
  const problems: OptionProblem[] = [];
  for (const { key, keySpan, value } of table.entries.values()) {
    const name = names.get(key);
    const path = formatKey(key);
    if (name === undefined) {
      const message = `There is no formatting option ${path}.`;
      const suggestion = `Options are ${[...names.keys()].join(', ')}.`;
      problems.push({
        code: 'unknown-key',
        severity: 'warning',
        path,
        ...spanOf(keySpan),
        message,
        suggestion,
      });
    } else if (isWanted(value, WANTED[name])) options[name] = value.value;
    else {
      const message = `The formatting option ${path} takes ${inWords(WANTED[name])}.`;
      problems.push({ code: 'wrong-value', severity: 'warning', path, ...spanOf(value), message });
    }
  }
  return { options: options as FormatSettings, problems };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

function isWanted(
  value: TomlValue,
  wanted: Wanted,
): value is TomlValue & { readonly value: boolean | number | string } {
  if (wanted === 'boolean') return value.type === 'boolean';
  if (wanted === 'blanks') return value.type === 'string' && /^[ \t]*$/.test(value.value);
  if (isList(wanted)) return value.type === 'string' && wanted.includes(value.value);
  return value.type === 'integer' && value.value >= wanted.from && value.value <= wanted.to;
}

function inWords(wanted: Wanted): string {
  if (wanted === 'boolean') return 'true or false';
  if (wanted === 'blanks') return 'a string of blanks or tabs';
  if (isList(wanted)) return wanted.map((word) => `"${word}"`).join(', ');
  return `a whole number from ${wanted.from} to ${wanted.to}`;
}

function isList(wanted: Wanted): wanted is readonly string[] {
  return Array.isArray(wanted);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
