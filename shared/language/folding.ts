/** What can be folded away: sections, brackets and strings of several lines, blocks of comments, marked regions. */
import { Token } from '../toml/tokens.ts';
import { Expression } from '../toml/tree.ts';
import type { DocumentRequest } from './request.ts';
import { type Section, sectionsOf } from './sections.ts';

export interface Fold {
  /** Lines from 1; the first one stays visible. */
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: 'code' | 'comment' | 'region';
}

/** Every fold, by where it begins; folds lie inside each other or apart. A section folds with the tables inside it. */
export function foldingRanges(request: DocumentRequest): Fold[] {
  const folds = [...sectionFolds(request), ...bracketFolds(request), ...commentFolds(request)];
  return folds
    .filter(({ startLine, endLine }) => endLine > startLine)
    .sort((one, other) => one.startLine - other.startLine || other.endLine - one.endLine);
}

function sectionFolds({ document, lines }: DocumentRequest): Fold[] {
  const folds: Fold[] = [];
  const visit = (section: Section) => {
    const { header, end, sections } = section;
    const name = header?.keys[0]?.start;
    if (name !== undefined) {
      folds.push({
        startLine: lines.positionAt(name).line,
        endLine: lines.positionAt(end).line,
        kind: 'code',
      });
    }
    for (const inner of sections) visit(inner);
  };
  visit(sectionsOf(document).root);
  return folds;
}

/** The line of a closing bracket stays visible, and so does that of closing quotes that stand alone. */
function bracketFolds({ document, lines }: DocumentRequest): Fold[] {
  const { text, tokens } = document.tree;
  const folds: Fold[] = [];
  const open: number[] = [];
  const add = (start: number, end: number, isClosedAlone: boolean) => {
    const endLine = lines.positionAt(end).line - (isClosedAlone ? 1 : 0);
    folds.push({ startLine: lines.positionAt(start).line, endLine, kind: 'code' });
  };
  for (let token = 0; token < tokens.count; token++) {
    const kind = tokens.kindOf(token);
    if (kind === Token.ArrayOpen || kind === Token.TableOpen) open.push(tokens.startOf(token));
    else if (kind === Token.ArrayClose || kind === Token.TableClose) {
      const start = open.pop();
      if (start !== undefined) add(start, tokens.startOf(token), tokens.endOf(token) > tokens.startOf(token));
    } else if (kind === Token.MultilineBasicString || kind === Token.MultilineLiteralString) {
      const start = tokens.startOf(token);
      const end = tokens.endOf(token);
      add(start, end, /[\r\n][ \t]*$/.test(text.slice(start, end - 3)));
    }
  }
  return folds;
}

const REGION_START = /^#\s*#?region\b/;
const REGION_END = /^#\s*#?endregion\b/;

/** Comments on lines that follow each other, and what stands between `#region` and `#endregion`. */
function commentFolds({ document, lines }: DocumentRequest): Fold[] {
  const { text, tokens, expressions } = document.tree;
  const folds: Fold[] = [];
  const regions: number[] = [];
  let first = -1;
  let last = -1;
  const endBlock = () => {
    if (first >= 0) folds.push({ startLine: first, endLine: last, kind: 'comment' });
    first = -1;
  };
  for (let expression = 0; expression < expressions.count; expression++) {
    if (expressions.kindOf(expression) !== Expression.Comment) {
      endBlock();
      continue;
    }
    const start = tokens.startOf(expressions.startOf(expression));
    const { line } = lines.positionAt(start);
    const comment = text.slice(start, tokens.startOf(expressions.endOf(expression))).trimStart();
    const isMark = REGION_START.test(comment) || REGION_END.test(comment);
    if (REGION_START.test(comment)) regions.push(line);
    const opening = REGION_END.test(comment) ? regions.pop() : undefined;
    if (opening !== undefined) folds.push({ startLine: opening, endLine: line, kind: 'region' });
    if (isMark) endBlock();
    else {
      if (first < 0) first = line;
      last = line;
    }
  }
  endBlock();
  return folds;
}
