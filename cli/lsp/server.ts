/**
 * The language server: TOML in any editor that speaks the Language Server Protocol.
 *
 *   initialize        what the server can do; which folders the client has open
 *   documents         open, change, save and close keep the workspaces in step (desk.ts, workspaces.ts, workspace.ts)
 *   requests          reading.ts shows, changing.ts changes, commands.ts runs what has a name; all ask `core/analysis`
 *   schemas           of the web are fetched after schema-consent.ts has asked the user
 *   diagnostics       sent by diagnostics.ts after every change
 */
import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  PositionEncodingKind,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { StrataError } from '../../shared/contract/errors.ts';
import { tokenModifiers, tokenTypes } from '../../shared/language/index.ts';
import { languageServerSchemas } from '../schemas.ts';
import { answerChanging, FIX_ALL } from './changing.ts';
import { answerCommands, COMMANDS } from './commands.ts';
import { Desk } from './desk.ts';
import { DiagnosticsPublisher } from './diagnostics.ts';
import { answerReading } from './reading.ts';
import { SchemaConsent } from './schema-consent.ts';
import { pathOf } from './uris.ts';
import type { Choice, Workspace } from './workspace.ts';
import { Workspaces } from './workspaces.ts';

export interface ServerOptions {
  readonly version: string;
  /** Variables of the process, which layers may read. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** Serves one client until the connection ends. */
export function serve(connection: Connection, { version, variables }: ServerOptions): void {
  const documents = new TextDocuments(TextDocument);
  const library = languageServerSchemas();
  const workspaces = new Workspaces({
    variables,
    library,
    opened: (workspace) => askForSchemas(workspace),
    analysisChanged: (workspace, notice) => {
      if (notice !== null) desk.say(MessageType.Error, inOne(notice));
      publisher.schedule(workspace);
    },
  });
  const desk = new Desk(connection, documents, workspaces);
  const publisher = new DiagnosticsPublisher(desk);
  const consent = new SchemaConsent({
    connection,
    library,
    open: () => workspaces.open(),
    say: (type, message) => desk.say(type, message),
    changed: (workspace) => publisher.schedule(workspace),
  });
  const askForSchemas = (workspace: Workspace) => inBackground(desk, () => consent.look(workspace));
  connection.onInitialize((params) => {
    desk.client = params.capabilities;
    desk.choice = choiceIn(params.initializationOptions);
    setRoots(desk, rootsOf(params));
    return { capabilities: CAPABILITIES, serverInfo: { name: 'strata', version } };
  });
  connection.onInitialized(() => {
    watch(desk);
    followFolders(desk);
  });
  followDocuments(desk, publisher, askForSchemas);
  followSettings(desk);
  answerReading(desk);
  answerChanging(desk);
  answerCommands(desk);
  documents.listen(connection);
  connection.listen();
}

const CAPABILITIES: InitializeResult['capabilities'] = {
  positionEncoding: PositionEncodingKind.UTF16,
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    save: { includeText: false },
  },
  completionProvider: { triggerCharacters: ['.', '=', '[', '{', ',', '"', "'", ' ', ':'] },
  hoverProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: {},
  colorProvider: true,
  inlayHintProvider: true,
  semanticTokensProvider: {
    legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
    full: { delta: true },
    range: true,
  },
  definitionProvider: true,
  declarationProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL] },
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  executeCommandProvider: { commands: COMMANDS },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

function rootsOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  if (workspaceFolders != null) return workspaceFolders.map(({ uri }) => uri);
  return rootUri == null ? [] : [rootUri];
}

function setRoots(desk: Desk, uris: readonly string[]): void {
  desk.workspaces.setRoots(uris.flatMap((uri) => pathOf(uri) ?? []));
}

/** `{ environment: "production", service: "web" }`, alone or as the member `strata` of all settings. */
function choiceIn(settings: unknown): Choice {
  const own = memberOf(settings, 'strata') ?? settings;
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  return { environment: text(memberOf(own, 'environment')), service: text(memberOf(own, 'service')) };
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** Asks the client to tell about files that change on disk, where it can be asked. */
function watch({ connection, client }: Desk): void {
  if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
  const watchers = [{ globPattern: '**/*.{toml,json}' }, { globPattern: '**/.env*' }];
  void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}

function followDocuments(
  desk: Desk,
  publisher: DiagnosticsPublisher,
  askForSchemas: (workspace: Workspace) => void,
): void {
  const { connection, documents, workspaces } = desk;
  documents.onDidChangeContent(({ document }) =>
    inBackground(desk, async () => {
      const place = await desk.place(document.uri);
      if (place !== null) publisher.schedule(place.workspace);
    }),
  );
  documents.onDidClose(({ document }) => {
    const workspace = desk.close(document.uri);
    if (workspace?.isLayered === false) publisher.clear(document.uri);
    else if (workspace !== null) publisher.schedule(workspace);
  });
  const changedOnDisk = (uri: string) =>
    inBackground(desk, async () => {
      const absolute = pathOf(uri);
      if (absolute === null) return;
      for (const workspace of await workspaces.holding(absolute)) {
        await workspace.changed(absolute);
        askForSchemas(workspace);
        publisher.schedule(workspace);
      }
    });
  documents.onDidSave(({ document }) => changedOnDisk(document.uri));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) changedOnDisk(uri);
  });
}

/** Settings come with the notification, or are asked for where the client keeps them to itself. */
function followSettings(desk: Desk): void {
  const { connection } = desk;
  connection.onDidChangeConfiguration(({ settings }) =>
    inBackground(desk, async () => {
      const canAsk = desk.client.workspace?.configuration === true;
      const known = settings ?? (canAsk ? await connection.workspace.getConfiguration('strata') : null);
      desk.choice = choiceIn(known);
      if (desk.client.workspace?.inlayHint?.refreshSupport === true)
        await connection.languages.inlayHint.refresh();
    }),
  );
}

function followFolders(desk: Desk): void {
  const { connection } = desk;
  if (desk.client.workspace?.workspaceFolders !== true) return;
  connection.workspace.onDidChangeWorkspaceFolders(() =>
    inBackground(desk, async () => {
      const folders = await connection.workspace.getWorkspaceFolders();
      setRoots(
        desk,
        (folders ?? []).map(({ uri }) => uri),
      );
    }),
  );
}

/** Nobody waits for the answer: what cannot be done is said to the user. */
function inBackground(desk: Desk, work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    if (!(error instanceof StrataError)) throw error;
    desk.say(MessageType.Error, inOne(error));
  });
}

function inOne({ message, remedy }: { message: string; remedy?: string | undefined }): string {
  return remedy === undefined ? message : `${message} ${remedy}`;
}
