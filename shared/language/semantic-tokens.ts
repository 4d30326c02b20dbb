/** What each piece of the text is, for colouring beyond what a grammar can see: by value, reference and schema. */
import { mayHoldReference, splitReferences } from '../config/reference-syntax.ts';
import { sameJson } from '../schema/json.ts';
import type { LineIndex } from '../text/lines.ts';
import type { Span } from '../text/text.ts';
import { looksLikeDate } from '../toml/dates.ts';
import { isKey, Token } from '../toml/tokens.ts';
import { isHeader } from './expressions.ts';
import type { DocumentRequest } from './request.ts';
import { visitValues } from './visit.ts';

/** Standard names of the Language Server Protocol, so that every editor has colours for them; order is the legend. */
export const tokenTypes = [
  'comment',
  'macro',
  'namespace',
  'property',
  'string',
  'number',
  'keyword',
  'enumMember',
  'variable',
] as const;

/** `deprecated` is standard; the others refine where a theme knows them. */
export const tokenModifiers = ['deprecated', 'date', 'secret'] as const;

export type TokenType = (typeof tokenTypes)[number];
export type TokenModifier = (typeof tokenModifiers)[number];

/** A piece of one line. */
export interface SemanticToken extends Span {
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** Tokens in the order of the text, none longer than its line; only those that touch `within` when it is given. */
export function semanticTokens(request: DocumentRequest, within?: Span): SemanticToken[] {
  return new TokenWriter(request, within).write();
}

/**
 * Five numbers for each token as the Language Server Protocol and Monaco take them: lines down, columns right,
 * length, type, bits of modifiers.
 */
export function encodeTokens(tokens: readonly SemanticToken[], lines: LineIndex): Uint32Array {
  const encoded = new Uint32Array(tokens.length * 5);
  let line = 1;
  let column = 1;
  for (const [index, { start, end, type, modifiers }] of tokens.entries()) {
    const place = lines.positionAt(start);
    const bits = modifiers.reduce((sum, modifier) => sum | (1 << tokenModifiers.indexOf(modifier)), 0);
    const isSameLine = place.line === line;
    encoded.set(
      [
        place.line - line,
        place.column - (isSameLine ? column : 1),
        end - start,
        tokenTypes.indexOf(type),
        bits,
      ],
      index * 5,
    );
    line = place.line;
    column = place.column;
  }
  return encoded;
}

/** What the schema knows of a key or value, by where it begins. */
interface Marks {
  readonly deprecatedKeys: ReadonlySet<number>;
  readonly listedValues: ReadonlySet<number>;
  readonly secretValues: ReadonlySet<number>;
}

const NO_MODIFIERS: readonly TokenModifier[] = [];

class TokenWriter {
  readonly #request: DocumentRequest;
  readonly #within: Span;
  readonly #marks: Marks;
  readonly #tokens: SemanticToken[] = [];

  constructor(request: DocumentRequest, within: Span | undefined) {
    this.#request = request;
    this.#within = within ?? { start: 0, end: request.document.text.length };
    this.#marks = request.schema === null ? NO_MARKS : marksOf(request);
  }

  write(): SemanticToken[] {
    const { tree } = this.#request.document;
    const { tokens, expressions } = tree;
    const first = Math.max(expressions.indexAt(Math.max(tokens.indexAt(this.#within.start), 0)), 0);
    for (let expression = first; expression < expressions.count; expression++) {
      const from = expressions.startOf(expression);
      if (from < tokens.count && tokens.startOf(from) > this.#within.end) break;
      const keyType = isHeader(tree, expression) ? 'namespace' : 'property';
      for (let token = from; token < expressions.endOf(expression); token++) this.#token(token, keyType);
    }
    return this.#tokens;
  }

  #token(token: number, keyType: TokenType): void {
    const { text, tokens } = this.#request.document.tree;
    const kind = tokens.kindOf(token);
    const span = { start: tokens.startOf(token), end: tokens.endOf(token) };
    if (span.start === span.end || span.end < this.#within.start || span.start > this.#within.end) return;
    if (isKey(kind))
      this.#add(span, keyType, this.#marks.deprecatedKeys.has(span.start) ? ['deprecated'] : []);
    else if (kind === Token.Comment) this.#add(span, text.startsWith('#:', span.start) ? 'macro' : 'comment');
    else if (kind === Token.Word) this.#word(span);
    else if (kind >= Token.BasicString && kind <= Token.BrokenString) this.#string(span);
  }

  #word(span: Span): void {
    const { text } = this.#request.document;
    const word = text.slice(span.start, span.end);
    if (word === 'true' || word === 'false') this.#add(span, 'keyword');
    else if (looksLikeDate(word)) this.#add(span, 'number', ['date']);
    else if (/^[+-]?(?:\d|inf$|nan$)/.test(word)) {
      this.#add(span, this.#marks.listedValues.has(span.start) ? 'enumMember' : 'number');
    }
  }

  /** References stand out of the string they are in. Escapes have no `$`, so offsets in the raw text are right. */
  #string(span: Span): void {
    const raw = this.#request.document.text.slice(span.start, span.end);
    const type = this.#marks.listedValues.has(span.start) ? 'enumMember' : 'string';
    const modifiers: readonly TokenModifier[] = this.#marks.secretValues.has(span.start)
      ? ['secret']
      : NO_MODIFIERS;
    let from = span.start;
    for (const part of mayHoldReference(raw) ? splitReferences(raw) : []) {
      if (part.kind === 'text') continue;
      this.#lines({ start: from, end: span.start + part.start }, type, modifiers);
      this.#lines({ start: span.start + part.start, end: span.start + part.end }, 'variable', NO_MODIFIERS);
      from = span.start + part.end;
    }
    this.#lines({ start: from, end: span.end }, type, modifiers);
  }

  /** One token for each line of a stretch. */
  #lines({ start, end }: Span, type: TokenType, modifiers: readonly TokenModifier[]): void {
    const { text } = this.#request.document;
    const breaks = /\r\n|\r|\n/g;
    breaks.lastIndex = start;
    let from = start;
    for (let found = breaks.exec(text); found !== null && found.index < end; found = breaks.exec(text)) {
      this.#add({ start: from, end: found.index }, type, modifiers);
      from = breaks.lastIndex;
    }
    this.#add({ start: from, end }, type, modifiers);
  }

  #add({ start, end }: Span, type: TokenType, modifiers: readonly TokenModifier[] = NO_MODIFIERS): void {
    if (start < end) this.#tokens.push({ start, end, type, modifiers });
  }
}

const NO_MARKS: Marks = { deprecatedKeys: new Set(), listedValues: new Set(), secretValues: new Set() };

function marksOf(request: DocumentRequest): Marks {
  const deprecatedKeys = new Set<number>();
  const listedValues = new Set<number>();
  const secretValues = new Set<number>();
  visitValues(request, ({ keySpan, value, place, secret }) => {
    if (place === null) return;
    const { node } = place;
    if (node.deprecated && keySpan !== undefined) deprecatedKeys.add(keySpan.start);
    if (value.type === 'table' || value.type === 'array') return;
    if (secret) secretValues.add(value.start);
    else if (node.enum?.some((listed) => sameJson(listed, value.value))) listedValues.add(value.start);
  });
  return { deprecatedKeys, listedValues, secretValues };
}
