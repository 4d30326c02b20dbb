/** The renames that can be undone, and those undone that can be done again; the last is at the end. */
import { create } from 'zustand';
import type { AppliedEdits } from '../../shared/contract/edit-model.ts';

export interface RenameStep {
  /** Takes the step back, or does it again. */
  readonly undo: string;
  /** Dotted paths. */
  readonly from: string;
  readonly to: string;
}

interface Renames {
  readonly done: readonly RenameStep[];
  readonly undone: readonly RenameStep[];
}

export const noRenames: Renames = { done: [], undone: [] };

export const useRenames = create<Renames>(() => noRenames);

/** A key was renamed: what was undone before cannot be done again. */
export function withRename({ done }: Renames, step: RenameStep): Renames {
  return { done: [...done, step], undone: [] };
}

/** The last rename was undone. */
export function withUndone({ done, undone }: Renames, { undo }: AppliedEdits): Renames {
  const last = done.at(-1);
  return last === undefined
    ? { done, undone }
    : { done: done.slice(0, -1), undone: [...undone, { ...last, undo }] };
}

/** The rename undone last was done again. */
export function withRedone({ done, undone }: Renames, { undo }: AppliedEdits): Renames {
  const last = undone.at(-1);
  return last === undefined
    ? { done, undone }
    : { done: [...done, { ...last, undo }], undone: undone.slice(0, -1) };
}

/** The engine does not know the step any more. */
export function withoutStep({ done, undone }: Renames, { undo }: RenameStep): Renames {
  const others = (steps: readonly RenameStep[]) => steps.filter((step) => step.undo !== undo);
  return { done: others(done), undone: others(undone) };
}
