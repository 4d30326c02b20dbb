/** Addresses in a document that lead somewhere: URLs, the schema, files that exist. */
import type { Range, Span } from '../text/text.ts';
import { Token } from '../toml/tokens.ts';
import type { DocumentRequest } from './request.ts';

export interface DocumentLink {
  readonly range: Range;
  /** What the address is: of a file or schema, what `fileTarget` gave for it. */
  readonly target: string;
  readonly kind: 'url' | 'file' | 'schema';
}

export interface LinkRequest extends DocumentRequest {
  /**
   * What to open for a path as it is written in the file, such as a URI; null when there is no such file. Absent: no
   * links to files.
   */
  readonly fileTarget?: (path: string) => string | null;
}

const URL_IN_TEXT = /\bhttps?:\/\/[^\s"'`<>\\^{|}]+/g;
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** `#:schema ADDRESS` (taplo, tombi). */
const SCHEMA_DIRECTIVE = /^#:schema[ \t]+(\S+)/;
/** Looks like a path to a file: has a slash or an ending, and nothing that paths seldom have. */
const PATH_LIKE = /^(?=.*(?:[/\\]|\.[A-Za-z0-9]{1,8}$))[^\s*?"'<>|{}$,;=()]+$/;
const MAX_PATH_LENGTH = 260;
/** Looking for a file costs a system call; a longer list of paths is not looked through to the end. */
const MAX_LOOKUPS = 1_000;

/** Every link, in the order of the text. */
export function documentLinks(request: LinkRequest): DocumentLink[] {
  return new LinkReader(request).read();
}

class LinkReader {
  readonly #request: LinkRequest;
  readonly #links: DocumentLink[] = [];
  readonly #mayHoldUrl: boolean;
  readonly #schemaKey: number;
  #lookups = 0;

  constructor(request: LinkRequest) {
    this.#request = request;
    this.#mayHoldUrl = request.document.text.includes('://');
    const schema = request.document.root.entries.get('$schema')?.value;
    this.#schemaKey = schema?.type === 'string' ? schema.start : -1;
  }

  read(): DocumentLink[] {
    const { text, tokens } = this.#request.document.tree;
    for (let token = 0; token < tokens.count; token++) {
      const kind = tokens.kindOf(token);
      const span = { start: tokens.startOf(token), end: tokens.endOf(token) };
      if (kind === Token.Comment) this.#comment(text.slice(span.start, span.end), span);
      else if (kind === Token.BasicString || kind === Token.LiteralString) {
        this.#string(text.slice(span.start + 1, span.end - 1), { start: span.start + 1, end: span.end - 1 });
      } else if (kind === Token.MultilineBasicString || kind === Token.MultilineLiteralString) {
        this.#urls(text.slice(span.start, span.end), span.start);
      }
    }
    return this.#links;
  }

  #comment(text: string, { start }: Span): void {
    const directive = SCHEMA_DIRECTIVE.exec(text);
    const address = directive?.[1];
    if (address === undefined) {
      this.#urls(text, start);
      return;
    }
    const from = start + text.indexOf(address, '#:schema'.length);
    this.#schema(address, { start: from, end: from + address.length });
  }

  #string(text: string, span: Span): void {
    if (span.start - 1 === this.#schemaKey) {
      this.#schema(text, span);
      return;
    }
    if (text.includes('://')) {
      this.#urls(text, span.start);
      return;
    }
    if (text.length > MAX_PATH_LENGTH || HAS_SCHEME.test(text) || !PATH_LIKE.test(text)) return;
    const target = this.#lookUp(text);
    if (target !== null) this.#add(span, target, 'file');
  }

  /** An address with a fragment (`app.json#/definitions/X`) opens the file. */
  #schema(address: string, span: Span): void {
    if (HAS_SCHEME.test(address)) {
      this.#add(span, address, 'schema');
      return;
    }
    const target = this.#lookUp(address.replace(/#.*$/s, ''));
    if (target !== null) this.#add(span, target, 'schema');
  }

  #urls(text: string, offset: number): void {
    if (!this.#mayHoldUrl || !text.includes('://')) return;
    for (const match of text.matchAll(URL_IN_TEXT)) {
      const url = withoutPunctuation(match[0]);
      const start = offset + match.index;
      this.#add({ start, end: start + url.length }, url, 'url');
    }
  }

  #lookUp(path: string): string | null {
    this.#lookups += 1;
    return this.#lookups > MAX_LOOKUPS ? null : (this.#request.fileTarget?.(path) ?? null);
  }

  #add(span: Span, target: string, kind: DocumentLink['kind']): void {
    this.#links.push({ range: this.#request.lines.rangeOf(span), target, kind });
  }
}

/** A sentence's punctuation behind a URL is not part of it, nor is a bracket that was opened before it. */
function withoutPunctuation(url: string): string {
  let end = url.length;
  for (;;) {
    const last = url.charAt(end - 1);
    const opening = last === ')' ? '(' : last === ']' ? '[' : '';
    const isUnopened = opening !== '' && count(url.slice(0, end), opening) < count(url.slice(0, end), last);
    if (!isUnopened && !/[.,:;!?*]/.test(last)) return url.slice(0, end);
    end -= 1;
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
