/** Opening a folder: scan -> manifest or detected layout -> the files that take part -> their contents. */
import { realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { detectLayout } from '../../shared/config/detect.ts';
import { readManifest } from '../../shared/config/manifest.ts';
import type { WorkspaceModel } from '../../shared/config/model.ts';
import { resolveLayers, selections } from '../../shared/config/resolve.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { FileId, FileInfo } from '../../shared/contract/model.ts';
import { parse } from '../../shared/toml/index.ts';
import type { FileAccess } from '../files/access.ts';
import { fromErrno } from '../files/errors.ts';
import { type FileContent, readFile } from '../files/read.ts';
import { type FolderScan, scanFolder } from '../files/scan.ts';
import type { SchemaLibrary } from '../schemas/library.ts';
import {
  describedSchema,
  type LoadedSchemas,
  loadSchemas,
  mayStandAlone,
  namesOthers,
} from '../schemas/load.ts';
import { fileId, languageOf, type WorkspaceFile } from './files.ts';

export const MANIFEST = 'strata.toml';

/** What a file holds, or why it cannot be told: null where it does not exist. */
export type Reading = FileContent | null | StrataError;

export interface LoadedWorkspace {
  readonly root: string;
  readonly model: WorkspaceModel;
  readonly files: ReadonlyMap<FileId, WorkspaceFile>;
  /** Of every layer, dotenv, manifest and schema file. */
  readonly readings: ReadonlyMap<string, Reading>;
  readonly manifest: string | null;
  /** What everything is held against, where that is one schema; `path` is an address of `schemas`. */
  readonly schema: { readonly path: string; readonly reason: string } | null;
  readonly schemas: LoadedSchemas;
  /** What the folder held when it was read, and where files may come and go. */
  readonly scan: FolderScan;
}

export interface LoadOptions {
  /** Schemas from outside of the workspace, and what the user decided about schemas; absent: there are none. */
  readonly library?: SchemaLibrary | undefined;
  /** Workspace paths of files beside the layers that somebody looks at; they get a schema of their own. */
  readonly alone?: readonly string[] | undefined;
  /** A schema to use for everything, as an address (see `shared/schema/association.ts`). */
  readonly schema?: string | undefined;
  /** How files are read. */
  readonly system?: FileAccess | undefined;
}

/** Opens the folder at `path`. NOT_FOUND, NOT_A_FOLDER, NO_PERMISSION; a broken manifest is a problem, not an error. */
export async function loadWorkspace(path: string, options: LoadOptions = {}): Promise<LoadedWorkspace> {
  const root = await resolveFolder(path);
  const scan = await scanFolder(root);
  const manifestReading = scan.files.includes(MANIFEST)
    ? await readQuietly(join(root, MANIFEST), options.system)
    : null;
  const manifestText = textOf(manifestReading);
  const model =
    manifestText === null
      ? detectLayout(basename(root), scan.files)
      : readManifest(parse(manifestText), { folderName: basename(root), files: scan.files }).model;

  const readings = new Map<string, Reading>();
  if (manifestReading !== null) readings.set(MANIFEST, manifestReading);
  const roles = new Map<string, FileInfo['role']>();
  for (const file of layerFiles(model))
    roles.set(file, languageOf(file) === 'dotenv' ? 'variables' : 'layer');
  const alone = (options.alone ?? []).filter((file) => scan.files.includes(file) && !roles.has(file));
  await Promise.all(
    [...roles.keys(), ...alone].map(async (file) =>
      readings.set(file, await readQuietly(join(root, file), options.system)),
    ),
  );
  const schemas = await readSchemas({ root, model, scan, alone, readings, manifestText }, options);
  for (const file of schemas.paths) if (!roles.has(file)) roles.set(file, 'schema');
  if (manifestReading !== null) roles.set(MANIFEST, 'manifest');
  for (const file of scan.files) {
    if (!roles.has(file) && languageOf(file) !== 'json') roles.set(file, 'other');
  }

  const files = new Map<FileId, WorkspaceFile>();
  for (const [file, role] of roles) {
    const id = fileId(file);
    files.set(id, {
      id,
      path: file,
      absolute: join(root, ...file.split('/')),
      role,
      language: languageOf(file),
    });
  }
  return {
    root,
    model,
    files,
    readings,
    manifest: manifestReading === null ? null : MANIFEST,
    schema: describedSchema(schemas),
    schemas,
    scan,
  };
}

/** Whether what a file says now, null where it cannot be read, may change which files and schemas there are. */
export function mayChangeWorkspace(loaded: LoadedWorkspace, path: string, text: string | null): boolean {
  const { schemas, files } = loaded;
  if (path === MANIFEST || schemas.paths.has(path)) return true;
  const isToml = text !== null && files.get(fileId(path))?.language === 'toml';
  if (!isToml) return false;
  return standsAlone(loaded, path) && !loaded.readings.has(path)
    ? mayStandAlone(schemas, loaded.model, path, text)
    : namesOthers(schemas, path, text);
}

/** Whether a file beside the layers, opened with this text, may get a schema that is not read yet. */
export function wantsSchema(loaded: LoadedWorkspace, path: string, text: string): boolean {
  return standsAlone(loaded, path) && !loaded.readings.has(path) && mayChangeWorkspace(loaded, path, text);
}

/** Whether a file is TOML beside the layers. */
export function standsAlone({ files }: LoadedWorkspace, path: string): boolean {
  const file = files.get(fileId(path));
  return file?.role === 'other' && file.language === 'toml';
}

/** A workspace-relative path with `/` from an absolute one. */
export function relativePath(root: string, absolute: string): string {
  return relative(root, absolute).split(sep).join('/');
}

/** Reads a file; an expected failure is part of the answer. */
export async function readQuietly(absolute: string, system?: FileAccess): Promise<Reading> {
  try {
    return await readFile(absolute, system);
  } catch (error) {
    if (!(error instanceof StrataError)) throw error;
    return error.code === 'NOT_FOUND' ? null : error;
  }
}

/** Reads a file; null where there is none. Errors: those of `readFile` but NOT_FOUND. */
export async function readContent(absolute: string): Promise<FileContent | null> {
  const reading = await readQuietly(absolute);
  if (reading instanceof StrataError) throw reading;
  return reading;
}

export function textOf(reading: Reading | undefined): string | null {
  return reading === null || reading === undefined || reading instanceof StrataError ? null : reading.text;
}

async function resolveFolder(path: string): Promise<string> {
  let root: string;
  let isFolder: boolean;
  try {
    root = await realpath(path);
    isFolder = (await stat(root)).isDirectory();
  } catch (error) {
    throw fromErrno(error, { action: 'read', path });
  }
  if (!isFolder) {
    throw new StrataError({
      code: 'NOT_A_FOLDER',
      message: `${path} is a file; Strata opens folders.`,
      remedy: 'Open the folder that holds it.',
      details: { path },
    });
  }
  return root;
}

/** Every file that takes part in some environment. */
function layerFiles(model: WorkspaceModel): Set<string> {
  const files = new Set<string>();
  const everySelection = [
    ...selections(model),
    ...model.environments.map((environment) => ({ environment: environment.name, service: null })),
  ];
  for (const selection of everySelection) {
    for (const layer of resolveLayers(model, selection.environment, selection.service)) {
      if (layer.file !== undefined) files.add(layer.file);
      for (const file of layer.variableFiles ?? []) files.add(file);
    }
  }
  return files;
}

interface Read {
  readonly root: string;
  readonly model: WorkspaceModel;
  readonly scan: FolderScan;
  readonly alone: readonly string[];
  /** Schemas of the workspace are added. */
  readonly readings: Map<string, Reading>;
  readonly manifestText: string | null;
}

async function readSchemas(
  { root, model, scan, alone, readings, manifestText }: Read,
  { library, schema, system }: LoadOptions,
): Promise<LoadedSchemas> {
  const opened = new Map<string, Promise<Reading>>();
  const reading = (path: string) => {
    const known = opened.get(path) ?? readQuietly(join(root, ...path.split('/')), system);
    opened.set(path, known);
    return known;
  };
  const schemas = await loadSchemas({
    root,
    model,
    manifest: manifestText === null ? null : { path: MANIFEST, text: manifestText },
    scanned: scan.files,
    alone,
    textOf: (file) => textOf(readings.get(file)),
    read: async (path) => textOf(await reading(path)),
    library,
    forced: schema,
  });
  for (const path of schemas.paths) readings.set(path, await reading(path));
  return schemas;
}
