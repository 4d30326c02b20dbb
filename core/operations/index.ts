/** What each operation of the contract does, one entry each, in the order of the table. */

import type { z } from 'zod';
import { StrataError } from '../../shared/contract/errors.ts';
import type { CompareSide } from '../../shared/contract/model.ts';
import type { OperationName, Operations } from '../../shared/contract/operations.ts';
import type { Folders } from '../application/folders.ts';
import type { PreferenceStore } from '../application/preferences.ts';
import { restoreVersion, saveDocument } from '../documents/save-document.ts';
import type { EngineHost } from '../engine-types.ts';
import type { EventHub } from '../events.ts';
import { compareSides } from '../workspace/compare.ts';
import { currentText } from '../workspace/current-text.ts';
import { listDeleted } from '../workspace/former-files.ts';
import type { OpenWorkspace } from '../workspace/open-workspace.ts';
import { listVersions } from '../workspace/versions.ts';
import { editHandlers } from './edit.ts';
import { languageHandlers } from './language.ts';
import { opened, pathOf } from './opened.ts';
import { schemaHandlers } from './schema.ts';

/** What the operations work on. */
export interface EngineParts {
  readonly host: EngineHost;
  readonly events: EventHub;
  readonly preferences: PreferenceStore;
  readonly folders: Folders;
  workspace: OpenWorkspace | null;
  generation: number;
  readonly openFolder: (path: string) => Promise<OpenWorkspace>;
  readonly closeWorkspace: () => Promise<void>;
}

export type Handlers = {
  readonly [N in OperationName]: (
    parts: EngineParts,
    input: z.output<Operations[N]['input']>,
    client: string,
  ) => Promise<z.output<Operations[N]['output']>>;
};

export const handlers: Handlers = {
  'app.info': async ({ host }) => ({
    version: host.version,
    host: host.kind,
    platform: process.platform,
    capabilities: { chooseFolder: host.chooseFolder !== undefined },
  }),
  'preferences.get': async ({ preferences, workspace }) => preferences.get(workspace?.root ?? null),
  'preferences.set': async ({ preferences, workspace }, change) => {
    preferences.set(workspace?.root ?? null, change);
    return {};
  },

  'folders.list': async ({ folders }, { folder }) => folders.list(folder),
  'workspace.recent': async ({ folders, preferences, host }) => ({
    workspaces: await folders.recent(preferences, host.examplesFolder),
  }),
  'workspace.current': async ({ workspace }) => ({
    workspace: workspace?.snapshot() ?? null,
    analysis: workspace?.analysis ?? null,
    notices: workspace?.notices() ?? [],
  }),
  'workspace.open': async (parts, { folder }) =>
    (await parts.openFolder(parts.folders.path(folder))).snapshot(),
  'workspace.choose': async (parts) => {
    if (parts.host.chooseFolder === undefined) {
      throw new StrataError({
        code: 'UNSUPPORTED',
        message: 'The browser cannot show the system dialog for folders.',
        remedy: 'Use the folder list.',
      });
    }
    const path = await parts.host.chooseFolder();
    return path === null ? null : (await parts.openFolder(path)).snapshot();
  },
  'workspace.refresh': async ({ workspace }) => {
    await workspace?.refresh();
    return {};
  },
  'workspace.close': async (parts) => {
    await parts.closeWorkspace();
    parts.events.emit({ type: 'workspace', workspace: null });
    return {};
  },

  'document.open': async (parts, { file }) => opened(parts).openDocument(file),
  'document.text': async (parts, { file }) => currentText(opened(parts), file),
  'document.change': async (parts, { file, baseVersion, changes, client }) =>
    opened(parts).documents.change(file, baseVersion, changes, client),
  'document.replace': async (parts, { file, text, client }) =>
    opened(parts).documents.replace(file, text, client),
  'document.close': async (parts, { file, discard }) => {
    await opened(parts).documents.close(file, discard);
    return {};
  },
  'document.save': async (parts, { file, ...request }) => {
    const workspace = opened(parts);
    return saveDocument(workspace.saving, workspace.documents.require(file), request);
  },
  'document.resolve': async (parts, { file, choice }) => opened(parts).documents.resolve(file, choice),

  'effective.view': async (parts, selection) =>
    opened(parts).worker.call('effective', opened(parts).select(selection)),
  'effective.explain': async (parts, { path, ...selection }) =>
    opened(parts).worker.call('explain', opened(parts).select(selection), path),
  'language.hover': async (parts, { file, position, ...selection }) => ({
    hover: await opened(parts).worker.call(
      'hover',
      pathOf(parts, file),
      position,
      opened(parts).select(selection),
    ),
  }),
  'language.complete': async (parts, { file, position, ...selection }) => ({
    items: await opened(parts).worker.call(
      'complete',
      pathOf(parts, file),
      position,
      opened(parts).select(selection),
    ),
  }),
  ...languageHandlers,
  ...schemaHandlers,
  ...editHandlers,

  'history.list': async (parts, request) => listVersions(opened(parts), request),
  'history.deleted': async (parts) => listDeleted(opened(parts).root, opened(parts).history),
  'history.restore': async (parts, { file, ...request }) =>
    restoreVersion(opened(parts).saving, opened(parts).file(file), request),
  'compare.sides': async (parts, sides: { left: CompareSide; right: CompareSide }) =>
    compareSides(opened(parts), sides),
};
