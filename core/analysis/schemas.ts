import manifestJson from '../../schemas/strata.schema.json' with { type: 'json' };
import type { TypesOf } from '../../shared/config/typed-text.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { SchemaView } from '../../shared/schema/index.ts';
import { isObject, ownString } from '../../shared/schema/json.ts';
import type { ForeignSchema } from '../schemas/library.ts';
import {
  type CompiledSchema,
  type CompileOptions,
  compileSchema,
  parseSchema,
  viewSchema,
} from '../validation/compile.ts';
import type { Progress } from './progress.ts';
import { schemaPausedError, schemaStoppedError } from './schema-stopped.ts';

/** A schema document, and where in it the schema stands; "" for the whole of it. */
export interface SchemaPlace {
  readonly path: string;
  readonly fragment: string;
}

/** The text of a document by its path or address; null where there is none. */
export type SchemaText = (address: string) => string | null;

/** Which schema hung, and in the check of what; both are paths. */
export interface HungCheck {
  readonly schema: string;
  readonly subject: string;
}

/** Why there is no schema although one is named. */
export type SchemaAbsence =
  | Exclude<ForeignSchema, { readonly state: 'ready' }>
  | { readonly state: 'missing' };

/** The schema of a workspace as far as it can be used. A broken one is a problem; everything else goes on. */
export class WorkspaceSchema {
  static readonly none = new WorkspaceSchema(null, null, null);
  /** Without the fragment. */
  readonly path: string | null;
  readonly compiled: CompiledSchema | null;
  /** Why there is no compiled schema although one is named. */
  readonly error: StrataError | null;
  readonly view: SchemaView | null;
  readonly absent: SchemaAbsence | null;

  private constructor(
    path: string | null,
    compiled: CompiledSchema | null,
    error: StrataError | null,
    view: SchemaView | null = null,
    absent: SchemaAbsence | null = null,
  ) {
    this.path = path;
    this.compiled = compiled;
    this.error = error;
    this.view = view;
    this.absent = absent;
  }

  /** A schema that is named and cannot be had. */
  static absent(path: string, absent: SchemaAbsence): WorkspaceSchema {
    return new WorkspaceSchema(path, null, null, null, absent);
  }

  /** Reads and compiles a schema; `textOf` also has what it refers to. */
  static read(place: SchemaPlace, textOf: SchemaText, progress: Progress): WorkspaceSchema {
    return WorkspaceSchema.#load(place, textOf, (schema, options) => {
      const step = <T>(work: () => T) => progress.schema(work, place.path);
      const compiled = compileSchema(schema, { ...options, step });
      const view = compiled.view.watchedBy((match) => progress.schema(match));
      return new WorkspaceSchema(place.path, compiled, null, view);
    });
  }

  /**
   * A schema nothing is checked against any more, because a check hung, in it or in another. It still
   * says what may be written and what is secret, except by patterns.
   */
  static stopped(place: SchemaPlace, textOf: SchemaText, hang: HungCheck): WorkspaceSchema {
    return WorkspaceSchema.#load(place, textOf, (schema, options) => {
      const view = viewSchema(schema, options, () => false);
      const error =
        hang.schema === place.path
          ? schemaStoppedError(place.path, hang.subject)
          : schemaPausedError(place.path, hang.schema);
      return new WorkspaceSchema(place.path, null, error, view);
    });
  }

  static #load(
    { path, fragment }: SchemaPlace,
    textOf: SchemaText,
    make: (schema: unknown, options: CompileOptions) => WorkspaceSchema,
  ): WorkspaceSchema {
    const text = textOf(path);
    if (text === null) return WorkspaceSchema.absent(path, { state: 'missing' });
    const read = (other: string) => {
      const found = textOf(other);
      return found === null ? undefined : parseSchema(found, other);
    };
    try {
      const schema = parseSchema(text, path);
      return fragment === ''
        ? make(schema, { path, read })
        : make(partOf(schema, path, fragment), { path: `${path}#${fragment}`, read });
    } catch (error) {
      if (!(error instanceof StrataError)) throw error;
      return new WorkspaceSchema(path, null, error);
    }
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

/** A schema that is one part of a document. */
function partOf(schema: unknown, path: string, fragment: string): unknown {
  const draft = isObject(schema) ? ownString(schema, '$schema') : undefined;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { ...(draft === undefined ? {} : { $schema: draft }), $ref: `${name}#${encodeURI(fragment)}` };
}
