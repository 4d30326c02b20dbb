/** Changes of several files as one step that can be undone as one, and the rename that needs them. */
import { z } from 'zod';
import { AppliedEdits, FileEdit, RenamePreview, RenameTarget } from './edit-model.ts';
import { FileId, Position } from './model.ts';
import { operation } from './operation.ts';

const place = { file: FileId, version: z.number().int(), position: Position };

export const editOperations = {
  /**
   * For whatever changes several files, or another one than that on screen: a rename, a quick fix whose cure stands
   * elsewhere. All or nothing: every buffer is checked before any is changed. OUT_OF_SYNC names the file whose text is
   * not the one the changes were worked out on (`details.file`, `details.path`): work them out again. READ_ONLY,
   * TOO_LARGE and NOT_FOUND name theirs. A file that was not open is opened, and like all of them unsaved and kept as
   * a draft before the answer.
   *
   * Every client hears of it through `document.edited`, the one that asked too, whose editors take it as one step of
   * their own undo. So send what was typed first (`flush` of the page's models), and do not put the changes into the
   * editor yourself.
   */
  'document.applyEdits': operation(
    'POST',
    '/document/apply-edits',
    'Change several buffers as one step, all or nothing; files that are not open are opened.',
    z
      .object({
        edits: z.array(FileEdit).min(1).max(5000),
        /** What it is, for whoever undoes it: `Rename server.port to server.bind`. */
        label: z.string().min(1).max(1000),
      })
      .strict(),
    AppliedEdits,
  ),
  'document.undoEdits': operation(
    'POST',
    '/document/undo-edits',
    'Put back what `document.applyEdits`, or this, has changed; its own `undo` does it again. CONFLICT, with nothing changed, where something was typed over it since.',
    z.object({ undo: z.string().max(64) }).strict(),
    AppliedEdits,
  ),
  'language.renameTarget': operation(
    'POST',
    '/language/rename-target',
    'The key under the cursor; null where there is none.',
    z.object(place).strict(),
    z.object({ target: RenameTarget.nullable() }),
  ),
  'language.rename': operation(
    'POST',
    '/language/rename',
    'What renaming the key under the cursor in all layers would change; nothing is changed yet. BAD_REQUEST where it cannot be done, CONFLICT where the new name is taken, with `details.path` and `details.line`.',
    z
      .object({
        ...place,
        to: z.string().max(10_000),
        /** Also where the schema declares it. */
        schema: z.boolean(),
      })
      .strict(),
    RenamePreview,
  ),
};
