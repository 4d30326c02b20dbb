/** Renaming a key in every layer of the workspace at once. */

import { formatPath, parsePath } from '../../shared/config/paths.ts';
import type { RenameNote, RenameTarget } from '../../shared/contract/edit-model.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { FileId } from '../../shared/contract/model.ts';
import { type Located, pointTo } from '../../shared/language/index.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import { ChangeLog } from '../../shared/text/replacements.ts';
import type { Position, TextChange } from '../../shared/text/text.ts';
import { type Edit, edit, type KeyPath } from '../../shared/toml/edit/index.ts';
import type { TomlDocument } from '../../shared/toml/index.ts';
import type { TomlValue } from '../../shared/toml/types.ts';
import { fileId } from '../workspace/files.ts';
import { documentRequest, startsWith } from './language-context.ts';
import {
  effectivePath,
  entriesAt,
  type NavigationContext,
  settersOf,
  type WildPath,
  wildPath,
} from './navigation.ts';
import { layerTargets, type Target } from './rename-layers.ts';
import {
  dotted,
  mapNote,
  mountNotes,
  nameNotes,
  schemaNotes,
  secretNotes,
  tableNotes,
} from './rename-notes.ts';
import { NOT_NAMED, type SchemaFile, type SchemaStanding, standingInSchema } from './rename-schema.ts';
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
  /** The key's path in the effective tree; in its own file, where it takes part in no environment. */
  readonly path: WildPath;
  readonly files: readonly FileChanges[];
  /** What it does not reach, or only later. */
  readonly notes: readonly RenameNote[];
  readonly schema: SchemaStanding;
}

export const NOTHING_TO_RENAME: RenamePlan = { path: [], files: [], notes: [], schema: NOT_NAMED };

export interface RenameRequest {
  readonly to: string;
  /** The schema's file, where the workspace has one of its own. */
  readonly schema: SchemaFile | null;
  /** Whether it is renamed there too, as far as that is possible. */
  readonly inSchema: boolean;
}

/** The key under the cursor as it is written, its name and its dotted path; null where there is no key. */
export function renameTarget(context: NavigationContext, position: Position): RenameTarget | null {
  const located = keyUnder(context, position);
  const name = located?.pointer.at(-1);
  if (located === null || typeof name !== 'string') return null;
  const path = effectivePath(context, wildPath(located)) ?? wildPath(located);
  const range = context.parsed.lines.rangeOf(located.place.span);
  return { range, name, path: dotted(path) };
}

/**
 * Renames the key under the cursor in every layer that sets it, in all environments: in TOML files by minimal edits, in
 * dotenv files where variables set it, in the manifest where variables are mapped to it, and where it is asked for in the
 * schema. CONFLICT where the new name is taken, BAD_REQUEST where there is no key, or where what would change cannot
 * be read for certain.
 */
export function rename(context: NavigationContext, position: Position, request: RenameRequest): RenamePlan {
  const { to } = request;
  const located = keyUnder(context, position);
  if (located === null) {
    throw refusal(
      'There is no key to rename here.',
      'Put the cursor on a key or on a part of a table header.',
    );
  }
  if (to === '') throw refusal('A key needs a name.', 'Type one.');
  const own: Target = { file: context.path, path: wildPath(located) };
  const path = effectivePath(context, own.path);
  if (own.path.at(-1) === to) return { ...NOTHING_TO_RENAME, path: path ?? own.path };
  const targets = path === null ? [] : layerTargets(context, path);
  requireFree(context, path, own, to);
  const log = new Renaming(context, to);
  for (const target of targets.some(({ file }) => file === context.path) ? targets : [own])
    log.inToml(target);
  if (path === null || targets.length === 0) {
    const notes = [...nameNotes(to), ...tableNotes(context, own.path)];
    return { path: path ?? own.path, files: log.files(), notes, schema: NOT_NAMED };
  }
  const variables = renamedVariables(context, path, to);
  for (const { file, changes } of variables.files) log.inText(file, changes);
  const isMapped = log.inManifest(path);
  const schema = standingInSchema(context, path, request);
  if (schema.kind === 'included') log.inText(schema.file, schema.changes);
  const notes = [
    ...nameNotes(to),
    ...mountNotes(context, path),
    ...tableNotes(context, own.path),
    ...schemaNotes(schema, path, to),
    ...variables.notes.map((message): RenameNote => ({ kind: 'variable', message })),
    ...secretNotes(context, path, { to, isInSchema: schema.kind === 'included' }),
    ...(isMapped ? [mapNote(context)] : []),
  ];
  return { path, files: log.files(), notes, schema };
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

  /** Keys of `variables.map` are dotted paths of the effective tree. Whether there were any. */
  inManifest(path: WildPath): boolean {
    const keys = path.filter((key) => key !== null);
    const manifest = this.#context.manifest;
    const document = manifest === null || keys.length < path.length ? null : this.#documentOf(manifest);
    const layers = document?.root.entries.get('layers')?.value;
    if (manifest === null || layers?.type !== 'array') return false;
    let isMapped = false;
    for (const [index, layer] of layers.items.entries()) {
      const map = memberOf(memberOf(layer, 'variables'), 'map');
      for (const dotted of map?.type === 'table' ? map.entries.keys() : []) {
        const mapped = parsePath(dotted);
        if (mapped === null || !startsWith(mapped, keys)) continue;
        isMapped = true;
        const renamed = formatPath(mapped.with(keys.length - 1, this.#to));
        this.#edit(manifest, {
          kind: 'rename',
          path: ['layers', index, 'variables', 'map', dotted],
          to: renamed,
        });
      }
    }
    return isMapped;
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

/** CONFLICT when the new name is taken in some layer, or in the file itself: the two would become one key. */
function requireFree(context: NavigationContext, path: WildPath | null, own: Target, to: string): void {
  const renamed = (path ?? own.path).with(-1, to);
  const setters = path === null ? [] : settersOf(context, renamed);
  const inOwnFile = entriesAt(context.parsed.document.root, own.path.with(-1, to)).map(({ keySpan }) => ({
    file: context.path,
    range: context.parsed.lines.rangeOf(keySpan),
  }));
  const [place] = [...setters.flatMap(({ location }) => location ?? []), ...inOwnFile];
  const variable = setters.find(({ location }) => location === null)?.variable?.name;
  if (place === undefined && variable === undefined) return;
  const where =
    place === undefined ? `by the variable ${variable}` : `in ${place.file}:${place.range.start.line}`;
  throw new StrataError({
    code: 'CONFLICT',
    message: `${dotted(renamed)} is set already ${where}.`,
    remedy: 'Choose another name, or remove that key first.',
    ...(place === undefined ? {} : { details: { path: place.file, line: place.range.start.line } }),
  });
}

function refusal(message: string, remedy: string): StrataError {
  return new StrataError({ code: 'BAD_REQUEST', message, remedy });
}
