/** Which workspace is open, what host this is, and whether the engine can be heard. */
import { create } from 'zustand';
import type { AppInfo, FileId, FileInfo, WorkspaceSnapshot } from '../../shared/contract/model.ts';

interface WorkspaceStore {
  /** False until the engine has said what is open. */
  readonly ready: boolean;
  readonly info: AppInfo | null;
  readonly workspace: WorkspaceSnapshot | null;
  readonly connected: boolean;
}

export const useWorkspace = create<WorkspaceStore>(() => ({
  ready: false,
  info: null,
  workspace: null,
  connected: true,
}));

/** The file with this id in the opened workspace. */
export function findFile(file: FileId | null): FileInfo | undefined {
  return useWorkspace.getState().workspace?.files.find(({ id }) => id === file);
}

/** Whether what is given up stays in History; where none can be kept, a question must not promise it. */
export function keepsHistory(): boolean {
  return useWorkspace.getState().workspace?.keepsHistory ?? true;
}

/** The last part of a path, which is what tabs and messages call a file. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
