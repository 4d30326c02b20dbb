import type { SchemaPlace, SchemaView } from '../schema/index.ts';
import { stepInto } from '../schema/view.ts';
import type { LineIndex } from '../text/lines.ts';
import type { TomlDocument } from '../toml/index.ts';

/** A document and what is known about it. Plain data in, plain data out: no editor, no server. */
export interface DocumentRequest {
  readonly document: TomlDocument;
  /** The lines of the same text. */
  readonly lines: LineIndex;
  /** Null where no schema is known: then there is little to say. */
  readonly schema: SchemaView | null;
  /**
   * The place in the schema of a key of this file, for a table that is mounted elsewhere; null when a key takes no
   * part. Absent: the file's keys are the schema's.
   */
  readonly schemaPath?: (path: readonly string[]) => readonly string[] | null;
}

/** A question about one place in a document. */
export interface LanguageRequest extends DocumentRequest {
  /** Where the cursor is, in UTF-16 units from 0. */
  readonly offset: number;
}

/** What the schema says about a path of the file; array indexes may be part of it. */
export function schemaAt(
  { schema, schemaPath }: DocumentRequest,
  path: readonly (string | number)[],
): SchemaPlace | null {
  const keys = path.map(String);
  const target = schemaPath === undefined ? keys : schemaPath(keys);
  let place = target === null ? null : (schema?.root ?? null);
  for (const segment of target ?? []) place = place === null ? null : stepInto(place, segment);
  return place;
}

/** The keys of the file's tables in the order of the schema, by path without array indexes; undefined where it says none. */
export function schemaOrder(
  request: DocumentRequest,
): (table: readonly string[]) => readonly string[] | undefined {
  return (table) => {
    const place = schemaAt(request, table);
    const own = place?.node.properties ?? [];
    // A list of tables is named by the path of its items.
    const names = own.length > 0 ? own : (place?.item()?.node.properties ?? []);
    return names.length === 0 ? undefined : names;
  };
}

/** Whether the value at a path of the file, or something around it, is a secret by the schema. */
export function isSecretAt(
  { schema, schemaPath }: DocumentRequest,
  path: readonly (string | number)[],
): boolean {
  const keys = path.map(String);
  const target = schemaPath === undefined ? keys : schemaPath(keys);
  return target !== null && schema?.isSecret(target) === true;
}
