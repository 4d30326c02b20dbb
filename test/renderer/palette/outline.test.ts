import { describe, expect, test } from 'vitest';
import { entriesIn, outlineOf } from '../../../renderer/palette/outline.ts';
import type { DocumentSymbol } from '../../../shared/contract/language-model.ts';

let line = 0;

function symbol(name: string, children: DocumentSymbol[] = []): DocumentSymbol {
  line += 1;
  const range = { start: { line, column: 1 }, end: { line, column: 2 } };
  return { name, detail: '', kind: 'table', deprecated: false, range, nameRange: range, children };
}

const outline = outlineOf([
  symbol('title'),
  symbol('server', [symbol('port'), symbol('tls.enabled'), symbol('tls.version')]),
  symbol('mirrors[0]', [symbol('url')]),
  symbol('mirrors[1]', [symbol('url')]),
  symbol('ports', [symbol('[0]', [symbol('low')])]),
  symbol('"a.b"', [symbol('"c[0]"')]),
]);

describe('the outline as a list', () => {
  test('names every key by its whole path, in the order of the text', () => {
    expect(outline.map(({ name }) => name)).toEqual([
      'title',
      'server',
      'server.port',
      'server.tls.enabled',
      'server.tls.version',
      'mirrors[0]',
      'mirrors[0].url',
      'mirrors[1]',
      'mirrors[1].url',
      'ports',
      'ports[0]',
      'ports[0].low',
      '"a.b"',
      '"a.b"."c[0]"',
    ]);
  });

  test('knows the keys without the indexes of arrays; quoted ones are taken as they are', () => {
    const paths = new Map(outline.map(({ name, path }) => [name, path]));
    expect(paths.get('mirrors[1].url')).toEqual(['mirrors', 'url']);
    expect(paths.get('ports[0].low')).toEqual(['ports', 'low']);
    expect(paths.get('"a.b"."c[0]"')).toEqual(['a.b', 'c[0]']);
  });
});

describe('what stands in a table', () => {
  const names = (table: readonly string[]) => entriesIn(outline, table).map(({ name }) => name);

  test('is each of its keys once, at the first place', () => {
    expect(names([])).toEqual(['title', 'server', 'mirrors[0]', 'ports', '"a.b"']);
    expect(names(['server'])).toEqual(['server.port', 'server.tls.enabled']);
    expect(names(['mirrors'])).toEqual(['mirrors[0].url']);
  });

  test('is nothing for a key that holds no others', () => {
    expect(names(['title'])).toEqual([]);
  });
});
