/** How many columns a text takes on screen, as near as can be told without a font. */

const ASCII = /^[\x20-\x7e]*$/;
/** Scripts and signs that take two columns (Unicode Standard Annex 11, "W" and "F"), in the blocks seen in practice. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
/** Marks that are drawn over the character before them, and characters that are not drawn. */
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** The columns of a text without line breaks; a tab counts as one. */
export function columnsOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    if (WIDE.test(character)) columns += 2;
    else if (!ZERO.test(character)) columns++;
  }
  return columns;
}
