/** Where the editor is asked to go. */
import { create } from 'zustand';
import type { FileId } from '../../shared/contract/model.ts';

/** `nonce` tells the same place asked for twice. */
export interface Reveal {
  readonly file: FileId;
  readonly line: number;
  readonly column: number;
  readonly nonce: number;
  /** What to do there, by the editor's name for it. */
  readonly action?: string;
}

interface RevealStore {
  readonly reveal: Reveal | null;
}

export const useReveal = create<RevealStore>(() => ({ reveal: null }));

export function revealIn(file: FileId, line: number, column: number, action?: string): void {
  const nonce = (useReveal.getState().reveal?.nonce ?? 0) + 1;
  useReveal.setState({
    reveal: { file, line, column, nonce, ...(action === undefined ? {} : { action }) },
  });
}
