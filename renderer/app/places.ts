/** Going to files and comparisons. */
import type { CompareSide, FileId } from '../../shared/contract/model.ts';
import { focusEditor } from '../editor/models.ts';
import { useDocuments } from '../state/documents.ts';
import { revealIn } from '../state/reveal.ts';
import { activeFile, compareTab, fileTab, useTabs, withTab } from '../state/tabs.ts';
import { jump, noTrail, walkTrail } from '../state/trail.ts';
import { baseName, findFile } from '../state/workspace.ts';

/** Shows a file and puts the keyboard there; with a line, goes to it. */
export function goTo(file: FileId, line?: number, column = 1): void {
  if (line !== undefined) trail = jump(trail, useDocuments.getState().cursor, { file, line, column });
  show(file, line, column);
}

/** Goes to a place and opens the quick fixes there. */
export function fixAt(file: FileId, line: number, column: number): void {
  trail = jump(trail, useDocuments.getState().cursor, { file, line, column });
  show(file, line, column, 'editor.action.quickFix');
}

let trail = noTrail;

/** Back (-1) or forward (1) through the places one went to. */
export function walk(step: 1 | -1): void {
  const next = walkTrail(trail, step);
  if (next === null) return;
  trail = next.trail;
  show(next.place.file, next.place.line, next.place.column);
}

function show(file: FileId, line: number | undefined, column: number, action?: string): void {
  const known = findFile(file);
  if (known === undefined) return;
  const isShown = activeFile(useTabs.getState()) === file;
  useTabs.setState((tabs) => withTab(tabs, fileTab(file, known.path)));
  if (line !== undefined) revealIn(file, line, column, action);
  else if (isShown) focusEditor();
  else focusWhenShown = file;
}

/** The file that gets the keyboard as soon as the editor shows it; its text may have to be loaded first. */
let focusWhenShown: FileId | null = null;

/** For the editor's first word about a file. */
export function onFileShown(file: FileId): void {
  if (focusWhenShown !== file) return;
  focusWhenShown = null;
  focusEditor();
}

/** Shows two things side by side, the older left. */
export function compare(left: CompareSide, right: CompareSide): void {
  const [one, other] = [nameOf(left), nameOf(right)];
  useTabs.setState((tabs) => withTab(tabs, compareTab(left, right, `${one} ↔ ${other}`)));
}

function nameOf(side: CompareSide): string {
  switch (side.kind) {
    case 'buffer':
      return baseName(findFile(side.file)?.path ?? 'editor');
    case 'saved':
      return `${baseName(findFile(side.file)?.path ?? 'file')} (saved)`;
    case 'version':
      return `version ${side.version}`;
    case 'environment':
      return side.service === null ? side.environment : `${side.environment} / ${side.service}`;
  }
}
