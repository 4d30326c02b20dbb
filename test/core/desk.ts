import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { createEngine } from '../../core/engine.ts';
import type { Engine, EngineHost } from '../../core/engine-types.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { EngineEvent } from '../../shared/contract/events.ts';
import type {
  AnalysisState,
  DocumentState,
  FileId,
  Notice,
  WorkspaceSnapshot,
} from '../../shared/contract/model.ts';
import { checksum } from '../../shared/text/checksum.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import { temporaryFolder } from './temporary.ts';

/** An engine with an open folder, and what a user does at it. */
export class Desk {
  readonly engine: Engine;
  readonly folder: string;
  readonly events: EngineEvent[] = [];

  constructor(engine: Engine, folder: string) {
    this.engine = engine;
    this.folder = folder;
    engine.subscribe((event) => this.events.push(event));
  }

  async fileId(path: string): Promise<FileId> {
    const { workspace } = await this.engine.call('workspace.current', {});
    const file = workspace?.files.find((each) => each.path === path);
    if (file === undefined) throw new Error(`${path} is not listed`);
    return file.id;
  }

  async open(path: string): Promise<DocumentState> {
    return this.engine.call('document.open', { file: await this.fileId(path) });
  }

  /** Replaces the first occurrence of `old` in the buffer, as typing would. */
  async type(document: DocumentState, old: string, text: string): Promise<DocumentState> {
    const start = document.text.indexOf(old);
    const range = new LineIndex(document.text).rangeOf({ start, end: start + old.length });
    const { version } = await this.engine.call('document.change', {
      file: document.file,
      baseVersion: document.version,
      changes: [{ range, text }],
      client: 'test',
    });
    return { ...document, version, text: document.text.replace(old, () => text), dirty: true };
  }

  save(document: DocumentState, more: { reason?: string } = {}) {
    const { file, version, etag, text } = document;
    return this.engine.call('document.save', { file, version, etag, checksum: checksum(text), ...more });
  }

  disk(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  /** Waits for an event, also one that came already. */
  async state(cause: Extract<EngineEvent, { type: 'document.state' }>['cause']): Promise<DocumentState> {
    return until(() => {
      const event = this.events.find((each) => each.type === 'document.state' && each.cause === cause);
      return event?.type === 'document.state' ? event.document : undefined;
    });
  }

  async notice(code: string): Promise<Notice> {
    return until(() => {
      const event = this.events.find((each) => each.type === 'notice' && each.notice.code === code);
      return event?.type === 'notice' ? event.notice : undefined;
    });
  }

  async analysis(fits: (analysis: AnalysisState) => boolean): Promise<AnalysisState> {
    return until(() => {
      const newest = this.events.findLast((event) => event.type === 'analysis');
      return newest?.type === 'analysis' && fits(newest.analysis) ? newest.analysis : undefined;
    });
  }

  async workspace(fits: (workspace: WorkspaceSnapshot) => boolean): Promise<WorkspaceSnapshot> {
    return until(() => {
      const newest = this.events.findLast((event) => event.type === 'workspace');
      const workspace = newest?.type === 'workspace' ? newest.workspace : null;
      return workspace !== null && fits(workspace) ? workspace : undefined;
    });
  }

  async origins(path: string): Promise<string[]> {
    const { versions } = await this.engine.call('history.list', {
      file: await this.fileId(path),
      limit: 100,
    });
    return versions.map(({ origin }) => origin);
  }
}

export async function until<T>(look: () => T | undefined): Promise<T> {
  for (let waited = 0; waited < 20_000; waited += 20) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('What was waited for did not happen within 20 s.');
}

/** A desk at a folder, once its first analysis is there. */
export async function at(...setting: Parameters<typeof opening>): Promise<Desk> {
  const desk = await opening(...setting);
  await desk.analysis(() => true);
  return desk;
}

/** As `at`, before the first analysis is there. */
export async function opening(
  folder: string,
  data = temporaryFolder(),
  environment: Record<string, string> = {},
  more: Pick<EngineHost, 'drafts'> = {},
): Promise<Desk> {
  const engine = await createEngine({
    kind: 'browser',
    dataFolder: data,
    examplesFolder: join(folder, 'none'),
    version: '0.0.0',
    author: 'tester',
    environment,
    now: () => new Date(),
    ...more,
  });
  onTestFinished(() => engine.close());
  const desk = new Desk(engine, folder);
  await engine.openFolder(folder);
  return desk;
}

export async function refusal(promise: Promise<unknown>): Promise<StrataError> {
  const error = await promise.then(
    () => new Error('It was accepted.'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StrataError);
  return error as StrataError;
}
