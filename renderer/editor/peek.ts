/**
 * Looking into other layers without leaving the text: Monaco's own peek. It shows texts that are loaded in the page
 * only, so those of files that are not open are lent to it, for reading, as long as it shows them.
 */
import type { StrataClient } from '../../shared/contract/client.ts';
import type { Location } from '../../shared/contract/language-model.ts';
import { FileId } from '../../shared/contract/model.ts';
import { documentOfModel } from './editor-document.ts';
import { askAloud, languageSelection, languageShell, positionOf } from './languages/ask.ts';
import { createTextModel, languageId, toMonacoRange } from './model-text.ts';
import { monaco } from './monaco.ts';

/** Of lent texts; the query is the id of the file. */
const SCHEME = 'strata-peek';

/** Adds both commands to an editor and its menu, and the way from a peek to the file itself. */
export function offerPeek(editor: monaco.editor.IStandaloneCodeEditor): void {
  const menu = { contextMenuGroupId: 'navigation', precondition: "editorLangId == 'toml'" };
  editor.addAction({
    ...menu,
    id: 'strata.peekDefinition',
    label: 'Peek at the layer that wins',
    contextMenuOrder: 3,
    keybindings: [monaco.KeyMod.Alt | monaco.KeyCode.F12],
    run: () => said(() => peekDefinition(editor)),
  });
  editor.addAction({
    ...menu,
    id: 'strata.peekReferences',
    label: 'Peek in all layers',
    contextMenuOrder: 4,
    keybindings: [monaco.KeyMod.Shift | monaco.KeyMod.Alt | monaco.KeyCode.F12],
    run: () => said(() => peekReferences(editor)),
  });
  monaco.editor.registerEditorOpener({ openCodeEditor: openFromPeek });
  monaco.editor.onDidCreateEditor(followPeeks);
}

async function peekDefinition(editor: monaco.editor.IStandaloneCodeEditor): Promise<void> {
  const found = await askAtCursor(editor, async ({ client }, asked) => {
    const answer = await client.call('language.definition', { ...asked, ...languageSelection() });
    return { client, locations: answer.locations };
  });
  if (found === null) return;
  const { client, locations } = found;
  // At the place that wins there is nothing else to see, so the others are shown.
  if (locations.length === 1 && locations.every((location) => isAtCursor(editor, location)))
    return peekReferences(editor);
  const shown = await lend(editor, client, locations);
  show(editor, shown, 'editor.action.peekDefinition', (provideDefinition) =>
    monaco.languages.registerDefinitionProvider('toml', { provideDefinition }),
  );
}

async function peekReferences(editor: monaco.editor.IStandaloneCodeEditor): Promise<void> {
  const found = await askAtCursor(editor, async ({ client }, asked) => {
    const { references } = await client.call('language.references', asked);
    return { client, locations: references };
  });
  if (found === null) return;
  // As everywhere, what wins comes first.
  const shown = await lend(editor, found.client, found.locations.toReversed());
  show(editor, shown, 'editor.action.referenceSearch.trigger', (provideReferences) =>
    monaco.languages.registerReferenceProvider('toml', { provideReferences }),
  );
}

type Provide = () => monaco.languages.Location[];

/** What Monaco is told for one question. */
let answering: monaco.IDisposable | null = null;

/**
 * Monaco offers its own commands in the menu as long as something is registered for them, beside ours of the same
 * purpose; so it is only until it has asked.
 */
function show(
  editor: monaco.editor.IStandaloneCodeEditor,
  locations: monaco.languages.Location[],
  action: string,
  register: (provide: Provide) => monaco.IDisposable,
): void {
  if (locations.length === 0) {
    languageShell().tell('No layer sets what stands here.');
    return;
  }
  answering?.dispose();
  answering = register(() => {
    queueMicrotask(() => answering?.dispose());
    return locations;
  });
  editor.trigger('strata', action, null);
  returnAllBut(new Set(locations.map(({ uri }) => uri.toString())));
}

