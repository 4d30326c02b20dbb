/** What the product asks before it goes on: one question at a time, each answered once. */
import { create } from 'zustand';
import type { AppliedEdits, RenameTarget } from '../../shared/contract/edit-model.ts';
import type { CompareSide, FileId, VersionInfo } from '../../shared/contract/model.ts';
import type { EditorPlace } from '../editor/models.ts';

export type ConflictChoice = 'mine' | 'theirs' | 'merge' | 'compare' | 'later';

/** Every question with what it shows and the answers it takes. */
export interface Questions {
  close: { about: { readonly names: readonly string[] }; answer: 'save' | 'discard' | 'cancel' };
  conflict: {
    about: {
      readonly file: FileId;
      readonly name: string;
      readonly missing: boolean;
      /** Whether the editor held unsaved work at that moment. */
      readonly typed: boolean;
    };
    answer: ConflictChoice;
  };
  reason: {
    about: { readonly name: string; readonly message: string; readonly action: 'Save' | 'Restore' };
    answer: string | null;
  };
  restore: {
    about: {
      readonly name: string;
      readonly version: Pick<VersionInfo, 'version' | 'time'>;
      readonly next: number | null;
      readonly unsaved: boolean;
    };
    answer: boolean;
  };
  environments: {
    about: { readonly environment: string; readonly service: string | null };
    answer: { readonly left: CompareSide; readonly right: CompareSide } | null;
  };
  rename: {
    about: { readonly place: EditorPlace; readonly target: RenameTarget };
    answer: { readonly applied: AppliedEdits; readonly from: string; readonly to: string } | null;
  };
  folder: { about: Record<string, never>; answer: null };
  json: { about: Record<string, never>; answer: string | null };
  /** `file` null: of what the layers give together. */
  schema: { about: { readonly file: FileId | null }; answer: null };
}

export type QuestionKind = keyof Questions;

export type Question = {
  [K in QuestionKind]: {
    readonly kind: K;
    readonly id: number;
    readonly about: Questions[K]['about'];
    readonly answer: (answer: Questions[K]['answer']) => void;
  };
}[QuestionKind];

export const useQuestions = create<{ readonly waiting: readonly Question[] }>(() => ({ waiting: [] }));

let lastId = 0;

/** Shows a question after those already waiting and resolves to its answer. */
export function ask<K extends QuestionKind>(
  kind: K,
  about: Questions[K]['about'],
): Promise<Questions[K]['answer']> {
  return new Promise((resolve) => {
    lastId += 1;
    const id = lastId;
    const question = {
      kind,
      id,
      about,
      answer: (answer: Questions[K]['answer']) => {
        useQuestions.setState(({ waiting }) => ({ waiting: waiting.filter((other) => other.id !== id) }));
        resolve(answer);
      },
    } as Question;
    useQuestions.setState(({ waiting }) => ({ waiting: [...waiting, question] }));
  });
}
