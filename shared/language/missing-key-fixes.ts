/** Adding what a table lacks, each key in its place by the schema. */
import { formatPath, parsePath } from '../config/paths.ts';
import type { Edit, KeyPath } from '../toml/edit/types.ts';
import { editing, type FixContext, type FixDraft, type FixRequest, named } from './fix.ts';
import { plainValue } from './plain-value.ts';
import { pointerOf } from './pointers.ts';
import { schemaAt } from './request.ts';

/** For a required key that is missing: this one, and all that the same table lacks. */
export function missingKeyFixes({ request, problem }: FixContext): FixDraft[] {
  const missing = missingKey(request, problem.path);
  if (missing === null) return [];
  const table = tableName(missing);
  const together = request.problems
    .filter(({ code }) => code === 'required')
    .map(({ path }) => missingKey(request, path))
    .filter((key) => key !== null && tableName(key) === table)
    .filter((key) => key !== null);
  const unique = [...new Map(together.map((key) => [formatPath(key.map(String)), key])).values()];
  const one = fix(request, [missing], `Add the missing key ${named(String(missing.at(-1)))}`);
  if (unique.length < 2) return [one];
  const all = fix(
    request,
    unique,
    `Add all ${unique.length} missing keys${table === '' ? '' : ` of ${table}`}`,
  );
  return [one, { ...all, preferred: false }];
}

function fix(request: FixRequest, keys: readonly KeyPath[], title: string): FixDraft {
  const edits = keys.map((path): Edit => {
    const place = schemaAt(request, path);
    const text = (place === null ? '' : plainValue(place, path)) || '""';
    return { kind: 'insert', path, value: { type: 'raw', text } };
  });
  return { title, preferred: true, changes: editing(request, request.document, edits) };
}

/** Where the key would stand in this file; null when it cannot stand there. */
function missingKey({ document, pathInFile }: FixRequest, dotted: string): KeyPath | null {
  const path = parsePath(dotted);
  if (path === null || path.length === 0) return null;
  const own = pathInFile === undefined ? path : pathInFile(path);
  return own === null ? null : pointerOf(document.root, own);
}

function tableName(key: KeyPath): string {
  return formatPath(key.slice(0, -1).map(String));
}
