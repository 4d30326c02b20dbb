import { existsSync } from 'node:fs';
import type { Etag, WorkspaceSnapshot } from '../../shared/contract/model.ts';
import { fileId, folderId } from './files.ts';
import type { LoadedWorkspace } from './load.ts';

/** What clients are told of a workspace; `disk` is what was last seen there, for the files that were read. */
export function describeWorkspace(
  { root, model, files, schema, manifest }: LoadedWorkspace,
  { generation, revision }: Pick<WorkspaceSnapshot, 'generation' | 'revision'>,
  disk: ReadonlyMap<string, Etag>,
): WorkspaceSnapshot {
  return {
    generation,
    revision,
    id: folderId(root),
    name: model.name,
    folder: root,
    dialect: model.dialect,
    layout: model.layout,
    layoutReason: model.layoutReason,
    toml: model.toml,
    manifest: manifest === null ? null : fileId(manifest),
    schema:
      schema === null
        ? null
        : { file: files.has(fileId(schema.path)) ? fileId(schema.path) : null, ...schema },
    environments: model.environments.map((environment) => ({
      name: environment.name,
      aliases: [...environment.aliases],
      inherits: environment.inherits ?? null,
      protected: environment.protected,
    })),
    services: [...model.services],
    files: [...files.values()].map(({ id, path, absolute, role, language }) => {
      const exists = disk.has(path) ? disk.get(path) !== null : existsSync(absolute);
      return { id, path, role, language, exists };
    }),
  };
}
