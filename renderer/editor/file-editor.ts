/**
 * The one editor in which files are shown. It is made once and moves from place to place, so that going from one
 * file to another, or to a comparison and back, neither flickers nor forgets anything.
 */
import { linkDefinitions } from './definition-link.ts';
import type { EditorDocument } from './editor-document.ts';
import { languageShell } from './languages/ask.ts';
import { offerJson } from './languages/json-text.ts';
import { registerLanguages } from './languages/register.ts';
import { monaco } from './monaco.ts';
import { fileEditorOptions, optionsFor } from './options.ts';
import { offerPeek } from './peek.ts';

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
  node.className = 'file-editor';
  node.style.height = '100%';
  const editor = monaco.editor.create(node, fileEditorOptions());
  measureWithTheRightFont();
  linkDefinitions(editor);
  editor.onDidLayoutChange(() => tellPlace(node));
  offerCommands(editor);
  offerPeek(editor);
  offerRename(editor);
  offerJson(editor);
  return {
    editor,
    showIn(place) {
      place.append(node);
      editor.layout();
      tellPlace(node);
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

/** Commands of the shell that belong into the menu of the text. */
function offerCommands(editor: monaco.editor.IStandaloneCodeEditor): void {
  const commands = [
    ['go.definition', 'Go to the layer that wins'],
    ['go.references', 'Find in all layers'],
    ['go.schema', 'Go to the schema'],
  ] as const;
  for (const [index, [command, label]] of commands.entries()) {
    editor.addAction({
      id: `strata.${command}`,
      label,
      contextMenuGroupId: 'navigation',
      contextMenuOrder: index,
      precondition: "editorLangId == 'toml'",
      run: () => languageShell().run(command),
    });
  }
}

/** As VS Code places it. */
function offerRename(editor: monaco.editor.IStandaloneCodeEditor): void {
  editor.addAction({
    id: 'strata.edit.renameKey',
    label: 'Rename key in all layers…',
    // Shown in the menu; the shell sees the key first.
    keybindings: [monaco.KeyCode.F2],
    contextMenuGroupId: '1_modification',
    contextMenuOrder: 1,
    precondition: "editorLangId == 'toml'",
    run: () => languageShell().run('edit.renameKey'),
  });
}

/** Where the editor is on the page, for what is laid out by its corner but lies above everything. */
function tellPlace(node: HTMLElement): void {
  const { left, top } = node.getBoundingClientRect();
  node.style.setProperty('--editor-left', `${left}px`);
  node.style.setProperty('--editor-top', `${top}px`);
}

/** Text measured before its font has arrived would put the cursor beside it. */
function measureWithTheRightFont(): void {
  const family = getComputedStyle(document.documentElement).getPropertyValue('--code-font');
  document.fonts.load(`13px ${family || 'monospace'}`).then(
    () => monaco.editor.remeasureFonts(),
    () => {},
  );
}
