/**
 * Reads a changed text again without reading all of it: where a change stays inside the keys of one table section,
 * only that section is read; what stands behind it is moved. Everything else keeps its identity.
 */
import { adoptValues, shiftValues } from './adopt.ts';
import { pathAt } from './key-walk.ts';
import { keysOf } from './key-path.ts';
import { defaultLimits } from './limits.ts';
import { parse, type TomlDocument } from './index.ts';
import { Expression, expressionSpan, type Tree } from './tree.ts';
import type { Entry, TableValue, TomlValue } from './types.ts';

/**
 * The document of `text`, the same as `parse` would make, from the document of an earlier text, which is used up:
 * nothing may look at it any more. Null when all of the text has to be read, and then `old` is untouched: when either
 * text has problems, or the change concerns a header or keys that other sections add to.
 */
export function reparse(old: TomlDocument, text: string): TomlDocument | null {
  if (old.problems.length > 0 || text.length > defaultLimits.textLength) return null;
  if (text === old.text) return old;
  const change = changeBetween(old.text, text);
  const section = sectionAround(old.tree, change.start, change.end);
  if (section === null) return null;
  const by = text.length - old.text.length;
  const body = text.slice(section.start, section.end + by);
  const isLast = section.end === old.text.length;
  if (!isLast && body !== '' && !body.endsWith('\n')) return null;
  // Only at the very beginning of a file is it a mark.
  if (section.start > 0 && body.startsWith('\uFEFF')) return null;
  const keys = headerKeys(old.tree, section.header);
  const headerStart = section.header < 0 ? 0 : expressionContentStart(old.tree, section.header);
  const way = wayTo(old.root, keys, headerStart);
  const table = way?.at(-1)?.table;
  if (way === null || table === undefined) return null;
  const read = parse(body, { version: old.version, limits: { depth: depthLeft(old.tree, section.header, keys) } });
  if (read.problems.length > 0) return null;
  const split = ownEntries(table, section.start, section.end);
  if (split === null || split.others.some(({ key }) => read.root.entries.has(key))) return null;

  shiftValues(read.root, 0, section.start);
  if (by !== 0) shiftValues(old.root, section.end, by);
  const entries = [...split.before, ...read.root.entries.values(), ...split.after];
  const changed = { ...table, entries: new Map(entries.map((entry) => [entry.key, entry])) };
  return {
    text,
    version: old.version,
    tree: spliced(old.tree, text, section, read.tree),
    root: putBack(way, adoptValues(table, changed)),
    problems: [],
  };
}

interface Change {
  readonly start: number;
  /** In the old text. */
  readonly end: number;
}

/** The keys of one table: everything between its header and the next. */
interface Section {
  /** The expression of its header; -1 for the keys before the first. */
  readonly header: number;
  /** The expressions of the body. */
  readonly from: number;
  readonly to: number;
  /** Offsets of the body. */
  readonly start: number;
  readonly end: number;
}
