/** Putting two texts together when the engine's buffer turns out to be at another version than the one known. */
import type { DocumentState } from '../../../shared/contract/model.ts';
import type { TextChange } from '../../../shared/text/text.ts';
import { costOf, mergeLines } from './changes.ts';
import { LineText } from './line-text.ts';

/** What is known of a buffer besides its text. */
export type BufferState = Omit<DocumentState, 'text'>;

export interface Meeting {
  /** The engine's buffer as last known here, and its text. */
  readonly known: BufferState;
  readonly base: readonly string[];
  /** Changes of the base of which nobody knows whether the engine took them; empty when that is known. */
  readonly uncertain: readonly TextChange[];
  readonly mine: readonly string[];
  readonly found: BufferState;
  readonly theirs: readonly string[];
}

export interface Met {
  readonly lines: readonly string[];
  /** Some of what the engine's buffer was based on is not in the text; saving it has to be asked about. */
  readonly asks: boolean;
}

/** The text that holds what both sides did. */
export function meet(meeting: Meeting): Met {
  const { known, found, mine, theirs } = meeting;
  // Another text of the same version: what is on screen is what the user means.
  if (found.version === known.version && found.etag === known.etag) return { lines: mine, asks: false };
  // The buffer was begun anew without the unsaved work known here.
  if (found.version < known.version && known.dirty) return { lines: mine, asks: true };
  const { lines, conflicts } = mergeLines(ancestorOf(meeting), mine, theirs);
  return { lines, asks: conflicts > 0 };
}

/**
 * The text both sides grew from: the base, or the base with the uncertain changes where the engine's text can be
 * reached from there with fewer removals. Taking the wrong one would repeat or undo what was typed.
 */
function ancestorOf({ known, base, uncertain, found, theirs }: Meeting): readonly string[] {
  if (uncertain.length === 0 || found.version <= known.version) return base;
  const taken = new LineText(base);
  taken.apply(uncertain);
  const without = costOf(base, theirs);
  const within = costOf(taken.lines, theirs);
  if (within.removed !== without.removed) return within.removed < without.removed ? taken.lines : base;
  return within.inserted <= without.inserted ? taken.lines : base;
}
