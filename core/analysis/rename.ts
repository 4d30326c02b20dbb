/** Renaming a key in every layer of the workspace at once. */
import type { LayerSource, ResolvedLayer } from '../../shared/config/model.ts';
import { formatPath, parsePath } from '../../shared/config/paths.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { FileId } from '../../shared/contract/model.ts';
import { type Located, pointTo } from '../../shared/language/index.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import type { Position, Range, TextChange } from '../../shared/text/text.ts';
import { ChangeLog } from '../../shared/toml/edit/changes.ts';
import { type Edit, edit, type KeyPath } from '../../shared/toml/edit/index.ts';
import type { TomlDocument } from '../../shared/toml/index.ts';
import type { TomlValue } from '../../shared/toml/types.ts';
import { fileId } from '../workspace/files.ts';
import { documentRequest, pathInLayer, startsWith } from './language-context.ts';
import { effectivePath, type NavigationContext, settersOf, type WildPath, wildPath } from './navigation.ts';
import { renamedVariables } from './rename-variables.ts';

export interface FileChanges {
  /** Relative to the workspace. */
  readonly file: string;
  readonly fileId: FileId;
  /** Ascending, apart from each other. */
  readonly changes: readonly TextChange[];
}

/** One change of the whole workspace, ready to be shown before it is made. */
export interface RenamePlan {
  readonly files: readonly FileChanges[];
  /** What it does not reach, one sentence each. */
  readonly notes: readonly string[];
}

/** The key under the cursor as it is written, and its name; null where there is no key. */
export function renameTarget(
  context: NavigationContext,
  position: Position,
): { range: Range; name: string } | null {
  const located = keyUnder(context, position);
  const name = located?.pointer.at(-1);
  if (located === null || typeof name !== 'string') return null;
  return { range: context.parsed.lines.rangeOf(located.place.span), name };
}

/**
 * Renames the key under the cursor in every layer that sets it, in all environments: in TOML files by minimal edits, in
 * dotenv files where variables set it, in the manifest where variables are mapped to it. BAD_REQUEST where there is no
 * key, where a file has both names, or where what would change cannot be read for certain.
 */
export function rename(context: NavigationContext, position: Position, to: string): RenamePlan {
  const located = keyUnder(context, position);
  if (located === null) {
    throw refusal(
      'There is no key to rename here.',
      'Put the cursor on a key or on a part of a table header.',
    );
  }
  const path = effectivePath(context, wildPath(located));
  const targets = path === null ? [] : layerTargets(context, path);
  const own: Target = { file: context.path, path: wildPath(located) };
  const log = new Renaming(context, to);
  for (const target of targets.some(({ file }) => file === context.path) ? targets : [own])
    log.inToml(target);
  if (path === null || targets.length === 0) return { files: log.files(), notes: [] };
  const notes = [
    ...mountNotes(context, path),
    ...schemaNotes(context, path, to),
    ...clashNotes(context, path, to),
  ];
  const variables = renamedVariables(context, path, to);
  for (const { file, changes } of variables.files) log.inText(file, changes);
  log.inManifest(path);
  return { files: log.files(), notes: [...notes, ...variables.notes] };
}

/** A key in a file, or the same key of several items. */
interface Target {
  readonly file: string;
  readonly path: WildPath;
}

class Renaming {
  readonly #context: NavigationContext;
  readonly #to: string;
  readonly #logs = new Map<string, { readonly log: ChangeLog; document: TomlDocument }>();
  readonly #texts = new Map<string, readonly TextChange[]>();

  constructor(context: NavigationContext, to: string) {
    this.#context = context;
    this.#to = to;
  }

  inToml({ file, path }: Target): void {
    const document = this.#documentOf(file);
    if (document === null) return;
    for (const pointer of pointersAt(document.root, path))
      this.#edit(file, { kind: 'rename', path: pointer, to: this.#to });
  }

  inText(file: string, changes: readonly TextChange[]): void {
    this.#texts.set(file, changes);
  }

  /** Keys of `variables.map` are dotted paths of the effective tree. */
  inManifest(path: WildPath): void {
    const keys = path.filter((key) => key !== null);
    const manifest = this.#context.manifest;
    const document = manifest === null || keys.length < path.length ? null : this.#documentOf(manifest);
    const layers = document?.root.entries.get('layers')?.value;
    if (manifest === null || layers?.type !== 'array') return;
    for (const [index, layer] of layers.items.entries()) {
      const map = memberOf(memberOf(layer, 'variables'), 'map');
      for (const dotted of map?.type === 'table' ? map.entries.keys() : []) {
        const mapped = parsePath(dotted);
        if (mapped === null || !startsWith(mapped, keys)) continue;
        const renamed = formatPath(mapped.with(keys.length - 1, this.#to));
        this.#edit(manifest, {
          kind: 'rename',
          path: ['layers', index, 'variables', 'map', dotted],
          to: renamed,
        });
      }
    }
  }

