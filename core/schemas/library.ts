/**
 * Schemas from outside of the workspace, as far as the user allows them: on the web (from the cache, never from the
 * network unless asked), in other folders of this machine, shipped with the product.
 */
import { realpath } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type ErrorShape, StrataError, toErrorShape } from '../../shared/contract/errors.ts';
import { isRemote } from '../../shared/schema/association.ts';
import { readFile } from '../files/read.ts';
import { bundledSchema } from './bundled.ts';
import { SchemaCache } from './cache.ts';
import { type Consent, SchemaDecisions, type SchemaPick } from './decisions.ts';
import { saysPrivate } from './network-address.ts';

/** A schema that is no file of the workspace. */
export type ForeignSchema =
  | { readonly state: 'ready'; readonly text: string; readonly fetchedAt?: string }
  /** Nobody was asked yet, or the answer was no. */
  | { readonly state: 'waiting' | 'declined' }
  | { readonly state: 'failed'; readonly error: ErrorShape };

export interface SchemaLibraryOptions {
  /** Where decisions and fetched schemas are kept. */
  readonly dataFolder: string;
  readonly now: () => Date;
  /** Whether what the user decided at the screen counts; a command gives the same answer for everybody. */
  readonly decisions?: 'follow' | 'ignore';
  /** Whether what is not there yet is fetched at once, because the command line says so. */
  readonly remote?: 'ask' | 'fetch';
  /** Whether files outside of the workspace are read, because the user named files and no workspace. */
  readonly outside?: 'ask' | 'read';
}

export class SchemaLibrary {
  readonly #options: SchemaLibraryOptions;
  readonly #decisions: SchemaDecisions;
  readonly #cache: SchemaCache;
  /** Why the last attempt to fetch an address failed. */
  readonly #failures = new Map<string, ErrorShape>();

  constructor(options: SchemaLibraryOptions) {
    this.#options = options;
    this.#decisions = new SchemaDecisions(options.dataFolder);
    this.#cache = new SchemaCache(options.dataFolder);
  }

  /** What the user picked in a workspace, by subject. */
  picks(root: string): ReadonlyMap<string, SchemaPick> {
    return this.#options.decisions === 'ignore' ? new Map() : this.#decisions.picks(root);
  }

  /** Null drops the pick. */
  pick(root: string, subject: string, pick: SchemaPick | null): void {
    this.#decisions.pick(root, subject, pick);
  }

  consent(address: string): Consent | null {
    return this.#decisions.consent(address);
  }

  /** Remembers that the user wants a schema used, or not. Fetches nothing by itself. */
  decide(address: string, consent: Consent): void {
    this.#decisions.decide(address, consent);
    this.#failures.delete(address);
  }

  /**
   * The schema at an address outside of the workspace. Reaches for the network only where `remote` is "fetch".
   *
   * @param from the document that refers to it; one of the web opens neither private networks nor files by itself
   */
  async document(address: string, from: string | null = null): Promise<ForeignSchema> {
    const bundled = bundledSchema(address);
    if (bundled !== undefined) return { state: 'ready', text: JSON.stringify(bundled.content, null, 2) };
    if (isRemote(address)) return this.#remote(address, from);
    if (/^file:/i.test(address)) return this.#outside(address, from);
    return { state: 'failed', error: unsupported(address) };
  }

  /**
   * Fetches an address the user agreed to, or asks its server whether it has changed. What was fetched before stays
   * where this fails.
   *
   * @throws StrataError FORBIDDEN without consent; those of `fetchSchema`
   */
  async fetch(url: string): Promise<void> {
    if (this.consent(url) !== 'agreed') throw notAgreed(url);
    await this.#fetch(url);
  }

  async #fetch(url: string): Promise<void> {
    const known = this.#cache.get(url);
    try {
      // Loaded when it is needed: few commands fetch anything, and what it stands on takes long to load.
      const { fetchSchema } = await import('./fetch.ts');
      const fetched = await fetchSchema(url, known ?? {});
      const fetchedAt = this.#options.now().toISOString();
      if (fetched.kind === 'new') {
        const { text, etag, lastModified } = fetched;
        this.#cache.put({
          url,
          fetchedAt,
          text,
          ...(etag === undefined ? {} : { etag }),
          ...(lastModified === undefined ? {} : { lastModified }),
        });
      } else if (known !== null) this.#cache.put({ ...known, fetchedAt });
      this.#failures.delete(url);
    } catch (error) {
      this.#failures.set(url, toErrorShape(error));
      throw error;
    }
  }

  async #remote(url: string, from: string | null): Promise<ForeignSchema> {
    if (this.#options.remote === 'fetch' && this.#cache.get(url) === null) {
      // The failure is kept and told below.
      if (leadsInside(url, from)) this.#failures.set(url, inside(url, from));
      else await this.#fetch(url).catch(() => {});
    }
    const cached = this.#cache.get(url);
    if (this.#options.decisions !== 'ignore' && this.consent(url) === 'declined')
      return { state: 'declined' };
    if (cached !== null) return { state: 'ready', text: cached.text, fetchedAt: cached.fetchedAt };
    const error = this.#failures.get(url);
    return error === undefined ? { state: 'waiting' } : { state: 'failed', error };
  }

  async #outside(address: string, from: string | null): Promise<ForeignSchema> {
    if (this.#options.outside !== 'read' || (from !== null && isRemote(from))) {
      const consent = this.consent(address);
      if (consent !== 'agreed') return { state: consent ?? 'waiting' };
    }
    try {
      const { text } = await readFile(await realpath(fileURLToPath(address)));
      return { state: 'ready', text };
    } catch (error) {
      if (error instanceof StrataError) return { state: 'failed', error: error.toShape() };
      return { state: 'failed', error: missingOutside(address) };
    }
  }
}

/** Whether a document of the internet refers to an address behind it. */
function leadsInside(url: string, from: string | null): from is string {
  return from !== null && isRemote(from) && !saysPrivate(hostOf(from)) && saysPrivate(hostOf(url));
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? '';
}

function inside(url: string, from: string): ErrorShape {
  return {
    code: 'UNREACHABLE',
    message: `${url} was not fetched: it is an address of a private network, and ${from} on the internet refers to it.`,
    remedy: 'Save the schema in the workspace and name that file.',
    details: { url },
  };
}

function unsupported(address: string): ErrorShape {
  return {
    code: 'UNSUPPORTED',
    message: `${address} is no address a schema can be read from.`,
    remedy: 'Name a file of the workspace, or an address that begins with https:.',
  };
}

function missingOutside(address: string): ErrorShape {
  return {
    code: 'NOT_FOUND',
    message: `The schema ${address} does not exist.`,
    remedy: 'Correct the path, or name a schema inside the workspace.',
  };
}

function notAgreed(url: string): StrataError {
  return new StrataError({
    code: 'FORBIDDEN',
    message: `${url} is not fetched: you have not agreed to it.`,
    remedy: 'Press the name of the schema in the status bar and choose "Fetch".',
    details: { url },
  });
}
