/**
 * The outline of a TOML text in one pass over its lines: tables, values and comments of more than one line. It
 * knows just enough of the syntax for folding and for "where am I"; it never fails, whatever the text is.
 */
import { parsePath } from '../../../shared/config/paths.ts';

/** Lines from 1, both ends included. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** A `[table]` or `[[array of tables]]` from its header to its last line that is not blank or about the next one. */
export interface Section extends LineRange {
  readonly path: readonly string[];
  readonly isArray: boolean;
}

export interface TomlStructure {
  readonly sections: readonly Section[];
  /** Arrays, inline tables and strings that span lines; `start` is the line of the key. */
  readonly values: readonly LineRange[];
  /** Two or more comment lines in a row. */
  readonly comments: readonly LineRange[];
}

const HEADER = /^\s*(\[\[?)([^[\]"'#]+|(?:[^[\]"'#]|"(?:[^"\\]|\\.)*"|'[^']*')+)\]/;
/** As a line inside an array cannot be. */
const NAMED_HEADER = /^\s*\[\[?\s*(?!(?:true|false|inf|nan)\b)[A-Za-z_][^[\],#]*\]/;
const OPENS = /[[{]|"""|'''/;
const SEGMENT = String.raw`(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')`;
const KEY = new RegExp(String.raw`^\s*(${SEGMENT}(?:\s*\.\s*${SEGMENT})*)\s*=`);

export function scanStructure(lines: readonly string[]): TomlStructure {
  const sections: { path: string[]; isArray: boolean; start: number; end: number }[] = [];
  const values: LineRange[] = [];
  const comments: LineRange[] = [];
  let commentStart = 0;
  for (let line = 1; line <= lines.length; line += 1) {
    const text = lines[line - 1] ?? '';
    const first = text.trimStart()[0];
    if (first === '#') {
      commentStart ||= line;
      continue;
    }
    if (commentStart > 0 && line - commentStart > 1) comments.push({ start: commentStart, end: line - 1 });
    commentStart = 0;
    if (first === undefined) continue;
    const header = first === '[' ? HEADER.exec(text) : null;
    if (header !== null) {
      const path = parsePath(header[2]?.trim() ?? '') ?? [];
      sections.push({ path, isArray: header[1] === '[[', start: line, end: line });
      continue;
    }
    const end = OPENS.test(text) ? endOfValue(lines, line) : line;
    if (end > line) values.push({ start: line, end });
    const section = sections.at(-1);
    if (section !== undefined) section.end = end;
    line = end;
  }
  if (commentStart > 0 && commentStart < lines.length)
    comments.push({ start: commentStart, end: lines.length });
  return { sections, values, comments };
}

/**
 * The dotted key path at a line, as the effective configuration names it: an array of tables is one value there,
 * so everything inside it has the array's path. Empty where the line belongs to no key.
 */
export function keyPathAt(structure: TomlStructure, lines: readonly string[], line: number): string[] {
  const { sections, values } = structure;
  const at = lastAtOrBefore(sections, line);
  const section = sections[at];
  const value = values[lastAtOrBefore(values, line)];
  const keyLine = value !== undefined && line <= value.end ? value.start : line;
  const key = section?.start === line ? [] : keyOf(lines[keyLine - 1] ?? '');
  if (key === null) return section !== undefined && line <= section.end ? arrayPrefix(sections, at) : [];
  return withinArray(sections, at) ? arrayPrefix(sections, at) : [...(section?.path ?? []), ...key];
}

/**
 * The last line of the value that starts on a line. One that is left open ends before the next line that starts
 * like a table header, or like a key where no key can be.
 */
function endOfValue(lines: readonly string[], from: number): number {
  let open: OpenParts = { brackets: '', quote: '' };
  for (let line = from; line <= lines.length; line += 1) {
    const text = lines[line - 1] ?? '';
    if (line > from && open.quote === '') {
      if (NAMED_HEADER.test(text) || (open.brackets.endsWith('[') && KEY.test(text))) return line - 1;
    }
    open = scanLine(text, open);
    if (open.brackets === '' && open.quote === '') return line;
  }
  return lines.length;
}

/** What is open at the end of a line: brackets from the outermost on, and the quotes of a multi-line string. */
interface OpenParts {
  readonly brackets: string;
  readonly quote: string;
}

const TOKENS = /"""|'''|"(?:[^"\\]|\\.)*"?|'[^']*'?|[[\]{}#]/g;
const BASIC_END = /(?:[^"\\]|\\.|"(?!""))*"{3,5}/y;
const LITERAL_END = /(?:[^']|'(?!''))*'{3,5}/y;

function scanLine(text: string, before: OpenParts): OpenParts {
  let { brackets, quote } = before;
  let at = 0;
  while (at < text.length) {
    if (quote !== '') {
      const end = quote === '"""' ? BASIC_END : LITERAL_END;
      end.lastIndex = at;
      if (!end.test(text)) break;
      at = end.lastIndex;
      quote = '';
    }
    TOKENS.lastIndex = at;
    const token = TOKENS.exec(text)?.[0];
    if (token === undefined || token === '#') break;
    at = TOKENS.lastIndex;
    if (token === '"""' || token === "'''") quote = token;
    else if (token === '[' || token === '{') brackets += token;
    else if (token === ']' || token === '}') brackets = brackets.slice(0, -1);
  }
  return { brackets, quote };
}

function keyOf(text: string): string[] | null {
  const key = KEY.exec(text)?.[1];
  return key === undefined ? null : parsePath(key);
}

function withinArray(sections: readonly Section[], at: number): boolean {
  return arrayAbove(sections, at) !== undefined;
}

function arrayPrefix(sections: readonly Section[], at: number): string[] {
  return [...(arrayAbove(sections, at)?.path ?? sections[at]?.path ?? [])];
}

/** The outermost array of tables that the section is an element of, or part of one. */
function arrayAbove(sections: readonly Section[], at: number): Section | undefined {
  const path = sections[at]?.path ?? [];
  return sections
    .slice(0, at + 1)
    .filter((section) => section.isArray && section.path.every((key, index) => key === path[index]))
    .toSorted((one, other) => one.path.length - other.path.length)[0];
}

/** Index of the last range that starts at or before the line; -1 when there is none. */
function lastAtOrBefore(ranges: readonly LineRange[], line: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? Number.POSITIVE_INFINITY) <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
