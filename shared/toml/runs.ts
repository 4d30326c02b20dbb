/**
 * A gapless sequence of stretches, each with a kind: run `i` covers `startOf(i)` up to `endOf(i)`, and the next one
 * begins there. Kept in two typed arrays, so a text of a million characters costs the collector nothing and a
 * change shifts what follows it in one pass over the bounds.
 */
export class Runs<Kind extends number> {
  #kinds: Uint8Array;
  /** `#bounds[i]` is where run `i` starts and the run before it ends. */
  #bounds: Int32Array;
  #count = 0;

  /** @param origin where the first run starts */
  constructor(expected: number, origin = 0) {
    this.#kinds = new Uint8Array(expected + 16);
    this.#bounds = new Int32Array(expected + 17);
    this.#bounds[0] = origin;
  }

  get count(): number {
    return this.#count;
  }

  /** Where the last run ends. */
  get end(): number {
    return this.#bounds[this.#count] as number;
  }

  kindOf(index: number): Kind {
    return this.#kinds[index] as Kind;
  }

  startOf(index: number): number {
    return this.#bounds[index] as number;
  }

  endOf(index: number): number {
    return this.#bounds[index + 1] as number;
  }

  /** Appends a run that ends at `end`; it is empty when `end` is where the last one ended. */
  push(kind: Kind, end: number): void {
    if (this.#count === this.#kinds.length) this.#resize(this.#count * 2);
    this.#kinds[this.#count++] = kind;
    this.#bounds[this.#count] = end;
  }

  /** The same runs, counted from where the first one starts. */
  fromZero(): Runs<Kind> {
    const moved = new Runs<Kind>(this.#count);
    const origin = this.startOf(0);
    for (let index = 0; index < this.#count; index++)
      moved.push(this.kindOf(index), this.endOf(index) - origin);
    return moved;
  }

  /** Forgets all runs but the first `count`. */
  truncate(count: number): void {
    this.#count = count;
  }

  /** The index of the last run that starts at or before `position`; -1 when there are no runs. */
  indexAt(position: number): number {
    let low = 0;
    let high = this.#count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.startOf(middle) <= position) low = middle;
      else high = middle - 1;
    }
    return high < 0 ? -1 : low;
  }

  /** Gives back the room that was reserved and not used, where it is worth a copy. */
  trim(): void {
    if (this.#kinds.length - this.#count < this.#count >>> 2) return;
    this.#kinds = this.#kinds.slice(0, this.#count);
    this.#bounds = this.#bounds.slice(0, this.#count + 1);
  }

  /**
   * Puts the runs of `inserted`, whose bounds count from where run `from` starts, in the place of those from `from` up
   * to, not including, `to`. In place: a copy of all runs at every key would be most of what typing leaves to collect.
   */
  replace(from: number, to: number, inserted: Runs<Kind>): void {
    const start = this.startOf(from);
    const target = from + inserted.#count;
    const count = target + this.#count - to;
    const shift = start + inserted.end - this.startOf(to);
    this.#reserve(count);
    this.#kinds.copyWithin(target, to, this.#count);
    this.#bounds.copyWithin(target, to, this.#count + 1);
    this.#kinds.set(inserted.#kinds.subarray(0, inserted.#count), from);
    for (let index = 0; index < inserted.#count; index++) {
      this.#bounds[from + index] = start + (inserted.#bounds[index] as number);
    }
    if (shift !== 0) {
      const bounds = this.#bounds;
      for (let index = target; index <= count; index++) bounds[index] = (bounds[index] as number) + shift;
    }
    this.#count = count;
  }

  #reserve(count: number): void {
    if (count > this.#kinds.length) this.#resize(count + (count >>> 6) + 16);
  }

  #resize(size: number): void {
    const kinds = new Uint8Array(size);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
    const bounds = new Int32Array(size + 1);
    bounds.set(this.#bounds);
    this.#bounds = bounds;
  }
}
