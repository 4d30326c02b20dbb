import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { StrataClient } from '../../shared/contract/client.ts';
import { type ErrorShape, toErrorShape } from '../../shared/contract/errors.ts';
import type { AnalysisState, FileId } from '../../shared/contract/model.ts';
import { EmptyState } from '../controls/EmptyState.tsx';
import { cx } from '../theme/cx.ts';
import type { ThemeName } from '../theme/tokens.ts';
import { type CursorPlace, followCursor } from './cursor.ts';
import styles from './EditorPane.module.css';
import { documentOfModel, type EditorDocument } from './editor-document.ts';
import { fileEditor } from './file-editor.ts';
import {
  type LanguageShell,
  layersChanged,
  positionOf,
  setLanguageSelection,
  setLanguageShell,
} from './languages/ask.ts';
import { type EditorPlace, openModel, receiveAnalysis, setEditorActions } from './models.ts';
import { hintOptions, optionsFor } from './options.ts';
import type { BufferState } from './sync/meet.ts';
import { setEditorTheme } from './theme.ts';

/** How the shown buffer stands; `error` says why nothing gets through to the engine at the moment. */
export interface EditorState
  extends Pick<
    BufferState,
    'dirty' | 'version' | 'eol' | 'bom' | 'readOnly' | 'tier' | 'conflict' | 'language'
  > {
  readonly error: ErrorShape | null;
}

export interface EditorPaneProps {
  readonly client: StrataClient;
  readonly file: FileId;
  /** What completion and hover are about. */
  readonly selection: { readonly environment: string; readonly service: string | null };
  readonly theme: ThemeName;
  readonly analysis: AnalysisState | null;
  readonly onState: (state: EditorState) => void;
  readonly onCursor: (place: CursorPlace) => void;
  /** Where to go; the same place is gone to again when `nonce` is another. */
  readonly reveal: {
    readonly line: number;
    readonly column: number;
    readonly nonce: number;
    /** What to do there, by Monaco's name for it. */
    readonly action?: string;
  } | null;
  /** Whether notes are shown behind values. */
  readonly hints: boolean;
  readonly shell: LanguageShell;
}

/** The text of one file. */
export function EditorPane({
  client,
  file,
  selection,
  theme,
  analysis,
  reveal,
  hints,
  shell,
  ...props
}: EditorPaneProps) {
  const place = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<EditorDocument | null>(null);
  const [failure, setFailure] = useState<ErrorShape | null>(null);
  const analysed = useRef<number | undefined>(undefined);
  const onState = useEffectEvent(props.onState);
  const onCursor = useEffectEvent(props.onCursor);

  useEffect(() => setEditorTheme(theme), [theme]);
  useEffect(() => setLanguageSelection(selection), [selection]);
  useEffect(() => setLanguageShell(shell), [shell]);
  useEffect(() => {
    if (analysis === null) return;
    receiveAnalysis(analysis);
    // What was typed here is asked about anyway.
    const version = analysis.documents.find((document) => document.file === file)?.version;
    if (version === analysed.current) layersChanged();
    analysed.current = version;
  }, [analysis, file]);

  useEffect(() => {
    if (place.current === null) return;
    const { editor, showIn } = fileEditor();
    const takeOut = showIn(place.current);
    const forgetActions = setEditorActions({
      focus: () => editor.focus(),
      run: runAction,
      place: placeInEditor,
    });
    return () => {
      forgetActions();
      takeOut();
    };
  }, []);

  useEffect(() => showHints(hints), [hints]);

  useEffect(() => {
    let isWanted = true;
    openModel(client, file).then(
      (document) => {
        if (isWanted) setShown(document);
      },
      (error) => {
        if (isWanted) setFailure(toErrorShape(error));
      },
    );
    return () => {
      isWanted = false;
      setShown(null);
      setFailure(null);
    };
  }, [client, file]);

  useEffect(() => {
    if (shown === null || shown.model.isDisposed()) return;
    const { editor, showDocument } = fileEditor();
    const leave = showDocument(shown);
    let known = shown.sync.state;
    const tell = () => {
      const { state } = shown.sync;
      if (state.readOnly !== known.readOnly || state.tier !== known.tier)
        editor.updateOptions(optionsFor(state));
      known = state;
      onState(stateOf(shown));
    };
    const stopFollowing = followCursor(editor, shown.model, onCursor);
    const stopTelling = shown.onChange(tell);
    tell();
    return () => {
      stopTelling();
      stopFollowing();
      leave();
    };
  }, [shown]);

  useEffect(() => {
    // Just after a change of file, what is shown is still the one before.
    if (shown !== null && shown.file === file && reveal !== null) goTo(shown, reveal);
  }, [shown, file, reveal]);

  return (
    <section className={cx(styles.pane)} aria-label="Editor" aria-busy={shown === null && failure === null}>
      <div ref={place} className={cx(styles.editor, failure !== null && styles.hidden)} />
      {failure === null ? null : (
        <EmptyState icon="error" title={failure.message}>
          {failure.remedy ?? 'Close the tab, or open the file again when that is settled.'}
        </EmptyState>
      )}
    </section>
  );
}

function stateOf({ sync }: EditorDocument): EditorState {
  const { version, eol, bom, readOnly, tier, conflict, language } = sync.state;
  const error = sync.error?.toShape() ?? null;
  return { dirty: sync.dirty, version, eol, bom, readOnly, tier, conflict, language, error };
}

/** Monaco keeps some of its actions as commands, which `getAction` does not know. */
async function runAction(id: string): Promise<void> {
  const { editor } = fileEditor();
  const action = editor.getAction(id);
  if (action === null) editor.trigger('strata', id, null);
  else await action.run();
}

function showHints(shown: boolean): void {
  fileEditor().editor.updateOptions({ inlayHints: hintOptions(shown) });
}

/** Where the cursor is; the engine holds everything typed up to there. */
async function placeInEditor(): Promise<EditorPlace | null> {
  const { editor } = fileEditor();
  const model = editor.getModel();
  const position = editor.getPosition();
  const document = model === null ? undefined : documentOfModel(model);
  if (document === undefined || position === null) return null;
  const version = await document.sync.flush();
  return { file: document.file, version, position: positionOf(position) };
}

function goTo(
  shown: EditorDocument,
  { line, column, nonce, action }: NonNullable<EditorPaneProps['reveal']>,
): void {
  if (shown.revealed === nonce || shown.model.isDisposed()) return;
  shown.revealed = nonce;
  const { editor } = fileEditor();
  const position = shown.model.validatePosition({ lineNumber: line, column });
  editor.setPosition(position);
  editor.revealPositionInCenterIfOutsideViewport(position);
  editor.focus();
  if (action !== undefined) void runAction(action);
}
