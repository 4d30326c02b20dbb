import type { FileId, FileInfo } from '../../shared/contract/model.ts';
import type { OpenWorkspace } from './open-workspace.ts';

/**
 * What a file holds now, without opening it: its buffer where it is open, else what is on disk; "" where it does not
 * exist. Errors: those of reading a file.
 */
export async function currentText(
  workspace: OpenWorkspace,
  id: FileId,
): Promise<{ text: string; language: FileInfo['language'] }> {
  const file = workspace.file(id);
  const text = workspace.documents.get(id)?.text ?? (await workspace.read(file))?.text ?? '';
  return { text, language: file.language };
}
