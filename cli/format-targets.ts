/** Which files `strata fmt` works on, and by which rules each is read. */
import { existsSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fromErrno } from '../core/files/errors.ts';
import { loadWorkspace, MANIFEST, readQuietly, textOf } from '../core/workspace/load.ts';
import { readManifest } from '../shared/config/manifest.ts';
import { parse, type TomlVersion } from '../shared/toml/index.ts';
import { findWorkspace } from './workspace.ts';

export interface FormatTarget {
  /** As the user knows it. */
  readonly name: string;
  readonly absolute: string;
  /** The folder outside of which nothing is written. */
  readonly root: string;
  readonly version: TomlVersion;
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

/** The version of TOML by which a file, or what stands in a folder, is read: as the manifest around it says, else 1.0. */
export async function versionAround(folder: string): Promise<TomlVersion> {
  const workspace = findWorkspace(folder);
  const manifest = join(workspace, MANIFEST);
  const text = existsSync(manifest) ? textOf(await readQuietly(manifest)) : null;
  if (text === null) return '1.0';
  return readManifest(parse(text), { folderName: basename(workspace), files: [] }).model.toml;
}

async function layersOf(folder: string, version: TomlVersion | undefined): Promise<FormatTarget[]> {
  const { root, model, files, readings } = await loadWorkspace(folder);
  const layers = [...files.values()].filter(
    ({ role, language, path }) => role === 'layer' && language === 'toml' && readings.get(path) !== null,
  );
  return layers.map(({ path, absolute }) => {
    return { name: join(folder, path), absolute, root, version: version ?? model.toml };
  });
}

async function fileTarget(path: string, version: TomlVersion | undefined): Promise<FormatTarget> {
  return {
    name: path,
    absolute: resolve(path),
    root: dirname(await realpath(path)),
    version: version ?? (await versionAround(dirname(resolve(path)))),
  };
}
