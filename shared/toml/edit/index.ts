/**
 * Edits of a TOML text that change nothing they are not asked to change: every other byte stays.
 *
 *   set, insert, delete,   set.ts, insert.ts, remove.ts,   what an edit does, told as steps on a draft
 *   rename, move           rename.ts, move.ts
 *   draft                  draft.ts                        the document between the steps, each read anew
 *   outline                outline.ts                      headers and keys with the paths they lead to
 *   territory              territory.ts                    which comments and blank lines belong to what
 *   manner                 habits.ts, lines.ts, ...        how new text is to be written to look like the old
 */
import { dominantEol, lineEnding } from '../../text/eol.ts';
import { sameValue } from '../equal.ts';
import type { TomlDocument } from '../index.ts';
import { defaultLimits } from '../limits.ts';
import type { Request } from './destination.ts';
import { Draft } from './draft.ts';
import { brokenParts, errorCount, isUnreadable } from './health.ts';
import { insertContent } from './insert.ts';
import { movePath, withoutItem } from './move.ts';
import { valueAt } from './path.ts';
import { refuse } from './refusal.ts';
import { removePath } from './remove.ts';
import { renamePath } from './rename.ts';
import { setPath } from './set.ts';
import type { Edit, EditOptions, EditResult, KeyPath, NewValue, Refusal } from './types.ts';
import { isWritten, readBack } from './value.ts';

export { applyReplacements, type TextReplacement } from '../../text/replacements.ts';
export type * from './types.ts';

/**
 * Works out one edit as replacements in the document's text. Nothing is thrown: what cannot be done is refused with the
 * reason. The result was read back before it is handed out: the path holds what was asked, and what is broken is broken as
 * it was.
 */
export function edit(document: TomlDocument, asked: Edit, options: EditOptions = {}): EditResult {
  const impossible = checkEdit(document, asked);
  if (impossible !== undefined) return { ok: false, reason: impossible };
  const draft = new Draft(document);
  const broken = brokenParts(draft);
  const refusal = perform(draft, asked, options);
  if (refusal !== undefined) return { ok: false, reason: refusal };
  const changes = draft.changes();
  const after = draft.document;
  const isHarmless = errorCount(after) === errorCount(document) && sameTexts(broken, brokenParts(draft));
  return isHarmless && isDone(document, after, asked)
    ? { ok: true, changes, document: after }
    : { ok: false, reason: refuse('not-expressible', asked.path) };
}

function perform(draft: Draft, edit: Edit, options: EditOptions): Refusal | undefined {
  const request: Request = {
    options,
    position: edit.kind === 'insert' ? edit.position : undefined,
    mayReplace: edit.kind !== 'move',
    nearest: (path) => (edit.kind === 'move' ? { ...edit, to: path } : { ...edit, path }),
  };
  switch (edit.kind) {
    case 'set':
      return setPath(draft, edit.path, withEolOf(draft.document.text, edit.value), request);
    case 'insert':
      return insertPath(draft, edit, request);
    case 'delete':
      return removePath(draft, edit.path);
    case 'rename':
      return renamePath(draft, edit.path, edit.to);
    case 'move':
      return movePath(draft, edit.path, edit.to, request);
  }
}

function insertPath(
  draft: Draft,
  edit: Edit & { readonly kind: 'insert' },
  request: Request,
): Refusal | undefined {
  const { path, value } = edit;
  const isItem = typeof path.at(-1) === 'number';
  if (!isItem && valueAt(draft.document.root, path) !== undefined) {
    return refuse('already-exists', path, { kind: 'set', path, value });
  }
  const content = { value: withEolOf(draft.document.text, value), above: [], beside: '' };
  return insertContent(draft, path, content, request);
}

/** Raw text with the line breaks of the file, however deep; as it is where the file has none, or mixes them. */
function withEolOf(text: string, value: NewValue): NewValue {
  return text.includes('\n') && lineEnding(text) !== 'mixed' ? withEol(value, dominantEol(text)) : value;
}

function withEol(value: NewValue, eol: string): NewValue {
  switch (value.type) {
    case 'raw':
      return { type: 'raw', text: value.text.replace(/\r?\n/g, eol) };
    case 'array':
      return { ...value, items: value.items.map((item) => withEol(item, eol)) };
    case 'table': {
      const entries = [...value.entries].map(
        ([key, entry]) => [key, { ...entry, value: withEol(entry.value, eol) }] as const,
      );
      return { ...value, entries: new Map(entries) };
    }
    default:
      return value;
  }
}

/** What is wrong with an edit before one looks at the text around it. */
function checkEdit(document: TomlDocument, edit: Edit): Refusal | undefined {
  const { path } = edit;
  if (path.length === 0 && edit.kind !== 'set') return refuse('empty-path', path);
  const target: KeyPath =
    edit.kind === 'move' ? edit.to : edit.kind === 'rename' ? [...path.slice(0, -1), edit.to] : path;
  if (target.length > defaultLimits.depth) return refuse('too-deep', target);
  if (target.some((segment) => typeof segment === 'string' && !segment.isWellFormed())) {
    return refuse('invalid-value', target);
  }
  const hasValue = edit.kind === 'set' || edit.kind === 'insert';
  if (hasValue && readBack(edit.value, document.version) === undefined) return refuse('invalid-value', path);
  return isUnreadable(document) ? refuse('damaged', []) : undefined;
}

/** Whether the path holds what was asked. */
function isDone(before: TomlDocument, after: TomlDocument, edit: Edit): boolean {
  const { path } = edit;
  const old = valueAt(before.root, path);
  switch (edit.kind) {
    case 'set':
    case 'insert': {
      const now = valueAt(after.root, path);
      return now !== undefined && isWritten(edit.value, now);
    }
    case 'delete':
      return typeof path.at(-1) === 'number' || valueAt(after.root, path) === undefined;
    case 'rename': {
      const now = valueAt(after.root, [...path.slice(0, -1), edit.to]);
      return old !== undefined && now !== undefined && sameValue(old, now);
    }
    case 'move': {
      const now = valueAt(after.root, withoutItem(edit.to, path));
      return old !== undefined && now !== undefined && sameValue(old, now);
    }
  }
}

function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}
