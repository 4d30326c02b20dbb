/** What the server has open: documents as the client edits them, and the workspaces they belong to. */
import {
  type ClientCapabilities,
  type Connection,
  type MessageType,
  ShowMessageNotification,
  type TextDocuments,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Selection } from '../../shared/config/resolve.ts';
import { pathOf, uriOf } from './uris.ts';
import type { Choice, Workspace } from './workspace.ts';
import type { Workspaces } from './workspaces.ts';

/** A document in its workspace, the analysis in step with its text. */
export interface OpenPlace {
  readonly workspace: Workspace;
  readonly path: string;
  readonly uri: string;
  readonly selection: Selection | null;
  /** Of the open documents, as the analysis has their texts. */
  readonly versions: ReadonlyMap<string, number>;
}

export class Desk {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly workspaces: Workspaces;
  client: ClientCapabilities = {};
  choice: Choice = { environment: null, service: null };
  readonly #homes = new Map<string, { readonly absolute: string; readonly workspace: Workspace }>();

  constructor(connection: Connection, documents: TextDocuments<TextDocument>, workspaces: Workspaces) {
    this.connection = connection;
    this.documents = documents;
    this.workspaces = workspaces;
  }

  /** Null for what is no file, and for files that cannot be read. */
  async place(uri: string): Promise<OpenPlace | null> {
    const absolute = pathOf(uri);
    const document = this.documents.get(uri);
    if (absolute === null) return null;
    const workspace = await this.workspaces.of(absolute, () => document?.getText() ?? '');
    const path = workspace.pathIn(absolute);
    if (path === null) return null;
    if (document !== undefined) this.#homes.set(uri, { absolute, workspace });
    this.sync(workspace);
    return { workspace, path, uri, selection: workspace.select(this.choice), versions: this.versions() };
  }

  /** Gives a workspace the texts of all its open documents: a problem in one may come from another. */
  sync(workspace: Workspace): void {
    for (const [uri, home] of this.#homes) {
      const document = home.workspace === workspace ? this.documents.get(uri) : undefined;
      const path = workspace.pathIn(home.absolute);
      if (document !== undefined && path !== null)
        workspace.sync(path, document.version, () => document.getText());
    }
  }

  /** The address of a file of a workspace; an open document keeps the one the client gave it. */
  uri(workspace: Workspace, path: string): string {
    const absolute = workspace.absolute(path);
    for (const [uri, home] of this.#homes) if (home.absolute === absolute) return uri;
    return uriOf(absolute);
  }

  /** The workspace of a document that is no longer open. */
  close(uri: string): Workspace | null {
    const home = this.#homes.get(uri);
    if (home === undefined) return null;
    this.#homes.delete(uri);
    const path = home.workspace.pathIn(home.absolute);
    if (path !== null) home.workspace.release(path);
    this.workspaces.close(home.absolute);
    return home.workspace;
  }

  /** The addresses of the documents a workspace has open. */
  open(workspace: Workspace): string[] {
    return [...this.#homes].filter(([, home]) => home.workspace === workspace).map(([uri]) => uri);
  }

  /** Shows the user a message that wants no answer. */
  say(type: MessageType, message: string): void {
    void this.connection.sendNotification(ShowMessageNotification.type, { type, message });
  }

  /** The versions of the documents that are open, by their addresses. */
  versions(): ReadonlyMap<string, number> {
    return new Map(this.documents.all().map(({ uri, version }) => [uri, version]));
  }
}
