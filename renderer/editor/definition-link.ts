/**
 * Ctrl+click on a key goes to the layer that wins; with Ctrl down, a key that leads somewhere looks like a link.
 * Monaco's own part of that name shows where it leads from the text of the other file, which is not loaded here.
 */
import { isMac } from '../commands/platform.ts';
import { ask, languageSelection, languageShell, positionOf } from './languages/ask.ts';
import { monaco } from './monaco.ts';

/** Makes keys of an editor links as long as Ctrl (on macOS Cmd) is held. */
export function linkDefinitions(editor: monaco.editor.ICodeEditor): void {
  const marks = editor.createDecorationsCollection();
  let asking = new monaco.CancellationTokenSource();
  let shown: monaco.Range | null = null;
  let last: monaco.Position | null = null;

  const clear = () => {
    asking.cancel();
    shown = null;
    marks.clear();
  };
  const show = async (position: monaco.Position) => {
    const model = editor.getModel();
    const word = model?.getWordAtPosition(position);
    if (model === null || word === null || word === undefined) return clear();
    const range = new monaco.Range(
      position.lineNumber,
      word.startColumn,
      position.lineNumber,
      word.endColumn,
    );
    if (shown?.equalsRange(range)) return;
    clear();
    shown = range;
    asking = new monaco.CancellationTokenSource();
    const { token } = asking;
    const answer = await ask(model, token, ({ client }, text) =>
      client.call('language.definition', { ...text, position: positionOf(position), ...languageSelection() }),
    );
    if (answer === null || answer.locations.length === 0 || editor.getModel() !== model) return;
    marks.set([{ range, options: { inlineClassName: 'definition-link' } }]);
  };

  editor.onMouseMove(({ event, target }) => {
    last = target.type === monaco.editor.MouseTargetType.CONTENT_TEXT ? target.position : null;
    if (last !== null && isHeld(event)) void show(last);
    else clear();
  });
  editor.onKeyDown((event) => {
    if (last !== null && isHeld(event)) void show(last);
  });
  editor.onKeyUp(clear);
  editor.onMouseLeave(clear);
  editor.onDidChangeModelContent(clear);
  editor.onDidChangeModel(clear);
  editor.onMouseDown(({ event, target: { type, position } }) => {
    const isText = type === monaco.editor.MouseTargetType.CONTENT_TEXT;
    if (!isText || position === null || !event.leftButton || !isHeld(event) || isAddress(editor, position))
      return;
    clear();
    editor.setPosition(position);
    languageShell().run('go.definition');
  });
}

function isHeld({ ctrlKey, metaKey }: { readonly ctrlKey: boolean; readonly metaKey: boolean }): boolean {
  return isMac ? metaKey : ctrlKey;
}

/** Addresses are links of their own. */
function isAddress(editor: monaco.editor.ICodeEditor, position: monaco.Position): boolean {
  const decorations = editor.getModel()?.getDecorationsInRange(monaco.Range.fromPositions(position)) ?? [];
  return decorations.some(({ options }) => options.inlineClassName?.startsWith('detected-link') === true);
}
