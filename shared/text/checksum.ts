/**
 * A 53-bit hash of a text with its line breaks read as LF, as 14 hexadecimal digits.
 *
 * Both sides of the contract compute it before a save to prove that they mean the same text. The client's editor
 * knows only lines, so CR LF, LF and a lone CR count the same. It notices accidents, not attacks: it is no
 * security measure, and what is on disk is compared by SHA-256.
 *
 * Source: cyrb53 by bryc (public domain), two multiply-xor lanes with a final avalanche.
 */
export function checksum(text: string): string {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    let unit = text.charCodeAt(at);
    if (unit === 13) {
      unit = 10;
      if (text.charCodeAt(at + 1) === 10) at++;
    }
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  const value = 4294967296 * (2097151 & high) + (low >>> 0);
  return value.toString(16).padStart(14, '0');
}
