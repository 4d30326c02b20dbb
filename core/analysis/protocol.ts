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
} from '../../shared/contract/model.ts';
import type { Position } from '../../shared/text/text.ts';
import type { LanguageCalls } from './language-service.ts';

/** A file as the disk has it. `text` null: missing, or `error` says why it cannot be read. */
export interface DiskFile {
  readonly path: string;
  readonly text: string | null;
  readonly error?: ErrorShape;
}

/** Everything the analysis of a workspace starts from. */
export interface AnalysisSetup {
  readonly generation: number;
  readonly model: WorkspaceModel;
  readonly files: readonly DiskFile[];
  readonly manifest: string | null;
  /** The schema's path; its text is among `files`. */
  readonly schema: string | null;
  /** Every workspace file by path: what a manifest's templates are matched against. */
  readonly paths: readonly string[];
  /** Variables of the process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Off after a schema hung: everything but schema checks goes on. */
  readonly validate: boolean;
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
  analyse(): AnalysisState;
  effective(selection: Selection): EffectiveView;
  explain(selection: Selection, path: string): Explanation;
  /** With no selection: what every environment makes of it that the file takes part in. */
  hover(path: string, position: Position, selection: Selection | null): z.output<typeof Hover> | null;
  complete(path: string, position: Position, selection: Selection | null): CompletionItem[];
  /** Names of protected environments that `path`'s buffer makes invalid and its saved text does not. */
  wouldBreak(path: string): string[];
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

/** Slots of the shared Int32Array: the phase, and a count that grows with each step taken. */
export const PHASE_SLOT = 0;
export const STEP_SLOT = 1;
