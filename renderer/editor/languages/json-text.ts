/** Commands of the text: what is selected as JSON, and JSON in its place. */
import type { Range } from '../../../shared/text/text.ts';
import type { EditorDocument } from '../editor-document.ts';
import { toMonacoRange } from '../model-text.ts';
import { monaco } from '../monaco.ts';
import { type AskedText, askAloud, languageShell, rangeOf } from './ask.ts';

/** Adds both commands to an editor and its menu. */
export function offerJson(editor: monaco.editor.IStandaloneCodeEditor): void {
  const menu = { contextMenuGroupId: '9_cutcopypaste', precondition: "editorLangId == 'toml'" };
  editor.addAction({
    ...menu,
    id: 'strata.copyAsJson',
    label: 'Copy as JSON',
    contextMenuOrder: 10,
    run: () => said(() => copyAsJson(editor)),
  });
  editor.addAction({
    ...menu,
    precondition: "editorLangId == 'toml' && !editorReadonly",
    id: 'strata.pasteJson',
    label: 'Paste JSON as TOML…',
    contextMenuOrder: 11,
    run: () => said(() => pasteJson(editor)),
  });
}

async function copyAsJson(editor: monaco.editor.ICodeEditor): Promise<void> {
  const answer = await askAtSelection(editor, ({ client }, asked) => client.call('language.toJson', asked));
  if (answer === null) return;
  const { copy, tell } = languageShell();
  await copy(answer.json);
  tell(`Copied ${answer.what} as JSON.`);
}

async function pasteJson(editor: monaco.editor.ICodeEditor): Promise<void> {
  const json = await languageShell().askForJson();
  if (json === null) return;
  const answer = await askAtSelection(editor, ({ client }, asked) =>
    client.call('language.fromJson', { ...asked, json }),
  );
  if (answer === null) return;
  editor.pushUndoStop();
  editor.executeEdits(
    'strata.pasteJson',
    answer.changes.map(({ range, text }) => ({ range: toMonacoRange(range), text, forceMoveMarkers: true })),
  );
  editor.pushUndoStop();
  editor.focus();
}

async function askAtSelection<T>(
  editor: monaco.editor.ICodeEditor,
  question: (document: EditorDocument, asked: AskedText & { readonly range: Range }) => Promise<T>,
): Promise<T | null> {
  const model = editor.getModel();
  const selection = editor.getSelection();
  if (model === null || selection === null) return null;
  const range = rangeOf(selection);
  return askAloud(model, new monaco.CancellationTokenSource().token, (document, text) =>
    question(document, { ...text, range }),
  );
}

async function said(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    languageShell().report(error);
  }
}
