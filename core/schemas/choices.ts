/** The schemas a user can pick in a workspace. */
import type { SchemaChoice } from '../../shared/contract/schema-model.ts';
import { schemaName } from '../../shared/schema/association.ts';
import { isObject, ownObject, ownString } from '../../shared/schema/json.ts';
import { BUNDLED } from './bundled.ts';

/** More JSON files than this are data; looking into each would take too long. */
const MAX_LOOKED_INTO = 1_000;
/** A longer list is no help. */
const MAX_CHOICES = 200;

export interface Choosing {
  /** Every file of the workspace. */
  readonly scanned: readonly string[];
  /** The text of a file; null where there is none. */
  readonly read: (path: string) => Promise<string | null>;
  /** The id of a workspace file. */
  readonly idOf: (path: string) => string;
}

/** Files named like schemas first, then the others that hold one, then what is shipped. */
export async function schemaChoices({ scanned, read, idOf }: Choosing): Promise<SchemaChoice[]> {
  const candidates = scanned.filter((path) => /\.json$/i.test(path)).sort(byName);
  const choices: SchemaChoice[] = [];
  for (const path of candidates.slice(0, MAX_LOOKED_INTO)) {
    if (choices.length >= MAX_CHOICES) break;
    const schema = schemaIn(await read(path));
    if (schema === null) continue;
    choices.push({
      id: idOf(path),
      name: schemaName(path),
      path,
      title: ownString(schema, 'title') ?? null,
      kind: 'workspace',
    });
  }
  const shipped = BUNDLED.map(
    ({ address, name, title }): SchemaChoice => ({ id: address, name, path: '', title, kind: 'bundled' }),
  );
  return [...choices, ...shipped];
}

function byName(left: string, right: string): number {
  const rank = (path: string) => (/schema/i.test(path) ? 0 : 1);
  return rank(left) - rank(right) || left.localeCompare(right);
}

const SCHEMA_MAPS = ['properties', 'patternProperties', '$defs', 'definitions'];

/** A JSON text that says it is a schema, or is built like one; null for any other. */
function schemaIn(text: string | null): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = text === null ? null : JSON.parse(text.replace(/^\uFEFF/, ''));
    if (!isObject(value)) return null;
    const draft = ownString(value, '$schema');
    if (draft !== undefined) return /json-schema\.org\//.test(draft) ? value : null;
    return SCHEMA_MAPS.some((keyword) => ownObject(value, keyword) !== undefined) ? value : null;
  } catch {
    return null;
  }
}
