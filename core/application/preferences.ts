import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Preferences } from '../../shared/contract/model.ts';

const Stored = z.object({
  theme: Preferences.shape.theme.default('system'),
  workspaces: z.record(z.string(), Preferences.shape.workspace).default({}),
  recent: z.array(z.object({ path: z.string(), name: z.string(), openedAt: z.string() })).default([]),
});
type Stored = z.infer<typeof Stored>;

const RECENT_LIMIT = 20;
/** The key of what is kept while no workspace is open. */
const NO_WORKSPACE = '';

/** What Strata remembers about its user: theme, layout per workspace, recent workspaces. Never configuration. */
export class PreferenceStore {
  readonly #file: string;
  readonly #data: Stored;

  constructor(dataFolder: string) {
    this.#file = join(dataFolder, 'preferences.json');
    this.#data = load(this.#file);
  }

  get(folder: string | null): Preferences {
    return { theme: this.#data.theme, workspace: this.#data.workspaces[folder ?? NO_WORKSPACE] ?? {} };
  }

  /** Merges; a key that is null is removed. */
  set(
    folder: string | null,
    change: { theme?: Preferences['theme'] | undefined; workspace?: Preferences['workspace'] | undefined },
  ): void {
    if (change.theme !== undefined) this.#data.theme = change.theme;
    const merged = { ...this.#data.workspaces[folder ?? NO_WORKSPACE], ...change.workspace };
    this.#data.workspaces[folder ?? NO_WORKSPACE] = Object.fromEntries(
      Object.entries(merged).filter(([, value]) => value !== null),
    );
    this.#store();
  }

  recent(): Stored['recent'] {
    return this.#data.recent;
  }

  remember(path: string, name: string, openedAt: string): void {
    const others = this.#data.recent.filter((entry) => entry.path !== path);
    this.#data.recent = [{ path, name, openedAt }, ...others].slice(0, RECENT_LIMIT);
    this.#store();
  }

  /** Losing a preference is not worth stopping for: a data folder that cannot be written is left alone. */
  #store(): void {
    const temporary = `${this.#file}.${process.pid}.tmp`;
    try {
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      writeFileSync(temporary, JSON.stringify(this.#data, null, 2), { mode: 0o600 });
      renameSync(temporary, this.#file);
    } catch {
      return;
    }
  }
}

/** An unreadable or foreign file counts as none; the next change writes a good one. */
function load(file: string): Stored {
  try {
    return Stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return Stored.parse({});
  }
}
