/** Which files `strata fmt` works on, and by which rules each is read. */
import { existsSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { FolderAnalysis } from '../core/analysis/folder.ts';
import { fromErrno } from '../core/files/errors.ts';
import {
  type LoadedWorkspace,
  loadWorkspace,
  MANIFEST,
  readQuietly,
  textOf,
} from '../core/workspace/load.ts';
import { readManifest } from '../shared/config/manifest.ts';
import type { FormatOptions } from '../shared/toml/format/index.ts';
import { parse, type TomlVersion } from '../shared/toml/index.ts';
import { findWorkspace } from './workspace.ts';

export interface FormatTarget {
  /** As the user knows it. */
  readonly name: string;
  readonly absolute: string;
  /** The folder outside of which nothing is written. */
  readonly root: string;
  readonly version: TomlVersion;
  /** How it is formatted: as the manifest of its workspace says. */
  readonly options: FormatOptions;
}

/**
 * The TOML layers of the folders, and the files. `version` is for all of them; without it each is read as its workspace
 * says. Errors: those of reading a path that does not exist or a folder that cannot be opened.
 */
export async function formatTargets(
  paths: readonly string[],
  version: TomlVersion | undefined,
): Promise<FormatTarget[]> {
  const targets = new Map<string, FormatTarget>();
  for (const path of paths) {
    const found = await stat(path).catch((error: unknown) => {
      throw fromErrno(error, { action: 'read', path });
    });
    const more = found.isDirectory() ? await layersOf(path, version) : [await fileTarget(path, version)];
    for (const target of more) targets.set(target.absolute, target);
  }
  return [...targets.values()];
}

/** How what stands in a folder is read and formatted: as the manifest around it says, else as TOML 1.0. */
export async function customsAround(
  folder: string,
): Promise<{ readonly version: TomlVersion; readonly options: FormatOptions }> {
  const workspace = findWorkspace(folder);
  const manifest = join(workspace, MANIFEST);
  const text = existsSync(manifest) ? textOf(await readQuietly(manifest)) : null;
  if (text === null) return { version: '1.0', options: {} };
  const { model } = readManifest(parse(text), { folderName: basename(workspace), files: [] });
  return { version: model.toml, options: { sort: 'none', ...model.format } };
}

async function layersOf(folder: string, version: TomlVersion | undefined): Promise<FormatTarget[]> {
  const loaded = await loadWorkspace(folder);
  const { root, model, files, readings } = loaded;
  const optionsFor = optionsIn(loaded);
  const layers = [...files.values()].filter(
    ({ role, language, path }) => role === 'layer' && language === 'toml' && readings.get(path) !== null,
  );
  return layers.map(({ path, absolute }) => ({
    name: join(folder, path),
    absolute,
    root,
    version: version ?? model.toml,
    options: optionsFor(path),
  }));
}

async function fileTarget(path: string, version: TomlVersion | undefined): Promise<FormatTarget> {
  const absolute = resolve(path);
  const customs = await customsAround(dirname(absolute));
  const workspace = findWorkspace(dirname(absolute));
  const options = await optionsOf(absolute, workspace, customs.options);
  return {
    name: path,
    absolute,
    root: dirname(await realpath(path)),
    version: version ?? customs.version,
    options,
  };
}

/** The options for one file of a workspace, whose schema alone knows the order of its keys. */
async function optionsOf(
  absolute: string,
  workspace: string,
  options: FormatOptions,
): Promise<FormatOptions> {
  // The order of its environments is the one they are shown in.
  if (absolute === join(workspace, MANIFEST)) return { ...options, sort: 'none' };
  if (options.sort !== 'schema') return options;
  return optionsIn(await loadWorkspace(workspace))(relative(workspace, absolute).split(sep).join('/'));
}

/** The options for the files of a workspace; its schema is read only where keys are sorted by it. */
function optionsIn(loaded: LoadedWorkspace): (path: string) => FormatOptions {
  const settings: FormatOptions = { sort: 'none', ...loaded.model.format };
  if (settings.sort !== 'schema') return () => settings;
  const analysis = new FolderAnalysis(loaded, {});
  return (path) => {
    const { order } = analysis.session.language.formatOptions(path);
    return order === undefined
      ? settings
      : { ...settings, order: (table) => analysis.ask(() => order(table)) };
  };
}
