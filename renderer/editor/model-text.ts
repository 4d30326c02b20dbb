import { toLf } from '../../shared/text/eol.ts';
import type { TextChange } from '../../shared/text/text.ts';
import { monaco } from './monaco.ts';
import { changesBetween } from './sync/changes.ts';
import type { EditorText } from './sync/document-sync.ts';
import { LineText } from './sync/line-text.ts';

/** More changes than this are made at once; Monaco announces every edit to everyone who listens. */
const MANY_CHANGES = 100;

/** A Monaco model with LF line ends and the indentation its text uses, else two spaces. */
export function createTextModel(text: string, language: string, uri?: monaco.Uri): monaco.editor.ITextModel {
  const model = monaco.editor.createModel(toLf(text), language, uri);
  // A text without a line break would get the system's.
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  model.detectIndentation(true, 2);
  model.updateOptions({
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  return model;
}

/** Monaco's name for a language of the contract. */
export function languageId(language: string): string {
  return language === 'text' ? 'plaintext' : language;
}

export interface ModelText extends EditorText {
  /** Calls back for every edit but those made through `apply`, in the order in which they apply. */
  onTyped(listener: (changes: readonly TextChange[]) => void): monaco.IDisposable;
}

/** The text of a model made by `createTextModel`. */
export function modelText(model: monaco.editor.ITextModel): ModelText {
  let applying = false;

  /** As one step of its own in the undo history, which keeps cursors, folds and the way back. */
  function edit(changes: readonly TextChange[], atOnce: boolean): void {
    const operations = changes.map(({ range, text }) => ({ range: toMonacoRange(range), text }));
    applying = true;
    try {
      model.pushStackElement();
      for (const group of atOnce ? [operations] : operations.map((operation) => [operation])) {
        model.pushEditOperations(null, group, () => null);
      }
      model.pushStackElement();
    } finally {
      applying = false;
    }
  }

  return {
    lines: () => model.getLinesContent(),
    revision: () => model.getAlternativeVersionId(),
    apply(changes) {
      if (changes.length === 0) return;
      if (changes.length <= MANY_CHANGES) return edit(changes, false);
      const before = model.getLinesContent();
      const after = new LineText(before);
      after.apply(changes);
      edit(changesBetween(before, after.lines), true);
    },
    onTyped: (listener) =>
      model.onDidChangeContent((event) => {
        if (!applying) listener(event.changes.map(fromMonacoChange));
      }),
  };
}

export function toMonacoRange({ start, end }: TextChange['range']): monaco.IRange {
  return {
    startLineNumber: start.line,
    startColumn: start.column,
    endLineNumber: end.line,
    endColumn: end.column,
  };
}

/**
 * Monaco lists the changes of one event so that each applies to the result of the one before: those of one edit
 * from the last position to the first, those of a later edit after them.
 */
function fromMonacoChange({ range, text }: monaco.editor.IModelContentChange): TextChange {
  return {
    range: {
      start: { line: range.startLineNumber, column: range.startColumn },
      end: { line: range.endLineNumber, column: range.endColumn },
    },
    text,
  };
}
