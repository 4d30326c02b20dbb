/** Schemas of the web as they were fetched, kept on disk so that they work without a network. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface CachedSchema {
  readonly url: string;
  /** RFC 3339 UTC; when the server last said that this is what it has. */
  readonly fetchedAt: string;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly text: string;
}

export class SchemaCache {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'schemas', 'fetched');
  }

  /** What was fetched last; null where nothing was, or the entry cannot be read. */
  get(url: string): CachedSchema | null {
    try {
      const cached: unknown = JSON.parse(readFileSync(this.#file(url), 'utf8'));
      return isCachedSchema(cached) && cached.url === url ? cached : null;
    } catch {
      return null;
    }
  }

  /** Throws what the system says where the data folder cannot be written. */
  put(schema: CachedSchema): void {
    const file = this.#file(schema.url);
    const temporary = `${file}.${process.pid}.tmp`;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, JSON.stringify(schema), { mode: 0o600 });
    renameSync(temporary, file);
  }

  #file(url: string): string {
    return join(this.#folder, `${createHash('sha256').update(url).digest('hex')}.json`);
  }
}

/** By hand, because every command loads this file, and loading zod takes longer than most of them run. */
function isCachedSchema(value: unknown): value is CachedSchema {
  if (typeof value !== 'object' || value === null) return false;
  const members = new Map<string, unknown>(Object.entries(value));
  const isText = (name: string) => typeof members.get(name) === 'string';
  const mayBeText = (name: string) => !members.has(name) || isText(name);
  return ['url', 'fetchedAt', 'text'].every(isText) && ['etag', 'lastModified'].every(mayBeText);
}
