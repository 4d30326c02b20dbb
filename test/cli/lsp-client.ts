/** An editor, as far as a language server can tell: a real child process, spoken to over its standard streams. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { temporaryFolder } from '../core/temporary.ts';

const STRATA = fileURLToPath(new URL('../../cli/strata.mjs', import.meta.url));

const CAPABILITIES: ClientCapabilities = {
  textDocument: { completion: { completionItem: { snippetSupport: true } } },
  workspace: {
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
    workspaceFolders: true,
  },
};

/** Far longer than any answer takes; only a server that says nothing is waited for so long. */
const PATIENCE_MS = 30_000;

export interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  readonly env?: Readonly<Record<string, string>>;
}

export class Editor {
  readonly folder: string;
  readonly connection: ProtocolConnection;
  readonly child: ChildProcessWithoutNullStreams;
  /** What the server asked the user, and what is answered: the title of a choice, or nothing. */
  readonly asked: { readonly message: string; readonly choices: readonly string[] }[] = [];
  choice: string | null = null;
  /** What the server said to the user. */
  readonly shown: string[] = [];
  answer!: InitializeResult;
  readonly #published = new Map<string, PublishDiagnosticsParams>();
  #heard: (() => void)[] = [];
  readonly #versions = new Map<string, number>();

  /** Starts the server in a folder and initializes it; it is ended with the test. */
  static async open(folder: string, options: EditorOptions = {}): Promise<Editor> {
    const child = spawn(process.execPath, [STRATA, 'lsp', '--stdio'], {
      cwd: folder,
      env: { ...process.env, STRATA_DATA: temporaryFolder(), ...options.env },
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const editor = new Editor(folder, child);
    await editor.#initialize(options);
    return editor;
  }

  private constructor(folder: string, child: ChildProcessWithoutNullStreams) {
    this.folder = folder;
    this.child = child;
    this.connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.#published.set(params.uri, params);
      for (const resolve of this.#heard.splice(0)) resolve();
    });
    this.connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
      this.shown.push(message);
    });
    this.connection.onRequest(
      'window/showMessageRequest',
      ({ message, actions }: { message: string; actions: { title: string }[] }) => {
        this.asked.push({ message, choices: actions.map(({ title }) => title) });
        return actions.find(({ title }) => title === this.choice) ?? null;
      },
    );
    this.connection.listen();
  }

  async #initialize({ capabilities = CAPABILITIES, initializationOptions }: EditorOptions): Promise<void> {
    this.answer = await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(this.folder).href,
      workspaceFolders: [{ uri: pathToFileURL(this.folder).href, name: 'workspace' }],
      capabilities,
      initializationOptions,
    });
    await this.connection.sendNotification('initialized', {});
  }

  uri(file: string): string {
    return pathToFileURL(join(this.folder, file)).href;
  }

  /** Opens a file with the text it has on disk, or another one. */
  async show(file: string, text = readFileSync(join(this.folder, file), 'utf8')): Promise<void> {
    this.#versions.set(file, 1);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.uri(file), languageId: 'toml', version: 1, text },
    });
  }

  /** Types into an open file, as one incremental change. */
  async type(file: string, start: Position, end: Position, text: string): Promise<void> {
    const version = (this.#versions.get(file) ?? 0) + 1;
    this.#versions.set(file, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(file), version },
      contentChanges: [{ range: { start, end }, text }],
    });
  }

  /** A request about a file. */
  ask<T>(method: string, file: string, params: object = {}): Promise<T> {
    return this.connection.sendRequest(method, { textDocument: { uri: this.uri(file) }, ...params });
  }

  /** Waits until what was published about a file is as it should be; fails with what it is instead. */
  async diagnostics(file: string, until: (found: readonly Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const published = this.#published.get(this.uri(file));
      if (published !== undefined && until(published.diagnostics)) return published.diagnostics;
      const isLate = await this.#isSilentUntil(deadline);
      if (isLate)
        throw new Error(`about ${file} was said: ${JSON.stringify(published?.diagnostics ?? null)}`);
    }
  }

  #isSilentUntil(deadline: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), deadline - Date.now());
      this.#heard.push(() => {
        clearTimeout(timer);
        resolve(false);
      });
    });
  }

  /** Every file something was published about. */
  get told(): string[] {
    return [...this.#published.values()]
      .filter(({ diagnostics }) => diagnostics.length > 0)
      .map(({ uri }) => uri);
  }

  /** Shuts the server down as the protocol asks for and gives its exit code. */
  async close(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    const ended = once(this.child, 'exit');
    await this.connection.sendNotification('exit');
    const [code] = await ended;
    return code;
  }
}

/** `line:column-line:column` from 1, as people count. */
export function shown({ start, end }: { start: Position; end: Position }): string {
  const place = ({ line, character }: Position) => `${line + 1}:${character + 1}`;
  return `${place(start)}-${place(end)}`;
}

/** The text after an edit of the protocol. */
export function applied(
  text: string,
  edits: readonly { range: { start: Position; end: Position }; newText: string }[],
): string {
  return TextDocument.applyEdits(TextDocument.create('file:///x', 'toml', 1, text), [...edits]);
}
