/** Where a key is decided and where it is set, across all layers of the workspace. */
import { parseDotenv } from '../../shared/config/dotenv.ts';
import type { LayerContent, Setter, VariableOrigin } from '../../shared/config/model.ts';
import { splitReferences } from '../../shared/config/reference-syntax.ts';
import type { Selection } from '../../shared/config/resolve.ts';
import { findNode } from '../../shared/config/walk.ts';
import type { FileId } from '../../shared/contract/model.ts';
import { type Located, pointTo, schemaAt } from '../../shared/language/index.ts';
import { spanOfPointer } from '../../shared/schema/pointer-in-text.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import type { Position, Range, Span } from '../../shared/text/text.ts';
import { tomlLiteral } from '../../shared/toml/literal.ts';
import type { Entry, TableValue, TomlValue } from '../../shared/toml/types.ts';
import { fileId } from '../workspace/files.ts';
import type { Merged } from './effective-cache.ts';
import { documentRequest, type LanguageContext, mountedIn, mountedPath } from './language-context.ts';
import { nameSelections } from './selection-names.ts';
import type { SourceFile } from './source-files.ts';
import { MASK } from './sources.ts';

/** A place in a file of the workspace. */
export interface Location {
  /** Relative to the workspace. */
  readonly file: string;
  readonly fileId: FileId;
  readonly range: Range;
}

/** A place that sets a key, to what, and where that counts. */
export interface Reference extends Location {
  /** As TOML on one line, long ones cut; masked where it is secret. */
  readonly value: string;
  /** In words: `production`, `every environment`; "" for a place that takes part in none. */
  readonly environments: string;
}

export interface NavigationContext extends LanguageContext {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly manifest: string | null;
}

/** A path through the values where `null` means every item of an array. */
export type WildPath = readonly (string | null)[];

/**
 * Where the value comes from that is in effect for the key under the cursor: one place for each layer that wins in some
 * of the context's environments. For a reference inside a string, where its variable is set.
 */
export function definition(context: NavigationContext, position: Position): Location[] {
  const offset = context.parsed.lines.offsetAt(position);
  const located = pointTo(documentRequest(context), offset);
  if (located === null) return [];
  const variable = variableAt(context, located, offset);
  if (variable !== null) return unique(settingsOf(context, variable));
  const path = wildPath(located);
  const found = context.merged.flatMap((merged) => winnerIn(context, merged, path));
  return unique(found.length > 0 ? found : ownPlace(context, located));
}

/** Where the schema, a file of the workspace, describes the key under the cursor; null where it does not. */
export function declaration(context: NavigationContext, position: Position, schema: string): Location | null {
  const request = documentRequest(context);
  const located = pointTo(request, context.parsed.lines.offsetAt(position));
  const place = located === null ? null : schemaAt(request, located.pointer);
  const text = context.files.get(schema)?.text() ?? null;
  // The manifest's schema is the product's own.
  if (place === null || text === null || context.path === context.manifest) return null;
  const { pointer } = place.node;
  const span = pointer === '' ? null : spanOfPointer(text, pointer);
  if (span === null) return null;
  return { file: schema, fileId: fileId(schema), range: new LineIndex(text).rangeOf(span) };
}

/** Every place in any layer that sets the key under the cursor: environment by environment, the lowest layer first. */
export function references(context: NavigationContext, position: Position): Reference[] {
  const located = pointTo(documentRequest(context), context.parsed.lines.offsetAt(position));
  if (located === null) return [];
  const path = effectivePath(context, wildPath(located));
  const secret = isSecret(context, path);
  const found = path === null ? [] : referencesTo(context, settersOf(context, path), secret);
  if (found.length > 0) return found;
  const value = shownValue(located.value, secret);
  return ownPlace(context, located).map((place) => ({ ...place, value, environments: '' }));
}

/** Places that several environments share are one reference. */
function referencesTo(context: NavigationContext, places: readonly SetPlace[], secret: boolean): Reference[] {
  const all = context.everywhere().map(({ selection }) => selection);
  const found = Map.groupBy(
    places.flatMap(({ location, entry, selections }) =>
      location === null ? [] : [{ location, value: shownValue(entry.value, secret), selections }],
    ),
    ({ location, value }) => JSON.stringify([location, value]),
  );
  return [...found.values()].flatMap(([first, ...others]): Reference[] => {
    if (first === undefined) return [];
    const meant = new Set([first, ...others].flatMap(({ selections }) => selections));
    return [{ ...first.location, value: first.value, environments: nameSelections([...meant], all) }];
  });
}

const LITERAL_LENGTH = 60;

function isSecret({ resultView }: LanguageContext, path: WildPath | null): boolean {
  return path !== null && resultView?.isSecret(path.map((segment) => segment ?? '0')) === true;
}

function shownValue(value: TomlValue | undefined, secret: boolean): string {
  if (value === undefined) return '';
  return secret ? MASK : tomlLiteral(value, LITERAL_LENGTH);
}

/** One place that sets a key. */
export interface SetPlace {
  readonly content: LayerContent;
  readonly entry: Entry;
  /** Set when a variable sets it. */
  readonly variable: VariableOrigin | null;
  /** Null for variables of the process. */
  readonly location: Location | null;
  /** The environments whose layers hold it. */
  readonly selections: readonly Selection[];
}

