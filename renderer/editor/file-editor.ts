/**
 * The one editor in which files are shown. It is made once and moves from place to place, so that going from one
 * file to another, or to a comparison and back, neither flickers nor forgets anything.
 */
import type { EditorDocument } from './editor-document.ts';
import { registerLanguages } from './languages/register.ts';
import { monaco } from './monaco.ts';
import { fileEditorOptions, optionsFor } from './options.ts';

export interface FileEditor {
  readonly editor: monaco.editor.IStandaloneCodeEditor;
  /** Moves the editor into an element of the page; the returned function takes it out again. */
  showIn(place: HTMLElement): () => void;
  /** Shows a document where it was left; the returned function remembers where that is. */
  showDocument(document: EditorDocument): () => void;
}

let only: FileEditor | null = null;

export function fileEditor(): FileEditor {
  only ??= createFileEditor();
  return only;
}

function createFileEditor(): FileEditor {
  registerLanguages();
  const node = document.createElement('div');
  node.style.height = '100%';
  const editor = monaco.editor.create(node, fileEditorOptions());
  measureWithTheRightFont();
  return {
    editor,
    showIn(place) {
      place.append(node);
      editor.layout();
      return () => node.remove();
    },
    showDocument(shown) {
      editor.setModel(shown.model);
      editor.restoreViewState(shown.viewState);
      editor.updateOptions(optionsFor(shown.sync.state));
      return () => {
        if (editor.getModel() !== shown.model) return;
        shown.viewState = editor.saveViewState();
        editor.setModel(null);
      };
    },
  };
}

/** Text measured before its font has arrived would put the cursor beside it. */
function measureWithTheRightFont(): void {
  const family = getComputedStyle(document.documentElement).getPropertyValue('--code-font');
  document.fonts.load(`13px ${family || 'monospace'}`).then(
    () => monaco.editor.remeasureFonts(),
    () => {},
  );
}
