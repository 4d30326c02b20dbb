/** Cures for what a manifest says that cannot be followed, beyond what its schema knows. */
import { closest } from '../config/closest.ts';
import { startsWith, valueAt } from '../toml/edit/path.ts';
import type { Edit, KeyPath } from '../toml/edit/types.ts';
import { basicString } from '../toml/quoting.ts';
import type { TomlValue } from '../toml/types.ts';
import { editing, type FixContext, type FixDraft, named, replacing } from './fix.ts';
import { schemaAt } from './request.ts';
import { removeKeyAt, statementAround } from './statements.ts';

/** By the code of the problem; a parser's problem of the same code has none of these. */
export const manifestFixes: ReadonlyMap<string, (context: FixContext) => FixDraft[]> = new Map([
  ['missing-key', missingKey],
  ['missing-layer', optionalLayer],
  ['duplicate-layer', anotherName],
  ['layer-with-two-sources', (context) => [withoutKey(context)]],
  ['layer-without-source', missingSource],
  ['unknown-environment', unknownEnvironment],
  ['inherits-cycle', (context) => [withoutKey(context)]],
  ['alias-clash', withoutItem],
  ['bad-name', usableName],
  ['unknown-placeholder', knownPlaceholder],
  ['unsupported-dialect', (context) => [written(context, '"standard"')]],
  ['not-applied-yet', (context) => [{ ...withoutKey(context), preferred: false }]],
  ['wrong-type', rightType],
  ['wrong-value', listedValue],
]);

/** A layer wants a name, its variables a prefix. */
function missingKey(context: FixContext): FixDraft[] {
  const { request, problem, span } = context;
  const statement = statementAround(request.document, span.start);
  if (statement === undefined) return [];
  if (problem.path.endsWith('.name')) {
    const file = stringAt(context, [...statement.path, 'file']);
    const stem = /([^/]+?)(?:\.toml)?$/.exec(file ?? '')?.[1]?.replace(/[{}]/g, '') ?? 'layer';
    return statement.kind === 'array-table'
      ? [inserted(context, [...statement.path, 'name'], basicString(stem))]
      : [];
  }
  const variables = context.located?.pointer ?? [];
  return variables.at(-1) === 'variables' ? [inserted(context, [...variables, 'prefix'], '"APP_"')] : [];
}

function optionalLayer(context: FixContext): FixDraft[] {
  const layer = context.located?.pointer.slice(0, -1) ?? [];
  if (typeof layer.at(-1) !== 'number') return [];
  const { request } = context;
  const edits: Edit[] = [
    { kind: 'set', path: [...layer, 'optional'], value: { type: 'boolean', value: true } },
  ];
  return [{ title: 'Mark the layer optional', changes: editing(request, request.document, edits) }];
}

function anotherName(context: FixContext): FixDraft[] {
  const { located, request } = context;
  const layers = valueAt(request.document.root, ['layers']);
  if (located?.value?.type !== 'string' || layers?.type !== 'array') return [];
  const taken = layers.items.map((_, index) => stringAt(context, ['layers', index, 'name']));
  let number = 2;
  while (taken.includes(`${located.value.value} ${number}`)) number++;
  return [written(context, basicString(`${located.value.value} ${number}`))];
}

function missingSource(context: FixContext): FixDraft[] {
  const statement = statementAround(context.request.document, context.span.start);
  if (statement?.kind !== 'array-table') return [];
  const name = stringAt(context, [...statement.path, 'name']) ?? 'layer';
  const file = basicString(`${name.replace(/[^\w.-]+/g, '-')}.toml`);
  return [{ ...inserted(context, [...statement.path, 'file'], file), preferred: false }];
}

