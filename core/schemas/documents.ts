/** Reading a schema with everything it refers to, file after file. */

import { isForeign } from '../../shared/schema/association.ts';
import { referredDocuments } from '../../shared/schema/references.ts';
import type { ForeignSchema } from './library.ts';

/** The files and addresses schemas are made of. */
export interface SchemaDocuments {
  /** Workspace files, also those that are missing: they are watched all the same. */
  readonly paths: ReadonlySet<string>;
  /** What is no file of the workspace, by address. */
  readonly foreign: ReadonlyMap<string, ForeignSchema>;
}

export interface DocumentReader {
  /** The text of a workspace file; null where there is none, or it cannot be read. */
  readonly local: (path: string) => Promise<string | null>;
  /** `from` is the document that refers to it; null for one that the workspace or the user names. */
  readonly foreign: (address: string, from: string | null) => Promise<ForeignSchema>;
  /** Workspace files that stand for addresses. */
  readonly ids: ReadonlyMap<string, string>;
}

interface Wanted {
  readonly address: string;
  readonly from: string | null;
}

/** More documents than this are no schema but an accident; what lies beyond counts as missing. */
const MAX_DOCUMENTS = 500;

/** Reads the documents at `addresses` and all they refer to, each once, whatever circles they form. */
export async function readDocuments(
  addresses: Iterable<string>,
  reader: DocumentReader,
): Promise<SchemaDocuments> {
  const paths = new Set<string>();
  const foreign = new Map<string, ForeignSchema>();
  const waiting = [...addresses].map((address): Wanted => ({ address, from: null }));
  const isNew = (address: string) => !paths.has(address) && !foreign.has(address);

  /** The text at an address, taken into the documents. */
  const take = async (address: string, from: string | null): Promise<string | null> => {
    if (!isForeign(address)) {
      paths.add(address);
      return reader.local(address);
    }
    const schema = await reader.foreign(address, from);
    foreign.set(address, schema);
    return schema.state === 'ready' ? schema.text : null;
  };

  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const address = reader.ids.get(next.address) ?? next.address;
    if (!isNew(address) || paths.size + foreign.size >= MAX_DOCUMENTS) continue;
    const text = await take(address, next.from);
    for (const uris of text === null ? [] : referencesOf(text, address)) {
      const target = await likeliest(uris, reader);
      if (target !== null) waiting.push({ address: target, from: address });
    }
  }
  return { paths, foreign };
}

function referencesOf(text: string, address: string): readonly (readonly string[])[] {
  try {
    return referredDocuments(JSON.parse(text.replace(/^\uFEFF/, '')), address);
  } catch {
    // What is wrong with it is said where it is compiled.
    return [];
  }
}

/** A file of the workspace that exists, else an address, else the file that should be there. */
async function likeliest(uris: readonly string[], reader: DocumentReader): Promise<string | null> {
  const named = uris.find((uri) => reader.ids.has(uri));
  if (named !== undefined) return named;
  const local = uris.filter((uri) => !isForeign(uri) && !uri.startsWith('..') && !uri.startsWith('/'));
  for (const path of local) {
    if ((await reader.local(path)) !== null) return path;
  }
  return uris.find(isForeign) ?? local[0] ?? null;
}
