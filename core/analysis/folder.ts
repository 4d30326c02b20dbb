/** Analysis in the caller's own thread, for commands that ask once and end. */
import type { Problem } from '../../shared/contract/model.ts';
import { atOnce } from '../files/access.ts';
import { type LoadedWorkspace, type LoadOptions, loadWorkspace } from '../workspace/load.ts';
import { loadFiles } from '../workspace/load-files.ts';
import type { AnalysisSetup } from './protocol.ts';
import { schemaStoppedError } from './schema-stopped.ts';
import { AnalysisSession } from './session.ts';
import { analysisSetup } from './setup.ts';
import type { Judged } from './silenced.ts';
import { SchemaHang, TimeLimit } from './time-limit.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** The analysis of a workspace folder. Errors: those of `loadWorkspace`. */
export async function analyseFolder(
  folder: string,
  variables: Variables,
  options: LoadOptions = {},
): Promise<FolderAnalysis> {
  return new FolderAnalysis(await loadWorkspace(folder, { system: atOnce, ...options }), variables);
}

/**
 * The analysis of single files, each on its own and checked against `schema` (a path) where one is given, else
 * against the one it names.
 * Paths in the problems are relative to the folder that holds them all.
 */
export async function analyseFiles(
  paths: readonly string[],
  schema: string | null,
  options: LoadOptions = {},
): Promise<FolderAnalysis> {
  return new FolderAnalysis(await loadFiles(paths, schema, { system: atOnce, ...options }), {});
}

export class FolderAnalysis {
  readonly loaded: LoadedWorkspace;
  readonly session: AnalysisSession;
  readonly #setup: AnalysisSetup;
  readonly #limit = new TimeLimit();

  constructor(loaded: LoadedWorkspace, variables: Variables) {
    this.loaded = loaded;
    this.#setup = analysisSetup(loaded, 1, variables);
    this.session = new AnalysisSession(this.#limit);
    this.session.setup(this.#setup);
  }

  /** Every problem; a schema that hangs is one of them, and nothing is checked against it. */
  problems(): Problem[] {
    return this.judged().problems;
  }

  /** The same, and apart from them the problems that comments silence. */
  judged(): Judged {
    try {
      return this.#limit.run(() => this.session.judged());
    } catch (error) {
      if (!(error instanceof SchemaHang)) throw error;
      this.session.setup({ ...this.#setup, validate: false, hungAt: error.subject });
      return this.session.judged();
    }
  }

  /** Asks the session. TIMED_OUT where the schema hangs: without it, secrets could not be told from other values. */
  ask<T>(question: (session: AnalysisSession) => T): T {
    try {
      return this.#limit.run(() => question(this.session));
    } catch (error) {
      if (!(error instanceof SchemaHang)) throw error;
      throw schemaStoppedError(this.loaded.schema?.path ?? '', error.subject);
    }
  }
}
