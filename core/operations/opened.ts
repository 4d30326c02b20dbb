/** What most operations begin with: the opened workspace, a file of it, a text that is asked about. */
import { StrataError } from '../../shared/contract/errors.ts';
import type { FileId } from '../../shared/contract/model.ts';
import type { OpenWorkspace } from '../workspace/open-workspace.ts';
import type { EngineParts } from './index.ts';

/** NO_WORKSPACE when none is open. */
export function opened(parts: EngineParts): OpenWorkspace {
  if (parts.workspace === null) {
    throw new StrataError({
      code: 'NO_WORKSPACE',
      message: 'No workspace is open.',
      remedy: 'Open a folder first.',
    });
  }
  return parts.workspace;
}

/** A file's path, relative to the workspace. */
export function pathOf(parts: EngineParts, file: FileId): string {
  return opened(parts).file(file).path;
}

/**
 * The path of an open file whose buffer is the one that was asked about, so that the answer fits the text the asker
 * sees: the worker gets texts and questions in this order. OUT_OF_SYNC when the buffer has changed since,
 * TOO_LARGE when it is too large to be analysed as one types.
 */
export function pathOfVersion(parts: EngineParts, asked: { file: FileId; version: number }): string {
  const { file, version, tier } = opened(parts).documents.require(asked.file);
  if (tier !== 'full') {
    throw new StrataError({
      code: 'TOO_LARGE',
      message: `${file.path} is too large for this.`,
      remedy: 'Split the file, or use strata fmt and strata validate in a terminal.',
    });
  }
  if (version !== asked.version) {
    throw new StrataError({
      code: 'OUT_OF_SYNC',
      message: `The question is about version ${asked.version} of ${file.path}, the buffer is at ${version}.`,
      remedy: 'Ask again about the newest version.',
    });
  }
  return file.path;
}
