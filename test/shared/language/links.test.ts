import { expect, test } from 'vitest';
import { documentLinks } from '../../../shared/language/index.ts';
import { given, within } from './given.ts';

const FILES = new Set(['config/base.toml', './schemas/app.json', 'cert.pem', 'docs/ä.md']);

function links(text: string): string[] {
  const request = given(text);
  const fileTarget = (path: string) => (FILES.has(path) ? `file:///work/${path}` : null);
  return documentLinks({ ...request, fileTarget }).map(
    ({ range, target, kind }) => `${within(request, range)} -> ${target} (${kind})`,
  );
}

test('URLs in strings and comments, without the punctuation around them', () => {
  expect(
    links(`# See https://a.example/x_(y), or (http://b.example/z).
a = "https://c.example/?q=1#f"
b = ["x https://d.example y", '''
https://e.example/''']
`),
  ).toEqual([
    'https://a.example/x_(y) -> https://a.example/x_(y) (url)',
    'http://b.example/z -> http://b.example/z (url)',
    'https://c.example/?q=1#f -> https://c.example/?q=1#f (url)',
    'https://d.example -> https://d.example (url)',
    'https://e.example/ -> https://e.example/ (url)',
  ]);
});

test('the schema, named by a comment or a key', () => {
  expect(links('#:schema ./schemas/app.json#/definitions/X')).toEqual([
    './schemas/app.json#/definitions/X -> file:///work/./schemas/app.json (schema)',
  ]);
  expect(links('#:schema https://x.example/s.json\n"$schema" = "cert.pem"')).toEqual([
    'https://x.example/s.json -> https://x.example/s.json (schema)',
    'cert.pem -> file:///work/cert.pem (schema)',
  ]);
});

test('paths of files that exist, and no others', () => {
  expect(links('a = "config/base.toml"\nb = "config/none.toml"\nc = \'cert.pem\'\nd = "docs/ä.md"')).toEqual([
    'config/base.toml -> file:///work/config/base.toml (file)',
    'cert.pem -> file:///work/cert.pem (file)',
    'docs/ä.md -> file:///work/docs/ä.md (file)',
  ]);
});

test('what merely looks like a path is not looked for', () => {
  const asked: string[] = [];
  const fileTarget = (path: string) => {
    asked.push(path);
    return null;
  };
  const text =
    'a = "plain"\nb = "0 3 * * *"\nc = "{environment}/x.toml"\nd = "a/b"\ne = "app.log"\nf = "mailto:x@y/z"';
  documentLinks({ ...given(text), fileTarget });
  expect(asked).toEqual(['a/b', 'app.log']);
});
