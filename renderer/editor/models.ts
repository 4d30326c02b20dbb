/**
 * The open files of the editor, by id. Light on purpose: the shell needs it from the first moment, Monaco itself
 * is loaded with the first file.
 */
import type { StrataClient } from '../../shared/contract/client.ts';
import { StrataError, toErrorShape } from '../../shared/contract/errors.ts';
import type { EngineEvent } from '../../shared/contract/events.ts';
import type { AnalysisState, FileId, SaveOutcome } from '../../shared/contract/model.ts';
import type { Position } from '../../shared/text/text.ts';
import type { EditorDocument } from './editor-document.ts';
import type { DocumentEvent, SaveNote } from './sync/document-sync.ts';
import type { BufferState } from './sync/meet.ts';

interface Opened {
  readonly client: StrataClient;
  readonly document: EditorDocument;
}

interface Opening {
  readonly document: Promise<EditorDocument>;
  /** What the engine said of the file before there was anyone to take it. */
  readonly events: DocumentEvent[];
}

const opened = new Map<FileId, Opened>();
const opening = new Map<FileId, Opening>();
const eventListeners = new Set<(event: EngineEvent) => void>();
/** Of the workspace the open files belong to; file ids mean something else in another one. */
let generation: number | null = null;
let analysis: AnalysisState | null = null;
let lostConnection = false;

/** Opens a file or gives the one that is open. Rejects with the engine's error where it cannot be shown. */
export function openModel(client: StrataClient, file: FileId): Promise<EditorDocument> {
  const known = opened.get(file);
  if (known !== undefined) return Promise.resolve(known.document);
  const underWay = opening.get(file);
  if (underWay !== undefined) return underWay.document;
  const events: DocumentEvent[] = [];
  const document = open(client, file, events);
  opening.set(file, { document, events });
  return document;
}

/** Sends what is not sent and has the file written. Rejects with the engine's error; nothing is written then. */
export async function saveModel(file: FileId, note: SaveNote = {}): Promise<SaveOutcome> {
  return require(file).document.sync.save(note);
}

/**
 * Closes a file here and in the engine. Unsaved work is dropped only with `discard`, and then kept in history;
 * otherwise CONFLICT, and the file stays open.
 */
export async function closeModel(file: FileId, { discard = false } = {}): Promise<void> {
  await opening.get(file)?.document.catch(() => {});
  const known = opened.get(file);
  if (known === undefined) return;
  const { client, document } = known;
  try {
    await document.sync.flush();
  } catch (error) {
    if (!discard) throw error;
  }
  try {
    await client.call('document.close', { file, discard });
  } catch (error) {
    if (toErrorShape(error).code !== 'NOT_FOUND') throw error;
  }
  if (opened.get(file) === known) forget(file);
}

/** Whether the text on screen differs from the saved one. */
export function isDirty(file: FileId): boolean {
  return opened.get(file)?.document.sync.dirty ?? false;
}

/** Resolves when the engine holds everything typed so far; rejects when it is out of reach. */
export async function flush(file: FileId): Promise<void> {
  await opened.get(file)?.document.sync.flush();
}

/** The same for all open files. */
export async function flushAll(): Promise<void> {
  await Promise.all([...opened.values()].map(({ document }) => document.sync.flush()));
}

export function isOpen(file: FileId): boolean {
  return opened.has(file) || opening.has(file);
}

/** How an open file stands, whether it is on screen or not. */
export type Standing = BufferState;

const standingListeners = new Set<(file: FileId, standing: Standing) => void>();

/** Calls back whenever an open file may stand otherwise than before, until the returned function is called. */
export function onStanding(listener: (file: FileId, standing: Standing) => void): () => void {
  standingListeners.add(listener);
  return () => standingListeners.delete(listener);
}

