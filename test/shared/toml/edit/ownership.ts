/** Which lines of a text an edit does not concern. */
import type { Edit, KeyPath } from '../../../../shared/toml/edit/index.ts';
import { Outline, type Statement } from '../../../../shared/toml/edit/outline.ts';
import type { TomlDocument } from '../../../../shared/toml/index.ts';

/** Lines without their breaks. */
export function splitLines(text: string): string[] {
  return text.replace(/^\ufeff/, '').split(/\r?\n/);
}

export function isSubsequence(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const line of all) if (at < some.length && line === some[at]) at++;
  return at === some.length;
}

/** All lines but those that write what the edit touches, their comments, and blank ones where lines may go. */
export function foreignLines(document: TomlDocument, edit: Edit): string[] {
  const { text } = document;
  const lines = splitLines(text);
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const lineOf = (offset: number) => splitLines(text.slice(mark, offset)).length - 1;
  const touched = new Set<number>();
  const statements = new Outline(document).statements;
  for (const statement of statements.filter((one) => isTouched(one, edit))) {
    const first = lineOf(statement.start);
    for (let line = first; line <= lineOf(statement.end - 1); line++) touched.add(line);
    for (let line = first - 1; lines[line]?.trimStart().startsWith('#'); line--) touched.add(line);
    if (statement.kind !== 'key-value' && edit.kind !== 'rename') {
      const next = statements.slice(statement.index + 1).find(({ kind }) => kind !== 'key-value');
      for (let line = first; line < (next === undefined ? lines.length : lineOf(next.start)); line++) {
        if (lines[line]?.trimStart().startsWith('#')) touched.add(line);
      }
    }
  }
  const mayLoseBlanks = edit.kind === 'delete' || edit.kind === 'move' || edit.kind === 'set';
  const kept = lines.filter((line, index) => !touched.has(index) && !(mayLoseBlanks && line.trim() === ''));
  return kept.at(-1) === '' ? kept.slice(0, -1) : kept;
}

/** Whether the statement writes the path or something inside it, or holds it in brackets. */
function isTouched(statement: Statement, edit: Edit): boolean {
  const isUnder = edit.kind !== 'insert' && startsWith(statement.path, edit.path);
  const paths = edit.kind === 'move' ? [edit.path, edit.to] : [edit.path];
  const isAround = statement.kind === 'key-value' && paths.some((path) => startsWith(path, statement.path));
  return isUnder || isAround;
}

function startsWith(path: KeyPath, prefix: KeyPath): boolean {
  return prefix.every((segment, index) => path[index] === segment);
}
