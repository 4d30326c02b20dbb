/** Which workspace a file belongs to; opened when a file of it is first asked about. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { MANIFEST } from '../../core/workspace/load.ts';
import { parse } from '../../shared/toml/index.ts';
import { openFile, openFolder, type Workspace } from './workspace.ts';

export class Workspaces {
  readonly #variables: Readonly<Record<string, string | undefined>>;
  /** Folders the client has open; absolute. */
  #roots: readonly string[] = [];
  readonly #folders = new Map<string, Promise<Workspace | null>>();
  readonly #files = new Map<
    string,
    { readonly schema: string | null; readonly workspace: Promise<Workspace> }
  >();

  constructor(variables: Readonly<Record<string, string | undefined>>) {
    this.#variables = variables;
  }

  setRoots(roots: readonly string[]): void {
    this.#roots = roots;
  }

  /**
   * The workspace of a file: the nearest folder upwards with a manifest, else the client's folder around it where its
   * files are layers of each other, else the file alone with the schema that `text` names.
   */
  async of(absolute: string, text: () => string): Promise<Workspace> {
    const root = this.#roots
      .filter((each) => isInside(absolute, each))
      .sort((one, other) => other.length - one.length)[0];
    const folder = manifestFolder(absolute, root) ?? root;
    const workspace = folder === undefined ? null : await this.#folder(folder);
    return workspace ?? this.#file(absolute, schemaNamedIn(text(), absolute));
  }

  /** Those that are open and hold the file. */
  async holding(absolute: string): Promise<Workspace[]> {
    const folders = await Promise.all(this.#folders.values());
    const files = await Promise.all([...this.#files.values()].map(({ workspace }) => workspace));
    return [...folders, ...files]
      .filter((each) => each !== null)
      .filter((each) => each.pathIn(absolute) !== null);
  }

  /** Forgets a file on its own. */
  close(absolute: string): void {
    this.#files.delete(absolute);
  }

  #folder(folder: string): Promise<Workspace | null> {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const opening = openFolder(folder, this.#variables).catch((error: unknown) => {
      this.#folders.delete(folder);
      throw error;
    });
    this.#folders.set(folder, opening);
    return opening;
  }

  #file(absolute: string, schema: string | null): Promise<Workspace> {
    const known = this.#files.get(absolute);
    if (known !== undefined && known.schema === schema) return known.workspace;
    const workspace = openFile(absolute, schema);
    this.#files.set(absolute, { schema, workspace });
    return workspace;
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
