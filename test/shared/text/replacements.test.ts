import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyReplacements, ChangeLog, type TextReplacement } from '../../../shared/text/replacements.ts';

function insertion(at: number, text: string): TextReplacement {
  return { start: at, end: at, text };
}

/** Runs steps one after the other and tells them as one. */
function oneStep(text: string, ...steps: TextReplacement[][]): readonly TextReplacement[] {
  const log = new ChangeLog(text);
  for (const step of steps) log.apply(step);
  return log.changes();
}

describe('steps told as one', () => {
  test('count in the first text', () => {
    expect(oneStep('abc', [insertion(0, 'x')], [insertion(4, 'y')])).toEqual([
      insertion(0, 'x'),
      insertion(3, 'y'),
    ]);
  });

  test('leave out what was taken back', () => {
    expect(oneStep('abc', [insertion(1, 'x')], [{ start: 1, end: 2, text: '' }])).toEqual([]);
  });

  test('leave out what a replacement shares with the old text', () => {
    expect(oneStep('port = 80', [{ start: 7, end: 9, text: '8080' }])).toEqual([insertion(9, '80')]);
  });

  test('never part a line break or a character', () => {
    expect(oneStep('a\r\nb', [{ start: 0, end: 3, text: 'a\r' }])).toEqual([
      { start: 1, end: 3, text: '\r' },
    ]);
    expect(oneStep('😀', [{ start: 0, end: 2, text: '😁' }])).toEqual([{ start: 0, end: 2, text: '😁' }]);
  });

  test('lead to the same text as one after the other', () => {
    const step = fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 3 }), fc.string({ maxLength: 3 })), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.array(step, { maxLength: 4 }), (text, steps) => {
        const log = new ChangeLog(text);
        let current = text;
        for (const parts of steps) {
          const changes = ascending(parts, current.length);
          log.apply(changes);
          current = applyReplacements(current, changes);
        }
        const told = log.changes();
        expect(applyReplacements(text, told)).toBe(current);
        expect(told.every((change, index) => change.start > (told[index - 1]?.end ?? -1))).toBe(true);
      }),
    );
  });
});

/** Replacements one behind the other, each so far from the last and so long. */
function ascending(parts: readonly (readonly [number, number, string])[], length: number): TextReplacement[] {
  let at = 0;
  return parts.map(([gap, size, text]) => {
    const start = Math.min(at + gap, length);
    at = Math.min(start + size, length);
    return { start, end: at, text };
  });
}
