/** The text a string with references stands for. */
import { mayHoldReference, splitReferences } from './reference-syntax.ts';

/**
 * The value of a variable; undefined when it is not set. References inside a value are followed unless it is
 * `verbatim`.
 */
export type VariableLookup = (
  name: string,
) => { readonly value: string; readonly verbatim?: boolean } | undefined;

/** A reference that gave nothing, at its offsets in the text that was expanded. */
export interface Failure {
  readonly kind: 'unset' | 'cycle' | 'limit';
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface Expansion {
  /** With failures, the text as it was. */
  readonly text: string;
  /** How many references the text itself holds. */
  readonly references: number;
  readonly failures: Failure[];
}

/** Limits against variables that multiply: how deep they may refer on, how many may be read, how much they give. */
const MAX_DEPTH = 8;
const MAX_REFERENCES = 1000;
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** Replaces every reference. As in a shell, `:-` counts an empty variable as unset. */
export function expandReferences(text: string, lookup: VariableLookup): Expansion {
  const budget = { references: MAX_REFERENCES, characters: MAX_CHARACTERS };
  const failures: Failure[] = [];
  let references = 0;
  let expanded = '';
  for (const part of splitReferences(text)) {
    if (part.kind === 'text') {
      expanded += part.text;
      continue;
    }
    references += 1;
    const result = new Expander(lookup, budget).reference(part.name, part.fallback, []);
    if (typeof result === 'string') expanded += result;
    else failures.push({ ...result, start: part.start, end: part.end });
  }
  return { text: failures.length === 0 ? expanded : text, references, failures };
}

type Broken = Pick<Failure, 'kind' | 'name'>;

class Expander {
  readonly #lookup: VariableLookup;
  readonly #budget: { references: number; characters: number };

  constructor(lookup: VariableLookup, budget: { references: number; characters: number }) {
    this.#lookup = lookup;
    this.#budget = budget;
  }

  /** `trail` holds the variables whose values are being expanded now. */
  reference(name: string, fallback: string | null, trail: readonly string[]): string | Broken {
    this.#budget.references -= 1;
    if (this.#budget.references < 0 || trail.length >= MAX_DEPTH) return { kind: 'limit', name };
    if (trail.includes(name)) return { kind: 'cycle', name };
    const found = this.#lookup(name);
    if (fallback !== null && (found === undefined || found.value === '')) return this.#text(fallback, trail);
    if (found === undefined) return { kind: 'unset', name };
    this.#budget.characters -= found.value.length;
    if (this.#budget.characters < 0) return { kind: 'limit', name };
    if (found.verbatim || !mayHoldReference(found.value)) return found.value;
    return this.#text(found.value, [...trail, name]);
  }

  #text(text: string, trail: readonly string[]): string | Broken {
    let expanded = '';
    for (const part of splitReferences(text)) {
      const result = part.kind === 'text' ? part.text : this.reference(part.name, part.fallback, trail);
      if (typeof result !== 'string') return result;
      expanded += result;
    }
    return expanded;
  }
}
