/** Gathers what names a schema in a workspace: picks, files, manifest, the folder of schemas, the product. */
import { posix } from 'node:path';
import type { WorkspaceModel } from '../../shared/config/model.ts';
import { resolveLayers, selections } from '../../shared/config/resolve.ts';
import {
  FILE_RULES,
  MERGED_RULES,
  ranked,
  type SchemaCandidate,
  schemaAddress,
} from '../../shared/schema/association.ts';
import { isSchemaFor } from '../../shared/schema/file-match.ts';
import { isObject, ownString } from '../../shared/schema/json.ts';
import { schemasNamedIn } from '../../shared/schema/naming.ts';
import { parse } from '../../shared/toml/index.ts';
import { bundledFor } from './bundled.ts';
import type { SchemaPick } from './decisions.ts';

/** The merged result of layers, as a subject of picks. */
export const MERGED = '';

/** What the association of a workspace is worked out from. */
export interface AssociationFacts {
  /** Absolute, with `/`. */
  readonly root: string;
  readonly model: WorkspaceModel;
  readonly manifest: { readonly path: string; readonly text: string } | null;
  /** The text of a layer; null where it cannot be read. */
  readonly textOf: (file: string) => string | null;
  /** Schemas of the manifest's folder: path and parsed content. */
  readonly folder: ReadonlyMap<string, unknown>;
  readonly picks: ReadonlyMap<string, SchemaPick>;
  /** Files beside the layers that somebody looks at: each is held against a schema of its own. */
  readonly alone: readonly string[];
  /** Named on the command line: stronger than anything else. */
  readonly forced?: string | undefined;
}

/** Who is held against what, each list with the winner first. */
export interface Associations {
  /** Of the merged result; null where every file stands alone. */
  readonly merged: readonly SchemaCandidate[] | null;
  /** By file: of every file that stands alone, and of those layers that name a schema of their own. */
  readonly files: ReadonlyMap<string, readonly SchemaCandidate[]>;
  /** What stands for an address of the web: the schema of the folder whose `$id` it is. */
  readonly ids: ReadonlyMap<string, string>;
}

export function associate(given: AssociationFacts): Associations {
  const facts: Facts = { ...given, places: placesIn(given.manifest) };
  const ids = identifiers(facts.folder);
  const layers = layerFiles(facts.model);
  const files = new Map<string, readonly SchemaCandidate[]>();
  const named = new Map(layers.order.map((file) => [file, namedBy(file, facts)]));
  const stand = (file: string, others: readonly SchemaCandidate[]) => {
    const candidates = [
      ...picked(file, facts),
      ...namedBy(file, facts),
      ...others,
      ...fromFolder([file], facts),
      ...bundled([file]),
    ];
    if (candidates.length > 0) files.set(file, ranked(candidates, FILE_RULES));
  };
  // The manifest speaks of what it arranges, not of what lies beside that.
  for (const file of facts.alone) stand(file, []);
  if (!layers.areMerged) {
    for (const file of layers.order) stand(file, namedByManifest(facts));
    return { merged: null, files, ids };
  }
  const merged = ranked(
    [
      ...picked(MERGED, facts),
      ...namedByManifest(facts),
      ...[...named.values()].flat(),
      ...fromFolder(layers.order, facts),
      ...bundled(layers.order),
    ],
    MERGED_RULES,
  );
  for (const [file, own] of named) {
    if (own.length === 0) continue;
    const others = [...namedByManifest(facts), ...fromFolder([file], facts), ...bundled([file])];
    files.set(file, ranked([...picked(MERGED, facts), ...own, ...others], FILE_RULES));
  }
  return { merged, files, ids };
}

/** What is worked out once for all files. */
interface Facts extends AssociationFacts {
  readonly places: { readonly schema?: ManifestPlace; readonly schemas?: ManifestPlace };
}

type ManifestPlace = Required<Pick<SchemaCandidate, 'file' | 'span'>>;

/** Where the manifest names its schema, and its folder of schemas. */
function placesIn(manifest: AssociationFacts['manifest']): Facts['places'] {
  const workspace = manifest === null ? undefined : parse(manifest.text).root.entries.get('workspace')?.value;
  if (manifest === null || workspace?.type !== 'table') return {};
  const placeOf = (key: string) => {
    const value = workspace.entries.get(key)?.value;
    return value === undefined
      ? undefined
      : { file: manifest.path, span: { start: value.start, end: value.end } };
  };
  const schema = placeOf('schema');
  const schemas = placeOf('schemas');
  return { ...(schema === undefined ? {} : { schema }), ...(schemas === undefined ? {} : { schemas }) };
}

/** The schema files of the folder by `$id`, so that whoever names the address needs no network. */
function identifiers(folder: ReadonlyMap<string, unknown>): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const [path, schema] of folder) {
    const id = isObject(schema) ? (ownString(schema, '$id') ?? ownString(schema, 'id')) : undefined;
    if (id !== undefined && /^[a-z][a-z0-9+.-]*:/i.test(id)) ids.set(id.replace(/#$/, ''), path);
  }
  return ids;
}

/** Every TOML file of some environment, lowest precedence first, and whether some are merged with each other. */
function layerFiles(model: WorkspaceModel): {
  readonly order: readonly string[];
  readonly areMerged: boolean;
} {
  const order = new Set<string>();
  let areMerged = false;
  for (const { environment, service } of selections(model)) {
    const files = new Set(
      resolveLayers(model, environment, service).flatMap(({ file }) => (file === undefined ? [] : [file])),
    );
    areMerged ||= files.size > 1;
    for (const file of files) order.add(file);
  }
  return { order: [...order], areMerged };
}

function picked(subject: string, { picks, forced }: Facts): SchemaCandidate[] {
  const address = forced ?? picks.get(subject)?.address;
  return address === undefined ? [] : [{ rule: 'pick', address, fragment: '', written: '' }];
}

function namedBy(file: string, { textOf, root }: Facts): SchemaCandidate[] {
  const text = textOf(file);
  if (text === null) return [];
  return schemasNamedIn(text).flatMap(({ rule, written, span }) => {
    const target = schemaAddress(written, file, root);
    return target === null ? [] : [{ rule, ...target, written, file, span }];
  });
}

function namedByManifest({ model, root, places }: Facts): SchemaCandidate[] {
  const target = model.schema === undefined ? null : schemaAddress(model.schema, '', root);
  if (target === null) return [];
  return [{ rule: 'manifest', ...target, written: model.schema ?? '', ...places.schema }];
}

/** The schemas of the folder for any of these files, by name. */
function fromFolder(files: readonly string[], { folder, places }: Facts): SchemaCandidate[] {
  return [...folder]
    .filter(([path, schema]) => files.some((file) => isSchemaFor(path, schema, file)))
    .map(([path]) => ({
      rule: 'folder',
      address: path,
      fragment: '',
      written: posix.dirname(path),
      ...places.schemas,
    }));
}

function bundled(files: readonly string[]): SchemaCandidate[] {
  const found = files.map(bundledFor).find((schema) => schema !== undefined);
  return found === undefined ? [] : [{ rule: 'bundled', address: found.address, fragment: '', written: '' }];
}
