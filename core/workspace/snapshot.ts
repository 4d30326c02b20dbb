import type { WorkspaceSnapshot } from '../../shared/contract/model.ts';
import { fileId, folderId, type WorkspaceFile } from './files.ts';
import type { LoadedWorkspace } from './load.ts';

/** What clients are told of a workspace; `exists` says which of its files are on the disk. */
export function describeWorkspace(
  { root, model, files, schema, manifest }: LoadedWorkspace,
  generation: number,
  exists: (file: WorkspaceFile) => boolean,
): WorkspaceSnapshot {
  return {
    generation,
    id: folderId(root),
    name: model.name,
    folder: root,
    dialect: model.dialect,
    layout: model.layout,
    layoutReason: model.layoutReason,
    toml: model.toml,
    manifest: manifest === null ? null : fileId(manifest),
    schema: schema === null ? null : { file: fileId(schema.path), ...schema },
    environments: model.environments.map((environment) => ({
      name: environment.name,
      aliases: [...environment.aliases],
      inherits: environment.inherits ?? null,
      protected: environment.protected,
    })),
    services: [...model.services],
    files: [...files.values()].map((file) => {
      const { id, path, role, language } = file;
      return { id, path, role, language, exists: exists(file) };
    }),
  };
}
