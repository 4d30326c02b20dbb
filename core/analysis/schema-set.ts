/** The schemas of a workspace: each read when something is first held against it. */
import type { ResolvedLayer } from '../../shared/config/model.ts';
import type { SchemaCandidate } from '../../shared/schema/association.ts';
import type { Progress } from './progress.ts';
import type { AnalysisSetup, SchemaSetup } from './protocol.ts';
import { schemaBehind } from './schema-documents.ts';
import { WorkspaceSchema } from './schemas.ts';
import type { SourceFile } from './source-files.ts';

/** A reason to use a schema, and what came of it. */
export interface UsedSchema {
  readonly candidate: SchemaCandidate;
  readonly schema: WorkspaceSchema;
  /** The file that is held against it; null for the merged result. */
  readonly file: string | null;
}

export class SchemaSet {
  readonly #setup: AnalysisSetup;
  readonly #schemas: SchemaSetup;
  readonly #files: ReadonlyMap<string, SourceFile>;
  readonly #progress: Progress;
  readonly #read = new Map<string, WorkspaceSchema>();

  constructor(setup: AnalysisSetup, files: ReadonlyMap<string, SourceFile>, progress: Progress) {
    this.#setup = setup;
    this.#schemas = setup.schemas ?? onlySchema(setup.schema);
    this.#files = files;
    this.#progress = progress;
  }

  /** What the merged result of layers is held against, or the one file where each stands alone. */
  ofSelection(layers: readonly ResolvedLayer[]): WorkspaceSchema {
    if (this.#schemas.areMerged) return this.#of(this.#schemas.merged);
    return this.ofFile(layers.find(({ file }) => file !== undefined)?.file ?? '');
  }

  /**
   * What a file is held against as it is typed: the schema it names by itself, else that of the result it takes part
   * in, also as long as its own cannot be had.
   */
  ofFile(path: string): WorkspaceSchema {
    const own = this.#schemas.files.get(path);
    if (!this.#schemas.areMerged || this.isAlone(path)) return this.#of(own ?? null);
    const schema = own == null ? null : this.#of(own);
    return schema?.view == null ? this.#of(this.#schemas.merged) : schema;
  }

  /** Whether a file is held against a schema of its own, as a whole, though it is no layer. */
  isAlone(path: string): boolean {
    return this.#schemas.alone.has(path);
  }

  /** Everything that is used, the merged result first. */
  used(): UsedSchema[] {
    const { merged, files } = this.#schemas;
    return [
      ...(merged === null ? [] : [{ candidate: merged, schema: this.#of(merged), file: null }]),
      ...[...files].flatMap(([file, candidate]) =>
        candidate === null ? [] : [{ candidate, schema: this.#of(candidate), file }],
      ),
    ];
  }

  #of(candidate: SchemaCandidate | null): WorkspaceSchema {
    const { address, fragment } = candidate ?? { address: null, fragment: '' };
    if (address === null) return WorkspaceSchema.none;
    const key = `${address}#${fragment}`;
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    const made = this.#make(address, fragment);
    this.#read.set(key, made);
    return made;
  }

  #make(named: string, fragment: string): WorkspaceSchema {
    const address = this.#schemas.ids.get(named) ?? named;
    const foreign = this.#schemas.foreign.get(address);
    if (foreign !== undefined && foreign.state !== 'ready') return WorkspaceSchema.absent(address, foreign);
    const place = { path: address, fragment };
    if (this.#setup.validate) return WorkspaceSchema.read(place, this.#textOf, this.#progress);
    const subject = this.#setup.hungAt ?? '';
    const hung = schemaBehind(this.#setup, subject);
    return WorkspaceSchema.stopped(place, this.#textOf, {
      schema: hung === named ? address : hung,
      subject,
    });
  }

  readonly #textOf = (uri: string): string | null => {
    const address = this.#schemas.ids.get(uri) ?? uri;
    const foreign = this.#schemas.foreign.get(address);
    if (foreign !== undefined) return foreign.state === 'ready' ? foreign.text : null;
    return this.#files.get(address)?.text() ?? null;
  };
}

function onlySchema(path: string | null): SchemaSetup {
  const candidate = { rule: 'manifest', address: path, fragment: '', written: '' } as const;
  return {
    areMerged: true,
    merged: path === null ? null : candidate,
    files: new Map(),
    alone: new Set(),
    paths: new Set(path === null ? [] : [path]),
    foreign: new Map(),
    ids: new Map(),
  };
}
