/** The renames that can be undone, and those undone that can be done again. */
import { create } from 'zustand';

export interface RenameStep {
  /** The engine's name for taking the step back, or for doing it again; another one after each. */
  readonly undo: string;
  /** Dotted paths. */
  readonly from: string;
  readonly to: string;
  readonly isUndone: boolean;
}

/** In the order they were made; those undone are at the end. */
type Steps = readonly RenameStep[];

interface Renames {
  readonly steps: Steps;
}

export const noRenames: Renames = { steps: [] };

export const useRenames = create<Renames>(() => noRenames);

/** The step that "Undo rename" takes back. */
export function lastDone({ steps }: Renames): RenameStep | undefined {
  return steps.findLast(({ isUndone }) => !isUndone);
}

/** The step that "Redo rename" does again. */
export function firstUndone({ steps }: Renames): RenameStep | undefined {
  return steps.find(({ isUndone }) => isUndone);
}

/** A key was renamed: what was undone before cannot be done again. */
export function withRename({ steps }: Renames, step: Omit<RenameStep, 'isUndone'>): Renames {
  return { steps: [...steps.filter(({ isUndone }) => !isUndone), { ...step, isUndone: false }] };
}

/** The step is another now; where it has gone already, nothing changes. */
export function withStep({ steps }: Renames, before: RenameStep, now: RenameStep): Renames {
  return { steps: steps.map((step) => (step === before ? now : step)) };
}

/** The engine does not know the step any more. */
export function withoutStep({ steps }: Renames, gone: RenameStep): Renames {
  return { steps: steps.filter((step) => step !== gone) };
}
