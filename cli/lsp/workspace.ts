/** One analysed folder, or one file on its own, kept in step with disk and editor. */
import { join, relative, sep } from 'node:path';
import type { AnalysisClient } from '../../core/analysis/client.ts';
import type { CallName, WorkerCalls } from '../../core/analysis/protocol.ts';
import { analysisSetup } from '../../core/analysis/setup.ts';
import { namesOthers } from '../../core/schemas/load.ts';
import {
  type LoadedWorkspace,
  MANIFEST,
  readQuietly,
  standsAlone,
  textOf,
} from '../../core/workspace/load.ts';
import { findEnvironment, type Selection } from '../../shared/config/resolve.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { Problem } from '../../shared/contract/model.ts';
import { isRemote } from '../../shared/schema/association.ts';

/** The environment and service a client has chosen; null where it has chosen none. */
export interface Choice {
  readonly environment: string | null;
  readonly service: string | null;
}

type Variables = Readonly<Record<string, string | undefined>>;

export class Workspace {
  /** Absolute. */
  readonly root: string;
  /** Whether its files make up environments together; else it is one file on its own. */
  readonly isLayered: boolean;
  readonly #variables: Variables;
  readonly #analysis: AnalysisClient;
  readonly #load: () => Promise<LoadedWorkspace>;
  #loaded: LoadedWorkspace;
  #generation = 0;
  /** The version of each open document that the analysis has. */
  readonly #synced = new Map<string, number>();

  /**
   * @param load reads it from disk; again where more has changed than a file's text
   * @param analysis its own from now on
   */
  static async open(
    load: () => Promise<LoadedWorkspace>,
    loaded: LoadedWorkspace,
    isLayered: boolean,
    variables: Variables,
    analysis: AnalysisClient,
  ): Promise<Workspace> {
    const workspace = new Workspace(load, loaded, isLayered, variables, analysis);
    await workspace.#setUp();
    return workspace;
  }

  private constructor(
    load: () => Promise<LoadedWorkspace>,
    loaded: LoadedWorkspace,
    isLayered: boolean,
    variables: Variables,
    analysis: AnalysisClient,
  ) {
    this.#load = load;
    this.#loaded = loaded;
    this.root = loaded.root;
    this.isLayered = isLayered;
    this.#variables = variables;
    this.#analysis = analysis;
  }

  /**
   * Asks the analysis, as of all texts it was given before. Asks again where that had to be ended meanwhile, since what
   * ended it is left out then. Errors: TIMED_OUT where there is no analysis any more, and those of the call.
   */
  async ask<N extends CallName>(
    name: N,
    ...args: Parameters<WorkerCalls[N]>
  ): Promise<ReturnType<WorkerCalls[N]>> {
    try {
      return await this.#analysis.call(name, ...args);
    } catch (error) {
      if (!(error instanceof StrataError) || error.code !== 'TIMED_OUT') throw error;
      return this.#analysis.call(name, ...args);
    }
  }

  /** The path of a file as the analysis knows it; null for one outside of the workspace, or beside its layers. */
  pathIn(absolute: string): string | null {
    const native = relative(this.root, absolute);
    if (native === '' || native.startsWith('..')) return null;
    const path = native.split(sep).join('/');
    const takesPart = this.isLayered ? !standsAlone(this.#loaded, path) : this.#loaded.readings.has(path);
    return takesPart ? path : null;
  }

  absolute(path: string): string {
    return join(this.root, ...path.split('/'));
  }

  /** What is wrong, by file; problems of no file are shown at the manifest. */
  async problems(): Promise<Map<string, Problem[]>> {
    const { manifest } = this.#loaded;
    const placed = (await this.ask('problems')).flatMap((problem) => {
      if (problem.file !== '') return [problem];
      return manifest === null ? [] : [{ ...problem, file: manifest }];
    });
    return Map.groupBy(placed, ({ file }) => file);
  }

  get environments(): readonly string[] {
    return this.isLayered ? this.#loaded.model.environments.map(({ name }) => name) : [];
  }

  /** The chosen environment where the workspace has it. */
  select({ environment, service }: Choice): Selection | null {
    const { model } = this.#loaded;
    const found = environment === null ? null : findEnvironment(model, environment);
    if (found === null) return null;
    const isKnown = service !== null && model.services.includes(service);
    return { environment: found.name, service: isKnown ? service : null };
  }

  /** Gives the analysis the text of an open document, if it has an older one. */
  sync(path: string, version: number, text: () => string): void {
    if (this.#synced.get(path) === version) return;
    this.#synced.set(path, version);
    this.#analysis.buffer(path, version, text());
  }

  /** The document is closed: what is on disk counts again. */
  release(path: string): void {
    if (this.#synced.delete(path)) this.#analysis.buffer(path, 0, null);
  }

  /** Looks at a file that has changed on disk. The manifest, and files that come or go, change the whole workspace. */
  async changed(absolute: string): Promise<void> {
    const path = this.pathIn(absolute);
    if (path === null) return;
    const reading = await readQuietly(absolute);
    const text = reading instanceof StrataError ? null : textOf(reading);
    const isKnown = textOf(this.#loaded.readings.get(path)) !== null;
    const isAnother = this.isLayered && (path === MANIFEST || isKnown !== (text !== null));
    const hasOtherSchemas =
      text !== null && path.endsWith('.toml') && namesOthers(this.#loaded.schemas, path, text);
    if (isAnother || hasOtherSchemas) return this.reload();
    const error = reading instanceof StrataError ? { error: reading.toShape() } : {};
    this.#analysis.disk({ path, text, ...error });
  }

  /** Addresses of the web whose schemas are wanted here, and about which nobody was asked yet. */
  waitingSchemas(): string[] {
    const { foreign } = this.#loaded.schemas;
    return [...foreign]
      .filter(([address, { state }]) => state === 'waiting' && isRemote(address))
      .map(([address]) => address);
  }

  /** Reads everything again. */
  async reload(): Promise<void> {
    this.#loaded = await this.#load();
    return this.#setUp();
  }

  /** Ends its analysis. */
  close(): Promise<void> {
    return this.#analysis.close();
  }

  /** Buffers are given anew, as they are asked about. */
  async #setUp(): Promise<void> {
    this.#generation += 1;
    this.#synced.clear();
    const setup = analysisSetup(this.#loaded, this.#generation, this.#variables);
    await this.#analysis.setup({ ...setup, root: this.root });
  }
}
