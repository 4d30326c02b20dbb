import type { StrataClient } from '../../shared/contract/client.ts';
import type { AnalysisState, DocumentState, FileId } from '../../shared/contract/model.ts';
import { clientId } from '../client/index.ts';
import { createTextModel, languageId, modelText } from './model-text.ts';
import { monaco } from './monaco.ts';
import { showProblems } from './problem-markers.ts';
import { DocumentSync, type EngineDocument } from './sync/document-sync.ts';

/** An open file: its Monaco model, kept in step with the engine's buffer, and its place on screen. */
export interface EditorDocument {
  readonly client: StrataClient;
  readonly file: FileId;
  readonly model: monaco.editor.ITextModel;
  readonly sync: DocumentSync;
  /** Scroll, cursors and folds of the last time it was shown. */
  viewState: monaco.editor.ICodeEditorViewState | null;
  /** The last place it was asked to go to. */
  revealed: number | null;
  /** Marks the problems of an analysis, now or when the text on screen is the one that was analysed. */
  receiveAnalysis(analysis: AnalysisState): void;
  /** Calls back whenever `sync` shows something new. */
  onChange(listener: () => void): () => void;
  dispose(): void;
}

const documents = new WeakMap<monaco.editor.ITextModel, EditorDocument>();

/** The document a model belongs to; none for the sides of a comparison. */
export function documentOfModel(model: monaco.editor.ITextModel): EditorDocument | undefined {
  return documents.get(model);
}

/** Makes the model of a file that the engine has just opened. */
export function createEditorDocument(client: StrataClient, state: DocumentState): EditorDocument {
  const { file } = state;
  const uri = monaco.Uri.from({ scheme: 'strata', authority: file, path: `/${state.path}` });
  const model = createTextModel(state.text, languageId(state.language), uri);
  const text = modelText(model);
  const listeners = new Set<() => void>();
  let analysis: AnalysisState | null = null;

  const markProblems = () => {
    if (analysis !== null && showProblems(model, file, analysis, sync)) analysis = null;
  };
  const sync = new DocumentSync(
    {
      engine: engineDocument(client, file),
      text,
      client: clientId,
      onChange() {
        markProblems();
        for (const listener of [...listeners]) listener();
      },
      later(delayMs, work) {
        const timer = setTimeout(work, delayMs);
        return () => clearTimeout(timer);
      },
    },
    state,
  );
  text.onTyped((changes) => sync.typed(changes));

  const document: EditorDocument = {
    client,
    file,
    model,
    sync,
    viewState: null,
    revealed: null,
    receiveAnalysis(received) {
      analysis = received;
      markProblems();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      listeners.clear();
      sync.close();
      model.dispose();
    },
  };
  documents.set(model, document);
  return document;
}

function engineDocument(client: StrataClient, file: FileId): EngineDocument {
  return {
    open: () => client.call('document.open', { file }),
    change: (baseVersion, changes) =>
      client.call('document.change', { file, baseVersion, changes: [...changes], client: clientId }),
    replace: (text) => client.call('document.replace', { file, text, client: clientId }),
    save: (request) => client.call('document.save', { file, ...request }),
  };
}
