/** Changes of several files as one step, and what a rename would change. */
import { z } from 'zod';
import { TextChange } from './language-model.ts';
import { FileId, Position, Range } from './model.ts';

/** Changes of one file among several, and the text they were worked out on. */
export const FileEdit = z
  .object({
    file: FileId,
    /** The version of the buffer; null where the file was not open, and `checksum` tells the text. */
    version: z.number().int().nullable(),
    /** Of the text with LF line ends, as `shared/text/checksum.ts` makes it. */
    checksum: z.string().max(64).optional(),
    /** Every position in the text before any of them; in any order, apart from each other. */
    changes: z.array(TextChange).min(1).max(100_000),
  })
  .refine(({ version, checksum }) => version !== null || checksum !== undefined, {
    message: 'An edit names the version or the checksum of the text it was worked out on.',
  });
export type FileEdit = z.infer<typeof FileEdit>;

/** What changing several files at once has done. */
export const AppliedEdits = z.object({
  /** Puts all of them back, once; good until the workspace is closed or many more such steps were made. */
  undo: z.string(),
  label: z.string(),
  files: z.array(z.object({ file: FileId, path: z.string(), version: z.number().int(), dirty: z.boolean() })),
});
export type AppliedEdits = z.infer<typeof AppliedEdits>;

/** A key that can be renamed. */
export const RenameTarget = z.object({
  /** The key as it is written. */
  range: Range,
  /** The last part of its path. */
  name: z.string(),
  /** Dotted, as it is known in the effective configuration. */
  path: z.string(),
});
export type RenameTarget = z.infer<typeof RenameTarget>;

/** A line that would change. Values of secret keys are left out of both. */
export const ChangedLine = z.object({ line: z.number().int(), before: z.string(), after: z.string() });
export type ChangedLine = z.infer<typeof ChangedLine>;

/** One file of a rename: an edit for `document.applyEdits`, and how it looks. */
export const RenamedFile = z.object({
  file: FileId,
  path: z.string(),
  role: z.enum(['layer', 'variables', 'manifest', 'schema', 'other']),
  version: z.number().int().nullable(),
  checksum: z.string(),
  changes: z.array(TextChange).readonly(),
  /** Which environments read the file, in words: `production`, `every environment`; "" where none does. */
  environments: z.string(),
  /** At most 500; `lineTotal` counts all. */
  lines: z.array(ChangedLine),
  lineTotal: z.number().int(),
});
export type RenamedFile = z.infer<typeof RenamedFile>;

/** What the rename does not reach, or does only later. */
export const RenameNote = z.object({
  kind: z.enum(['name', 'schema', 'variable', 'manifest', 'secret', 'save']),
  message: z.string(),
  /** Where to look. */
  file: FileId.optional(),
  position: Position.optional(),
});
export type RenameNote = z.infer<typeof RenameNote>;

export const RenamePreview = z.object({
  /** Dotted paths in the effective configuration. */
  from: z.string(),
  to: z.string(),
  files: z.array(RenamedFile),
  notes: z.array(RenameNote),
  /** Whether the schema names the old key, and a rename can reach it there. */
  schema: z.enum(['not-named', 'included', 'possible', 'by-hand']),
});
export type RenamePreview = z.infer<typeof RenamePreview>;
