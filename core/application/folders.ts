import { readdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { StrataError } from '../../shared/contract/errors.ts';
import type { FolderId, FolderListing, RecentWorkspace } from '../../shared/contract/model.ts';
import { fromErrno } from '../files/errors.ts';
import { folderId } from '../workspace/files.ts';
import type { PreferenceStore } from './preferences.ts';

const EXAMPLE_DESCRIPTIONS: Readonly<Record<string, string>> = {
  plue: 'A code-hosting service: three environments, two services, variables, a schema.',
  broken: 'The same service with one mistake of every kind, to see what Strata finds.',
};
const LISTED_FOLDERS = 2000;

/** Folders by id: a client can only name what the host has shown it. */
export class Folders {
  readonly #paths = new Map<FolderId, string>();

  /** Gives a folder an id that this process will accept. */
  admit(path: string): FolderId {
    const id = folderId(path);
    this.#paths.set(id, path);
    return id;
  }

  /** The path of an admitted folder; NOT_FOUND otherwise. */
  path(id: FolderId): string {
    const path = this.#paths.get(id);
    if (path === undefined) {
      throw new StrataError({
        code: 'NOT_FOUND',
        message: 'This folder is not known to this window.',
        remedy: 'Pick it again with "Open folder".',
      });
    }
    return path;
  }

  /** What is inside a folder; null lists the home folder. Hidden folders are left out. */
  async list(id: FolderId | null): Promise<FolderListing> {
    const path = id === null ? await realpath(homedir()) : this.path(id);
    const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
      throw fromErrno(error, { action: 'read', path });
    });
    const names: string[] = [];
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      if (entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(path, entry.name))))) {
        names.push(entry.name);
      }
    }
    names.sort((a, b) => a.localeCompare(b));
    const shown = names.slice(0, LISTED_FOLDERS);
    return {
      id: this.admit(path),
      name: basename(path) || path,
      path,
      parent: dirname(path) === path ? null : this.admit(dirname(path)),
      folders: await Promise.all(
        shown.map(async (name) => ({
          id: this.admit(join(path, name)),
          name,
          looksLikeWorkspace: await looksLikeWorkspace(join(path, name)),
        })),
      ),
      tomlFiles: entries.filter((entry) => entry.isFile() && entry.name.endsWith('.toml')).length,
    };
  }

  /** Recent workspaces that still exist, then the shipped examples. */
  async recent(preferences: PreferenceStore, examplesFolder: string): Promise<RecentWorkspace[]> {
    const workspaces: RecentWorkspace[] = [];
    for (const entry of preferences.recent()) {
      if (!(await isFolder(entry.path))) continue;
      workspaces.push({ id: this.admit(entry.path), ...entry, kind: 'recent' });
    }
    const examples = await readdir(examplesFolder).catch(() => []);
    for (const name of examples.sort(byExampleOrder)) {
      const path = join(examplesFolder, name);
      if (!(await isFolder(path))) continue;
      const description = EXAMPLE_DESCRIPTIONS[name];
      workspaces.push({
        id: this.admit(path),
        name,
        path,
        openedAt: null,
        kind: 'example',
        ...(description === undefined ? {} : { description }),
      });
    }
    return workspaces;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function looksLikeWorkspace(path: string): Promise<boolean> {
  const names = await readdir(path).catch(() => []);
  return names.some((name) => name.endsWith('.toml') || name === 'config');
}

function byExampleOrder(a: string, b: string): number {
  const order = Object.keys(EXAMPLE_DESCRIPTIONS);
  return order.indexOf(a) - order.indexOf(b);
}
