/** Walking through all values of a document beside the schema. */
import type { SchemaPlace } from '../schema/index.ts';
import type { Span } from '../text/text.ts';
import type { TomlValue } from '../toml/types.ts';
import { type DocumentRequest, schemaAt } from './request.ts';

export interface Visited {
  /** Of the key; undefined for an item of an array. */
  readonly keySpan: Span | undefined;
  readonly value: TomlValue;
  /** What the schema says; null when nothing. */
  readonly place: SchemaPlace | null;
  /** Whether it, or something around it, is a secret by the schema. */
  readonly secret: boolean;
  /** Keys and indexes from the root of the file; changes as the walk goes on, so copy it to keep it. */
  readonly path: readonly (string | number)[];
}

/** Calls `visit` for every key and every item, what is around before what is inside, in the order of the values. */
export function visitValues(request: DocumentRequest, visit: (visited: Visited) => void): void {
  new Walk(request, visit).value(request.document.root, schemaAt(request, []), false);
}

class Walk {
  readonly #request: DocumentRequest;
  readonly #visit: (visited: Visited) => void;
  readonly #path: (string | number)[] = [];

  constructor(request: DocumentRequest, visit: (visited: Visited) => void) {
    this.#request = request;
    this.#visit = visit;
  }

  value(value: TomlValue, place: SchemaPlace | null, secret: boolean): void {
    if (value.type === 'table') {
      for (const { key, keySpan, value: member } of value.entries.values()) {
        this.#step(key, keySpan, member, place?.child(key) ?? null, secret);
      }
    } else if (value.type === 'array') {
      for (const [index, item] of value.items.entries()) {
        this.#step(index, undefined, item, place?.item(index) ?? null, secret);
      }
    }
  }

  #step(
    segment: string | number,
    keySpan: Span | undefined,
    value: TomlValue,
    known: SchemaPlace | null,
    isInSecret: boolean,
  ): void {
    this.#path.push(segment);
    // Tables of a file may be mounted anywhere, so that what is unknown by the way may be known by its mount.
    const { schema, schemaPath } = this.#request;
    const mayBeMounted = known === null && schema !== null && schemaPath !== undefined;
    const place = mayBeMounted ? schemaAt(this.#request, this.#path) : known;
    const secret = isInSecret || (place?.node.secret ?? false);
    this.#visit({ keySpan, value, place, secret, path: this.#path });
    this.value(value, place, secret);
    this.#path.pop();
  }
}
