import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksum } from '../../../shared/text/checksum.ts';
import { toLf } from '../../../shared/text/eol.ts';

describe('checksum', () => {
  it('is the same for the same lines, whatever ends them', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'ü', '\r', '\n') }), (text) => {
        expect(checksum(text)).toBe(checksum(toLf(text)));
      }),
    );
  });

  it('is 14 hexadecimal digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(checksum(text)).toMatch(/^[0-9a-f]{14}$/);
      }),
    );
  });

  it('stays what it is, because both sides of the contract compute it', () => {
    expect(checksum('')).toBe('0bdcb81aee8d83');
    expect(checksum('port = 8080\n')).toBe(checksum('port = 8080\r\n'));
    expect(checksum('port = 8080')).not.toBe(checksum('port = 8081'));
  });

  it('tells 100,000 neighbouring texts apart', () => {
    const seen = new Set(Array.from({ length: 100_000 }, (_, index) => checksum(`port = ${index}`)));
    expect(seen.size).toBe(100_000);
  });
});
