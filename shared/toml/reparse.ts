/**
 * Reads a changed text again without reading all of it: where a change stays among the keys of one table section,
 * only that section is read and what stands behind it is moved. Everything else keeps its identity.
 */
import { type Differing, differing } from '../text/differing.ts';
import { adoptValues, shiftEntries } from './adopt.ts';
import { parse, type TomlDocument } from './index.ts';
import { keysOf } from './key-path.ts';
import { pathAt } from './key-walk.ts';
import { defaultLimits } from './limits.ts';
import { isTrivia } from './tokens.ts';
import { Expression, expressionSpan, type Tree } from './tree.ts';
import type { ArrayValue, Entry, TableValue } from './types.ts';

/**
 * The document of `text`, the same as `parse` makes with the default limits, out of the document of an earlier text.
 * That one is used up: nothing may look at its tree or its places any more; its values stay what they are. Null when
 * all of the text has to be read, and then `old` is untouched: when one of the texts has a problem, or when the change
 * concerns a header or a table that several sections write to in turn.
 */
export function reparse(old: TomlDocument, text: string): TomlDocument | null {
  if (old.problems.length > 0 || text.length > defaultLimits.textLength) return null;
  // A byte order mark is one only at the very beginning; anywhere else it is an odd character.
  if (text.startsWith(MARK) !== old.text.startsWith(MARK)) return null;
  const section = sectionAround(old.tree, differing(old.text, text));
  if (section === null) return null;
  const { start, end, keys, headerStart } = section;
  const by = text.length - old.text.length;
  const body = copied(text.slice(start, end + by));
  if (!standsAlone(body, start, end === old.text.length)) return null;
  const way = wayTo(old.root, keys, headerStart);
  const table = way?.at(-1)?.table;
  if (way === null || table === undefined) return null;
  const entries = splitEntries(table, section);
  if (entries === null) return null;
  const read = parse(body, { version: old.version, limits: { depth: defaultLimits.depth - section.depth } });
  if (read.problems.length > 0 || hasHeader(read.tree)) return null;
  const others = [...entries.before, ...entries.after];
  if (others.some(({ key }) => read.root.entries.has(key))) return null;

  if (start > 0) shiftEntries(read.root, 0, start);
  if (by !== 0) shiftEntries(old.root, end, by);
  const all = [...entries.before, ...read.root.entries.values(), ...entries.after];
  const changed = { ...table, entries: new Map(all.map((entry) => [entry.key, entry])) };
  return {
    text,
    version: old.version,
    tree: splice(old.tree, text, section, read.tree),
    root: putBack(way, adoptValues(table, changed)),
    problems: [],
  };
}

/** A string of its own: the values cut from a mere slice of the text would keep the whole text alive. */
function copied(slice: string): string {
  return `${slice} `.slice(0, -1);
}

const MARK = '\uFEFF';

/** The keys that one header, or the beginning of the text, stands above. */
interface Section {
  /** The names in the header. */
  readonly keys: readonly string[];
  /** Where the bracket of the header is; -1 where there is none. */
  readonly headerStart: number;
  /** Steps from the root to the keys. */
  readonly depth: number;
  /** The expressions between this header and the next, `to` not included. */
  readonly from: number;
  readonly to: number;
  /** The same as offsets. */
  readonly start: number;
  readonly end: number;
}

/** The section that a change stays in; null when it touches a header. */
function sectionAround(tree: Tree, change: Differing): Section | null {
  const { tokens, expressions } = tree;
  let from = Math.max(0, expressions.indexAt(Math.max(0, tokens.indexAt(change.start))));
  // What is put in right before a header belongs to the section above it.
  if (isHeader(tree, from) && change.start > expressionSpan(tree, from).start) from++;
  let to = from;
  while (to < expressions.count && !isHeader(tree, to)) to++;
  while (from > 0 && !isHeader(tree, from - 1)) from--;
  const start = tokens.startOf(expressions.startOf(from));
  const end = tokens.startOf(expressions.startOf(to));
  if (change.start < start || change.endBefore > end) return null;
  if (from === 0) return { keys: [], headerStart: -1, depth: 0, from, to, start, end };
  if (!tree.text.startsWith('\n', start - 1)) return null;
  const first = expressions.startOf(from - 1);
  const open = isTrivia(tokens.kindOf(first)) ? first + 1 : first;
  const keys = keysOf(pathAt(tree.text, tokens, first, expressions.endOf(from - 1)));
  const isArray = expressions.kindOf(from - 1) === Expression.ArrayTable;
  const depth = keys.length + (isArray ? 1 : 0);
  return { keys, headerStart: tokens.startOf(open), depth, from, to, start, end };
}

