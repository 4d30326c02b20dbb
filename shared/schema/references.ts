/**
 * Where a `$ref` leads: inside its document, to a resource named by `$id`, to an anchor, or to another
 * document of the workspace that was loaded before. Nothing is ever fetched.
 */
import { isObject, type JsonObject, own, ownString } from './json.ts';
import { decodePointer, encodePointer, escapeSegment, step } from './pointer.ts';
import { joinUri, splitFragment } from './uri.ts';

/** The document and resource a schema stands in: what its references are relative to. */
export interface SchemaBase {
  /** The URI of the nearest `$id` around, or of the document. */
  readonly uri: string;
  readonly document: SchemaDocument;
}

export interface SchemaDocument {
  /** How the document was named when it was loaded: "" or a workspace path for the root. */
  readonly uri: string;
  readonly root: unknown;
  /** Whether this is the schema itself and not a document it refers to. */
  readonly isRoot: boolean;
  /** In draft-04, and draft-03 before it, `id` does what `$id` does later. */
  readonly usesPlainId: boolean;
}

/** A place in a document: the schema there (object or boolean), the base inside it, its JSON Pointer. */
export interface SchemaTarget {
  readonly schema: unknown;
  readonly base: SchemaBase;
  readonly pointer: string;
}

/** Nesting below which identifiers are no longer looked for; deeper schemas are refused by the compiler. */
const MAX_INDEX_DEPTH = 256;

/** Keywords that hold data, in which `$id` is not an identifier. */
const DATA_KEYWORDS = new Set(['const', 'enum', 'default', 'examples', 'defaultSnippets']);

export class SchemaReferences {
  readonly root: SchemaTarget;
  readonly #documents = new Map<string, SchemaDocument>();
  readonly #resources = new Map<string, SchemaTarget>();
  readonly #anchors = new Map<string, SchemaTarget>();

  /**
   * @param root the schema itself
   * @param uri its workspace path, "" when it has none
   * @param others further documents by the URI they are referred to with
   */
  constructor(root: unknown, uri = '', others: ReadonlyMap<string, unknown> = new Map()) {
    this.root = this.#add(uri, root);
    for (const [otherUri, other] of others) this.#add(otherUri, other);
  }

  /** The documents known, the root first. */
  get documents(): readonly SchemaDocument[] {
    return [...this.#documents.values()];
  }

  /** Where `reference`, written in a schema with this base, leads; null when it leads nowhere. */
  resolve(reference: string, base: SchemaBase): SchemaTarget | null {
    const { uri, fragment } = splitFragment(reference);
    const resource = this.#resource(uri, base);
    if (resource === undefined) return null;
    if (fragment === '' || fragment.startsWith('/')) return descend(resource, fragment);
    return this.#anchors.get(`${resource.base.uri}#${fragment}`) ?? null;
  }

  /** The URIs under which the document of a reference may be found, likeliest first; [] when it is known. */
  missingDocument(reference: string, base: SchemaBase): readonly string[] {
    const { uri } = splitFragment(reference);
    if (this.#resource(uri, base) !== undefined) return [];
    return [...new Set([joinUri(base.uri, uri), joinUri(base.document.uri, uri)])];
  }

  /** Loads one more document. */
  add(uri: string, root: unknown): void {
    this.#add(uri, root);
  }

  #resource(uri: string, base: SchemaBase): SchemaTarget | undefined {
    if (uri === '') return this.#resources.get(base.uri);
    // A file beside the schema is found even where `$id` says that the schema lives on the web.
    return (
      this.#resources.get(joinUri(base.uri, uri)) ?? this.#resources.get(joinUri(base.document.uri, uri))
    );
  }

  #add(uri: string, root: unknown): SchemaTarget {
    const usesPlainId = isObject(root) && /draft-0[34]/.test(ownString(root, '$schema') ?? '');
    const document: SchemaDocument = { uri, root, isRoot: this.#documents.size === 0, usesPlainId };
    this.#documents.set(uri, document);
    const outer: SchemaBase = { uri, document };
    const target: SchemaTarget = {
      schema: root,
      base: enter(root, outer),
      pointer: '',
    };
    this.#resources.set(uri, target);
    this.#index(root, outer, '', 0);
    return target;
  }

  #index(value: unknown, base: SchemaBase, pointer: string, depth: number): void {
    if (depth > MAX_INDEX_DEPTH || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        this.#index(item, base, `${pointer}/${index}`, depth + 1);
      });
      return;
    }
    const schema = value as JsonObject;
    const inner = enter(schema, base);
    const target: SchemaTarget = { schema, base: inner, pointer };
    if (inner !== base) this.#resources.set(inner.uri, target);
    for (const anchor of anchorsOf(schema, base.document))
      this.#anchors.set(`${inner.uri}#${anchor}`, target);
    for (const key of Object.keys(schema)) {
      if (DATA_KEYWORDS.has(key)) continue;
      this.#index(own(schema, key), inner, `${pointer}/${escapeSegment(key)}`, depth + 1);
    }
  }
}

