/** Files that are gone from the folder and that only the history knows: it can bring them back. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { StrataError } from '../../shared/contract/errors.ts';
import type { FileId } from '../../shared/contract/model.ts';
import type { Output } from '../../shared/contract/operations.ts';
import { isInside } from '../files/target.ts';
import type { History } from '../history/history.ts';
import { fileId, languageOf, type WorkspaceFile } from './files.ts';

/** The file with this id that history holds versions of and the folder holds nothing of; null for any other. */
export function formerFile(root: string, history: History, id: FileId): WorkspaceFile | null {
  const path = history.files().find((each) => fileId(each) === id);
  if (path === undefined) return null;
  const absolute = join(root, ...path.split('/'));
  // The history may come with a folder from anywhere; it does not open what the workspace itself does not list.
  if (!isInside(root, absolute) || lstatSync(absolute, { throwIfNoEntry: false }) !== undefined) return null;
  return { id, path, absolute, role: 'other', language: languageOf(path) };
}

/** Rejects an id that names nothing, now or formerly. */
export function unknownFile(): never {
  throw new StrataError({
    code: 'NOT_FOUND',
    message: 'This file is not part of the opened workspace.',
    remedy: 'It may have been deleted or renamed; pick it again from the Layers panel.',
  });
}

/** Every such file with its newest version that was on the disk, latest first. */
export function listDeleted(root: string, history: History): Output<'history.deleted'> {
  const files = history.files().flatMap((path) => {
    const file = formerFile(root, history, fileId(path));
    const version = history
      .list({ file: path, limit: LOOK_BACK })
      .rows.find(({ origin }) => origin !== 'unsaved');
    if (file === null || version === undefined) return [];
    return [{ file: file.id, path, version: version.version, time: version.time }];
  });
  return { files: files.toSorted((a, b) => b.version - a.version) };
}

/** Versions that were only set aside may stand above what the file last held. */
const LOOK_BACK = 50;
