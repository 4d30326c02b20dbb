/** The headers of a document, each with what stands below it: what outline, folding and selection share. */
import type { Span } from '../text/text.ts';
import { Outline, type Statement } from '../toml/edit/outline.ts';
import { startsWith } from '../toml/edit/path.ts';
import { blockStart, lineStart, sectionEnd } from '../toml/edit/territory.ts';
import type { TomlDocument } from '../toml/index.ts';

export interface Section extends Span {
  /** Undefined for the top of the file, before the first header. */
  readonly header: Statement | undefined;
  /** Where its comments and its header begin. */
  readonly start: number;
  /** Where its last line ends, sections inside it included, without the line break. */
  readonly end: number;
  /** Where the last of its own lines ends. */
  readonly ownEnd: number;
  readonly keys: readonly Statement[];
  /** Sections of tables inside this one that follow it without another in between. */
  readonly sections: readonly Section[];
}

export interface SectionTree {
  readonly outline: Outline;
  /** The whole file. */
  readonly root: Section;
}

const trees = new WeakMap<TomlDocument, SectionTree>();

/** The sections of a document; worked out once, since a document never changes. */
export function sectionsOf(document: TomlDocument): SectionTree {
  const known = trees.get(document);
  if (known !== undefined) return known;
  const outline = new Outline(document);
  const tree = { outline, root: buildTree(outline) };
  trees.set(document, tree);
  return tree;
}

interface Draft {
  readonly header: Statement | undefined;
  readonly start: number;
  end: number;
  ownEnd: number;
  readonly keys: Statement[];
  readonly sections: Draft[];
}

function buildTree(outline: Outline): Section {
  const { document } = outline;
  const root: Draft = {
    header: undefined,
    start: 0,
    end: document.text.length,
    ownEnd: 0,
    keys: [],
    sections: [],
  };
  root.ownEnd = contentEnd(outline, undefined);
  const open: Draft[] = [root];
  let current = root;
  for (const statement of outline.statements) {
    if (statement.kind === 'key-value') {
      current.keys.push(statement);
      continue;
    }
    while (open.length > 1 && !isInside(statement, open.at(-1)?.header)) open.pop();
    const end = contentEnd(outline, statement);
    const start = lineStart(document.tree, blockStart(document.tree, statement.expression));
    current = { header: statement, start, end, ownEnd: end, keys: [], sections: [] };
    for (const around of open) if (around !== root) around.end = end;
    open.at(-1)?.sections.push(current);
    open.push(current);
  }
  return root;
}

/** Whether a header defines a table inside that of another header. */
function isInside(inner: Statement, outer: Statement | undefined): boolean {
  return outer !== undefined && inner.path.length > outer.path.length && startsWith(inner.path, outer.path);
}

/** Where the lines of a section end, without the comments and blank lines that lead to the next one. */
function contentEnd(outline: Outline, header: Statement | undefined): number {
  const { tree, text } = outline.document;
  const end = lineStart(tree, sectionEnd(outline, header));
  return end - (/(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(0, end - 2), end))?.[0].length ?? 0);
}
