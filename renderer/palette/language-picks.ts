/** Places of the language service to choose from: the outline of a file, the layers that set a key. */
import { formatPath } from '../../shared/config/paths.ts';
import type { StrataClient } from '../../shared/contract/client.ts';
import type { Location, Reference, SymbolKind } from '../../shared/contract/language-model.ts';
import type { FileId } from '../../shared/contract/model.ts';
import { goTo } from '../app/places.ts';
import { type EditorPlace, editorPlace } from '../editor/models.ts';
import { fileIcon } from '../layers/file-icon.ts';
import { baseName, findFile } from '../state/workspace.ts';
import type { IconName } from '../theme/icons.tsx';
import { entriesIn, type OutlineEntry, outlineOf } from './outline.ts';
import { type PickItem, pickLater } from './picks.ts';

/** Offers every key and table of the file in the editor. */
export async function pickSymbol(client: StrataClient): Promise<void> {
  await pickFromOutline(client, 'Go to a key or table of', (outline) => outline);
}

/** Offers what stands in a table of the file in the editor. */
export async function pickInTable(client: StrataClient, table: readonly string[]): Promise<void> {
  const where = table.length === 0 ? 'Go to a key of' : `Go to a key of ${formatPath(table)} in`;
  await pickFromOutline(client, where, (outline) => entriesIn(outline, table));
}

/** Offers every place in any layer that sets the key at a place. */
export async function pickReference(client: StrataClient, place: EditorPlace): Promise<void> {
  await pickLater(
    {
      title: 'References',
      placeholder: 'Go to a layer that sets this key',
      nothing: 'No layer sets what stands here.',
    },
    async () => {
      const { references } = await client.call('language.references', place);
      return references.map((reference) => referenceItem(reference, place, nameIn(references)));
    },
  );
}

/** Offers the places where a value comes from, when there are several. */
export async function pickLocation(locations: readonly Location[]): Promise<void> {
  await pickLater(
    { title: 'Definitions', placeholder: 'Go to where this comes from', nothing: 'No place matches.' },
    async () => locations.map((location) => placeItem(location, nameIn(locations))),
  );
}

async function pickFromOutline(
  client: StrataClient,
  what: string,
  choose: (outline: OutlineEntry[]) => OutlineEntry[],
): Promise<void> {
  await pickLater(
    { title: 'Symbol', placeholder: `${what} this file`, nothing: 'No key of this file matches.' },
    async () => {
      const place = await editorPlace();
      if (place === null) return [];
      const { file, version } = place;
      const { symbols } = await client.call('language.symbols', { file, version });
      return choose(outlineOf(symbols)).map((entry, index) => symbolItem(entry, file, index));
    },
  );
}

const icons: Readonly<Record<SymbolKind, IconName>> = {
  table: 'table',
  'table-list': 'list',
  array: 'list',
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  broken: 'error',
};

/** A key may be written twice, so it is the place that tells one from another. */
function symbolItem({ name, symbol }: OutlineEntry, file: FileId, index: number): PickItem {
  const { line, column } = symbol.nameRange.start;
  return {
    id: String(index),
    label: name,
    detail: symbol.detail,
    icon: icons[symbol.kind],
    run: () => goTo(file, line, column),
  };
}

type NameOf = (path: string) => string;

/** How files are called in a list: by their name alone, where no other has the same. */
function nameIn(locations: readonly Location[]): NameOf {
  const paths = [...new Set(locations.map(({ path }) => path))];
  return (path) => {
    const name = baseName(path);
    return paths.some((other) => other !== path && baseName(other) === name) ? path : name;
  };
}

function referenceItem(reference: Reference, { file, position }: EditorPlace, nameOf: NameOf): PickItem {
  const { value, environments, range } = reference;
  const isHere = reference.file === file && range.start.line === position.line;
  const detail = [value, environments, isHere ? 'here' : ''].filter((part) => part !== '').join(' · ');
  return { ...placeItem(reference, nameOf), detail };
}

function placeItem({ file, path, range: { start } }: Location, nameOf: NameOf): PickItem {
  const known = findFile(file);
  return {
    id: `${path}:${start.line}:${start.column}`,
    label: `${nameOf(path)}:${start.line}`,
    detail: path,
    run: () => goTo(file, start.line, start.column),
    ...(known === undefined ? {} : { icon: fileIcon(known) }),
  };
}
