/** A language server over stdio, as an editor drives it: ours and the peers' in the same way. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  createMessageConnection,
  type Diagnostic,
  type InitializeResult,
  type MessageConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Start } from './peers.ts';

/** A server that has nothing to say by then is given up. */
const ANSWER_LIMIT_MS = 60_000;
/** What Even Better TOML is set to, less the catalog of the web, which is not there without a network. */
const SETTINGS = { schema: { enabled: true, links: true, catalogs: [] } };

export class LanguageServer {
  /** Whether the user chooses the first of what a message offers, or nothing. */
  agrees = false;
  readonly #process: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #documents = new Map<string, TextDocument>();
  readonly #problems = new Map<string, readonly Diagnostic[]>();
  #published: (uri: string) => void = () => {};
  #initialized: InitializeResult = { capabilities: {} };
  readonly #ended: Promise<never>;

  private constructor(child: ChildProcess, connection: MessageConnection) {
    this.#process = child;
    this.#connection = connection;
    this.#ended = once(child, 'exit').then(() => {
      throw new Error('The language server ended.');
    });
    // Whoever asks hears of it.
    this.#ended.catch(() => {});
    connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }: PublishDiagnosticsParams) => {
        this.#problems.set(uri, diagnostics);
        this.#published(uri);
      },
    );
    // Whatever else a server asks of its client is granted with nothing.
    connection.onRequest((method, params) => {
      if (method === 'workspace/configuration') return settingsFor(params);
      return method === 'window/showMessageRequest' && this.agrees ? firstAction(params) : null;
    });
    connection.listen();
  }

  /** Starts a server for the files of a folder. Rejects when the program cannot be started or ends. */
  static async start(
    { program, args, env }: Start,
    folder: string,
    capabilities: ClientCapabilities = PLAIN_CLIENT,
  ): Promise<LanguageServer> {
    const child = spawn(program, args, {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...env },
    });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new LanguageServer(child, connection);
    const rootUri = pathToFileURL(folder).href;
    server.#initialized = await server.request('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'bench' }],
      capabilities,
    });
    await connection.sendNotification('initialized', {});
    return server;
  }

  get capabilities(): InitializeResult['capabilities'] {
    return this.#initialized.capabilities;
  }

  /** Tells the server that a document is open. */
  async open(path: string, text: string): Promise<void> {
    const uri = pathToFileURL(path).href;
    this.#documents.set(uri, TextDocument.create(uri, 'toml', 1, text));
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'toml', version: 1, text },
    });
  }

  /** Changes an open document: the change alone for a server that takes it so, else the whole text. */
  async change(path: string, range: Range, text: string): Promise<void> {
    const uri = pathToFileURL(path).href;
    const before = this.#documents.get(uri);
    if (before === undefined) throw new Error(`${path} is not open.`);
    const now = TextDocument.update(before, [{ range, text }], before.version + 1);
    const contentChanges = this.takesChanges ? [{ range, text }] : [{ text: now.getText() }];
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: now.version },
      contentChanges,
    });
  }

  async close(path: string): Promise<void> {
    const uri = pathToFileURL(path).href;
    this.#documents.delete(uri);
    await this.#connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  get takesChanges(): boolean {
    const sync = this.capabilities.textDocumentSync;
    const kind = typeof sync === 'object' ? sync.change : sync;
    return kind === TextDocumentSyncKind.Incremental;
  }

  /** The problems told last about a document; none were told yet where it is undefined. */
  problems(path: string): readonly Diagnostic[] | undefined {
    return this.#problems.get(pathToFileURL(path).href);
  }

  /** Resolves when problems are told that `isExpected` accepts; to false when the time is up. */
  whenTold(
    path: string,
    isExpected: (problems: readonly Diagnostic[]) => boolean,
    limitMs = ANSWER_LIMIT_MS,
  ): Promise<boolean> {
    const asked = pathToFileURL(path).href;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), limitMs);
      this.#published = (uri) => {
        if (uri !== asked || !isExpected(this.#problems.get(uri) ?? [])) return;
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  /** Asks the server; rejects with what it says, or when it ends or does not answer. */
  async request<T>(method: string, params: unknown, limitMs = ANSWER_LIMIT_MS): Promise<T> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error(`No answer to ${method}.`)), limitMs);
    try {
      return await Promise.race([this.#connection.sendRequest<T>(method, params), late.promise, this.#ended]);
    } finally {
      clearTimeout(timer);
    }
  }

  stop(): void {
    this.#connection.dispose();
    this.#process.kill();
  }
}

const PLAIN_CLIENT: ClientCapabilities = {
  textDocument: { publishDiagnostics: {}, synchronization: {} },
  workspace: { configuration: true, workspaceFolders: true },
};

function settingsFor(params: unknown): unknown[] {
  const { items } = params as { items: readonly { section?: string }[] };
  return items.map(({ section }) => (section === 'evenBetterToml' ? SETTINGS : null));
}

function firstAction(params: unknown): unknown {
  const { actions = [] } = params as { actions?: readonly unknown[] };
  return actions[0] ?? null;
}
