/**
 * Where the values of a text stood, after they moved on with the texts that came after it. A text that cannot be read
 * shows the values of the last one that could, at their places there, while what is the same in both is shared.
 */

import type { Span } from '../text/text.ts';
import type { Writable } from './tables.ts';
import type { Entry, TomlValue } from './types.ts';

/** More parts read again than this are not followed: finding a place costs as many steps. */
const MAX_STEPS = 64;
/** Added to the former places of what is left behind; above the length of any text. */
const LEFT_BEHIND = 2 ** 28;

/** A stretch of the text before it that was read again, and by how much what follows it moved. */
interface Step {
  readonly start: number;
  readonly end: number;
  readonly by: number;
}

export class FormerPlaces {
  readonly #steps: Step[] = [];

  /** Whether another part read again could not be followed. */
  get isFull(): boolean {
    return this.#steps.length >= MAX_STEPS;
  }

  /** Where the start or end of a value, as it says now, is in the text that these are the places of. */
  placeOf(offset: number): number {
    if (offset >= LEFT_BEHIND) return offset - LEFT_BEHIND;
    let at = offset;
    for (let index = this.#steps.length - 1; index >= 0; index--) {
      const { start, end, by } = this.#steps[index] as Step;
      if (at >= end + by) at -= by;
      else if (at > start) at = start;
    }
    return at;
  }

  /** Keeps the places of an entry, with all in it, that the next text does not have. To be told before that text. */
  leave({ keySpan, value }: Entry): void {
    this.leavePlace(keySpan);
    this.#leaveValue(value);
  }

  /** The same of one place alone. */
  leavePlace(place: Writable<Span>): void {
    if (place.start >= LEFT_BEHIND) return;
    place.start = this.placeOf(place.start) + LEFT_BEHIND;
    place.end = this.placeOf(place.end) + LEFT_BEHIND;
  }

  /** Notes that a stretch was read again and that what follows it moved. */
  follow(start: number, end: number, by: number): void {
    const last = this.#steps.at(-1);
    const isAgain = last?.start === start && last.end + last.by === end;
    if (isAgain) this.#steps[this.#steps.length - 1] = { start, end: last.end, by: last.by + by };
    else this.#steps.push({ start, end, by });
  }

  #leaveValue(value: TomlValue): void {
    this.leavePlace(value);
    if (value.type === 'array') for (const item of value.items) this.#leaveValue(item);
    else if (value.type === 'table') for (const entry of value.entries.values()) this.leave(entry);
  }
}
