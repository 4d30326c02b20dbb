import { describe, expect, it } from 'vitest';
import { dominantEol, lineEnding, toLf } from '../../../shared/text/eol.ts';

describe('line endings', () => {
  it.each([
    ['', 'lf', '\n'],
    ['a', 'lf', '\n'],
    ['a\nb\n', 'lf', '\n'],
    ['a\r\nb\r\n', 'crlf', '\r\n'],
    ['a\r\nb\n', 'mixed', '\n'],
    ['a\r\nb\nc\r\n', 'mixed', '\r\n'],
    ['a\rb', 'mixed', '\n'],
    ['a\r\nb\r', 'mixed', '\r\n'],
    ['\r\r\n', 'mixed', '\r\n'],
  ] as const)('of %j are %s and inserted text gets %j', (text, ending, eol) => {
    expect(lineEnding(text)).toBe(ending);
    expect(dominantEol(text)).toBe(eol);
  });

  it('all become LF for the contract', () => {
    expect(toLf('a\r\nb\rc\nd\r\r\ne')).toBe('a\nb\nc\nd\n\ne');
  });
});
