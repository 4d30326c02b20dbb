import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDocument } from '../../../core/documents/document.ts';
import { type StepBack, stepBack, wayBack } from '../../../core/documents/step-back.ts';
import { applyReplacements } from '../../../shared/text/replacements.ts';

const FILE = {
  id: 'f_0123456789abcdef',
  path: 'a.toml',
  absolute: '/a.toml',
  role: 'layer',
  language: 'toml',
} as const;

/** Every `old` of a text becomes `fresh`. */
function replaced(text: string, old: string, fresh: string): StepBack {
  const found = [...text.matchAll(new RegExp(old, 'g'))];
  const replacements = found.map(({ index }) => ({ start: index, end: index + old.length, text: fresh }));
  return stepBack({ ...openDocument(FILE, null), text }, replacements);
}

/** The text after the step is taken back; null where it cannot be. */
function takenBack(step: StepBack, now: string): string | null {
  const replacements = wayBack(step, now);
  return replacements === null ? null : applyReplacements(now, replacements);
}

const noise = fc.array(fc.constantFrom('a = 1', '# key', '', 'b = "x"', '[t]', 'b = "x"'), { maxLength: 6 });
const typing = fc.array(fc.constantFrom('c = 1', '# typed', '[u]', 'c = "x"'), { maxLength: 6 });
const eol = fc.constantFrom('\n', '\r\n');

describe('a step is taken back', () => {
  test('to the text before, when nothing was typed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, fc.nat(9))), eol, (blocks, end) => {
        const text = blocks.flatMap(([lines, n]) => [...lines, `old${n} = ${n}`]).join(end);
        const step = replaced(text, 'old', 'fresher');
        expect(step.after).toBe(text.replaceAll('old', 'fresher'));
        expect(takenBack(step, step.after)).toBe(text);
      }),
    );
  });

  test('and keeps whatever lines came, went or changed between the changed ones', () => {
    const block = fc.record({ before: noise, typed: typing, value: fc.nat(99), typedValue: fc.nat(99) });
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 6 }), eol, (blocks, end) => {
        const write = (key: string, isTyped: boolean) =>
          blocks
            .flatMap(({ before, typed, value, typedValue }, index) => [
              ...(isTyped ? typed : before),
              `${key}.n${index} = ${isTyped ? typedValue : value}`,
            ])
            .join(end);
        const step = replaced(write('old', false), 'old', 'fresh');
        expect(takenBack(step, write('fresh', true))).toBe(write('old', true));
      }),
    );
  });

  test.each([
    ['the value beside it', 'fresh = 1', 'fresh = 22', 'old = 22'],
    ['the blanks around it', 'fresh = 1', '  fresh=1', '  old=1'],
    ['a line above it and its value', 'fresh = 1', 'x = 1\nfresh = 2', 'x = 1\nold = 2'],
    ['what follows the end of the file', 'fresh = 1', 'fresh = 1\n', 'old = 1\n'],
  ])('when %s was typed', (_, __, now, expected) => {
    expect(takenBack(replaced('old = 1', 'old', 'fresh'), now)).toBe(expected);
  });

  test.each([
    ['it was typed over', 'other = 1'],
    ['a letter was added in front', 'xfresh = 1'],
    ['a letter was added behind', 'freshx = 1'],
    ['it became part of a dotted key', 'fresh.x = 1'],
    ['it became part of another one', 'a.fresh = 1'],
    ['it was quoted', '"fresh" = 1'],
    ['it is gone', ''],
  ])('not when %s', (_, now) => {
    expect(takenBack(replaced('old = 1', 'old', 'fresh'), now)).toBeNull();
  });
});