/** The environment that was probably meant, the others, and a new one of that name. */
function unknownEnvironment(context: FixContext): FixDraft[] {
  const { located, request } = context;
  const environments = valueAt(request.document.root, ['environments']);
  if (located?.value?.type !== 'string') return [];
  const name = located.value.value;
  // None inherits from itself.
  const names = (environments?.type === 'table' ? [...environments.entries.keys()] : []).filter(
    (each) => !startsWith(located.pointer, ['environments', each]),
  );
  const near = closest(name, names);
  const sorted = [...names.filter((each) => each === near), ...names.filter((each) => each !== near)];
  const add: Edit = {
    kind: 'insert',
    path: ['environments', name],
    value: { type: 'table', entries: new Map() },
  };
  return [
    ...sorted.map((each) => ({ ...written(context, basicString(each)), preferred: each === near })),
    { title: `Add the environment ${named(name)}`, changes: editing(request, request.document, [add]) },
  ];
}

function withoutItem({ located, request }: FixContext): FixDraft[] {
  if (located === null || typeof located.pointer.at(-1) !== 'number') return [];
  const changes = editing(request, request.document, [{ kind: 'delete', path: located.pointer }]);
  return [{ title: 'Remove the alias', preferred: true, changes }];
}

function usableName({ located, request }: FixContext): FixDraft[] {
  const name = located?.pointer.at(-1);
  if (located === null || typeof name !== 'string') return [];
  const to = name.replace(/[^\w.-]+/g, '-').replace(/^-|-$/g, '');
  const edits: Edit[] = [{ kind: 'rename', path: located.pointer, to }];
  const changes = to === '' ? null : editing(request, request.document, edits);
  return [{ title: `Rename to ${named(to)}`, preferred: true, changes }];
}

const PLACEHOLDERS = ['environment', 'service'];

function knownPlaceholder(context: FixContext): FixDraft[] {
  const text = context.text.replace(/\{([A-Za-z]+)\}/g, (whole, name: string) =>
    PLACEHOLDERS.includes(name) ? whole : `{${closest(name, PLACEHOLDERS) ?? name}}`,
  );
  return [written(context, text)];
}

/** The same value in the type the schema of the manifest has there, as far as its text allows it. */
function rightType(context: FixContext): FixDraft[] {
  const { located, request, text } = context;
  const value = located?.value;
  if (located === null || value === undefined || value.start !== context.span.start) return [];
  const place = schemaAt(request, located.pointer);
  const types = place?.node.types ?? [];
  if (value.type === 'string' && types.includes('boolean') && /^(?:true|false)$/i.test(value.value))
    return [written(context, value.value.toLowerCase())];
  if (types.includes('string') && isScalar(value) && value.type !== 'string')
    return [written(context, basicString(text))];
  if (!types.includes('array') || !isScalar(value)) return [];
  const isOfStrings = value.type !== 'string' && place?.item()?.node.types.includes('string') === true;
  return [written(context, `[${isOfStrings ? basicString(text) : text}]`)];
}

function isScalar({ type }: TomlValue): boolean {
  return type !== 'array' && type !== 'table';
}

function listedValue(context: FixContext): FixDraft[] {
  const { located, request } = context;
  const listed = located === null ? [] : (schemaAt(request, located.pointer)?.node.enum ?? []);
  return listed
    .filter((value) => typeof value === 'string')
    .map((value) => ({ ...written(context, basicString(value)), preferred: false }));
}

function withoutKey({ request, span, located }: FixContext): FixDraft {
  // The key may be marked, or its value.
  const key = located?.pointer.findLast((segment) => typeof segment === 'string') ?? '';
  const changes = removeKeyAt(request.document, span.start);
  return { title: `Remove ${named(key)}`, preferred: true, changes };
}

function inserted({ request }: FixContext, path: KeyPath, text: string): FixDraft {
  const edits: Edit[] = [{ kind: 'insert', path, value: { type: 'raw', text } }];
  const changes = editing(request, request.document, edits);
  return { title: `Add ${String(path.at(-1))} = ${text}`, preferred: true, changes };
}

function written(context: FixContext, text: string): FixDraft {
  return { title: `Write ${text}`, preferred: true, changes: replacing(context, text) };
}

function stringAt({ request }: FixContext, path: KeyPath): string | undefined {
  const value = valueAt(request.document.root, path);
  return value?.type === 'string' ? value.value : undefined;
}
