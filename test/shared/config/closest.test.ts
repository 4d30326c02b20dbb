import { describe, expect, test } from 'vitest';
import { closest } from '../../../shared/config/closest.ts';

const KEYS = ['host', 'port', 'workers', 'timeout', 'max_connections', 'TLS'];

describe('did you mean', () => {
  test.each([
    ['prot', 'port'],
    ['hosst', 'host'],
    ['wrokers', 'workers'],
    ['timout', 'timeout'],
    ['max_conections', 'max_connections'],
    ['tls', 'TLS'],
    ['PORT', 'port'],
  ])('%s finds %s', (word, expected) => {
    expect(closest(word, KEYS)).toBe(expected);
  });

  test.each([['x'], ['database'], ['']])('%j finds nothing', (word) => {
    expect(closest(word, KEYS)).toBeNull();
  });

  test('prefers the nearest, then the first', () => {
    expect(closest('porta', ['sorta', 'port', 'portal'])).toBe('sorta');
    expect(closest('port', ['sort', 'port'])).toBe('port');
  });
});
