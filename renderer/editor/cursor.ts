import { formatPath } from '../../shared/config/paths.ts';
import { structureOf } from './languages/model-structure.ts';
import { keyPathAt } from './languages/structure.ts';
import type { monaco } from './monaco.ts';

export interface CursorPlace {
  readonly line: number;
  readonly column: number;
  /** Dotted key path under the cursor, "" where there is none. */
  readonly path: string;
}

/** A text up to this long is looked through at every key stroke; about 1 ms. */
const SMALL_LINES = 5_000;
const LARGE_DELAY_MS = 150;

/** Reports where the cursor is, now and whenever it moves, until the returned function is called. */
export function followCursor(
  editor: monaco.editor.ICodeEditor,
  model: monaco.editor.ITextModel,
  report: (place: CursorPlace) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let path = '';

  const tell = (withPath: boolean) => {
    const position = editor.getPosition();
    if (position === null || editor.getModel() !== model) return;
    const { lineNumber, column } = position;
    if (withPath) path = pathAt(model, lineNumber);
    report({ line: lineNumber, column, path });
  };
  const moved = () => {
    const isSmall = model.getLineCount() <= SMALL_LINES;
    clearTimeout(timer);
    if (!isSmall) timer = setTimeout(() => tell(true), LARGE_DELAY_MS);
    tell(isSmall);
  };
  const subscription = editor.onDidChangeCursorPosition(moved);
  moved();
  return () => {
    clearTimeout(timer);
    subscription.dispose();
  };
}

function pathAt(model: monaco.editor.ITextModel, line: number): string {
  if (model.getLanguageId() !== 'toml') return '';
  const { structure, lines } = structureOf(model);
  return formatPath(keyPathAt(structure, lines, line));
}
