/**
 * Reads a changed text again without reading all of it: the table sections that the change touches are read, what
 * stands behind them is moved, and everything else keeps its identity. Problems make no difference: what is wrong is
 * read as the whole text would be, because nothing but an odd few expressions depends on what stands far behind it.
 */
import { type Differing, differing } from '../text/differing.ts';
import { stepsBetween } from '../text/steps-between.ts';
import { adoptValues, shiftEntries } from './adopt.ts';
import { MAX_RETRIES } from './cursor.ts';
import type { FormerPlaces } from './former-places.ts';
import { addWay, graft, type HeaderWays } from './graft.ts';
import { parsePart } from './grammar.ts';
import type { TomlDocument } from './index.ts';
import { keysOf } from './key-path.ts';
import { pathAt } from './key-walk.ts';
import { defaultLimits } from './limits.ts';
import { inOrder, ProblemList } from './problems.ts';
import { reportLoneSurrogates } from './surrogates.ts';
import { Expression, expressionSpan, type Tree } from './tree.ts';
import type { TableValue, TomlProblem } from './types.ts';
import { buildValues } from './values.ts';

/**
 * The document of `text`, the same as `parse` makes with the default limits, out of the document of an earlier text.
 * That one is used up: nothing may look at its tree or its places any more; its values stay what they are, and with
 * `former` their places in that text can be told. Null when all of the text has to be read: when the change is at many
 * places, or concerns a table that several sections write to in turn.
 */
export function reparse(old: TomlDocument, text: string, former?: FormerPlaces): TomlDocument | null {
  if (Math.max(text.length, old.text.length) > defaultLimits.textLength) return null;
  // A byte order mark is one only at the very beginning; anywhere else it is an odd character.
  if (text.startsWith(MARK) !== old.text.startsWith(MARK)) return null;
  let document: TomlDocument | null = old;
  for (const step of stepsBetween(old.text, text, '[')) {
    document = rereadPlace(document, step, former);
    if (document === null) return null;
  }
  return document;
}

const MARK = '\uFEFF';
/** More problems than this are not told apart from those that are dropped. */
const MAX_PROBLEMS = defaultLimits.problems;

/** Problems that name the line of another key or header. */
const NAMING_LINES: ReadonlySet<string> = new Set([
  'duplicate-key',
  'duplicate-table',
  'value-is-not-a-table',
  'inline-table-is-complete',
  'table-is-complete',
  'array-is-complete',
  'table-is-not-an-array',
  'array-is-not-a-table',
]);

/** A change that is one stretch. */
function rereadPlace(old: TomlDocument, text: string, former: FormerPlaces | undefined): TomlDocument | null {
  if (former?.isFull === true) return null;
  const change = differing(old.text, text);
  const from = firstExpression(old.tree, change);
  const start = expressionStart(old.tree, from);
  if (old.tree.farSighted.some((at) => at < start)) return null;
  const read = readPart(old, text, start, change);
  const end = expressionStart(old.tree, read.to);
  const problems = problemsWith(
    old,
    text,
    { start, end, isLast: read.to === old.tree.expressions.count },
    read,
  );
  if (problems === null) return null;
  const ways = headerWays(old.tree, from, read.to);
  const grafted = graft(old.root, read.root, { start, end, ways });
  if (grafted === null) return null;
  const farSighted = farSightedWith(old.tree, text, { start, end }, read.tree);
  if (farSighted.length >= MAX_RETRIES) return null;

  const by = text.length - old.text.length;
  if (by !== 0) shiftEntries(old.root, end, by);
  for (const entry of grafted.left) former?.leave(entry);
  for (const place of grafted.leftPlaces) former?.leavePlace(place);
  former?.follow(start, end, by);
  return {
    text,
    version: old.version,
    tree: { ...splice(old.tree, { from, to: read.to }, read.tree), text, farSighted },
    root: former === undefined ? adoptValues(old.root, grafted.root) : grafted.root,
    problems,
  };
}

/** The first expression to read again: the header above the change, one that the change cannot have touched. */
function firstExpression(tree: Tree, change: Differing): number {
  const { tokens, expressions } = tree;
  let from = Math.max(0, expressions.indexAt(Math.max(0, tokens.indexAt(change.start))));
  while (from > 0 && !(isHeader(tree, from) && isOnOwnLine(tree, from, change.start))) from--;
  return from;
}

/** Whether a header begins its line and ends it before an offset. */
function isOnOwnLine(tree: Tree, header: number, before: number): boolean {
  const { start, end } = expressionSpan(tree, header);
  return end <= before && isLineStart(tree.text, end) && isLineStart(tree.text, start);
}

function isLineStart(text: string, at: number): boolean {
  return at > 0 && text.startsWith('\n', at - 1);
}

/** The offset of an expression, or of the end of the text. */
function expressionStart({ tokens, expressions }: Tree, expression: number): number {
  return tokens.startOf(expressions.startOf(expression));
}

