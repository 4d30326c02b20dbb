import { describe, expect, test } from 'vitest';
import { match, rank } from '../../../renderer/palette/match.ts';

const best = (query: string, ...texts: string[]) =>
  rank(texts, query, (text) => text).map(({ item }) => item);

describe('finding by a few letters', () => {
  test('letters must come in order', () => {
    expect(match('tp', 'Toggle Problems')).not.toBeNull();
    expect(match('pt', 'Toggle Problems')).toBeNull();
  });

  test('a whole word comes before scattered letters', () => {
    expect(best('prod', 'people/road.toml', 'production.toml')).toEqual([
      'production.toml',
      'people/road.toml',
    ]);
  });

  test('the starts of words come before letters inside', () => {
    expect(best('gt', 'digest.toml', 'global.toml')[0]).toBe('global.toml');
  });

  test('the shorter of two equal matches comes first', () => {
    expect(best('app', 'app.production.toml', 'app.toml')[0]).toBe('app.toml');
  });

  test('the matched letters are told', () => {
    expect(match('gl', 'View: global')?.at).toEqual([6, 7]);
  });

  test('nothing asked keeps everything in its order', () => {
    expect(best(' ', 'b', 'a')).toEqual(['b', 'a']);
  });
});