/** Every entry in any layer of any environment at a path of the effective tree. */
export function settersOf(context: NavigationContext, path: WildPath): SetPlace[] {
  const places = new Map<Entry, { readonly place: SetPlace; readonly selections: Selection[] }>();
  for (const { selection, contents } of context.everywhere()) {
    for (const content of contents) {
      for (const entry of entriesAt(content.root, path)) {
        const known = places.get(entry);
        if (known !== undefined) {
          known.selections.push(selection);
          continue;
        }
        const selections = [selection];
        places.set(entry, { place: setPlace(context, content, entry, selections), selections });
      }
    }
  }
  return [...places.values()].map(({ place }) => place);
}

function setPlace(
  context: NavigationContext,
  content: LayerContent,
  entry: Entry,
  selections: readonly Selection[],
): SetPlace {
  const { variable: name } = entry;
  if (name === undefined)
    return { content, entry, variable: null, location: keyPlace(context, content, entry), selections };
  const variable = content.variables?.get(name) ?? { name };
  return { content, entry, variable, location: variablePlace(context, variable), selections };
}

/** The keys of a place without the indexes of arrays, as they are known in the effective tree; null outside of it. */
export function effectivePath(context: LanguageContext, path: WildPath): WildPath | null {
  const end = path.indexOf(null);
  const keys = path.slice(0, end < 0 ? undefined : end).filter((key) => key !== null);
  const mounted = mountedPath(context, keys);
  return mounted === null ? null : [...mounted, ...path.slice(keys.length)];
}

export function wildPath({ pointer }: Located): WildPath {
  return pointer.map((segment) => (typeof segment === 'number' ? null : segment));
}

/** Entries of a table at a path; with every item where it goes through an array. */
export function entriesAt(root: TableValue, path: WildPath): Entry[] {
  const last = path.findLastIndex((segment) => segment !== null);
  let values: TomlValue[] = [root];
  let entries: Entry[] = [];
  for (const segment of path.slice(0, last + 1)) {
    if (segment === null) values = values.flatMap((value) => (value.type === 'array' ? value.items : []));
    else {
      entries = values.flatMap((value) => (value.type === 'table' ? (value.entries.get(segment) ?? []) : []));
      values = entries.map(({ value }) => value);
    }
  }
  return entries;
}

function winnerIn(context: NavigationContext, { layers, configuration }: Merged, path: WildPath): Location[] {
  const end = path.indexOf(null);
  const keys = path.slice(0, end < 0 ? undefined : end).filter((key) => key !== null);
  const mounted = mountedIn(layers, context.path, keys);
  const node = mounted === null ? null : findNode(configuration.root, mounted);
  const setter = node?.kind === 'leaf' ? node.source : node?.setters[0];
  const place = setter === undefined ? null : setterPlace(context, setter);
  return place === null ? [] : [place];
}

function setterPlace(context: NavigationContext, setter: Setter): Location | null {
  const { variable, layer, keySpan, value } = setter;
  if (variable !== undefined) return variablePlace(context, variable);
  return layer.file === undefined ? null : placeIn(context, layer.file, keySpan ?? value);
}

function keyPlace(context: NavigationContext, { layer }: LayerContent, { keySpan }: Entry): Location | null {
  return layer.file === undefined ? null : placeIn(context, layer.file, keySpan);
}

function placeIn({ linesOf }: NavigationContext, file: string, span: Span): Location | null {
  const range = linesOf(file)?.lines.rangeOf(span);
  return range === undefined ? null : { file, fileId: fileId(file), range };
}

/** Where the name of a variable stands in its dotenv file. */
function variablePlace({ files }: NavigationContext, { name, file, line }: VariableOrigin): Location | null {
  const text = file === undefined ? null : (files.get(file)?.text() ?? null);
  if (file === undefined || line === undefined || text === null) return null;
  const lines = new LineIndex(text);
  const start = text.indexOf(name, lines.offsetAt({ line, column: 1 }));
  return { file, fileId: fileId(file), range: lines.rangeOf({ start, end: start + name.length }) };
}

/** The variable that is referred to at an offset inside a string. */
function variableAt({ parsed }: LanguageContext, { place, value }: Located, offset: number): string | null {
  if (place.kind !== 'value' || value?.type !== 'string') return null;
  const raw = parsed.text.slice(value.start, value.end);
  const at = offset - value.start;
  const part = splitReferences(raw).find(
    (each) => each.kind === 'reference' && each.start <= at && at <= each.end,
  );
  return part?.kind === 'reference' ? part.name : null;
}

/** Every line of the dotenv files that sets a variable, in the context's environments. */
function settingsOf(context: NavigationContext, name: string): Location[] {
  const files = new Set(
    context.merged.flatMap(({ layers }) => layers.flatMap((layer) => layer.variableFiles ?? [])),
  );
  return [...files].flatMap((file) => {
    const entries = parseDotenv(context.files.get(file)?.text() ?? '').entries;
    return entries
      .filter((entry) => entry.name === name)
      .flatMap(({ line }) => variablePlace(context, { name, file, line }) ?? []);
  });
}

/** For a key that takes no part in any environment: itself. */
function ownPlace({ path, parsed }: LanguageContext, { place }: Located): Location[] {
  if (place.kind === 'value') return [];
  return [{ file: path, fileId: fileId(path), range: parsed.lines.rangeOf(place.span) }];
}

function unique(locations: readonly Location[]): Location[] {
  return [...new Map(locations.map((location) => [JSON.stringify(location), location])).values()];
}
