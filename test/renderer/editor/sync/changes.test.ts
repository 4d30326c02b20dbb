import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, mergeLines } from '../../../../renderer/editor/sync/changes.ts';
import { LineText, splitLines } from '../../../../renderer/editor/sync/line-text.ts';
import { applyChanges } from '../../../../shared/text/changes.ts';
import { lf, positionAt } from './engine-stand-in.ts';

const text = fc
  .array(fc.constantFrom('a', 'b', 'port = 1', '\n', '\n', '\r\n', '\r', '[t]', 'é', '😀', ' '), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));
const lfText = text.map(lf);

describe('a text kept as lines', () => {
  it('changes exactly as the engine changes the text with its own line endings', () => {
    const edits = fc.array(fc.record({ at: fc.nat(80), remove: fc.nat(10), insert: lfText }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(lfText, edits, (start, list) => {
        const lines = new LineText(splitLines(start));
        const changes = list.map(({ at, remove, insert }) => {
          const now = lines.lines.join('\n');
          const from = Math.min(at, now.length);
          const to = Math.min(from + remove, now.length);
          const change = { range: { start: positionAt(now, from), end: positionAt(now, to) }, text: insert };
          lines.apply([change]);
          expect(lines.lines.join('\n')).toBe(now.slice(0, from) + insert + now.slice(to));
          return change;
        });
        expect(applyChanges(start, changes, '\n')).toBe(lines.lines.join('\n'));
        expect(lf(applyChanges(start, changes, '\r\n'))).toBe(lines.lines.join('\n'));
      }),
    );
  });

  it('counts CR LF, LF and a lone CR as one line break each', () => {
    expect(splitLines('a\r\nb\nc\rd\r\n')).toEqual(['a', 'b', 'c', 'd', '']);
  });
});

describe('the changes between two texts', () => {
  it('turn the one into the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = new LineText(splitLines(before));
        lines.apply(changesBetween(splitLines(before), splitLines(after)));
        expect(lines.lines.join('\n')).toBe(lf(after));
      }),
    );
  });

  it('touch nothing but what differs', () => {
    const before = splitLines('[server]\nport = 8080\nhost = "a"\n\n[log]\nlevel = "info"\n');
    const after = splitLines('[server]\nport = 80\nhost = "a"\n\n[log]\nlevel = "debug"\nfile = "x"\n');
    expect(changesBetween(before, after)).toEqual([
      { range: { start: { line: 6, column: 10 }, end: { line: 6, column: 14 } }, text: 'debug"\nfile = "x' },
      { range: { start: { line: 2, column: 10 }, end: { line: 2, column: 12 } }, text: '' },
    ]);
  });

  it('keep both halves of a character together', () => {
    const [change] = changesBetween(['x 😀'], ['x 😃']);
    expect(change).toEqual({
      range: { start: { line: 1, column: 3 }, end: { line: 1, column: 5 } },
      text: '😃',
    });
  });

  it('replace a part too large to compare at once', () => {
    const before = Array.from({ length: 3000 }, (_, line) => `old ${line}`);
    const after = Array.from({ length: 3000 }, (_, line) => `new ${line}`);
    const changes = changesBetween(['first', ...before, 'last'], ['first', ...after, 'last']);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.range.start.line).toBe(2);
  });
});

describe('merging two texts that grew from one', () => {
  const merge = (base: string, mine: string, theirs: string) => {
    const { lines, conflicts } = mergeLines(splitLines(base), splitLines(mine), splitLines(theirs));
    return { text: lines.join('\n'), conflicts };
  };

  it('gives the side that changed when only one did', () => {
    fc.assert(
      fc.property(lfText, lfText, (base, changed) => {
        expect(merge(base, changed, base)).toEqual({ text: changed, conflicts: 0 });
        expect(merge(base, base, changed)).toEqual({ text: changed, conflicts: 0 });
      }),
    );
  });

  it('keeps changes of different lines', () => {
    expect(merge('a = 1\nb = 2\nc = 3', 'a = 9\nb = 2\nc = 3', 'a = 1\nb = 2\nc = 8').text).toBe(
      'a = 9\nb = 2\nc = 8',
    );
  });

  it('keeps changes of different places in one line', () => {
    expect(merge('host = "a" # x', 'host = "abc" # x', 'host = "a" # xyz').text).toBe('host = "abc" # xyz');
  });

  it('keeps what was typed inside what the other side removed', () => {
    expect(merge('a\nport = 80\nb', 'a\nport = 8080\nb', 'a\nb').text).toContain('80');
  });

  it('keeps mine where both wrote over the same characters, and says so', () => {
    expect(merge('port = 80', 'port = 91', 'port = 72')).toEqual({ text: 'port = 91', conflicts: 1 });
  });

  it('never loses or repeats what either side inserted', () => {
    const places = fc.array(fc.nat(40), { maxLength: 6 });
    const plain = lfText.map((base) => base.replaceAll('😀', ''));
    fc.assert(
      fc.property(plain, places, places, (base, ours, others) => {
        const merged = merge(base, insertMarks(base, ours, 0xe000), insertMarks(base, others, 0xe100)).text;
        const count = (mark: number) => merged.split(String.fromCharCode(mark)).length - 1;
        for (const index of ours.keys()) expect(count(0xe000 + index)).toBe(1);
        for (const index of others.keys()) expect(count(0xe100 + index)).toBe(1);
      }),
    );
  });
});

/** Puts marks of one character each into a text, every one different. */
function insertMarks(base: string, places: readonly number[], firstMark: number): string {
  return places.reduce(
    (now, at, index) => now.slice(0, at) + String.fromCharCode(firstMark + index) + now.slice(at),
    base,
  );
}
