/** What "expand selection" takes in, step by step, from the cursor outwards. */
import type { Range, Span } from '../text/text.ts';
import { isKey, isScalar, isTrivia, Token } from '../toml/tokens.ts';
import type { Tree } from '../toml/tree.ts';
import { isHeader, isOnLine, lineAt } from './expressions.ts';
import type { LanguageRequest } from './request.ts';
import { type Section, sectionsOf } from './sections.ts';

/** Ranges around the offset, the smallest first, each inside the next; the last one is the whole text. */
export function selectionRanges(request: LanguageRequest): Range[] {
  const { document, lines } = request;
  const offset = Math.min(Math.max(request.offset, 0), document.text.length);
  const whole = { start: 0, end: document.text.length };
  const spans = [
    ...insideLine(document.tree, offset),
    ...sectionSpans(sectionsOf(document).root, offset),
    whole,
  ];
  const grown: Span[] = [];
  for (const span of spans) {
    const last = grown.at(-1) ?? { start: offset, end: offset };
    const isAround = span.start <= last.start && span.end >= last.end;
    const isLarger =
      grown.length === 0
        ? span.end > span.start || span === whole
        : span.end - span.start > last.end - last.start;
    if (isAround && isLarger) grown.push(span);
  }
  return grown.map((span) => lines.rangeOf(span));
}

/** The text of a string, the token, the key or item it is part of, brackets around, the line with its comment. */
function insideLine(tree: Tree, offset: number): Span[] {
  const expression = lineAt(tree, offset);
  if (expression < 0) return [];
  const { tokens, expressions } = tree;
  const from = expressions.startOf(expression);
  const to = expressions.endOf(expression);
  const spans: Span[] = [];
  const token = touchedToken(tree, from, to, offset);
  if (token >= 0) spans.push(...tokenSpans(tree, token));
  if (!isHeader(tree, expression)) spans.push(...containerSpans(tree, from, to, offset));
  spans.push(...keySpans(tree, from, to, offset));
  const written = Array.from({ length: to - from }, (_, index) => from + index).filter((each) =>
    isOnLine(tokens.kindOf(each)),
  );
  const saying = written.filter((each) => tokens.kindOf(each) !== Token.Comment);
  for (const list of [saying, written]) {
    const first = list[0];
    const last = list.at(-1);
    if (first !== undefined && last !== undefined)
      spans.push({ start: tokens.startOf(first), end: tokens.endOf(last) });
  }
  return spans;
}

function tokenSpans({ text, tokens }: Tree, token: number): Span[] {
  const span = { start: tokens.startOf(token), end: tokens.endOf(token) };
  const kind = tokens.kindOf(token);
  const quote = text.charAt(span.start);
  const isClosed = kind !== Token.BrokenString && kind !== Token.BrokenKey;
  if ((quote !== '"' && quote !== "'") || !isClosed || kind === Token.Comment) return [span];
  const isTripled = span.end - span.start >= 6 && text.startsWith(quote.repeat(3), span.start);
  const quotes = isTripled ? 3 : 1;
  return [{ start: span.start + quotes, end: span.end - quotes }, span];
}

/** Keys of a dotted key, all of them together. */
function keySpans({ tokens }: Tree, from: number, to: number, offset: number): Span[] {
  let start = -1;
  let end = -1;
  const spans: Span[] = [];
  const close = () => {
    if (start >= 0 && start <= offset && offset <= end) spans.push({ start, end });
    start = -1;
  };
  for (let token = from; token < to; token++) {
    const kind = tokens.kindOf(token);
    if (isKey(kind)) {
      if (start < 0) start = tokens.startOf(token);
      end = tokens.endOf(token);
    } else if (kind !== Token.Dot && kind !== Token.Whitespace) close();
  }
  close();
  return spans;
}

/** From the innermost brackets outwards: the item at the offset, what stands between the brackets, the brackets. */
function containerSpans(tree: Tree, from: number, to: number, offset: number): Span[] {
  const { tokens } = tree;
  const spans: Span[] = [];
  const open: { start: number; inside: number; item: Span | undefined }[] = [];
  for (let token = from; token < to; token++) {
    const kind = tokens.kindOf(token);
    const start = tokens.startOf(token);
    const end = tokens.endOf(token);
    const around = open.at(-1);
    if (kind === Token.ArrayOpen || kind === Token.TableOpen) {
      open.push({ start, inside: end, item: undefined });
    } else if (kind === Token.ArrayClose || kind === Token.TableClose) {
      const closed = open.pop();
      if (closed === undefined) continue;
      addItem(spans, closed.item, offset);
      if (closed.inside <= offset && offset <= start) spans.push(trimmed(tree, closed.inside, start));
      if (closed.start <= offset && offset <= end) spans.push({ start: closed.start, end });
      const outer = open.at(-1);
      if (outer !== undefined) outer.item = { start: outer.item?.start ?? closed.start, end };
    } else if (kind === Token.Comma && around !== undefined) {
      addItem(spans, around.item, offset);
      around.item = undefined;
    } else if (around !== undefined && !isTrivia(kind)) {
      around.item = { start: around.item?.start ?? start, end };
    }
  }
  return spans.sort((one, other) => one.end - one.start - (other.end - other.start));
}

function addItem(spans: Span[], item: Span | undefined, offset: number): void {
  if (item !== undefined && item.start <= offset && offset <= item.end) spans.push(item);
}

function trimmed({ text }: Tree, start: number, end: number): Span {
  const content = text.slice(start, end);
  const leading = content.length - content.trimStart().length;
  return { start: start + leading, end: Math.max(start + leading, start + content.trimEnd().length) };
}

function touchedToken({ tokens }: Tree, from: number, to: number, offset: number): number {
  for (let token = from; token < to; token++) {
    const kind = tokens.kindOf(token);
    const isWord = isKey(kind) || isScalar(kind) || kind === Token.Comment;
    if (isWord && tokens.startOf(token) <= offset && offset <= tokens.endOf(token)) return token;
  }
  return -1;
}

/** Sections around the offset: the own lines of the innermost, then each with its tables. */
function sectionSpans(root: Section, offset: number): Span[] {
  const spans: Span[] = [];
  let section: Section | undefined = root;
  while (section !== undefined) {
    const { start, end, ownEnd }: Section = section;
    if (section !== root) spans.unshift({ start, end });
    const inner: Section | undefined = section.sections.find(
      (each) => each.start <= offset && offset <= each.end,
    );
    if (inner === undefined && start <= offset && offset <= ownEnd) spans.unshift({ start, end: ownEnd });
    section = inner;
  }
  return spans;
}