/** Monaco lists files by their addresses: those that are lent come as they are given, then the one on screen. */
async function lend(
  editor: monaco.editor.ICodeEditor,
  client: StrataClient,
  locations: readonly Location[],
): Promise<monaco.languages.Location[]> {
  const shown = editor.getModel();
  const here = shown === null ? undefined : documentOfModel(shown)?.file;
  const paths = new Map(locations.map(({ file, path }) => [file, path]));
  const uris = new Map<FileId, monaco.Uri>();
  if (shown !== null && here !== undefined) uris.set(here, shown.uri);
  const texts = await Promise.all(
    [...paths].filter(([file]) => file !== here).map(([file, path]) => textOf(client, file, path)),
  );
  for (const [index, { file, path, text, language }] of texts.entries()) {
    const place = String(index).padStart(ADDRESS_DIGITS, '0');
    const uri = monaco.Uri.from({ scheme: SCHEME, authority: place, path: `/${path}`, query: file });
    monaco.editor.getModel(uri)?.dispose();
    uris.set(file, createTextModel(text, languageId(language), uri).uri);
  }
  return locations.flatMap(({ file, range }) => {
    const uri = uris.get(file);
    return uri === undefined ? [] : [{ uri, range: toMonacoRange(range) }];
  });
}

/** Enough for as many layers as anybody has. */
const ADDRESS_DIGITS = 6;

async function textOf(client: StrataClient, file: FileId, path: string) {
  return { file, path, ...(await client.call('document.text', { file })) };
}

function returnAllBut(wanted: ReadonlySet<string>): void {
  for (const model of monaco.editor.getModels()) {
    if (model.uri.scheme === SCHEME && !wanted.has(model.uri.toString())) model.dispose();
  }
}

/** Another file opens in its tab; the peek is over then. */
function openFromPeek(
  source: monaco.editor.ICodeEditor,
  { scheme, authority, query }: monaco.Uri,
  place?: monaco.IRange | monaco.IPosition,
): boolean {
  const file = FileId.safeParse(scheme === SCHEME ? query : authority);
  if (!file.success) return false;
  source.trigger('strata', 'closeReferenceSearch', null);
  const start =
    place === undefined || 'lineNumber' in place
      ? place
      : { lineNumber: place.startLineNumber, column: place.startColumn };
  languageShell().open(file.data, start?.lineNumber, start?.column);
  return true;
}

/** What a peek shows is for reading: changes to a lent text would be lost. It is put into its place when it is made. */
function followPeeks(editor: monaco.editor.ICodeEditor): void {
  queueMicrotask(() => {
    if (editor.getContainerDomNode().closest('.reference-zone-widget') !== null) keepForReading(editor);
  });
}

function keepForReading(editor: monaco.editor.ICodeEditor): void {
  editor.updateOptions({
    readOnly: true,
    readOnlyMessage: { value: 'Open the file to change it: press Enter in the list, or its name above.' },
    ariaLabel: 'Peek, read-only',
    stickyScroll: { enabled: false },
  });
  editor.onDidDispose(() => setTimeout(() => returnAllBut(new Set())));
}

async function askAtCursor<T>(
  editor: monaco.editor.ICodeEditor,
  question: (
    document: { readonly client: StrataClient },
    asked: { file: FileId; version: number; position: { line: number; column: number } },
  ) => Promise<T>,
): Promise<T | null> {
  const model = editor.getModel();
  const position = editor.getPosition();
  if (model === null || position === null) return null;
  const { token } = new monaco.CancellationTokenSource();
  return askAloud(model, token, (document, text) =>
    question(document, { ...text, position: positionOf(position) }),
  );
}

function isAtCursor(editor: monaco.editor.ICodeEditor, { file, range: { start, end } }: Location): boolean {
  const model = editor.getModel();
  const line = editor.getPosition()?.lineNumber ?? 0;
  const isHere = model !== null && documentOfModel(model)?.file === file;
  return isHere && start.line <= line && line <= end.line;
}

async function said(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    languageShell().report(error);
  }
}
