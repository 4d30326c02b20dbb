/** From an opened folder to its schemas: who is held against what, and every document that takes. */
import { posix } from 'node:path';
import type { WorkspaceModel } from '../../shared/config/model.ts';
import type { SchemaCandidate } from '../../shared/schema/association.ts';
import { schemasNamedIn } from '../../shared/schema/naming.ts';
import { type Associations, associate } from './associate.ts';
import { bundledFor } from './bundled.ts';
import type { SchemaPick } from './decisions.ts';
import { readDocuments, type SchemaDocuments } from './documents.ts';
import type { SchemaLibrary } from './library.ts';

export interface LoadedSchemas extends Associations, SchemaDocuments {
  /** Subjects of the user's picks. */
  readonly picked: ReadonlySet<string>;
}

export interface SchemaLoading {
  /** Absolute. */
  readonly root: string;
  readonly model: WorkspaceModel;
  readonly manifest: { readonly path: string; readonly text: string } | null;
  /** Every file of the workspace. */
  readonly scanned: readonly string[];
  /** See `AssociationFacts`. */
  readonly alone: readonly string[];
  /** The text of a layer, or of a file that stands alone, that was read already. */
  readonly textOf: (file: string) => string | null;
  /** Reads one more workspace file; null where there is none, or it cannot be read. */
  readonly read: (path: string) => Promise<string | null>;
  /** Absent: nothing outside of the workspace is there, and the user decided nothing. */
  readonly library?: SchemaLibrary | undefined;
  /** A schema named on the command line, as an address: it is used for everything. */
  readonly forced?: string | undefined;
}

/** More schemas in one folder are a download of all there are; only the first count. */
const MAX_FOLDER_SCHEMAS = 500;

export async function loadSchemas(loading: SchemaLoading): Promise<LoadedSchemas> {
  const { model, library, read } = loading;
  const root = loading.root.replaceAll('\\', '/');
  const folder = new Map<string, unknown>();
  for (const path of schemasIn(loading.scanned, model.schemas)) {
    const schema = parsed(await read(path));
    if (schema !== undefined) folder.set(path, schema);
  }
  const picks = library?.picks(loading.root) ?? new Map<string, SchemaPick>();
  const associations = associate({
    root,
    alone: loading.alone,
    model,
    manifest: loading.manifest,
    textOf: loading.textOf,
    folder,
    picks,
    forced: loading.forced,
  });
  const documents = await readDocuments(usedAddresses(associations), {
    local: read,
    foreign: async (address, from) => library?.document(address, from) ?? { state: 'waiting' },
    ids: associations.ids,
  });
  // A schema of the folder may come into use by what is written into it.
  const paths = new Set([...documents.paths, ...folder.keys()]);
  return { ...associations, ...documents, paths, picked: new Set(picks.keys()) };
}

/** Whether a layer whose text is now `text` names other schemas than it did when they were loaded. */
export function namesOthers({ files }: Associations, path: string, text: string): boolean {
  const before = (files.get(path) ?? []).filter(({ rule }) => rule === 'comment' || rule === 'key');
  const shown = (named: readonly { readonly rule: string; readonly written: string }[]) =>
    named.map(({ rule, written }) => `${rule} ${written}`).join('\n');
  return shown(before) !== shown(schemasNamedIn(text));
}

/** Whether there may be a schema for a file beside the layers, once it is looked at with this text. */
export function mayStandAlone(
  { picked }: LoadedSchemas,
  { schemas }: WorkspaceModel,
  path: string,
  text: string,
): boolean {
  const isNamed = schemas !== undefined || picked.has(path) || bundledFor(path) !== undefined;
  return isNamed || schemasNamedIn(text).length > 0;
}

/** The schema that counts; null for none. Of several the first candidate does, and it may be the wish for none. */
export function chosen(candidates: readonly SchemaCandidate[] | null | undefined): SchemaCandidate | null {
  const first = candidates?.[0];
  return first === undefined || first.address === null ? null : first;
}

/** What every file is held against where that is one and the same; null where it is not. */
export function commonSchema({ merged, files }: Associations): SchemaCandidate | null {
  if (merged !== null) return chosen(merged);
  const all = [...files.values()].map(chosen);
  const [first] = all;
  const isCommon = first != null && all.every((each) => each?.address === first.address);
  return isCommon ? first : null;
}

/** The common schema in two words, for whoever needs no more. */
export function describedSchema(associations: Associations): { path: string; reason: string } | null {
  const common = commonSchema(associations);
  return common === null ? null : { path: common.address ?? '', reason: reasonFor(common) };
}

/** Why a schema is used, as the end of a sentence. */
export function reasonFor({ rule, file }: SchemaCandidate): string {
  switch (rule) {
    case 'pick':
      return 'picked by you';
    case 'comment':
      return `named by #:schema in ${file}`;
    case 'key':
      return `named by $schema in ${file}`;
    case 'manifest':
      return `named by ${file ?? 'strata.toml'}`;
    case 'folder':
      return 'found in the folder of schemas';
    case 'bundled':
      return 'shipped with Strata';
  }
}

/** Addresses in the order of strength, each once. */
function usedAddresses({ merged, files }: Associations): Set<string> {
  const used = new Set<string>();
  for (const candidates of [merged, ...files.values()]) {
    const address = chosen(candidates)?.address;
    if (address != null) used.add(address);
  }
  return used;
}

function schemasIn(scanned: readonly string[], folder: string | undefined): readonly string[] {
  if (folder === undefined) return [];
  const prefix = folder === '.' ? '' : `${posix.normalize(folder)}/`;
  return scanned
    .filter((path) => path.startsWith(prefix) && /\.json$/i.test(path))
    .slice(0, MAX_FOLDER_SCHEMAS);
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
