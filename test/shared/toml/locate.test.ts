import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../shared/toml/index.ts';
import { entryAt, locate, type Place } from '../../../shared/toml/locate.ts';
import { plain } from './given.ts';

/** What stands at the `|` of a text, with the text of its span. */
function at(marked: string): Place & { readonly text: string } {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const place = locate(parse(text), offset);
  return { ...place, text: text.slice(place.span.start, place.span.end) };
}

describe('at a key', () => {
  it('that is being typed, the place knows the table and its other keys', () => {
    expect(at('[server]\nhost = "x"\npo|\ntls = true\n')).toMatchObject({
      ...{ kind: 'key', path: ['server', 'po'], parent: ['server'], table: ['server'] },
      ...{ text: 'po', typed: 'po', existing: ['host', 'tls'], isComplete: false, isInline: false },
    });
  });

  it('that has a value, the place is complete and the key is not among the others', () => {
    expect(at('a = 1\npo|rt = 2\n')).toMatchObject({
      ...{ kind: 'key', path: ['port'], text: 'port', typed: 'po', existing: ['a'], isComplete: true },
    });
  });

  it('in a dotted key the path ends with the part under the cursor', () => {
    expect(at('[a]\nb.c|d.e = 1')).toMatchObject({ kind: 'key', path: ['a', 'b', 'cd'], text: 'cd' });
    expect(at('server.port = 1\nserver.| = 2')).toMatchObject({
      ...{ kind: 'key', path: ['server'], parent: ['server'], existing: ['port'], text: '' },
    });
  });

  it('in quotes the path holds its name', () => {
    expect(at('"host| name" = 1')).toMatchObject({
      path: ['host name'],
      text: '"host name"',
      typed: '"host',
    });
    expect(at('"ho|')).toMatchObject({ kind: 'key', path: ['ho'], text: '"ho', isComplete: false });
  });

  it('inside an inline table, also one that is not closed', () => {
    const inside = { kind: 'key', path: ['t'], parent: ['t'], existing: ['a'], isInline: true, text: '' };
    expect(at('t = { a = 1, | }')).toMatchObject(inside);
    expect(at('t = { a = 1, |\nb = 2')).toMatchObject(inside);
    expect(at('t = { | }')).toMatchObject({ ...inside, existing: [] });
    expect(at('t = { a = 1, bc|')).toMatchObject({ ...inside, path: ['t', 'bc'], text: 'bc' });
  });

  it('in an array of inline tables the pointer names the item', () => {
    expect(at('list = [{ a = 1 }, { b|')).toMatchObject({ path: ['list', 'b'], pointer: ['list', 1, 'b'] });
  });
});

describe('at a header', () => {
  it('that is being typed, the place knows what is defined beside it', () => {
    expect(at('port = 1\n[serv|\nx = 1')).toMatchObject({
      ...{
        kind: 'header',
        path: ['serv'],
        parent: [],
        text: 'serv',
        isComplete: false,
        isArrayHeader: false,
      },
    });
    expect(at('[server.tls]\n[server.|')).toMatchObject({
      ...{ kind: 'header', path: ['server'], parent: ['server'], existing: ['tls'], text: '' },
    });
    expect(at('[|')).toMatchObject({ kind: 'header', path: [], text: '' });
    expect(at('[[ser|vers]]')).toMatchObject({ kind: 'header', isArrayHeader: true, isComplete: true });
  });

  it('what follows it belongs to its table', () => {
    expect(at('[server] # n|ote')).toMatchObject({ kind: 'comment', path: ['server'], text: '# note' });
    expect(at('[server] |')).toMatchObject({ kind: 'other', table: ['server'] });
  });
});

