/**
 * TOML, read without losing a byte and without giving up at an error. Three phases, one entry file each:
 *
 *   text -> tokens            tokens.ts   kinds of token, and where each one ends
 *   tokens -> lossless tree   grammar.ts  expressions that cover the text, whatever it holds; tree.ts says how
 *   tree -> values            values.ts   tables, arrays and scalars with their places
 *
 * Problems are collected on the way (problems.ts, worded in problem-wording.ts) and never thrown.
 */
import { parseTree } from './grammar.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { ProblemList } from './problems.ts';
import { reportLoneSurrogates } from './surrogates.ts';
import { printTree, type Tree } from './tree.ts';
import type { TableValue, TomlProblem, TomlVersion } from './types.ts';
import { buildValues } from './values.ts';

export { formatKey, formatKeyPath } from './key-path.ts';
export { defaultLimits, type Limits } from './limits.ts';
export type { ProblemCode } from './problem-wording.ts';
export type * from './types.ts';

/** A text as it was understood: immutable; a changed text is a new document. */
export interface TomlDocument {
  readonly text: string;
  readonly version: TomlVersion;
  readonly tree: Tree;
  /** All values that could be read, also of a text with problems. */
  readonly root: TableValue;
  /** In the order of the text. The text is valid TOML when none of them is an error. */
  readonly problems: readonly TomlProblem[];
}

export interface ParseOptions {
  /** Default 1.0. */
  readonly version?: TomlVersion;
  readonly limits?: Partial<Limits>;
}

/** Reads any text. What is wrong with it is in `problems`; nothing is thrown. */
export function parse(text: string, options: ParseOptions = {}): TomlDocument {
  const version = options.version ?? '1.0';
  const limits = { ...defaultLimits, ...options.limits };
  const problems = new ProblemList(text, limits.problems);
  reportLoneSurrogates(text, problems);
  const tree = parseTree(text, version, limits, problems);
  const root = buildValues(tree, version, limits, problems);
  return { text, version, tree, root, problems: problems.sorted() };
}

/** The text of a document, put together from its tree: always what was parsed. */
export function print(document: TomlDocument): string {
  return printTree(document.tree);
}
