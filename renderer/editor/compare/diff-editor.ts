import { formatPath } from '../../../shared/config/paths.ts';
import type { Comparison } from '../../../shared/contract/model.ts';
import { toLf } from '../../../shared/text/eol.ts';
import { structureOf } from '../languages/model-structure.ts';
import { registerLanguages } from '../languages/register.ts';
import { keyPathAt } from '../languages/structure.ts';
import { createTextModel, languageId, modelText } from '../model-text.ts';
import { monaco } from '../monaco.ts';
import { sharedOptions } from '../options.ts';
import { changesBetween } from '../sync/changes.ts';
import { splitLines } from '../sync/line-text.ts';

export interface DiffEditor {
  show(comparison: Comparison): void;
  setSideBySide(sideBySide: boolean): void;
  go(target: 'next' | 'previous'): void;
  /** Goes to where a key is written, on the right or, when it is only there, on the left. */
  revealKey(path: string): void;
  dispose(): void;
}

export interface DiffListener {
  /** So many places differ. */
  onChanges(count: number): void;
  /** The left text takes so many pixels. */
  onLeftWidth(width: number): void;
}

/** A comparison in an element of the page: the old text left, the new one right, neither to be edited. */
export function createDiffEditor(place: HTMLElement, listener: DiffListener): DiffEditor {
  registerLanguages();
  const editor = monaco.editor.createDiffEditor(place, {
    ...sharedOptions(),
    autoDetectHighContrast: false,
    readOnly: true,
    domReadOnly: true,
    originalEditable: false,
    renderSideBySide: true,
    useInlineViewWhenSpaceIsLimited: false,
    ignoreTrimWhitespace: false,
    renderMarginRevertIcon: false,
    renderGutterMenu: false,
    renderLineHighlight: 'none',
    folding: false,
    glyphMargin: false,
    stickyScroll: { enabled: false },
    hideUnchangedRegions: { enabled: true, contextLineCount: 3, minimumLineCount: 4, revealLineCount: 20 },
    ...sideNames,
  });
  const models = { original: createTextModel('', 'toml'), modified: createTextModel('', 'toml') };
  let viewModel: monaco.editor.IDiffEditorViewModel | null = null;
  const subscriptions = [
    editor.onDidUpdateDiff(() => {
      const changes = editor.getLineChanges();
      if (changes !== null) listener.onChanges(changes.length);
    }),
    editor.getOriginalEditor().onDidLayoutChange(({ width }) => listener.onLeftWidth(width)),
  ];

  return {
    show({ left, right }) {
      put(models.original, left);
      put(models.modified, right);
      if (viewModel !== null) return;
      // Not earlier: it would tell first that two empty texts do not differ.
      viewModel = editor.createViewModel(models);
      editor.setModel(viewModel);
    },
    // Monaco takes the names away with every change of its options that does not give them anew.
    setSideBySide: (sideBySide) => editor.updateOptions({ renderSideBySide: sideBySide, ...sideNames }),
    go: (target) => editor.goToDiff(target),
    revealKey(path) {
      const side = [editor.getModifiedEditor(), editor.getOriginalEditor()].find((one) => reveal(one, path));
      side?.focus();
    },
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      editor.dispose();
      // The editor leaves a comparison that is still being worked out running, and it would fail without its texts.
      viewModel?.dispose();
      models.original.dispose();
      models.modified.dispose();
    },
  };
}

const sideNames = { originalAriaLabel: 'Old text', modifiedAriaLabel: 'New text' };

function put(model: monaco.editor.ITextModel, { text, language }: Comparison['left']): void {
  monaco.editor.setModelLanguage(model, languageId(language));
  if (model.getValueLength() === 0) model.setValue(toLf(text));
  else modelText(model).apply(changesBetween(model.getLinesContent(), splitLines(text)));
}

function reveal(editor: monaco.editor.ICodeEditor, path: string): boolean {
  const model = editor.getModel();
  if (model === null) return false;
  const { structure, lines } = structureOf(model);
  const index = lines.findIndex((_line, at) => formatPath(keyPathAt(structure, lines, at + 1)) === path);
  if (index < 0) return false;
  const position = { lineNumber: index + 1, column: 1 };
  editor.setPosition(position);
  editor.revealPositionInCenter(position);
  return true;
}
