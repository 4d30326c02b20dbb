/** When a command can run; read from the stores at the moment it is asked. */
import type { FileId } from '../../shared/contract/model.ts';
import { useDocuments } from '../state/documents.ts';
import { activeFile, subjectFile, useTabs } from '../state/tabs.ts';
import { useWorkspace } from '../state/workspace.ts';

export const always = (): boolean => true;
export const hasWorkspace = (): boolean => useWorkspace.getState().workspace !== null;
export const hasTab = (): boolean => useTabs.getState().active !== null;
/** The file the active tab is about; a comparison is about the file it compares. */
export const fileInFront = (): FileId | null => subjectFile(useTabs.getState());
export const hasFile = (): boolean => fileInFront() !== null;
/** A file is in the editor itself, not in a comparison. */
export const isEditing = (): boolean => activeFile(useTabs.getState()) !== null;
export const isEditingToml = (): boolean => {
  const file = activeFile(useTabs.getState());
  return file !== null && useDocuments.getState().documents.get(file)?.language === 'toml';
};

export const isUnsaved = (): boolean => {
  const file = fileInFront();
  return file !== null && (useDocuments.getState().documents.get(file)?.dirty ?? false);
};