/**
 * The documents a document refers to besides itself: for each reference the URIs it may be found under, likeliest
 * first.
 *
 * @param uri how the document is named: its workspace path, or its address
 */
export function referredDocuments(root: unknown, uri: string): readonly (readonly string[])[] {
  const references = new SchemaReferences(root, uri);
  const found = new Map<string, readonly string[]>();
  const visit = (value: unknown, outer: SchemaBase, depth: number): void => {
    if (depth > MAX_INDEX_DEPTH || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item, outer, depth + 1);
      return;
    }
    const schema = value as JsonObject;
    const base = enter(schema, outer);
    const reference = referenceOf(schema);
    const uris = reference === undefined ? [] : references.missingDocument(reference, base);
    if (uris.length > 0) found.set(uris.join(' '), uris);
    for (const key of Object.keys(schema)) {
      if (!DATA_KEYWORDS.has(key)) visit(own(schema, key), base, depth + 1);
    }
  };
  visit(root, { uri, document: references.root.base.document }, 0);
  return [...found.values()];
}

/** The reference of a schema, whichever keyword holds it; dynamic ones are read as static ones. */
export function referenceOf(schema: JsonObject): string | undefined {
  return ownString(schema, '$ref') ?? ownString(schema, '$dynamicRef') ?? ownString(schema, '$recursiveRef');
}

function descend(resource: SchemaTarget, pointer: string): SchemaTarget | null {
  let { schema, base } = resource;
  for (const segment of decodePointer(pointer)) {
    schema = step(schema, segment);
    if (schema === undefined) return null;
    base = enter(schema, base);
  }
  if (!isObject(schema) && typeof schema !== 'boolean') return null;
  return { schema, base, pointer: `${resource.pointer}${encodePointer(decodePointer(pointer))}` };
}

/** The base inside `schema`, which stands in `base` and may name itself by `$id`. */
export function enter(schema: unknown, base: SchemaBase): SchemaBase {
  if (!isObject(schema)) return base;
  const id = identifier(schema, base.document);
  return id === undefined || id.startsWith('#') ? base : { ...base, uri: resourceUri(base.uri, id) };
}

function identifier(schema: JsonObject, { usesPlainId }: SchemaDocument): string | undefined {
  return ownString(schema, '$id') ?? (usesPlainId ? ownString(schema, 'id') : undefined);
}

function resourceUri(base: string, id: string): string {
  return splitFragment(joinUri(base, id)).uri;
}

function anchorsOf(schema: JsonObject, document: SchemaDocument): string[] {
  const anchors = [ownString(schema, '$anchor'), ownString(schema, '$dynamicAnchor')];
  const id = identifier(schema, document);
  if (id?.startsWith('#')) anchors.push(id.slice(1));
  return anchors.filter((anchor) => anchor !== undefined);
}
