import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyReplacements,
  type Edit,
  type EditOptions,
  type EditResult,
  edit,
} from '../../../../shared/toml/edit/index.ts';
import { parse } from '../../../../shared/toml/index.ts';
import { isBare } from '../../../../shared/toml/key-path.ts';
import { document, editFor, valueIn, type Wish, wish } from './documents.ts';
import { applyEdit, modelOf, plain, withoutEmpty } from './model.ts';
import { foreignLines, isSubsequence, splitLines } from './ownership.ts';

const runs = { numRuns: 600 };

/** Runs an edit and checks that what is handed out is consistent. */
function run(text: string, asked: Edit, options: EditOptions = {}): EditResult {
  const result = edit(parse(text), asked, options);
  if (!result.ok) return result;
  expect(applyReplacements(text, result.changes)).toBe(result.document.text);
  let end = -1;
  for (const change of result.changes) {
    expect(change.start).toBeGreaterThan(end);
    expect(text.slice(change.start, change.end)).not.toBe(change.text);
    end = change.end;
  }
  return result;
}

/** Sometimes with a schema. */
function ordered({ index }: Wish): EditOptions {
  return index === 0 ? { order: () => ['c', 'new', 'a', '10', 'deeper', 'port'] } : {};
}

describe('any edit of any document', () => {
  test('leaves a text that means what the edit means for plain values', () => {
    fc.assert(
      fc.property(document, wish, (text, wished) => {
        const { root } = parse(text);
        const asked = editFor(root, wished);
        const result = run(text, asked, ordered(wished));
        if (!result.ok) {
          expect(['not-expressible', 'damaged']).not.toContain(result.reason.code);
          return;
        }
        expect(result.document.problems).toEqual([]);
        const model = modelOf(root);
        applyEdit(model, asked);
        expect(plain(modelOf(result.document.root))).toEqual(plain(model));
      }),
      runs,
    );
  });

  test('leaves every line it does not concern as it is, in order', () => {
    fc.assert(
      fc.property(document, wish, (text, wished) => {
        const asked = editFor(parse(text).root, wished);
        const result = run(text, asked, ordered(wished));
        if (!result.ok) return;
        const foreign = foreignLines(parse(text), asked);
        const after = splitLines(result.document.text);
        expect(isSubsequence(foreign, after), JSON.stringify([foreign, after], null, 1)).toBe(true);
        const isEmpty = (some: string) => /^\ufeff?\s*$/.test(some);
        if (isEmpty(text) || isEmpty(result.document.text)) return;
        expect(/\n$/.test(result.document.text)).toBe(/\n$/.test(text));
      }),
      runs,
    );
  });

  test('changes nothing when it asks for what is there', () => {
    fc.assert(
      fc.property(document, wish, (text, wished) => {
        const { root } = parse(text);
        const { path } = editFor(root, { ...wished, kind: 'delete' });
        const value = valueIn(root, path);
        if (value !== undefined)
          expect(run(text, { kind: 'set', path, value })).toMatchObject({ changes: [] });
      }),
      runs,
    );
  });
});

describe('a document with errors', () => {
  const damage = fc.record({
    at: fc.nat(),
    length: fc.nat({ max: 6 }),
    text: fc.constantFrom(
      '',
      '[',
      ']',
      '"',
      '"""',
      '{',
      '=',
      'x =',
      '?\n',
      '#',
      "'",
      ' junk ',
      '[a]\n',
      'a = 1\n',
    ),
  });
  const damaged = fc.tuple(document, damage).map(([text, { at, length, text: inserted }]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + inserted + text.slice(start + length);
  });

  test('is edited without harm or not at all', () => {
    fc.assert(
      fc.property(damaged, wish, (text, wished) => {
        const before = parse(text);
        const asked = editFor(before.root, wished);
        const result = run(text, asked);
        if (!result.ok) return;
        expect(result.document.problems.map(({ code }) => code)).toEqual(
          before.problems.map(({ code }) => code),
        );
        const model = modelOf(before.root);
        applyEdit(model, asked);
        // The first half of a broken dotted key counts as a table that the edit does not know of.
        const meaning = plain(withoutEmpty(modelOf(result.document.root)));
        expect(meaning).toEqual(plain(withoutEmpty(model)));
      }),
      runs,
    );
  });
});

describe('the inverse edit restores the text', () => {
  test('of setting a value', () => {
    fc.assert(
      fc.property(document, wish, (text, wished) => {
        const { root } = parse(text);
        const asked = editFor(root, { ...wished, kind: 'set', isNew: false });
        const old = valueIn(root, asked.path);
        if (asked.kind !== 'set' || old === undefined) return;
        const hasOwnText =
          old.type === 'table' ? old.origin === 'inline' : old.type !== 'array' || !old.ofTables;
        const result = run(text, asked);
        if (!hasOwnText || !result.ok) return;
        const raw = { type: 'raw', text: text.slice(old.start, old.end) } as const;
        const back = run(result.document.text, { kind: 'set', path: asked.path, value: raw });
        expect(back).toMatchObject({ ok: true, document: { text } });
      }),
      runs,
    );
  });

  test('of inserting a value into a table or an array', () => {
    fc.assert(
      fc.property(document, wish, (text, wished) => {
        const { root } = parse(text);
        const asked = editFor(root, { ...wished, kind: 'insert', isNew: false });
        const parent = valueIn(root, asked.path.slice(0, -1));
        const result = run(text, asked);
        if (!result.ok || (parent?.type === 'table' && parent.origin === 'implicit')) return;
        // Above a header right below the comments of the file, the new key gets a blank line that stays.
        if (parent === root && /^\ufeff?#[^\n]*(\r?\n\s*#[^\n]*)*\r?\n\s*\[/.test(text)) return;
        const back = run(result.document.text, { kind: 'delete', path: asked.path });
        expect(back).toMatchObject({ ok: true, document: { text } });
      }),
      runs,
    );
  });

  test('of renaming', () => {
    fc.assert(
      fc.property(document, wish, (text, wished) => {
        const asked = editFor(parse(text).root, { ...wished, kind: 'rename' });
        const result = run(text, asked);
        const old = asked.path.at(-1);
        if (asked.kind !== 'rename' || typeof old !== 'string' || !result.ok) return;
        // Quotes that a name needs are not kept for a name that does not.
        if (isBare(old) !== isBare(asked.to) || asked.to.includes("'")) return;
        const back = run(result.document.text, {
          kind: 'rename',
          path: [...asked.path.slice(0, -1), asked.to],
          to: old,
        });
        expect(back).toMatchObject({ ok: true, document: { text } });
      }),
      runs,
    );
  });
});