function isHeader({ expressions }: Tree, expression: number): boolean {
  const kind = expressions.kindOf(expression);
  return kind === Expression.Table || kind === Expression.ArrayTable;
}

interface ReadPart {
  /** Its bounds count from where the part begins. */
  readonly tree: Tree;
  /** The old expression before which the part ends. */
  readonly to: number;
  readonly root: TableValue;
  readonly problems: readonly TomlProblem[];
}

/** Reads on from `start` until a line begins with a header that stood there before. */
function readPart(old: TomlDocument, text: string, start: number, change: Differing): ReadPart {
  const { version } = old;
  const limits = defaultLimits;
  const by = text.length - old.text.length;
  let to = old.tree.expressions.count;
  const isEnd = (at: number) => {
    const canEnd = at >= change.endAfter && isLineStart(text, at) && isLineStart(old.text, at - by);
    const same = canEnd ? headerAt(old.tree, at - by) : -1;
    if (same >= 0) to = same;
    return same >= 0;
  };
  const grammar = new ProblemList(text, MAX_PROBLEMS);
  const { tokens, expressions, farSighted } = parsePart(text, version, limits, grammar, { start, isEnd });
  const body = copied(text.slice(start, tokens.end));
  const characters = new ProblemList(text, MAX_PROBLEMS, start);
  reportLoneSurrogates(body, characters);
  const tree = { text: body, tokens: tokens.fromZero(), expressions, farSighted };
  const meaning = new ProblemList(text, MAX_PROBLEMS, start);
  const root = buildValues(tree, version, limits, meaning);
  shiftEntries(root, 0, start);
  return {
    tree,
    to,
    root,
    problems: inOrder([...characters.sorted(), ...grammar.sorted(), ...meaning.sorted()]),
  };
}

/** The header expression that begins at an offset; -1 when there is none. */
function headerAt(tree: Tree, offset: number): number {
  const { tokens, expressions } = tree;
  const expression = expressions.indexAt(tokens.indexAt(offset));
  const isFound =
    expression >= 0 && expressionStart(tree, expression) === offset && isHeader(tree, expression);
  return isFound ? expression : -1;
}

/** A string of its own: the values cut from a mere slice of the text would keep the whole text alive. */
function copied(slice: string): string {
  return `${slice} `.slice(0, -1);
}

/** A part of the old text. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly isLast: boolean;
}

/** All problems of the new text; null where it cannot be told that those outside of the part still say the same. */
function problemsWith(
  old: TomlDocument,
  text: string,
  { start, end, isLast }: Part,
  read: ReadPart,
): TomlProblem[] | null {
  const by = text.length - old.text.length;
  const before = old.problems.filter((problem) => problem.start < start);
  const behind = isLast ? [] : old.problems.filter((problem) => problem.start >= end);
  const dropped = old.problems.slice(before.length, old.problems.length - behind.length);
  const isCertain =
    ![...before, ...behind].some(({ code }) => NAMING_LINES.has(code)) &&
    ![...dropped, ...read.problems].some(({ code }) => code === 'merge-conflict') &&
    // By itself a part cannot know a list that began above it.
    !read.problems.some(({ code }) => code === 'table-is-not-an-array');
  const all = [...before, ...read.problems, ...behind.map((problem) => moved(problem, by))];
  const isFull = Math.max(all.length, old.problems.length) >= MAX_PROBLEMS;
  return isCertain && !isFull ? all : null;
}

function moved(problem: TomlProblem, by: number): TomlProblem {
  return by === 0 ? problem : { ...problem, start: problem.start + by, end: problem.end + by };
}

/** The names in the headers of some expressions. */
function headerWays(tree: Tree, from: number, to: number): HeaderWays {
  const { text, tokens, expressions } = tree;
  const ways: HeaderWays = new Map();
  for (let expression = from; expression < to; expression++) {
    if (!isHeader(tree, expression)) continue;
    addWay(
      ways,
      keysOf(pathAt(text, tokens, expressions.startOf(expression), expressions.endOf(expression))),
    );
  }
  return ways;
}

function farSightedWith(old: Tree, text: string, part: Omit<Part, 'isLast'>, read: Tree): number[] {
  const by = text.length - old.text.length;
  const before = old.farSighted.filter((at) => at < part.start);
  const behind = old.farSighted.filter((at) => at >= part.end).map((at) => at + by);
  return [...before, ...read.farSighted, ...behind];
}

/** The tree with some expressions replaced; the sequences of `old` are taken over. */
function splice(
  { tokens, expressions }: Tree,
  { from, to }: { readonly from: number; readonly to: number },
  part: Tree,
): Pick<Tree, 'tokens' | 'expressions'> {
  tokens.replace(expressions.startOf(from), expressions.startOf(to), part.tokens);
  expressions.replace(from, to, part.expressions);
  return { tokens, expressions };
}
