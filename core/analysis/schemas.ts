import manifestJson from '../../schemas/strata.schema.json' with { type: 'json' };
import type { TypesOf } from '../../shared/config/typed-text.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { SchemaView } from '../../shared/schema/index.ts';
import { type CompiledSchema, compileSchema, parseSchema } from '../validation/compile.ts';
import type { Progress } from './progress.ts';
import type { SourceFile } from './source-files.ts';

/** The schema of a workspace as far as it can be used. A broken one is a problem; everything else goes on. */
export class WorkspaceSchema {
  static readonly none = new WorkspaceSchema(null, null, null);
  readonly path: string | null;
  readonly compiled: CompiledSchema | null;
  /** Why there is no compiled schema although one is named. */
  readonly error: StrataError | null;

  private constructor(path: string | null, compiled: CompiledSchema | null, error: StrataError | null) {
    this.path = path;
    this.compiled = compiled;
    this.error = error;
  }

  /** Reads and compiles the schema at `path`; references to other files look among `files`. */
  static read(
    path: string | null,
    files: ReadonlyMap<string, SourceFile>,
    progress: Progress,
  ): WorkspaceSchema {
    if (path === null) return WorkspaceSchema.none;
    const text = files.get(path)?.text() ?? null;
    if (text === null) return new WorkspaceSchema(path, null, missing(path));
    try {
      const read = (other: string) => {
        const found = files.get(other)?.text() ?? null;
        return found === null ? undefined : parseSchema(found, other);
      };
      const compiled = progress.schema(() => compileSchema(parseSchema(text, path), { path, read }));
      return new WorkspaceSchema(path, compiled, null);
    } catch (error) {
      if (!(error instanceof StrataError)) throw error;
      return new WorkspaceSchema(path, null, error);
    }
  }

  get view(): SchemaView | null {
    return this.compiled?.view ?? null;
  }

  get typesOf(): TypesOf | undefined {
    const { view } = this;
    return view === null ? undefined : (path) => view.typeOf(path);
  }
}

let manifest: CompiledSchema | undefined;

/** The schema of `strata.toml`, shipped with the product. */
export function manifestSchema(): CompiledSchema {
  manifest ??= compileSchema(manifestJson, { path: 'strata.schema.json' });
  return manifest;
}

function missing(path: string): StrataError {
  return new StrataError({
    code: 'BAD_SCHEMA',
    message: `The schema ${path} does not exist.`,
    remedy: 'Correct "schema" in strata.toml, or create the file. Everything but schema checks goes on.',
    details: { schema: path },
  });
}
