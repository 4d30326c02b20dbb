/** What can be written at a place of a document: a value, members of an inline table, or lines of keys. */
import { lineStart } from '../toml/edit/territory.ts';
import type { TomlDocument } from '../toml/index.ts';
import { isScalar, isTrivia, Token } from '../toml/tokens.ts';
import { Expression, expressionSpan } from '../toml/tree.ts';

export type PastePlace =
  /** `before` and `after` set it off from its neighbours. */
  | {
      readonly kind: 'value' | 'members';
      readonly offset: number;
      readonly before: string;
      readonly after: string;
    }
  /** The start of a line, or the end of the text. */
  | { readonly kind: 'lines'; readonly offset: number };

/** Where something goes that is put in at an offset. */
export function pastePlace(document: TomlDocument, offset: number): PastePlace {
  const { text, tree } = document;
  const { expressions, tokens } = tree;
  if (expressions.count === 0) return { kind: 'lines', offset: 0 };
  const token = tokens.indexAt(Math.min(offset, Math.max(0, text.length - 1)));
  const expression = expressions.indexAt(token);
  const { end } = expressionSpan(tree, expression);
  const kind = expressions.kindOf(expression);
  if (kind === Expression.KeyValue) {
    const place = placeInValue(document, expression, offset);
    if (place !== null) return place;
  }
  const start = lineStart(tree, expression);
  const isAbove = text.slice(start, offset).trim() === '' && !isHeader(kind);
  return { kind: 'lines', offset: isAbove && offset < end ? start : end };
}

function isHeader(kind: Expression): boolean {
  return kind === Expression.Table || kind === Expression.ArrayTable;
}

interface Frame {
  readonly kind: 'statement' | 'array' | 'table';
  isAfterEquals: boolean;
  hasValue: boolean;
}

/** Null where the value is written already and what is put in goes onto lines of its own. */
function placeInValue({ text, tree }: TomlDocument, expression: number, offset: number): PastePlace | null {
  const { tokens, expressions } = tree;
  const frames: Frame[] = [{ kind: 'statement', isAfterEquals: false, hasValue: false }];
  for (let token = expressions.startOf(expression); token < expressions.endOf(expression); token++) {
    if (tokens.startOf(token) >= offset) break;
    const kind = tokens.kindOf(token);
    if (tokens.endOf(token) > offset && !isTrivia(kind)) return null;
    if (kind === Token.Newline && frames.length === 1) return null;
    read(frames, kind, tokens.startOf(token) < tokens.endOf(token));
  }
  const frame = frames.at(-1);
  if (frame === undefined) return null;
  const [left, right] = [
    text.slice(0, offset).trimEnd().at(-1) ?? '',
    text.slice(offset).trimStart()[0] ?? '',
  ];
  const after = /[,\]}]/.test(right) || frame.kind === 'statement' ? '' : ', ';
  if (frame.isAfterEquals && !frame.hasValue) {
    return { kind: 'value', offset, before: /[ \t]$/.test(text.slice(0, offset)) ? '' : ' ', after };
  }
  if (frame.kind === 'statement') return null;
  const before = /[,[{]/.test(left) ? '' : ', ';
  return { kind: frame.kind === 'array' ? 'value' : 'members', offset, before, after };
}

function read(frames: Frame[], kind: Token, isWritten: boolean): void {
  const frame = frames.at(-1);
  if (frame === undefined || !isWritten) return;
  if (kind === Token.Equals) frame.isAfterEquals = true;
  else if (kind === Token.Comma) Object.assign(frame, { isAfterEquals: false, hasValue: false });
  else if (isScalar(kind)) frame.hasValue = true;
  else if (kind === Token.ArrayOpen || kind === Token.TableOpen) {
    frame.hasValue = true;
    const inner = kind === Token.ArrayOpen ? 'array' : 'table';
    frames.push({ kind: inner, isAfterEquals: false, hasValue: false });
  } else if (kind === Token.ArrayClose || kind === Token.TableClose) frames.pop();
}
