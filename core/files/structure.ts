/** Which files and subfolders watched folders hold: what the set of layers is made from. */
import { readdir, stat } from 'node:fs/promises';
import { errnoOf } from './errors.ts';
import { isCandidate, isSkippedFolder } from './scan.ts';

interface Listing {
  /** Tells a folder from a later one of the same name; null where there is none. */
  readonly identity: string | null;
  readonly names: string;
}

const MISSING: Listing = { identity: null, names: '' };

export class FolderStructure {
  readonly #listings = new Map<string, Listing | null>();

  get folders(): Iterable<string> {
    return this.#listings.keys();
  }

  has(folder: string): boolean {
    return this.#listings.has(folder);
  }

  /** Adds a folder; what the first `compare` finds in it is what later ones compare with. */
  add(folder: string): void {
    if (!this.#listings.has(folder)) this.#listings.set(folder, null);
  }

  /** Whether the names in any of these folders changed since the last call, and which folders were made anew. */
  async compare(folders: Iterable<string>): Promise<{ changed: boolean; recreated: string[] }> {
    let changed = false;
    const recreated: string[] = [];
    for (const folder of [...folders]) {
      const now = await list(folder);
      const before = this.#listings.get(folder) ?? now;
      this.#listings.set(folder, now);
      changed ||= now.names !== before.names;
      if (now.identity !== null && now.identity !== before.identity) recreated.push(folder);
    }
    return { changed, recreated };
  }
}

async function list(folder: string): Promise<Listing> {
  try {
    const { ino, birthtimeNs } = await stat(folder, { bigint: true });
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries
      .filter((entry) => (entry.isDirectory() ? !isSkippedFolder(entry.name) : isCandidate(entry.name)))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    // An inode number is used again at once, so the time of birth counts as well.
    return { identity: `${ino} ${birthtimeNs}`, names: names.sort().join('\n') };
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return MISSING;
  }
}