  files(): FileChanges[] {
    const ofToml = [...this.#logs].map(([file, { log }]): [string, readonly TextChange[]] => {
      const lines = new LineIndex(this.#context.files.get(file)?.text() ?? '');
      const changes = log
        .changes()
        .map(({ start, end, text }) => ({ range: lines.rangeOf({ start, end }), text }));
      return [file, changes];
    });
    return [...ofToml, ...this.#texts]
      .filter(([, changes]) => changes.length > 0)
      .map(([file, changes]) => ({ file, fileId: fileId(file), changes }));
  }

  #edit(file: string, wanted: Edit): void {
    const state = this.#logs.get(file);
    if (state === undefined) return;
    const result = edit(state.document, wanted);
    if (!result.ok)
      throw refusal(`${file}: ${result.reason.message}`, 'Correct that first; nothing was renamed.');
    state.log.apply(result.changes);
    state.document = result.document;
  }

  #documentOf(file: string): TomlDocument | null {
    const known = this.#logs.get(file);
    if (known !== undefined) return known.document;
    const document = this.#context.files.get(file)?.parsed()?.document ?? null;
    if (document !== null) this.#logs.set(file, { log: new ChangeLog(document.text), document });
    return document;
  }
}

function keyUnder(context: NavigationContext, position: Position): Located | null {
  const located = pointTo(documentRequest(context), context.parsed.lines.offsetAt(position));
  const isKey =
    located !== null && located.place.kind !== 'value' && typeof located.pointer.at(-1) === 'string';
  return isKey ? located : null;
}

/** Where the key can stand in each file that is a layer somewhere, once for each file and table. */
function layerTargets(context: NavigationContext, path: WildPath): Target[] {
  const targets = new Map<string, Target>();
  for (const layer of fileLayers(context)) {
    const { file } = layer;
    const own = isBelowMount(layer, path) ? wildPathInLayer(layer, path) : null;
    if (file !== undefined && own !== null) targets.set(JSON.stringify([file, own]), { file, path: own });
  }
  return [...targets.values()];
}

function fileLayers({ everywhere }: NavigationContext): ResolvedLayer[] {
  return everywhere().flatMap(({ layers }) => layers.filter(({ file }) => file !== undefined));
}

/** Whether the renamed key is written in the layer's file, not in the path that mounts its table. */
function isBelowMount({ at = [] }: ResolvedLayer, path: WildPath): boolean {
  return path.filter((key) => key !== null).length > at.length;
}

function wildPathInLayer(layer: ResolvedLayer, path: WildPath): WildPath | null {
  const end = path.indexOf(null);
  const keys = path.slice(0, end < 0 ? undefined : end).filter((key) => key !== null);
  const own = pathInLayer(layer, keys);
  return own === null ? null : [...own, ...path.slice(keys.length)];
}

/** Every path that exists, one for each item of the arrays on the way. */
function pointersAt(root: TomlValue, path: WildPath): KeyPath[] {
  let found: { readonly pointer: KeyPath; readonly value: TomlValue }[] = [{ pointer: [], value: root }];
  for (const segment of path) {
    found = found.flatMap(({ pointer, value }) => {
      if (segment !== null) {
        const member = memberOf(value, segment);
        return member === undefined ? [] : [{ pointer: [...pointer, segment], value: member }];
      }
      const items = value.type === 'array' ? value.items : [];
      return items.map((item, index) => ({ pointer: [...pointer, index], value: item }));
    });
  }
  return found.map(({ pointer }) => pointer);
}

function memberOf(value: TomlValue | undefined, key: string): TomlValue | undefined {
  return value?.type === 'table' ? value.entries.get(key)?.value : undefined;
}

/** Layers whose mount point has the key in it: that is said in the manifest, by hand. */
function mountNotes(context: NavigationContext, path: WildPath): string[] {
  const keys = path.filter((key) => key !== null);
  const mounts = fileLayers(context)
    .filter((layer) => !isBelowMount(layer, path) && startsWith(layer.at ?? [], keys))
    .map(({ definition }) => definition);
  const names = [...new Set(mounts.map(({ name, source }) => `${name} (at ${mountOf(source)})`))];
  return names.map(
    (name) => `The layer ${name} is still mounted under the old name; change it in the manifest.`,
  );
}

function mountOf(source: LayerSource): string {
  return source.kind === 'table' ? source.at : '';
}

function schemaNotes({ view }: NavigationContext, path: WildPath, to: string): string[] {
  const keys = path.map((key) => key ?? '0');
  const old = keys.at(-1);
  const table = view?.nodeAt(keys.slice(0, -1)) ?? null;
  if (table === null || old === undefined || !table.properties.includes(old) || table.properties.includes(to))
    return [];
  const name = formatPath(path.filter((key) => key !== null));
  return [`The schema declares ${name} and no key ${to} there; change it too.`];
}

/** Another layer has the new name already: from then on they are one key. */
function clashNotes(context: NavigationContext, path: WildPath, to: string): string[] {
  const places = settersOf(context, path.with(-1, to)).flatMap(({ location }) => location?.file ?? []);
  const name = formatPath(path.with(-1, to).filter((key) => key !== null));
  return [...new Set(places)].map((file) => `${file} sets ${name} already; the two become one key.`);
}

function refusal(message: string, remedy: string): StrataError {
  return new StrataError({ code: 'BAD_REQUEST', message, remedy });
}
