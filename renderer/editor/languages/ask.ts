/** Asking the engine about the text on screen, so that an answer is never taken for another text. */
import type { FileEdit } from '../../../shared/contract/edit-model.ts';
import { StrataError } from '../../../shared/contract/errors.ts';
import type { FileId } from '../../../shared/contract/model.ts';
import type { Range } from '../../../shared/text/text.ts';
import { documentOfModel, type EditorDocument } from '../editor-document.ts';
import { monaco } from '../monaco.ts';

/** The environment and service the answers are about. */
export interface LanguageSelection {
  readonly environment: string;
  readonly service: string | null;
}

/** What the language features need of the shell around the editor. */
export interface LanguageShell {
  /** Shows a file in a tab and goes to a place in it. */
  open(file: FileId, line?: number, column?: number): void;
  /** Runs a command of the registry. */
  run(command: string): void;
  /** Changes files as one step, whether they are open or not. */
  applyEdits(edits: readonly FileEdit[], label: string): Promise<unknown>;
  /** Tells the user why something was not done. */
  report(error: unknown): void;
  /** Tells the user what was done where it cannot be seen. */
  tell(message: string): void;
  /** Puts a text on the clipboard. */
  copy(text: string): Promise<void>;
  /** The JSON on the clipboard, or what the user gives instead; null where there is none. */
  askForJson(): Promise<string | null>;
}

let selection: LanguageSelection = { environment: '', service: null };
let shell: LanguageShell = {
  open() {},
  run() {},
  applyEdits: async () => {},
  report() {},
  tell() {},
  copy: async () => {},
  askForJson: async () => null,
};
const outdated = new monaco.Emitter<void>();

export function setLanguageSelection(chosen: LanguageSelection): void {
  selection = chosen;
  outdated.fire();
}

export function languageSelection(): LanguageSelection {
  return { environment: selection.environment, service: selection.service };
}

export function setLanguageShell(around: LanguageShell): void {
  shell = around;
}

export function languageShell(): LanguageShell {
  return shell;
}

/** Another file may have changed, so what was said about the layers may not hold any more. */
export function layersChanged(): void {
  outdated.fire();
}

/** Fires when answers about the layers have to be asked for again, though the text is the same. */
export const onLayersChanged: monaco.IEvent<void> = outdated.event;

/** What a question is about. */
export interface AskedText {
  readonly file: FileId;
  readonly version: number;
}

type Question<T> = (document: EditorDocument, text: AskedText) => Promise<T>;

/**
 * Asks about the text on screen; null when it has changed since, is too large to be asked about, or the engine
 * has no answer: no list is better than a wrong one.
 */
export async function ask<T>(
  model: monaco.editor.ITextModel,
  token: monaco.CancellationToken,
  question: Question<T>,
): Promise<T | null> {
  if (documentOfModel(model)?.sync.state.tier !== 'full') return null;
  try {
    return await askAloud(model, token, question);
  } catch {
    // Out of step or out of reach: the sync says so where it matters.
    return null;
  }
}

/** From here on what looks through a whole text costs the engine more than a key stroke may. */
export const LONG_LINES = 5_000;
const REST_MS = 300;

let turn: Promise<unknown> = Promise.resolve();

/**
 * The same for what is asked again and again while one types or scrolls: about a long text not before typing rests,
 * and one question after the other. The engine answers one at a time anyway, and a browser has six connections to a
 * host: questions that wait must not hold up what is typed.
 */
export async function askInBackground<T>(
  model: monaco.editor.ITextModel,
  token: monaco.CancellationToken,
  question: Question<T>,
): Promise<T | null> {
  if (model.getLineCount() > LONG_LINES) await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const isWanted = () => !token.isCancellationRequested && !model.isDisposed();
  const answer = turn.then(() => (isWanted() ? ask(model, token, question) : null));
  turn = answer.catch(() => {});
  return answer;
}

/** The same for what the user asked for by name: rejects with the reason why there is no answer. */
export async function askAloud<T>(
  model: monaco.editor.ITextModel,
  token: monaco.CancellationToken,
  question: Question<T>,
): Promise<T | null> {
  const document = documentOfModel(model);
  if (document === undefined) return null;
  const asked = model.getVersionId();
  const isStale = () => token.isCancellationRequested || model.isDisposed() || model.getVersionId() !== asked;
  try {
    const version = await document.sync.flush();
    if (isStale()) return null;
    const answer = await question(document, { file: document.file, version });
    return isStale() ? null : answer;
  } catch (error) {
    if (isStale() || (error instanceof StrataError && error.code === 'OUT_OF_SYNC')) return null;
    throw error;
  }
}

export function positionOf({ lineNumber, column }: monaco.IPosition) {
  return { line: lineNumber, column };
}

export function rangeOf(range: monaco.IRange): Range {
  return {
    start: { line: range.startLineNumber, column: range.startColumn },
    end: { line: range.endLineNumber, column: range.endColumn },
  };
}