function isHeader({ expressions }: Tree, expression: number): boolean {
  if (expression >= expressions.count) return false;
  const kind = expressions.kindOf(expression);
  return kind === Expression.Table || kind === Expression.ArrayTable;
}

function hasHeader(tree: Tree): boolean {
  for (let index = 0; index < tree.expressions.count; index++) if (isHeader(tree, index)) return true;
  return false;
}

/** Whether the text of a section means the same when it is read by itself. */
function standsAlone(body: string, start: number, isLast: boolean): boolean {
  const endsLine = isLast || body === '' || body.endsWith('\n');
  return endsLine && (start === 0 || !body.startsWith(MARK));
}

/** One step from the root to the section's table: the entry it is in, and for an array the place among its items. */
interface Step {
  readonly table: TableValue;
  readonly entry: Entry | null;
  readonly item: { readonly array: ArrayValue; readonly index: number } | null;
}

/** The tables a header leads through, its own last; null when that one was defined elsewhere. */
function wayTo(root: TableValue, keys: readonly string[], headerStart: number): Step[] | null {
  const way: Step[] = [{ table: root, entry: null, item: null }];
  let table = root;
  for (const key of keys) {
    const entry = table.entries.get(key);
    const value = entry?.value;
    if (entry === undefined || value === undefined) return null;
    if (value.type === 'table') {
      table = value;
      way.push({ table, entry, item: null });
    } else if (value.type === 'array') {
      // A header goes on from the item that is the last one where it stands.
      const index = value.items.findLastIndex(({ start }) => start <= headerStart);
      const found = value.items[index];
      if (found?.type !== 'table') return null;
      table = found;
      way.push({ table, entry, item: { array: value, index } });
    } else return null;
  }
  return keys.length === 0 || table.start === headerStart ? way : null;
}

interface SplitEntries {
  readonly before: readonly Entry[];
  readonly after: readonly Entry[];
}

/**
 * The entries other sections gave to the table, before and after those of this one. Null where they are mixed or
 * where it cannot be told which come first.
 */
function splitEntries(table: TableValue, section: Section): SplitEntries | null {
  const before: Entry[] = [];
  const after: Entry[] = [];
  let own = 0;
  for (const entry of table.entries.values()) {
    if (isIn(section, entry)) {
      if (after.length > 0 || !isWhollyIn(section, entry)) return null;
      own += 1;
    } else if (own === 0) before.push(entry);
    else after.push(entry);
  }
  if (own > 0) return { before, after };
  if (section.headerStart < 0) return { before: [], after: before };
  return before.length === 0 ? { before, after } : null;
}

function isIn({ start, end }: Section, { keySpan }: Entry): boolean {
  return keySpan.start >= start && keySpan.start < end;
}

/** Only to a table that dotted keys made can another section add. */
function isWhollyIn(section: Section, { value }: Entry): boolean {
  if (value.type !== 'table' || value.origin !== 'dotted') return true;
  return value.entries.values().every((entry) => isIn(section, entry) && isWhollyIn(section, entry));
}

/** The root with the section's table replaced; the same one where it is still the same table. */
function putBack(way: readonly Step[], changed: TableValue): TableValue {
  let table = changed;
  for (let depth = way.length - 1; depth > 0; depth--) {
    const step = way[depth];
    const parent = way[depth - 1]?.table;
    if (step?.entry == null || parent === undefined || step.table === table) return way[0]?.table ?? table;
    const { entry, item } = step;
    const value = item === null ? table : { ...item.array, items: item.array.items.with(item.index, table) };
    table = { ...parent, entries: new Map(parent.entries).set(entry.key, { ...entry, value }) };
  }
  return table;
}

/** The tree with the section's expressions replaced; the sequences of `old` are taken over. */
function splice(old: Tree, text: string, { from, to }: Section, body: Tree): Tree {
  const { tokens, expressions } = old;
  tokens.replace(expressions.startOf(from), expressions.startOf(to), body.tokens);
  expressions.replace(from, to, body.expressions);
  return { text, tokens, expressions };
}
