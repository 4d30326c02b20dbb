/** Analysis in the caller's own thread, for commands that ask once and end. */
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { WorkspaceModel } from '../../shared/config/model.ts';
import { fileId, languageOf, type WorkspaceFile } from '../workspace/files.ts';
import type { LoadedWorkspace, Reading } from '../workspace/load.ts';
import { loadWorkspace, readQuietly } from '../workspace/load.ts';
import { unwatched } from './progress.ts';
import { AnalysisSession } from './session.ts';
import { analysisSetup } from './setup.ts';

type Variables = Readonly<Record<string, string | undefined>>;

export interface FolderAnalysis {
  readonly loaded: LoadedWorkspace;
  readonly session: AnalysisSession;
}

/** The analysis of a workspace folder. Errors: those of `loadWorkspace`. */
export async function analyseFolder(folder: string, variables: Variables): Promise<FolderAnalysis> {
  return analyse(await loadWorkspace(folder), variables);
}

/**
 * The analysis of single files, each on its own and checked against `schema` (a path) where one is given.
 * Paths in the problems are relative to the folder that holds them all.
 */
export async function analyseFiles(paths: readonly string[], schema: string | null): Promise<FolderAnalysis> {
  const absolute = paths.map((path) => resolve(path));
  const schemaPath = schema === null ? null : resolve(schema);
  const root = commonFolder([...absolute, ...(schemaPath === null ? [] : [schemaPath])]);
  const names = absolute.map((path) => workspacePath(root, path));
  const readings = new Map<string, Reading>();
  for (const [at, path] of absolute.entries()) readings.set(names[at] ?? path, await readQuietly(path));
  if (schemaPath !== null) readings.set(workspacePath(root, schemaPath), await readQuietly(schemaPath));
  const files = [...readings.keys()].map((path): WorkspaceFile => {
    return {
      id: fileId(path),
      path,
      absolute: resolve(root, path),
      role: 'layer',
      language: languageOf(path),
    };
  });
  return analyse(
    {
      root,
      model: separateFiles(basename(root), names),
      files: new Map(files.map((file) => [file.id, file])),
      readings,
      manifest: null,
      schema:
        schemaPath === null
          ? null
          : { path: workspacePath(root, schemaPath), reason: 'named on the command line' },
      scan: { files: names, folders: [], truncated: false },
    },
    {},
  );
}

function analyse(loaded: LoadedWorkspace, variables: Variables): FolderAnalysis {
  const session = new AnalysisSession(unwatched);
  session.setup(analysisSetup(loaded, 1, variables));
  return { loaded, session };
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
