/** A language server as the checks use it: texts with a `|` at the cursor in, plain answers out. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type {
  CodeAction,
  CompletionItem,
  Diagnostic,
  Hover,
  Position,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { LanguageServer } from '../language-server.ts';

/** How long problems may take to come, and how long nothing more has to come to have them all. */
const PROBLEMS_LIMIT_MS = 5_000;
const QUIET_MS = 400;
const STEP_MS = 20;
const REQUEST_LIMIT_MS = 10_000;

export const SCHEMA_LINE = '#:schema ./service.schema.json\n';

/** The words of a problem. */
export function messageOf({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : message.value;
}

/** An open document. */
export interface Place {
  readonly path: string;
  readonly uri: string;
  readonly text: string;
  readonly position: Position;
}

export class Editor {
  readonly folder: string;
  readonly server: LanguageServer;
  readonly tool: string;
  #files = 0;

  constructor(tool: string, server: LanguageServer, folder: string) {
    this.tool = tool;
    this.server = server;
    this.folder = folder;
  }

  /** Opens a text as a file of its own, or of the given name; waits until its problems have been told. */
  async given(marked: string, name?: string): Promise<Place> {
    this.#files += 1;
    const path = join(this.folder, name ?? `check-${this.#files}.toml`);
    const at = marked.includes('|') ? marked.indexOf('|') : 0;
    const text = marked.replace('|', '');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    await this.server.open(path, text);
    await this.#settled(path, () => this.server.problems(path) !== undefined);
    const position = TextDocument.create('', 'toml', 1, text).positionAt(at);
    return { path, uri: pathToFileURL(path).href, text, position };
  }

  /** Asks about a place in the usual shape. */
  ask<T>(method: string, { uri, position }: Place, more: object = {}): Promise<T> {
    return this.server.request<T>(
      `textDocument/${method}`,
      { textDocument: { uri }, position, ...more },
      REQUEST_LIMIT_MS,
    );
  }

  async request<T>(method: string, params: unknown): Promise<T> {
    return this.server.request<T>(method, params, REQUEST_LIMIT_MS);
  }

  /** What is offered at the cursor, in the order an editor shows it; below the schema line unless `bare`. */
  async complete(
    marked: string,
    { bare = false, file }: { bare?: boolean; file?: string } = {},
  ): Promise<Offer[]> {
    const place = await this.given(bare ? marked : SCHEMA_LINE + marked, file);
    const answer = await this.ask<CompletionItem[] | { items: CompletionItem[] } | null>(
      'completion',
      place,
      {
        context: { triggerKind: 1 },
      },
    );
    const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
    const resolves = this.server.capabilities.completionProvider?.resolveProvider === true;
    const whole = resolves
      ? await Promise.all(items.map((item) => this.request<CompletionItem>('completionItem/resolve', item)))
      : items;
    return whole
      .map(toOffer)
      .sort((one, other) => (one.order < other.order ? -1 : one.order > other.order ? 1 : 0));
  }

  /** What is shown at the cursor; empty where nothing is. */
  async hover(marked: string, file?: string): Promise<string> {
    const answer = await this.ask<Hover | null>(
      'hover',
      await this.given(file === undefined ? SCHEMA_LINE + marked : marked, file),
    );
    return answer === null ? '' : JSON.stringify(answer.contents);
  }

  /** The problems of a text, when they satisfy the check or the time is up. */
  async problems(
    text: string,
    isExpected: (problems: readonly Diagnostic[]) => boolean,
    file?: string,
  ): Promise<boolean> {
    const { path } = await this.given(file === undefined ? SCHEMA_LINE + text : text, file);
    const judge = () => isExpected(this.server.problems(path) ?? []);
    await this.#settled(path, judge);
    return judge();
  }

  /** The texts that the offered quick fixes and rewrites at the cursor lead to, for this file. */
  async fixed(marked: string): Promise<string[]> {
    const place = await this.given(SCHEMA_LINE + marked);
    const diagnostics = this.server.problems(place.path) ?? [];
    const asked = [...diagnostics.map(({ range }) => range), { start: place.position, end: place.position }];
    const answers = await Promise.all(
      asked.map((each) =>
        this.request<CodeAction[] | null>('textDocument/codeAction', {
          textDocument: { uri: place.uri },
          range: each,
          context: {
            diagnostics: diagnostics.filter(({ range }) => range === each),
            triggerKind: 1,
          },
        }),
      ),
    );
    return answers.flatMap((actions) => actions ?? []).map((action) => applied(place, action.edit));
  }

  /** The text after a change that a request answers with. */
  async changed(method: string, place: Place, more: object): Promise<string> {
    const edits = await this.ask<TextEdit[] | WorkspaceEdit | null>(method, place, more);
    if (Array.isArray(edits)) return TextDocument.applyEdits(documentOf(place), edits);
    return applied(place, edits ?? undefined);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** Waits until `isDone` and nothing new has come for a while, or the time is up. */
  async #settled(path: string, isDone: () => boolean): Promise<void> {
    const began = performance.now();
    let seen = this.server.problems(path);
    let quietSince = began;
    while (performance.now() - began < PROBLEMS_LIMIT_MS) {
      await pause(STEP_MS);
      const now = this.server.problems(path);
      if (now !== seen) {
        seen = now;
        quietSince = performance.now();
      }
      if (isDone() && performance.now() - quietSince >= QUIET_MS) return;
    }
  }
}

/** A completion item as far as the checks look at it. */
export interface Offer {
  readonly label: string;
  /** What is inserted, snippet placeholders and all. */
  readonly text: string;
  /** Everything that is said about it. */
  readonly words: string;
  readonly order: string;
  readonly isDeprecated: boolean;
}

function toOffer(item: CompletionItem): Offer {
  return {
    label: item.label,
    text: item.textEdit?.newText ?? item.insertText ?? item.label,
    words: JSON.stringify([item.detail, item.documentation, item.labelDetails]),
    order: item.sortText ?? item.label,
    isDeprecated: item.deprecated === true || item.tags?.includes(1) === true,
  };
}

/** The offer that writes a key, with whatever follows it. */
export function keyOffer(offers: readonly Offer[], key: string): Offer | undefined {
  const writes = new RegExp(`^\\[*"?${key}"?(?![\\w-])`);
  return offers.find(({ label }) => label === key) ?? offers.find(({ text }) => writes.test(text));
}

export function offersKeys(offers: readonly Offer[], ...keys: string[]): boolean {
  return keys.every((key) => keyOffer(offers, key) !== undefined);
}

export function offersValue(offers: readonly Offer[], value: string): boolean {
  return offers.some(({ label, text }) => label.includes(value) || text.includes(value));
}

function documentOf({ uri, text }: Place): TextDocument {
  return TextDocument.create(uri, 'toml', 1, text);
}

/** What an edit of the workspace makes of one file; the text as it is where it does not touch it. */
function applied(place: Place, edit: WorkspaceEdit | undefined): string {
  const edits = editsByFile(edit).get(place.uri) ?? [];
  return TextDocument.applyEdits(documentOf(place), edits);
}

/** The text edits of each file, by address. */
export function editsByFile(edit: WorkspaceEdit | null | undefined): Map<string, TextEdit[]> {
  const found = new Map<string, TextEdit[]>(Object.entries(edit?.changes ?? {}));
  for (const change of edit?.documentChanges ?? []) {
    if (!('edits' in change)) continue;
    const edits = change.edits.filter((each): each is TextEdit => 'newText' in each);
    found.set(change.textDocument.uri, [...(found.get(change.textDocument.uri) ?? []), ...edits]);
  }
  return found;
}
