import type { DocumentState, Etag } from '../../shared/contract/model.ts';
import { dominantEol, lineEnding } from '../../shared/text/eol.ts';
import type { FileContent } from '../files/read.ts';
import type { WorkspaceFile } from '../workspace/files.ts';

/** A buffer: the true text of an open file, with its own line endings, and what it is based on. */
export interface OpenDocument {
  readonly file: WorkspaceFile;
  text: string;
  version: number;
  /** The text and hash of the bytes the buffer is based on; null where the file does not exist. */
  savedText: string;
  etag: Etag;
  bom: boolean;
  readOnly: boolean;
  tier: DocumentState['tier'];
  conflict: DocumentState['conflict'];
  /** What the disk holds while `conflict` is not `none`; null when the file is gone. */
  disk: FileContent | null;
}

/** A buffer on what was read; on nothing, where the file does not exist yet. */
export function openDocument(file: WorkspaceFile, content: FileContent | null): OpenDocument {
  return {
    file,
    text: content?.text ?? '',
    version: 1,
    savedText: content?.text ?? '',
    etag: content?.etag ?? null,
    bom: content?.bom ?? false,
    readOnly: content?.readOnly ?? false,
    tier: content?.tier ?? 'full',
    conflict: 'none',
    disk: null,
  };
}

/** Puts the buffer on newly read content; `text` is the buffer's own afterwards. */
export function rebase(document: OpenDocument, content: FileContent | null, text: string): void {
  if (document.text !== text) document.version += 1;
  document.text = text;
  document.savedText = content?.text ?? '';
  document.etag = content?.etag ?? null;
  document.bom = content?.bom ?? document.bom;
  document.readOnly = content?.readOnly ?? false;
  document.conflict = 'none';
  document.disk = null;
}

/** Unsaved work: the text differs, or the file is gone while the buffer holds something. */
export function isDirty(document: OpenDocument): boolean {
  return (
    document.text !== document.savedText || (document.conflict === 'missing-on-disk' && document.text !== '')
  );
}

/** The line break that typed text gets. */
export function typedEol(document: OpenDocument): '\n' | '\r\n' {
  return dominantEol(document.text);
}

export function describeDocument(document: OpenDocument): DocumentState {
  return {
    file: document.file.id,
    path: document.file.path,
    text: document.text,
    version: document.version,
    etag: document.etag,
    dirty: isDirty(document),
    eol: lineEnding(document.text),
    bom: document.bom,
    readOnly: document.readOnly || document.tier === 'read-only',
    tier: document.tier,
    conflict: document.conflict,
    language: document.file.language,
  };
}