describe('at a value', () => {
  it.each([
    ['port = |', { written: 'nothing', text: '' }],
    ['port =|', { written: 'nothing', text: '' }],
    ['port = | # note', { written: 'nothing', text: '' }],
    ['port = 80|80', { written: 'word', text: '8080', typed: '80' }],
    ['port = |8080', { written: 'word', text: '8080', typed: '' }],
    ['port = in|', { written: 'word', text: 'in', typed: 'in' }],
    ['port = "in|', { written: 'string', quotes: '"', text: '"in', typed: '"in' }],
    ['port = """a|b"""', { written: 'string', quotes: '"""', text: '"""ab"""' }],
    ["port = 'a'|", { written: 'string', quotes: "'", text: "'a'" }],
  ])('%j', (marked, expected) => {
    expect(at(`[server]\n${marked}`)).toMatchObject({
      ...{ kind: 'value', path: ['server', 'port'], table: ['server'], isItem: false, ...expected },
    });
  });

  it.each([
    ['p = [|]', 0, 'nothing'],
    ['p = [1, |', 1, 'nothing'],
    ['p = [1, |]', 1, 'nothing'],
    ['p = [\n  "a",\n  "b|"\n]', 1, 'string'],
    ['p = ["a", "b|\nx = 1', 1, 'string'],
  ])('in an array: %j', (marked, index, written) => {
    expect(at(marked)).toMatchObject({
      kind: 'value',
      path: ['p'],
      pointer: ['p', index],
      isItem: true,
      written,
    });
  });

  it('of a key inside an inline table', () => {
    expect(at('t = { a = { b = | } }')).toMatchObject({
      kind: 'value',
      path: ['t', 'a', 'b'],
      isItem: false,
    });
    expect(at('p = [1, { x = 2, y = |')).toMatchObject({ kind: 'value', pointer: ['p', 1, 'y'] });
  });
});

describe('where nothing stands', () => {
  it('a new key of the section or a new header could be typed', () => {
    expect(at('[a]\nb = 1\n|\n[c]')).toMatchObject({
      kind: 'blank',
      path: ['a'],
      parent: ['a'],
      existing: ['b'],
    });
    expect(at('[a]\nb = 1\n|')).toMatchObject({ kind: 'blank', parent: ['a'] });
    expect(at('|')).toMatchObject({ kind: 'blank', path: [], existing: [] });
    expect(at('a = 1\n  |')).toMatchObject({ kind: 'blank', existing: ['a'] });
  });

  it('in the section of an array of tables the keys are those of its own element', () => {
    expect(at('[[s]]\na = 1\n[[s]]\nb = 1\n|\n[[s]]\nc = 1')).toMatchObject({
      ...{ pointer: ['s', 1], table: ['s'], existing: ['b'] },
    });
  });

  it('behind a value or a key without equals sign nothing can be', () => {
    expect(at('port = 8080 |')).toMatchObject({ kind: 'other' });
    expect(at('port |')).toMatchObject({ kind: 'other' });
    expect(at('!! ?|')).toMatchObject({ kind: 'other' });
  });
});

describe('locate', () => {
  it('answers for every offset of any text, clamped to it', () => {
    const pieces = fc.constantFrom(
      'a',
      '.',
      ' = ',
      '"x',
      '"',
      '[',
      ']',
      '{',
      '}',
      ',',
      '\n',
      ' ',
      '1',
      '# c',
      '[t]\n',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
        const document = parse(parts.join(''));
        for (let offset = -1; offset <= document.text.length + 1; offset++) {
          const { span, pointer, path } = locate(document, offset);
          const clamped = Math.min(Math.max(offset, 0), document.text.length);
          expect(span.start <= clamped && clamped <= span.end).toBe(true);
          expect(path).toEqual(pointer.filter((segment) => typeof segment === 'string'));
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('entryAt', () => {
  const text = 'a.b = 1\n[[s]]\nx = 1\n[[s]]\nx = 2\n';
  const { root } = parse(text);
  const valueAt = (...given: Parameters<typeof entryAt> extends [unknown, ...infer Rest] ? Rest : never) => {
    const entry = entryAt(root, ...given);
    return entry && plain(entry.value);
  };

  it('follows keys and indexes', () => {
    expect(valueAt(['a', 'b'])).toBe(1);
    expect(valueAt(['s', 0, 'x'])).toBe(1);
    expect(valueAt(['s', 2, 'x'])).toBeUndefined();
    expect(valueAt(['a', 'b', 'c'])).toBeUndefined();
  });

  it('takes the element before the offset where no index is given', () => {
    expect(valueAt(['s', 'x'])).toBe(2);
    expect(valueAt(['s', 'x'], text.indexOf('x = 1'))).toBe(1);
  });
});
