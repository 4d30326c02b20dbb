/** Cures for keys the schema does not want where they are: another name, another table, or none at all. */
import { closest } from '../config/closest.ts';
import { formatPath, parsePath } from '../config/paths.ts';
import { valueAt } from '../toml/edit/path.ts';
import type { Edit, KeyPath } from '../toml/edit/types.ts';
import { formatKey } from '../toml/index.ts';
import type { TomlValue } from '../toml/types.ts';
import { editing, type FixContext, type FixDraft, named, replacing } from './fix.ts';
import { pointerOf } from './pointers.ts';
import { schemaAt } from './request.ts';
import { removeKeyAt } from './statements.ts';

/** For a key that is unknown, badly named or forbidden. */
export function keyFixes(context: FixContext): FixDraft[] {
  const { located, problem } = context;
  if (located === null || typeof located.pointer.at(-1) !== 'string') return [];
  const said = problem.fix?.key;
  const wanted = said === undefined ? nearestKey(context, located.pointer) : pathInFile(context, said);
  const fixes = wanted === null ? [] : [goTo(context, located.pointer, wanted)];
  const elsewhere = problem.code === 'unknown-key' ? sameNameElsewhere(context, located.pointer) : null;
  const isNew =
    elsewhere !== null &&
    (wanted === null || formatPath(wanted.map(String)) !== formatPath(elsewhere.map(String)));
  if (isNew) fixes.push({ ...goTo(context, located.pointer, elsewhere), preferred: fixes.length === 0 });
  return [...fixes, removal(context)];
}

/** The declared key of the same table that is nearest to what is written, for problems that name none. */
function nearestKey({ request }: FixContext, pointer: KeyPath): KeyPath | null {
  const table = pointer.slice(0, -1);
  const present = valueAt(request.document.root, table);
  const free = (schemaAt(request, table)?.node.properties ?? []).filter(
    (name) => present?.type !== 'table' || !present.entries.has(name),
  );
  const near = closest(String(pointer.at(-1)), free);
  return near === null ? null : [...table, near];
}

/** The only other place where the schema declares a key of that name; null when there is none or several. */
function sameNameElsewhere(context: FixContext, pointer: KeyPath): KeyPath | null {
  const named = context.request.schema?.leavesNamed(String(pointer.at(-1))) ?? [];
  const [only] = named;
  return only === undefined || named.length > 1 ? null : pathInFile(context, formatPath(only.path));
}

/** For a key whose deprecation names another one that takes the same kind of value. */
export function deprecationFixes(context: FixContext): FixDraft[] {
  const { located, problem, request } = context;
  if (located === null || located.value === undefined) return [];
  const { value, pointer } = located;
  for (const [name] of (problem.suggestion ?? '').matchAll(/[\w-]+(?:\.[\w-]+)*/g)) {
    for (const wanted of [pathInFile(context, name), [...pointer.slice(0, -1), name]]) {
      if (wanted === null || formatPath(wanted.map(String)) === formatPath(pointer.map(String))) continue;
      const types = schemaAt(request, wanted)?.node.types ?? [];
      if (types.includes(schemaType(value)) && valueAt(request.document.root, wanted) === undefined) {
        return [goTo(context, pointer, wanted), removal(context)];
      }
    }
  }
  return [removal(context)];
}

function goTo(context: FixContext, from: KeyPath, to: KeyPath): FixDraft {
  const { request, problem, span, text } = context;
  const name = String(to.at(-1) ?? '');
  const isSibling = formatPath(from.slice(0, -1).map(String)) === formatPath(to.slice(0, -1).map(String));
  if (!isSibling) {
    const edits: Edit[] = [{ kind: 'move', path: from, to }];
    return {
      title: `Move to ${formatPath(to.map(String))}`,
      preferred: true,
      changes: editing(request, request.document, edits),
    };
  }
  // Where something else on the line is damaged, the name alone can still be put right.
  const isKeyMarked = problem.range.start.line === problem.range.end.line && !/[\s=[\]{]/.test(text);
  const plain = isKeyMarked ? replacing({ span }, formatKey(name)) : null;
  const changes = editing(request, request.document, [{ kind: 'rename', path: from, to: name }]) ?? plain;
  return { title: `Rename to ${named(name)}`, preferred: true, changes };
}

function removal({ request, span, located }: FixContext): FixDraft {
  const key = String(located?.pointer.at(-1) ?? '');
  const pointer = located?.pointer ?? [];
  const isInHeader = located?.place.kind === 'header';
  const changes = isInHeader
    ? editing(request, request.document, [{ kind: 'delete', path: pointer }])
    : removeKeyAt(request.document, span.start);
  return { title: `Remove ${named(key)}`, changes };
}

/** A dotted path of the effective configuration as a path through this file's values. */
function pathInFile({ request }: FixContext, dotted: string): KeyPath | null {
  const path = parsePath(dotted);
  if (path === null || path.length === 0) return null;
  const own = request.pathInFile === undefined ? path : request.pathInFile(path);
  return own === null ? null : pointerOf(request.document.root, own);
}

function schemaType(value: TomlValue) {
  switch (value.type) {
    case 'table':
      return 'object';
    case 'float':
      return 'number';
    case 'integer':
    case 'boolean':
    case 'array':
    case 'string':
      return value.type;
    default:
      return 'string';
  }
}
