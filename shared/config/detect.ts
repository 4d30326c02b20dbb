/**
 * The layout of a workspace without a manifest, told from the names of its files. Names do not prove layering, so the
 * model always carries the reason, in one sentence, and a manifest overrules it.
 *
 * Tried in this order: environment files beside or below a base file, full copies side by side, unrelated files.
 */

import { findCopies } from './detect-copies.ts';
import { looksLikeEnvironment, mayBeEnvironment } from './environment-names.ts';
import { fileName, folderOf } from './file-paths.ts';
import { LayerIds } from './layer-ids.ts';
import type { Layout } from './layout.ts';
import type { LayerDefinition, LayoutKind, WorkspaceModel } from './model.ts';

/** Where configuration is looked for, in this order; "" is the workspace itself. */
const CONFIG_FOLDERS = ['config', 'configs', 'conf', 'settings', ''];
const BASE_NAMES = ['default', 'base', 'global'];
const ENVIRONMENT_FOLDERS = ['environments', 'envs', 'env'];
const LOCAL_NAME = 'local';

/** Recognises a workspace by its files, given relative to it with `/`. Always gives a model. */
export function detectLayout(folderName: string, files: readonly string[]): WorkspaceModel {
  const tomlFiles = files.filter((file) => /\.toml$/i.test(file) && file !== 'strata.toml').sort();
  const folders = stemsByFolder(tomlFiles);
  const layout =
    firstOf(CONFIG_FOLDERS, (folder) => detectBase(folder, folders)) ??
    firstOf(CONFIG_FOLDERS, (folder) => findCopies(folder, tomlFiles)) ??
    unrelated(tomlFiles, folders);
  const ids = new LayerIds();
  return {
    name: folderName,
    dialect: 'standard',
    toml: '1.0',
    layout: layout.kind,
    layoutReason: layout.reason,
    layers: layout.layers.map((layer) => ({ id: ids.next(layer.name), ...layer })),
    environments: layout.environments.map((name) => ({ name, aliases: [], protected: false })),
    services: [],
  };
}

/** The names, without `.toml`, of the files right in each folder. */
type Folders = ReadonlyMap<string, readonly string[]>;

/** A base file with environment files below it in precedence order, and the local override on top. */
function detectBase(folder: string, folders: Folders): Layout | null {
  const stems = folders.get(folder) ?? [];
  const base = BASE_NAMES.find((name) => stems.includes(name));
  const hasLocal = stems.includes(LOCAL_NAME);
  const found = environmentFiles(folder, folders);
  if (base === undefined || (found === null && !hasLocal)) return null;
  const baseFile = joined(folder, `${base}.toml`);
  const localFile = joined(folder, `${LOCAL_NAME}.toml`);
  const above = [...(found === null ? [] : [found.template]), ...(hasLocal ? [localFile] : [])];
  return {
    kind: found?.kind ?? 'environment-files',
    reason: `By their names, ${baseFile} is the base and ${above.join(', then ')} goes on top.`,
    layers: [
      fileLayer(fileName(baseFile), baseFile),
      ...(found === null ? [] : [fileLayer('environment', found.template)]),
      ...(hasLocal ? [{ ...fileLayer(fileName(localFile), localFile), optional: true }] : []),
    ],
    environments: found?.names ?? ['default'],
  };
}

interface EnvironmentFiles {
  readonly kind: LayoutKind;
  readonly template: string;
  readonly names: readonly string[];
}

/** In a folder of their own, else beside the base file. */
function environmentFiles(folder: string, folders: Folders): EnvironmentFiles | null {
  for (const name of ENVIRONMENT_FOLDERS) {
    const inner = joined(folder, name);
    const names = (folders.get(inner) ?? []).filter(mayBeEnvironment);
    if (names.length === 0) continue;
    return { kind: 'environment-folder', template: `${inner}/{environment}.toml`, names };
  }
  // The workspace itself holds files of many tools, so there a name must look like an environment's.
  const isEnvironment = (name: string) =>
    mayBeEnvironment(name) && (folder !== '' || looksLikeEnvironment(name));
  const names = (folders.get(folder) ?? []).filter(isEnvironment);
  if (names.length === 0) return null;
  return { kind: 'environment-files', template: joined(folder, '{environment}.toml'), names };
}

/** Every file an environment of its own, named by its path. */
function unrelated(files: readonly string[], folders: Folders): Layout {
  const count =
    files.length === 1 ? 'The one TOML file stands' : `Each of the ${files.length} TOML files stands`;
  const inside = layeredFoldersIn(folders);
  const hint =
    inside.length === 0
      ? ''
      : `; to see layers, open a folder inside, such as ${inside.slice(0, 3).join(' or ')}`;
  return {
    kind: 'unrelated',
    reason:
      files.length === 0
        ? 'There are no TOML files here.'
        : `${count} on its own, because the names show no layers${hint}.`,
    layers: [fileLayer('this file', '{environment}')],
    environments: files,
  };
}

/** Folders that would show layers if they were opened as the workspace. */
function layeredFoldersIn(folders: Folders): string[] {
  const layered = new Set<string>();
  for (const [folder, stems] of folders) {
    if (folder === '' || !stems.some((stem) => BASE_NAMES.includes(stem))) continue;
    if (environmentFiles(folder, folders) === null) continue;
    const isConfigFolder = CONFIG_FOLDERS.includes(fileName(folder));
    layered.add(isConfigFolder ? folderOf(folder) : folder);
  }
  layered.delete('');
  return [...layered];
}

function fileLayer(name: string, file: string): Omit<LayerDefinition, 'id'> {
  return { name, source: { kind: 'file', file }, optional: false };
}

function stemsByFolder(files: readonly string[]): Folders {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    // A template ends with `.toml`, so it cannot stand for a file that ends with `.TOML`.
    if (!file.endsWith('.toml')) continue;
    const folder = folderOf(file);
    const stem = fileName(file).slice(0, -'.toml'.length);
    const stems = folders.get(folder);
    if (stems === undefined) folders.set(folder, [stem]);
    else stems.push(stem);
  }
  return folders;
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function firstOf<T, R>(items: readonly T[], look: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = look(item);
    if (found !== null) return found;
  }
  return null;
}
