import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differing } from '../../../shared/text/differing.ts';

/** Of any length around the pieces in which texts are compared, and of few characters, so that much repeats. */
const text = fc
  .tuple(fc.nat(3), fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 20 }))
  .map(([pieces, rest]) => 'ab'.repeat(pieces * 2047) + rest);

describe('where two texts differ', () => {
  test('putting in what the second has there makes it of the first', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { start, endBefore, endAfter } = differing(before, after);
        expect(before.slice(0, start) + after.slice(start, endAfter) + before.slice(endBefore)).toBe(after);
      }),
    );
  });

  test('is as short as can be', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { start, endBefore, endAfter } = differing(before, after);
        if (start >= Math.min(endBefore, endAfter)) return;
        expect(before.charAt(start)).not.toBe(after.charAt(start));
        expect(before.charAt(endBefore - 1)).not.toBe(after.charAt(endAfter - 1));
      }),
    );
  });

  test('is nowhere in equal texts', () => {
    const same = 'line\n'.repeat(5000);
    expect(differing(same, `${same}`)).toEqual({ start: 25_000, endBefore: 25_000, endAfter: 25_000 });
  });
});
