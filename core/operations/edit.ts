/** Changes of several files as one step, and the rename that needs them. */
import type { editOperations } from '../../shared/contract/edit-operations.ts';
import type { Handlers } from './index.ts';
import { opened, pathOfVersion } from './opened.ts';

export const editHandlers: Pick<Handlers, keyof typeof editOperations> = {
  'document.applyEdits': async (parts, { edits, label }) => opened(parts).edits.apply(edits, label),
  'document.undoEdits': async (parts, { undo }) => opened(parts).edits.undo(undo),
  'language.renameTarget': async (parts, { position, ...asked }) => ({
    target: await opened(parts).worker.call('renameTarget', pathOfVersion(parts, asked), position),
  }),
  'language.rename': async (parts, { position, to, schema, ...asked }) =>
    opened(parts).worker.call('renamePreview', pathOfVersion(parts, asked), position, { to, schema }),
};
