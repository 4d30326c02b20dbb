/** One analysed folder, or one file on its own, kept in step with disk and editor. */
import { join, relative, sep } from 'node:path';
import { analyseFiles, analyseFolder, type FolderAnalysis } from '../../core/analysis/folder.ts';
import { analysisSetup } from '../../core/analysis/setup.ts';
import { loadWorkspace, MANIFEST, readQuietly, textOf } from '../../core/workspace/load.ts';
import { findEnvironment, type Selection } from '../../shared/config/resolve.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { Problem } from '../../shared/contract/model.ts';

/** The environment and service a client has chosen; null where it has chosen none. */
export interface Choice {
  readonly environment: string | null;
  readonly service: string | null;
}

export class Workspace {
  /** Absolute. */
  readonly root: string;
  /** Whether its files make up environments together; else it is one file on its own. */
  readonly isLayered: boolean;
  readonly #variables: Readonly<Record<string, string | undefined>>;
  #analysis: FolderAnalysis;
  #generation = 1;
  /** The version of each open document that the analysis has. */
  readonly #synced = new Map<string, number>();

  constructor(
    analysis: FolderAnalysis,
    isLayered: boolean,
    variables: Readonly<Record<string, string | undefined>>,
  ) {
    this.#analysis = analysis;
    this.root = analysis.loaded.root;
    this.isLayered = isLayered;
    this.#variables = variables;
  }

  get session() {
    return this.#analysis.session;
  }

  /** The path of a file as the analysis knows it; null for a file that is none of the workspace's. */
  pathIn(absolute: string): string | null {
    const native = relative(this.root, absolute);
    if (native === '' || native.startsWith('..')) return null;
    const path = native.split(sep).join('/');
    return this.isLayered || this.#analysis.loaded.readings.has(path) ? path : null;
  }

  absolute(path: string): string {
    return join(this.root, ...path.split('/'));
  }

  /** What is wrong, by file; problems of no file are shown at the manifest. */
  problems(): Map<string, Problem[]> {
    const manifest = this.#analysis.loaded.manifest;
    const placed = this.session.problems().flatMap((problem) => {
      if (problem.file !== '') return [problem];
      return manifest === null ? [] : [{ ...problem, file: manifest }];
    });
    return Map.groupBy(placed, ({ file }) => file);
  }

  get environments(): readonly string[] {
    return this.isLayered ? this.#analysis.loaded.model.environments.map(({ name }) => name) : [];
  }

  /** The chosen environment where the workspace has it. */
  select({ environment, service }: Choice): Selection | null {
    const { model } = this.#analysis.loaded;
    const found = environment === null ? null : findEnvironment(model, environment);
    if (found === null) return null;
    const isKnown = service !== null && model.services.includes(service);
    return { environment: found.name, service: isKnown ? service : null };
  }

  /** Gives the analysis the text of an open document, if it has an older one. */
  sync(path: string, version: number, text: () => string): void {
    if (this.#synced.get(path) === version) return;
    this.#synced.set(path, version);
    this.session.buffer(path, version, text());
  }

  /** The document is closed: what is on disk counts again. */
  release(path: string): void {
    if (this.#synced.delete(path)) this.session.buffer(path, 0, null);
  }

  /** Looks at a file that has changed on disk. The manifest, and files that come or go, change the whole workspace. */
  async changed(absolute: string): Promise<void> {
    const path = this.pathIn(absolute);
    if (path === null) return;
    const reading = await readQuietly(absolute);
    const text = reading instanceof StrataError ? null : textOf(reading);
    const isKnown = textOf(this.#analysis.loaded.readings.get(path)) !== null;
    if (this.isLayered && (path === MANIFEST || isKnown !== (text !== null))) return this.#reload();
    const error = reading instanceof StrataError ? { error: reading.toShape() } : {};
    this.session.disk({ path, text, ...error });
  }

  /** Buffers are given anew, as they are asked about. */
  async #reload(): Promise<void> {
    const loaded = await loadWorkspace(this.root);
    this.#generation += 1;
    this.#synced.clear();
    this.#analysis = { ...this.#analysis, loaded };
    this.session.setup(analysisSetup(loaded, this.#generation, this.#variables));
  }
}

/** The folder as a workspace; null where its files have nothing to do with each other. */
export async function openFolder(
  folder: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Workspace | null> {
  const analysis = await analyseFolder(folder, variables);
  return analysis.loaded.model.layout === 'unrelated' ? null : new Workspace(analysis, true, variables);
}

/** A file on its own, checked against the local schema it names. */
export async function openFile(absolute: string, schema: string | null): Promise<Workspace> {
  return new Workspace(await analyseFiles([absolute], schema), false, {});
}
