/** What a rename does not reach, or reaches only later, in words. */
import { formatPath } from '../../shared/config/paths.ts';
import type { RenameNote } from '../../shared/contract/edit-model.ts';
import type { Entry, TomlValue } from '../../shared/toml/types.ts';
import { fileId } from '../workspace/files.ts';
import { startsWith } from './language-context.ts';
import { type NavigationContext, settersOf, type WildPath } from './navigation.ts';
import { fileLayers, isBelowMount } from './rename-layers.ts';
import type { SchemaStanding } from './rename-schema.ts';

/** A path as a user reads it; items of arrays are left out. */
export function dotted(path: WildPath): string {
  return formatPath(path.filter((key) => key !== null));
}

/** A name that TOML takes only in quotes is often a mistake: `a.b` is one key then. */
export function nameNotes(to: string): RenameNote[] {
  const written = formatPath([to]);
  if (written === to) return [];
  const dot = to.includes('.') ? ': the dot makes no table of it' : '';
  const message = `The name is written in quotes, as ${written}${dot}.`;
  return [{ kind: 'name', message }];
}

/** Layers whose mount point has the key in it: that is said in the manifest, by hand. */
export function mountNotes(context: NavigationContext, path: WildPath): RenameNote[] {
  const keys = path.filter((key) => key !== null);
  const mounts = fileLayers(context)
    .filter((layer) => !isBelowMount(layer, path) && startsWith(layer.at ?? [], keys))
    .map(({ definition: { name, source } }) => `${name} (at ${source.kind === 'table' ? source.at : ''})`);
  return [...new Set(mounts)].map((name) =>
    inManifest(context, `The layer ${name} is still mounted under the old name; change it in the manifest.`),
  );
}

/** Layers that are read from a table of the file whose path has the key in it. */
export function tableNotes(context: NavigationContext, own: WildPath): RenameNote[] {
  const keys = own.filter((key) => key !== null);
  const tables = fileLayers(context)
    .filter(({ file, table }) => file === context.path && table !== undefined && startsWith(table, keys))
    .map(
      ({ definition: { name, source } }) => `${name} (table ${source.kind === 'table' ? source.table : ''})`,
    );
  return [...new Set(tables)].map((name) =>
    inManifest(context, `The layer ${name} is still read from the old name; change it in the manifest.`),
  );
}

/** The map of variables is read from the file on disk. */
export function mapNote({ manifest }: NavigationContext): RenameNote {
  return { kind: 'save', message: `Variables are mapped to the new name when ${manifest ?? ''} is saved.` };
}

export function schemaNotes(standing: SchemaStanding, path: WildPath, to: string): RenameNote[] {
  if (standing.kind === 'not-named' || standing.kind === 'included') return [];
  const message = `The schema declares ${dotted(path)} and no key ${to} there; change it too.`;
  const { file, position } = standing;
  return [{ kind: 'schema', message, file: fileId(file), ...(position === null ? {} : { position }) }];
}

/** A secret is known by its path; some are encrypted together with it. */
export function secretNotes(
  context: NavigationContext,
  path: WildPath,
  { to, isInSchema }: { readonly to: string; readonly isInSchema: boolean },
): RenameNote[] {
  const { view } = context;
  const keys = path.map((key) => key ?? '0');
  const isShown = !isInSchema && view?.isSecret(keys) === true && view.isSecret(keys.with(-1, to)) === false;
  const shown: RenameNote[] = isShown
    ? [
        {
          kind: 'secret',
          message: `${dotted(path)} is a secret by the schema; under the new name it is shown until the schema says so there too.`,
        },
      ]
    : [];
  const bound = settersOf(context, path).filter(({ entry }) => isBoundToPath(entry));
  const files = new Set(bound.flatMap(({ location }) => location?.file ?? []));
  const encrypted = [...files].map(
    (file): RenameNote => ({
      kind: 'secret',
      file: fileId(file),
      message: `${file} holds an encrypted value that is bound to its old name; encrypt it again under the new one.`,
    }),
  );
  return [...shown, ...encrypted];
}

/** SOPS authenticates each value with its key path. */
function isBoundToPath({ value }: Entry): boolean {
  return strings(value).some((text) => text.startsWith('ENC[AES256_GCM,'));
}

function strings(value: TomlValue): string[] {
  if (value.type === 'string') return [value.value];
  if (value.type === 'array') return value.items.flatMap(strings);
  return value.type === 'table'
    ? [...value.entries.values()].flatMap(({ value: each }) => strings(each))
    : [];
}

function inManifest({ manifest }: NavigationContext, message: string): RenameNote {
  return { kind: 'manifest', message, ...(manifest === null ? {} : { file: fileId(manifest) }) };
}
