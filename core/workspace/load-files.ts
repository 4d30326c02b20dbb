/** Single files as a workspace of files that have nothing to do with each other. */
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { WorkspaceModel } from '../../shared/config/model.ts';
import { describedSchema, loadSchemas } from '../schemas/load.ts';
import { fileId, languageOf, type WorkspaceFile } from './files.ts';
import { type LoadedWorkspace, type LoadOptions, type Reading, readQuietly, textOf } from './load.ts';

/**
 * Reads files that are each on their own, with the schemas they name; with `schema`, a path, that one counts for all
 * of them. The root is the folder that holds them all.
 */
export async function loadFiles(
  paths: readonly string[],
  schema: string | null,
  options: LoadOptions = {},
): Promise<LoadedWorkspace> {
  const absolute = paths.map((path) => resolve(path));
  const schemaPath = schema === null ? null : resolve(schema);
  const root = commonFolder([...absolute, ...(schemaPath === null ? [] : [schemaPath])]);
  const names = absolute.map((path) => workspacePath(root, path));
  const readings = new Map<string, Reading>();
  for (const [at, path] of absolute.entries())
    readings.set(names[at] ?? path, await readQuietly(path, options.system));
  const model = separateFiles(basename(root), names);
  const schemaReadings = new Map<string, Reading>();
  const read = async (path: string) => {
    const known = readings.get(path) ?? (await readQuietly(resolve(root, path), options.system));
    schemaReadings.set(path, known);
    return textOf(known);
  };
  const schemas = await loadSchemas({
    root,
    model,
    manifest: null,
    scanned: [],
    alone: [],
    textOf: (file) => textOf(readings.get(file)),
    read,
    library: options.library,
    forced: schemaPath === null ? options.schema : workspacePath(root, schemaPath),
  });
  for (const path of schemas.paths) {
    if (!readings.has(path)) readings.set(path, schemaReadings.get(path) ?? null);
  }
  const files = [...readings.keys()].map((path): WorkspaceFile => {
    return {
      id: fileId(path),
      path,
      absolute: resolve(root, path),
      role: names.includes(path) ? 'layer' : 'schema',
      language: languageOf(path),
    };
  });
  return {
    root,
    model,
    files: new Map(files.map((file) => [file.id, file])),
    readings,
    manifest: null,
    schema: describedSchema(schemas),
    schemas,
    scan: { files: names, folders: [], truncated: false },
  };
}

/** Every file an environment of its own, named by its path. */
function separateFiles(name: string, files: readonly string[]): WorkspaceModel {
  return {
    name,
    dialect: 'standard',
    toml: '1.0',
    layout: 'unrelated',
    layoutReason: 'The files were named one by one.',
    layers: files.map((file) => ({
      id: file,
      name: basename(file),
      source: { kind: 'file', file },
      optional: false,
      environments: [file],
    })),
    environments: files.map((file) => ({ name: file, aliases: [], protected: false })),
    services: [],
  };
}

function commonFolder(paths: readonly string[]): string {
  let folder = dirname(paths[0] ?? resolve('.'));
  for (const path of paths) {
    while (!path.startsWith(folder === sep ? sep : folder + sep) && dirname(folder) !== folder)
      folder = dirname(folder);
  }
  return folder;
}

function workspacePath(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
