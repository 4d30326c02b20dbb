/** Values without structure: what a run without quotes means, and what to say when it means nothing. */
import { codePointName, isForbidden } from './characters.ts';
import { decodeDate, looksLikeDate } from './dates.ts';
import { decodeNumber, decodePlainFloat, decodeSmallInteger } from './numbers.ts';
import { NewerSyntax, type ProblemCode } from './problem-wording.ts';
import type { ScalarValue, TomlVersion } from './types.ts';

/** Called with a problem and where it is; `text` is what the message names, the reported text by default. */
export type WordReport = (code: ProblemCode, start: number, end: number, text?: string) => void;

/** The value of a small integer, a plain float or a boolean, the common cases; undefined for anything else. */
export function decodeWord(text: string, start: number, end: number): ScalarValue | undefined {
  const integer = decodeSmallInteger(text, start, end);
  if (integer !== undefined) return { type: 'integer', start, end, value: integer };
  const length = end - start;
  if (length === 4 && text.startsWith('true', start)) return { type: 'boolean', start, end, value: true };
  if (length === 5 && text.startsWith('false', start)) return { type: 'boolean', start, end, value: false };
  const float = decodePlainFloat(text, start, end);
  return float === undefined ? undefined : { type: 'float', start, end, value: float };
}

/** Every other number or date; undefined, after a report, when the run is neither. */
export function decodeOddWord(
  text: string,
  start: number,
  end: number,
  version: TomlVersion,
  report: WordReport,
): ScalarValue | undefined {
  const word = text.slice(start, end);
  if (looksLikeDate(word)) {
    const date = decodeDate(word);
    if (date?.withoutSeconds && version === '1.0') report('toml-1.1-syntax', start, end, NewerSyntax.Time);
    if (date !== null) return { type: date.type, start, end, value: date.value };
    reportWord(word, start, report, 'invalid-date');
  } else if (/^(?:[+-]?[.\d]|[+-]?inf$|[+-]?nan$|[+-]$)/.test(word)) {
    const number = decodeNumber(word);
    if (!('problem' in number)) return { ...number, start, end };
    const isText = number.problem === 'invalid-number' && isPlainText(word);
    reportWord(word, start, report, isText ? 'unquoted-string' : number.problem);
  } else reportWord(word, start, report, wordProblem(word));
  return undefined;
}

/** Reports a run that is no value: a character in it that never may stand there, else what the whole is taken for. */
function reportWord(word: string, start: number, report: WordReport, problem: ProblemCode): void {
  const odd = word.search(/[\u0000-\u001f\u007f]|[^\S \t]/);
  if (odd < 0) {
    report(problem, start, start + word.length);
    return;
  }
  const unit = word.charCodeAt(odd);
  const code = isForbidden(unit) ? 'control-character' : 'unusual-space';
  report(code, start + odd, start + odd + 1, codePointName(unit));
}

/** What a word that is no value was most likely meant to be. */
function wordProblem(word: string): ProblemCode {
  if (/^(true|false)$/i.test(word)) return 'invalid-boolean';
  return /^(null|nil|none|undefined)$/i.test(word) ? 'no-null' : 'unquoted-string';
}

/** Whether a run that begins like a number is more likely text: an address, a version, a size. */
function isPlainText(word: string): boolean {
  if (/^[+-]?(?:0[xob]|[\d_.]*e)/i.test(word)) return false;
  return /^[+-]?[\d._]*\d[._]*[a-z/:]|^\d+\.\d+\.\d/i.test(word);
}
