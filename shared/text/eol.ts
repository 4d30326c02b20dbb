/** Line endings of a text: what it uses, and the form with LF only that both sides of the contract share. */

export type LineEnding = 'lf' | 'crlf' | 'mixed';

/** `mixed` when more than one kind occurs, or a lone CR; a text without a line break is `lf`. */
export function lineEnding(text: string): LineEnding {
  const { lf, crlf, cr } = countBreaks(text);
  if (cr > 0 || (lf > 0 && crlf > 0)) return 'mixed';
  return crlf > 0 ? 'crlf' : 'lf';
}

/** The ending most lines have, for text that is inserted; LF on a tie. */
export function dominantEol(text: string): '\n' | '\r\n' {
  const { lf, crlf } = countBreaks(text);
  return crlf > lf ? '\r\n' : '\n';
}

/** The text with every CR LF and lone CR replaced by LF. */
export function toLf(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function countBreaks(text: string): { lf: number; crlf: number; cr: number } {
  let lf = 0;
  let crlf = 0;
  let cr = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (at > 0 && text.charCodeAt(at - 1) === 13) crlf++;
    else lf++;
  }
  for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) !== 10) cr++;
  }
  return { lf, crlf, cr };
}