/** Takes an event of the engine; the shell forwards every one. */
export function handleEvent(event: EngineEvent): void {
  switch (event.type) {
    case 'workspace':
      belongTo(event.workspace?.generation ?? null);
      break;
    case 'analysis':
      receiveAnalysis(event.analysis);
      break;
    case 'document.edited':
      receiveDocument(event.file, event);
      break;
    case 'document.state':
      receiveDocument(event.document.file, event);
      break;
  }
  for (const listener of [...eventListeners]) listener(event);
}

/** The event stream is there (again) or gone. What it missed meanwhile is looked up. */
export function handleConnection(connected: boolean): void {
  if (connected && lostConnection) for (const { document } of opened.values()) document.sync.recheck();
  lostConnection = !connected;
}

/** Takes an analysis that came as an answer; those that come as events are taken already. */
export function receiveAnalysis(received: AnalysisState): void {
  if (
    analysis !== null &&
    received.generation === analysis.generation &&
    received.revision <= analysis.revision
  ) {
    return;
  }
  belongTo(received.generation);
  analysis = received;
  for (const { document } of opened.values()) document.receiveAnalysis(received);
}

/** What the shell may ask of the editor on screen. */
export interface EditorActions {
  focus(): void;
  /** Runs a Monaco action, e.g. `editor.action.showHover`; does nothing where it does not apply. */
  run(id: string): Promise<void>;
  /** Where the cursor is, once the engine holds the text on screen; null where no text is shown. */
  place(): Promise<EditorPlace | null>;
}

/** A place in a version of a buffer, as the operations of the language service take it. */
export interface EditorPlace {
  readonly file: FileId;
  readonly version: number;
  readonly position: Position;
}

let actions: EditorActions | null = null;

/** Puts the keyboard into the editor, where one is on screen. */
export function focusEditor(): void {
  actions?.focus();
}

/** Runs an action of the editor on screen by Monaco's name for it. */
export async function runEditorAction(id: string): Promise<void> {
  actions?.focus();
  await actions?.run(id);
}

/** Where the cursor of the editor on screen is; rejects when the engine is out of reach. */
export async function editorPlace(): Promise<EditorPlace | null> {
  return (await actions?.place()) ?? null;
}

/** Called by the editor on screen; the returned function says that it is gone. */
export function setEditorActions(offered: EditorActions): () => void {
  actions = offered;
  return () => {
    if (actions === offered) actions = null;
  };
}

/** Calls back for every event of the engine, after the open files have taken it. */
export function onEngineEvent(listener: (event: EngineEvent) => void): () => void {
  eventListeners.add(listener);
  return () => eventListeners.delete(listener);
}

async function open(
  client: StrataClient,
  file: FileId,
  events: readonly DocumentEvent[],
): Promise<EditorDocument> {
  try {
    const [state, { createEditorDocument }] = await Promise.all([
      client.call('document.open', { file }),
      import('./editor-document.ts'),
    ]);
    const document = createEditorDocument(client, state);
    opened.set(file, { client, document });
    document.onChange(() => tellStanding(file, document));
    tellStanding(file, document);
    for (const event of events) document.sync.handle(event);
    if (analysis !== null) document.receiveAnalysis(analysis);
    return document;
  } finally {
    opening.delete(file);
  }
}

function tellStanding(file: FileId, { sync }: EditorDocument): void {
  const standing = { ...sync.state, dirty: sync.dirty };
  for (const listener of standingListeners) listener(file, standing);
}

function receiveDocument(file: FileId, event: DocumentEvent): void {
  opening.get(file)?.events.push(event);
  opened.get(file)?.document.sync.handle(event);
}

/** Another workspace was opened: the files of the one before are not there any more. */
function belongTo(next: number | null): void {
  if (generation !== null && generation !== next) {
    for (const file of [...opened.keys()]) forget(file);
    analysis = null;
  }
  generation = next;
}

function forget(file: FileId): void {
  opened.get(file)?.document.dispose();
  opened.delete(file);
}

function require(file: FileId): Opened {
  const known = opened.get(file);
  if (known !== undefined) return known;
  throw new StrataError({
    code: 'NOT_FOUND',
    message: 'This file is not open in the editor.',
    remedy: 'Open it from the Layers panel.',
  });
}
