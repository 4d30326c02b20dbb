/** A change at several places, told as one after the other. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differing } from '../../../shared/text/differing.ts';
import { stepsBetween } from '../../../shared/text/steps-between.ts';

const SECTIONS = 400;

/** Sections of some 30 characters, each with its own value where one is given. */
function sections(values: ReadonlyMap<number, string> = new Map()): string {
  return Array.from(
    { length: SECTIONS },
    (_, index) => `[section-${index}]\nkey = ${values.get(index) ?? 'nothing'}\n\n`,
  ).join('');
}

describe('a change', () => {
  test('at places far from each other is one step for each', () => {
    const after = sections(new Map([20, 200, 380].map((at) => [at, 'changed'])));
    const steps = stepsBetween(sections(), after, '[');
    expect(steps).toHaveLength(3);
    for (const [index, step] of steps.entries()) {
      const { start, endAfter } = differing(index === 0 ? sections() : (steps[index - 1] ?? ''), step);
      expect(endAfter - start).toBeLessThan(20);
    }
  });

  test('always ends at the text it leads to', () => {
    const values = fc.dictionary(
      fc.integer({ min: 0, max: SECTIONS - 1 }).map(String),
      fc.constantFrom('a', '\n[b]'),
    );
    fc.assert(
      fc.property(values, values, (before, after) => {
        const [from, to] = [before, after].map((each) =>
          sections(new Map(Object.entries(each).map(([at, value]) => [Number(at), value]))),
        );
        expect(stepsBetween(from ?? '', to ?? '', '[').at(-1)).toBe(to);
      }),
    );
  });

  test('at many places is one step', () => {
    const after = sections(new Map(Array.from({ length: 40 }, (_, index) => [index * 10, 'changed'])));
    expect(stepsBetween(sections(), after, '[')).toEqual([after]);
  });

  test('in one place is one step, and so is none', () => {
    expect(stepsBetween('[a]\nx = 1\n', '[a]\nx = 2\n', '[')).toEqual(['[a]\nx = 2\n']);
    expect(stepsBetween('same', 'same', '[')).toEqual(['same']);
  });
});
