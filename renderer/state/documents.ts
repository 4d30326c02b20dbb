/** How each open buffer stands, as the editor reports it, and where the cursor is. */
import type { DocumentState, FileId } from '../../shared/contract/model.ts';
import { createDrawnLate } from './drawnLate.ts';

export type DocumentStanding = Pick<
  DocumentState,
  'dirty' | 'eol' | 'bom' | 'readOnly' | 'tier' | 'conflict' | 'language'
>;

export interface Cursor {
  readonly file: FileId;
  readonly line: number;
  readonly column: number;
  /** Dotted key path under the cursor, "" between keys. */
  readonly path: string;
}

interface KnownStanding extends DocumentStanding {
  /** Gone from the disk when nothing unsaved was in it; it counts as unsaved only because it is gone. */
  readonly vanishedClean: boolean;
}

interface DocumentsStore {
  readonly documents: ReadonlyMap<FileId, KnownStanding>;
  readonly cursor: Cursor | null;
}

/** Both change with what is typed. */
export const useDocuments = createDrawnLate<DocumentsStore>({ documents: new Map(), cursor: null });

/** Remembers how a buffer stands; nothing is re-drawn when nothing changed, as on most key strokes. */
export function receiveStanding(file: FileId, standing: DocumentStanding): void {
  const { documents } = useDocuments.getState();
  const known = documents.get(file);
  const { dirty, eol, bom, readOnly, tier, conflict, language } = standing;
  const vanishedClean =
    conflict === 'missing-on-disk' &&
    known !== undefined &&
    (known.conflict === conflict ? known.vanishedClean : !known.dirty);
  const next = { dirty, eol, bom, readOnly, tier, conflict, language, vanishedClean };
  if (known !== undefined && sameStanding(known, next)) return;
  useDocuments.setState({ documents: new Map(documents).set(file, next) });
}

export function forgetDocument(file: FileId): void {
  const { documents, cursor } = useDocuments.getState();
  const rest = new Map(documents);
  rest.delete(file);
  useDocuments.setState({ documents: rest, cursor: cursor?.file === file ? null : cursor });
}

function sameStanding(one: KnownStanding, other: KnownStanding): boolean {
  return (Object.keys(one) as (keyof KnownStanding)[]).every((name) => one[name] === other[name]);
}
