/** Unsaved work of an earlier session, back in a buffer that is opened. */
import type { Notice } from '../../shared/contract/model.ts';
import { decodeText, type FileContent } from '../files/read.ts';
import type { Draft, History } from '../history/history.ts';
import type { WorkspaceFile } from '../workspace/files.ts';
import type { OpenDocument } from './document.ts';

/** Puts the draft of a file into its fresh buffer, which is in conflict where the disk holds something else by now. Null: none. */
export function takeUpDraft(
  document: OpenDocument,
  content: FileContent | null,
  history: History,
): Draft | null {
  const draft = history.draft(document.file.path);
  if (draft === null || draft.text === document.text) return null;
  document.text = draft.text;
  document.version += 1;
  if (draft.baseHash !== document.etag) {
    document.etag = draft.baseHash;
    document.savedText = textWith(draft.baseHash, document.file, history);
    document.conflict = content === null ? 'missing-on-disk' : 'changed-on-disk';
    document.disk = content;
  }
  return draft;
}

export function draftRestored(file: WorkspaceFile, draft: Draft): Notice {
  return {
    severity: 'info',
    code: 'draft-restored',
    message: `Unsaved work on ${file.path} from ${draft.time.slice(0, 16).replace('T', ' ')} UTC is back in the editor.`,
    remedy: 'Save it, or close the tab without saving; it stays in History then.',
    file: file.id,
  };
}

/** The text a draft was written on; empty, so that merging finds everything in dispute, where it is not known. */
function textWith(etag: string | null, { path }: WorkspaceFile, history: History): string {
  const bytes = etag === null ? null : history.contentWith(etag);
  return bytes === null ? '' : decodeText(bytes, path).text;
}
