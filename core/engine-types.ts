/** What a host gives the engine and what it gets: the whole interface on one screen. */
import type { EngineEvent } from '../shared/contract/events.ts';
import type { Input, OperationName, Output } from '../shared/contract/operations.ts';

export interface EngineHost {
  readonly kind: 'browser' | 'desktop';
  /** Where preferences, the recent list and history of read-only workspaces live. */
  readonly dataFolder: string;
  /** The folder with the shipped examples. */
  readonly examplesFolder: string;
  /** The product's version. */
  readonly version: string;
  /** Who makes the changes, for history. */
  readonly author: string;
  /** Environment variables that `variables` layers may read. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** `leave`: unsaved work of an earlier session stays out of what the layers give; a command tells what the disk holds. */
  readonly drafts?: 'open' | 'leave';
  /** The native folder dialog: an absolute path, or null when cancelled. Absent where there is none. */
  readonly chooseFolder?: () => Promise<string | null>;
}

export interface Engine {
  /** Runs one operation of the contract. The input is checked here, so no host can forget to. */
  call<N extends OperationName>(name: N, input: Input<N>, client?: string): Promise<Output<N>>;
  subscribe(onEvent: (event: EngineEvent) => void): () => void;
  /** Opens a folder by path: for the host's own start-up argument, never for a client. */
  openFolder(path: string): Promise<void>;
  /** Documents with unsaved work, for the question before quitting. */
  unsaved(): readonly { readonly file: string; readonly path: string }[];
  /**
   * Writes unsaved work to the history now, where it outlives the process. CONFLICT where there is no history to keep it
   * in, HISTORY_UNAVAILABLE or DISK_FULL where that fails.
   */
  keepUnsaved(): Promise<void>;
  /** Writes what is pending, releases locks and watchers, ends the worker. */
  close(): Promise<void>;
}
