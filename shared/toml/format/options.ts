/** What can be chosen about the format, what holds where nothing is chosen, and how a `[format]` table says it. */
import { formatKey } from '../key-path.ts';
import type { TableValue, TomlProblem, TomlValue } from '../types.ts';

/**
 * Every option may be left out. What files do by taste they go on doing, each in one manner throughout; the other
 * defaults are what most of the real files do that were measured for this.
 */
export interface FormatOptions {
  /** Columns that a line should not exceed; an array that would is written on several lines. Default 80. */
  readonly lineWidth?: number;
  /** One level of indentation, blanks or tabs. Default: what the file uses most, else two spaces. */
  readonly indent?: string;
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
   * The keys of a table in the order of its schema, by the table's path without array indexes. Keys that it does not
   * name come last; keys never cross a blank line or a header. Default: keys stay where they are.
   */
  readonly order?: (table: readonly string[]) => readonly string[] | undefined;
}

export const defaults = {
  lineWidth: 80,
  indent: '  ',
  blankLines: 2,
  blankLinesBeforeHeaders: 1,
  padArrays: false,
  padInlineTables: true,
  joinArrays: false,
  trailingComma: true,
  finalNewline: true,
} as const;

type OptionName = Exclude<keyof FormatOptions, 'order'>;

/** What a key of the table must hold: true or false, a whole number in a range, or blanks. */
type Wanted = 'boolean' | 'blanks' | { readonly from: number; readonly to: number };

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
};

/**
 * Reads options from a table like `[format]`, whose keys are their names with underscores (`line_width = 100`). What
 * cannot be used is a warning at its place and otherwise as if it were not there.
 */
export function readFormatOptions(table: TableValue): { options: FormatOptions; problems: TomlProblem[] } {
  const names = new Map(Object.keys(WANTED).map((name) => [snakeCase(name), name as OptionName]));
  const options: Partial<Record<OptionName, boolean | number | string>> = {};
  const problems: TomlProblem[] = [];
  for (const { key, keySpan, value } of table.entries.values()) {
    const name = names.get(key);
    const path = formatKey(key);
    if (name === undefined) {
      const message = `There is no formatting option "${key}".`;
      const suggestion = `Options are ${[...names.keys()].join(', ')}.`;
      const { start, end } = keySpan;
      problems.push({
        code: 'unknown-format-option',
        severity: 'warning',
        path,
        start,
        end,
        message,
        suggestion,
      });
    } else if (isWanted(value, WANTED[name])) options[name] = value.value;
    else {
      const message = `The formatting option "${key}" takes ${inWords(WANTED[name])}.`;
      const { start, end } = value;
      problems.push({ code: 'invalid-format-option', severity: 'warning', path, start, end, message });
    }
  }
  return { options: options as FormatOptions, problems };
}

function isWanted(
  value: TomlValue,
  wanted: Wanted,
): value is TomlValue & { readonly value: boolean | number | string } {
  if (wanted === 'boolean') return value.type === 'boolean';
  if (wanted === 'blanks') return value.type === 'string' && /^[ \t]*$/.test(value.value);
  return value.type === 'integer' && value.value >= wanted.from && value.value <= wanted.to;
}

function inWords(wanted: Wanted): string {
  if (wanted === 'boolean') return 'true or false';
  if (wanted === 'blanks') return 'a string of blanks or tabs';
  return `a whole number from ${wanted.from} to ${wanted.to}`;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
