/** A peer's language server over stdio: opens a file, changes it, and tells how long problems take to arrive. */
import { type ChildProcess, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** A server that has nothing to say by then is given up. */
const ANSWER_LIMIT_MS = 30_000;

export class LanguageServer {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #versions = new Map<string, number>();
  #arrived: (problems: number) => void = () => {};

  private constructor(child: ChildProcess, connection: ProtocolConnection) {
    this.#process = child;
    this.#connection = connection;
    connection.onNotification(PublishDiagnosticsNotification.type, ({ diagnostics }) =>
      this.#arrived(diagnostics.length),
    );
    connection.listen();
  }

  /** Starts a server for the files of a folder. Throws when the program cannot be started. */
  static async start(program: string, args: readonly string[], folder: string): Promise<LanguageServer> {
    const child = spawn(program, args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = child;
    const connection = createProtocolConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    const server = new LanguageServer(child, connection);
    const rootUri = pathToFileURL(folder).href;
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'bench' }],
      capabilities: { textDocument: { publishDiagnostics: {}, synchronization: {} } },
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return server;
  }

  /** Milliseconds from opening a document to its first problems. */
  open(path: string, text: string): Promise<number> {
    const uri = pathToFileURL(path).href;
    this.#versions.set(uri, 1);
    return this.#timed(() =>
      this.#connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId: 'toml', version: 1, text },
      }),
    );
  }

  /** Milliseconds from a change of one line (from 0) to the problems of the new text. */
  change(path: string, line: number, length: number, text: string): Promise<number> {
    const uri = pathToFileURL(path).href;
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    const range = { start: { line, character: 0 }, end: { line, character: length } };
    return this.#timed(() =>
      this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [{ range, text }],
      }),
    );
  }

  async stop(): Promise<void> {
    await this.#connection.sendRequest(ShutdownRequest.type);
    await this.#connection.sendNotification(ExitNotification.type);
    this.#connection.dispose();
    this.#process.kill();
  }

  async #timed(send: () => Promise<void>): Promise<number> {
    const started = performance.now();
    const answered = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error('The language server did not answer.')),
        ANSWER_LIMIT_MS,
      );
      this.#arrived = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    await send();
    await answered;
    return performance.now() - started;
  }
}
