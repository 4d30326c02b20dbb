/** Asks the user before a schema is fetched from the web: once per address and session. */
import { type Connection, MessageType } from 'vscode-languageserver/node';
import type { SchemaLibrary } from '../../core/schemas/library.ts';
import { toErrorShape } from '../../shared/contract/errors.ts';
import type { Workspace } from './workspace.ts';

export interface ConsentHost {
  readonly connection: Connection;
  readonly library: SchemaLibrary;
  /** The workspaces that are open now. */
  readonly open: () => Promise<readonly Workspace[]>;
  say(type: MessageType, message: string): void;
  /** A workspace was read again with a schema it lacked. */
  changed(workspace: Workspace): void;
}

const FETCH = { title: 'Fetch' };
const NOT_NOW = { title: 'Not now' };
const NEVER = { title: 'Never' };

export class SchemaConsent {
  readonly #host: ConsentHost;
  /** Whatever the answer was, and while there is none yet. */
  readonly #asked = new Set<string>();

  constructor(host: ConsentHost) {
    this.#host = host;
  }

  /** Fetches what a workspace waits for, as far as the user agrees or has agreed before. */
  async look(workspace: Workspace): Promise<void> {
    const fresh = workspace.waitingSchemas().filter((address) => !this.#asked.has(address));
    for (const address of fresh) this.#asked.add(address);
    await Promise.all(fresh.map((address) => this.#settle(address)));
  }

  async #settle(address: string): Promise<void> {
    const { library } = this.#host;
    const known = library.consent(address);
    const answer = known ?? (await this.#ask(address));
    if (answer === null) return;
    try {
      if (known === null) library.decide(address, answer);
      if (answer === 'agreed') await library.fetch(address);
    } catch (error) {
      const { message, remedy } = toErrorShape(error);
      this.#host.say(MessageType.Error, remedy === undefined ? message : `${message} ${remedy}`);
    }
    await this.#readAgain(address);
  }

  /** Null where nothing was chosen, or the client cannot ask. */
  async #ask(address: string): Promise<'agreed' | 'declined' | null> {
    const chosen = await this.#host.connection.window
      .showInformationMessage(`Fetch schema from ${address}?`, FETCH, NOT_NOW, NEVER)
      .catch(() => undefined);
    if (chosen?.title === FETCH.title) return 'agreed';
    return chosen?.title === NEVER.title ? 'declined' : null;
  }

  /** A schema that came may name others, which are asked about in turn. */
  async #readAgain(address: string): Promise<void> {
    for (const workspace of await this.#host.open()) {
      if (!workspace.waitingSchemas().includes(address)) continue;
      await workspace.reload();
      this.#host.changed(workspace);
      await this.look(workspace);
    }
  }
}
