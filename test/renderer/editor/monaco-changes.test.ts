/** The one assumption about Monaco on which nothing may hang unproved: in which order it lists changes. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LineText, splitLines } from '../../../renderer/editor/sync/line-text.ts';
import { applyChanges } from '../../../shared/text/changes.ts';
import { lf, positionAt } from './sync/engine-stand-in.ts';

const modelPath: string = 'monaco-editor/editor/common/model/textModel.js';
const rangePath: string = 'monaco-editor/editor/common/core/range.js';

interface MonacoRange {
  readonly startLineNumber: number;
  readonly startColumn: number;
  readonly endLineNumber: number;
  readonly endColumn: number;
}

interface TextBuffer {
  applyEdits(
    edits: readonly { range: MonacoRange; text: string; forceMoveMarkers: boolean; identifier: null }[],
    recordTrimAutoWhitespace: boolean,
    computeUndoEdits: boolean,
  ): { changes: readonly { range: MonacoRange; text: string }[] };
  getLinesContent(): string[];
}

it('lists the changes of one edit so that each applies to the result of the one before', async () => {
  const { createTextBuffer } = await import(modelPath);
  const { Range } = await import(rangePath);
  const piece = fc.constantFrom('a', 'bc', '\n', '[t]', ' ');
  const text = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));
  const cuts = fc.array(fc.record({ skip: fc.nat(6), remove: fc.nat(4), insert: text }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(text, cuts, fc.constantFrom('\n', '\r\n'), (start, edits, eol) => {
      const buffer: TextBuffer = createTextBuffer(start, 1).textBuffer;
      let at = 0;
      const operations = edits.flatMap(({ skip, remove, insert }) => {
        const from = Math.min(at + skip, start.length);
        const to = Math.min(from + remove, start.length);
        at = to;
        const [first, last] = [positionAt(start, from), positionAt(start, to)];
        return [
          {
            range: new Range(first.line, first.column, last.line, last.column),
            text: insert,
            forceMoveMarkers: false,
            identifier: null,
          },
        ];
      });
      const { changes } = buffer.applyEdits(operations, false, false);
      const sent = changes.map(({ range, text: inserted }) => ({
        range: {
          start: { line: range.startLineNumber, column: range.startColumn },
          end: { line: range.endLineNumber, column: range.endColumn },
        },
        text: inserted,
      }));
      const lines = new LineText(splitLines(start));
      lines.apply(sent);
      expect(lines.lines).toEqual(buffer.getLinesContent());
      expect(lf(applyChanges(start.replaceAll('\n', eol), sent, eol as '\n' | '\r\n'))).toBe(
        lines.lines.join('\n'),
      );
    }),
    { numRuns: 500 },
  );
});
