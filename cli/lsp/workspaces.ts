/** Which workspace a file belongs to; opened when a file of it is first asked about. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AnalysisClient } from '../../core/analysis/client.ts';
import type { SchemaLibrary } from '../../core/schemas/library.ts';
import { loadWorkspace, MANIFEST } from '../../core/workspace/load.ts';
import { loadFiles } from '../../core/workspace/load-files.ts';
import { analysisFailed, schemaStopped } from '../../core/workspace/notices.ts';
import type { Notice } from '../../shared/contract/model.ts';
import { parse } from '../../shared/toml/index.ts';
import { Workspace } from './workspace.ts';

export interface WorkspacesHost {
  /** Variables of the process, which layers may read. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Schemas from outside of a workspace. */
  readonly library: SchemaLibrary;
  opened(workspace: Workspace): void;
  /** Something happened to the analysis of a workspace: what it found before may be old. */
  analysisChanged(workspace: Workspace, notice: Notice | null): void;
}

export class Workspaces {
  readonly #host: WorkspacesHost;
  /** Folders the client has open; absolute. */
  #roots: readonly string[] = [];
  readonly #folders = new Map<string, Promise<Workspace | null>>();
  readonly #files = new Map<
    string,
    { readonly schema: string | null; readonly workspace: Promise<Workspace> }
  >();
  /** Begins to start before it is known what for, while the client is still introducing itself. */
  #standby: Standby | null;

  constructor(host: WorkspacesHost) {
    this.#host = host;
    this.#standby = new Standby(host);
  }

  setRoots(roots: readonly string[]): void {
    this.#roots = roots;
  }

  /**
   * The workspace of a file: the nearest folder upwards with a manifest, else the client's folder around it where its
   * files are layers of each other and it is one of them, else the file alone with the schema that `text` names.
   */
  async of(absolute: string, text: () => string): Promise<Workspace> {
    const root = this.#roots
      .filter((each) => isInside(absolute, each))
      .sort((one, other) => other.length - one.length)[0];
    const folder = manifestFolder(absolute, root) ?? root;
    const workspace = folder === undefined ? null : await this.#folder(folder);
    if (workspace !== null && workspace.pathIn(absolute) !== null) return workspace;
    return this.#file(absolute, schemaNamedIn(text(), absolute));
  }

  /** Those that are open and hold the file. */
  async holding(absolute: string): Promise<Workspace[]> {
    return (await this.open()).filter((each) => each.pathIn(absolute) !== null);
  }

  async open(): Promise<Workspace[]> {
    const folders = await Promise.all(this.#folders.values());
    const files = await Promise.all([...this.#files.values()].map(({ workspace }) => workspace));
    return [...folders, ...files].filter((each) => each !== null);
  }

  /** Forgets a file on its own. */
  close(absolute: string): void {
    this.#dismiss(absolute);
  }

  #folder(folder: string): Promise<Workspace | null> {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const opening = this.#openFolder(folder).catch((error: unknown) => {
      this.#folders.delete(folder);
      throw error;
    });
    this.#folders.set(folder, opening);
    return opening;
  }

  /** The folder as a workspace; null where its files have nothing to do with each other. */
  async #openFolder(folder: string): Promise<Workspace | null> {
    const load = () => loadWorkspace(folder, { library: this.#host.library });
    const loaded = await load();
    if (loaded.model.layout === 'unrelated') return null;
    return this.#opened(
      await this.#takeStandby().open((analysis) =>
        Workspace.open(load, loaded, true, this.#host.variables, analysis),
      ),
    );
  }

  #file(absolute: string, schema: string | null): Promise<Workspace> {
    const known = this.#files.get(absolute);
    if (known !== undefined && known.schema === schema) return known.workspace;
    this.#dismiss(absolute);
    const workspace = this.#openFile(absolute, schema);
    this.#files.set(absolute, { schema, workspace });
    return workspace;
  }

  /** A file on its own, checked against the local schema it names. */
  async #openFile(absolute: string, schema: string | null): Promise<Workspace> {
    const load = () => loadFiles([absolute], schema, { library: this.#host.library });
    const loaded = await load();
    return this.#opened(
      await this.#takeStandby().open((analysis) => Workspace.open(load, loaded, false, {}, analysis)),
    );
  }

  #opened(workspace: Workspace): Workspace {
    this.#host.opened(workspace);
    return workspace;
  }

  #dismiss(absolute: string): void {
    const known = this.#files.get(absolute);
    this.#files.delete(absolute);
    // One that did not open has nothing to end.
    known?.workspace.then((workspace) => workspace.close()).catch(() => {});
  }

  #takeStandby(): Standby {
    const standby = this.#standby ?? new Standby(this.#host);
    this.#standby = null;
    return standby;
  }
}

/** An analysis that runs already, and the workspace it will be of. */
class Standby {
  readonly #analysis: AnalysisClient;
  #workspace: Workspace | null = null;

  constructor(host: WorkspacesHost) {
    const tell = (notice: Notice | null) => {
      if (this.#workspace !== null) host.analysisChanged(this.#workspace, notice);
    };
    this.#analysis = new AnalysisClient({
      schemaStopped: (schema, subject) => tell(schemaStopped(schema, subject)),
      restarted: () => tell(null),
      gaveUp: (reason) => tell(analysisFailed(reason)),
    });
  }

  async open(opening: (analysis: AnalysisClient) => Promise<Workspace>): Promise<Workspace> {
    this.#workspace = await opening(this.#analysis);
    return this.#workspace;
  }
}

/** Not above the folder the client has open: what lies there is none of its business. */
function manifestFolder(absolute: string, root: string | undefined): string | undefined {
  for (let folder = dirname(absolute); ; folder = dirname(folder)) {
    if (existsSync(resolve(folder, MANIFEST))) return folder;
    if (folder === root || dirname(folder) === folder) return undefined;
  }
}

const DIRECTIVE = /^#:schema[ \t]+(\S+)/m;
/** The directive stands among the first comments. */
const DIRECTIVE_WITHIN = 2_000;

/** The absolute path of the schema a text names by `#:schema` or `$schema`; null for none, and for those of the web. */
function schemaNamedIn(text: string, absolute: string): string | null {
  const named = DIRECTIVE.exec(text.slice(0, DIRECTIVE_WITHIN))?.[1] ?? schemaKey(text);
  if (named === null || /^[a-z][a-z0-9+.-]+:/i.test(named)) return null;
  const path = resolve(dirname(absolute), named.replace(/#.*$/s, ''));
  return existsSync(path) ? path : null;
}

function schemaKey(text: string): string | null {
  if (!text.includes('$schema')) return null;
  const value = parse(text).root.entries.get('$schema')?.value;
  return value?.type === 'string' ? value.value : null;
}

function isInside(absolute: string, folder: string): boolean {
  return absolute.startsWith(
    folder.endsWith('/') || folder.endsWith('\\') ? folder : resolve(folder, '_').slice(0, -1),
  );
}
