/**
 * Every operation of the product, as a value. Types, payload checks, HTTP routes, IPC channels and the
 * client all come from this table; an operation that is not in it cannot be called.
 */
import { z } from 'zod';
import { editOperations } from './edit-operations.ts';
import { languageOperations } from './language-operations.ts';
import * as model from './model.ts';
import { type Operation, operation } from './operation.ts';
import { schemaOperations } from './schema-operations.ts';

export type { Operation };

const nothing = z.object({}).strict();
const selection = { environment: z.string().max(200), service: z.string().max(200).nullable() };
const file = { file: model.FileId };
const text = z.string().max(64 * 1024 * 1024);
const at = { ...file, version: z.number().int(), position: model.Position, ...selection };

export const operations = {
  'app.info': operation('GET', '/app', 'What host this is.', nothing, model.AppInfo),
  'preferences.get': operation('GET', '/preferences', 'Theme and layout.', nothing, model.Preferences),
  'preferences.set': operation(
    'POST',
    '/preferences',
    'Change some of them; keys with null are removed.',
    model.Preferences.partial(),
    nothing,
  ),

  'folders.list': operation(
    'GET',
    '/folders',
    'The folders inside one; without an id, the home folder.',
    z.object({ folder: model.FolderId.nullable() }),
    model.FolderListing,
  ),
  'workspace.recent': operation(
    'GET',
    '/workspace/recent',
    'Workspaces opened before, newest first, then the examples.',
    nothing,
    z.object({ workspaces: z.array(model.RecentWorkspace) }),
  ),
  'workspace.current': operation(
    'GET',
    '/workspace',
    'The opened workspace and its newest analysis.',
    nothing,
    z.object({
      workspace: model.WorkspaceSnapshot.nullable(),
      analysis: model.AnalysisState.nullable(),
      notices: z.array(model.Notice),
    }),
  ),
  'workspace.open': operation(
    'POST',
    '/workspace/open',
    'Open a folder that was listed or is recent.',
    z.object({ folder: model.FolderId }),
    model.WorkspaceSnapshot,
  ),
  'workspace.choose': operation(
    'POST',
    '/workspace/choose',
    'Ask with the native dialog; null when cancelled. UNSUPPORTED in the browser host.',
    nothing,
    model.WorkspaceSnapshot.nullable(),
  ),
  'workspace.refresh': operation(
    'POST',
    '/workspace/refresh',
    'Look at the disk now; a window asks when it gets the focus.',
    nothing,
    nothing,
  ),
  'workspace.close': operation('POST', '/workspace/close', 'Close it.', nothing, nothing),

  'document.open': operation(
    'POST',
    '/document/open',
    'The buffer of a file: unsaved work of an earlier session, else what is on disk.',
    z.object(file),
    model.DocumentState,
  ),
  'document.text': operation(
    'GET',
    '/document/text',
    'What a file holds now, unsaved work included, without opening it.',
    z.object(file),
    model.DocumentState.pick({ text: true, language: true }),
  ),
  'document.change': operation(
    'POST',
    '/document/change',
    'Apply changes made on `baseVersion`, each on the result of the one before. OUT_OF_SYNC when it is not the current one.',
    z.object({
      ...file,
      baseVersion: z.number().int(),
      changes: z.array(z.object({ range: model.Range, text })).max(100_000),
      client: z.string().max(64),
    }),
    z.object({ version: z.number().int(), dirty: z.boolean() }),
  ),
  'document.replace': operation(
    'POST',
    '/document/replace',
    'Put a whole new text into the buffer.',
    z.object({ ...file, text, client: z.string().max(64) }),
    z.object({ version: z.number().int(), dirty: z.boolean() }),
  ),
  'document.close': operation(
    'POST',
    '/document/close',
    'Close the buffer; unsaved work is dropped only with `discard`, and then kept in history.',
    z.object({ ...file, discard: z.boolean() }),
    nothing,
  ),
  'document.save': operation(
    'POST',
    '/document/save',
    'Write the buffer. `checksum` is of the text with LF line ends as the client sees it. CONFLICT when the disk changed.',
    z.object({
      ...file,
      version: z.number().int(),
      checksum: z.string(),
      etag: model.Etag,
      message: z.string().max(2000).optional(),
      reason: z.string().max(2000).optional(),
    }),
    model.SaveOutcome,
  ),
  'document.resolve': operation(
    'POST',
    '/document/resolve',
    'Answer a conflict: keep the buffer and let the next save overwrite; take the disk (the buffer goes to history); merge both by lines.',
    z.object({ ...file, choice: z.enum(['mine', 'theirs', 'merge']) }),
    z.object({ document: model.DocumentState, conflicts: z.number().int() }),
  ),

  'effective.view': operation(
    'GET',
    '/effective',
    'The merged configuration of one environment with the origin of each value.',
    z.object(selection),
    model.EffectiveView,
  ),
  'effective.explain': operation(
    'GET',
    '/explain',
    'Why one value is what it is.',
    z.object({ ...selection, path: z.string().max(64 * 1024) }),
    model.Explanation,
  ),
  'language.hover': operation(
    'POST',
    '/hover',
    'What stands under the cursor.',
    z.object(at),
    z.object({ hover: model.Hover.nullable() }),
  ),
  'language.complete': operation(
    'POST',
    '/complete',
    'What could stand at the cursor.',
    z.object(at),
    z.object({ items: z.array(model.CompletionItem) }),
  ),
  ...languageOperations,
  ...schemaOperations,
  ...editOperations,

  'history.list': operation(
    'GET',
    '/history',
    'Versions, newest first; of one file or of all.',
    z.object({ file: model.FileId.nullable(), limit: z.number().int().min(1).max(10_000) }),
    z.object({ versions: z.array(model.VersionInfo), total: z.number().int() }),
  ),
  'history.deleted': operation(
    'GET',
    '/history/deleted',
    'Files that are gone from the folder, each with its last version; `history.restore` brings one back.',
    z.object({}),
    z.object({
      files: z.array(z.object({ ...file, path: z.string(), version: z.number().int(), time: z.string() })),
    }),
  ),
  'history.restore': operation(
    'POST',
    '/history/restore',
    'Write an earlier version as a new one. `etag` is what the caller believes is on disk. REASON_REQUIRED when a protected environment would become invalid.',
    z.object({
      ...file,
      version: z.number().int(),
      etag: model.Etag,
      reason: z.string().max(2000).optional(),
    }),
    model.SaveOutcome,
  ),
  'compare.sides': operation(
    'POST',
    '/compare',
    'Two texts side by side: buffers, saved files, versions, environments.',
    z.object({ left: model.CompareSide, right: model.CompareSide }),
    model.Comparison,
  ),
} satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type Input<N extends OperationName> = z.input<Operations[N]['input']>;
export type Output<N extends OperationName> = z.output<Operations[N]['output']>;

export const operationNames = Object.keys(operations) as OperationName[];
