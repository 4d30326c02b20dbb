/** What passes between the main thread and the analysis worker. */

import type { z } from 'zod';
import type { WorkspaceModel } from '../../shared/config/model.ts';
import type { Selection } from '../../shared/config/resolve.ts';
import type { ErrorShape } from '../../shared/contract/errors.ts';
import type {
  AnalysisState,
  CompletionItem,
  EffectiveView,
  Explanation,
  Hover,
  KeyDifference,
  Problem,
} from '../../shared/contract/model.ts';
import type { SchemaCandidate } from '../../shared/schema/association.ts';
import type { TextReplacement } from '../../shared/text/replacements.ts';
import type { Position } from '../../shared/text/text.ts';
import type { ForeignSchema } from '../schemas/library.ts';
import type { LanguageCalls } from './language-service.ts';

/** A file as the disk has it. `text` null: missing, or `error` says why it cannot be read. */
export interface DiskFile {
  readonly path: string;
  readonly text: string | null;
  readonly error?: ErrorShape;
}

/** Which schema counts where. Addresses are paths of `files`, or keys of `foreign`. */
export interface SchemaSetup {
  /** Whether some files are layers of each other; else each is held against a schema of its own. */
  readonly areMerged: boolean;
  /** For merged results; null where there are none, or no schema for them. */
  readonly merged: SchemaCandidate | null;
  /** By file: of all where each stands alone, else of the layers that name one themselves. Null: none is wanted. */
  readonly files: ReadonlyMap<string, SchemaCandidate | null>;
  /** Those of `files` that are layers of nothing. */
  readonly alone: ReadonlySet<string>;
  /** The workspace files among the schemas and what they refer to. */
  readonly paths: ReadonlySet<string>;
  /** Schemas that are no files of the workspace. */
  readonly foreign: ReadonlyMap<string, ForeignSchema>;
  /** Workspace files that stand for addresses. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Everything the analysis of a workspace starts from. */
export interface AnalysisSetup {
  readonly generation: number;
  readonly model: WorkspaceModel;
  readonly files: readonly DiskFile[];
  readonly manifest: string | null;
  /** The one schema everything is held against, by its path; its text is among `files`. */
  readonly schema: string | null;
  /** Where there is more to say about schemas than the one path. */
  readonly schemas?: SchemaSetup;
  /** Every workspace file by path: what a manifest's templates are matched against. */
  readonly paths: readonly string[];
  /** The workspace's absolute folder, where links may lead to files of the disk that are not in `paths`. */
  readonly root?: string;
  /** Variables of the process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Off after a schema hung: everything but schema checks goes on. */
  readonly validate: boolean;
  /** The path of what was being checked when the schema hung, if it did. */
  readonly hungAt?: string;
}

/** A side of a comparison as the worker needs it: a text, or an environment it merges itself. */
export type ComparableSide =
  | { readonly kind: 'text'; readonly text: string; readonly path: string }
  | ({ readonly kind: 'environment' } & Selection);

/** The calls the worker answers; each is a method of `AnalysisSession`. */
export interface AnalysisCalls {
  setup(setup: AnalysisSetup): void;
  disk(file: DiskFile): void;
  /** `text` null: the buffer is closed. */
  buffer(path: string, version: number, text: string | null): void;
  /** The text that `path` has now, with one stretch replaced, is in its buffer: a large one is not sent at every key. */
  edit(path: string, version: number, replacement: TextReplacement): void;
  analyse(): AnalysisState;
  /** Every problem of the workspace, errors first, then by file and place. */
  problems(): Problem[];
  effective(selection: Selection): EffectiveView;
  explain(selection: Selection, path: string): Explanation;
  /** With no selection: what every environment makes of it that the file takes part in. */
  hover(path: string, position: Position, selection: Selection | null): z.output<typeof Hover> | null;
  complete(path: string, position: Position, selection: Selection | null): CompletionItem[];
  /** Names of protected environments that `text` in place of `path` makes invalid and its saved text does not. */
  wouldBreak(path: string, text: string): string[];
  /** The effective configuration as a TOML document; secrets masked. */
  render(selection: Selection): string;
  differences(left: ComparableSide, right: ComparableSide): KeyDifference[];
}

/** Those of the session itself, and those of its language service. */
export type WorkerCalls = AnalysisCalls & LanguageCalls;

export type CallName = keyof WorkerCalls;

export interface Request {
  readonly id: number;
  readonly name: CallName;
  readonly args: readonly unknown[];
}

export type Response =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: ErrorShape };

/** What the worker is busy with, kept in shared memory so that the main side can tell when it hangs. */
export const PHASE = { idle: 0, own: 1, schema: 2 } as const;

/**
 * Slots of the shared Int32Array: the phase, a count that grows with each step taken, and the path of what is
 * checked, as its length and its UTF-16 units.
 */
export const PHASE_SLOT = 0;
export const STEP_SLOT = 1;
export const SUBJECT_START = 2;
export const SUBJECT_UNITS = 512;
export const PROGRESS_BYTES = (SUBJECT_START + 1 + SUBJECT_UNITS) * Int32Array.BYTES_PER_ELEMENT;
