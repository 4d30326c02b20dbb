/** The four kinds of date and time (TOML 1.0 and 1.1, "Offset Date-Time" to "Local Time"; RFC 3339). */
import { Char, isDigit } from './characters.ts';
import type { DateKind } from './types.ts';

/** A date or time in its normal form: with `T`, `Z` and seconds. */
export interface DateResult {
  readonly type: DateKind;
  readonly value: string;
  /** Whether the seconds are left out, which TOML 1.1 allows. */
  readonly withoutSeconds: boolean;
}

const DATE_LENGTH = 10;
const MINUTES_LENGTH = 5;

/** Whether the text can only be meant as a date or time: `2026-…` or `7:…`. */
export function looksLikeDate(text: string): boolean {
  const start = text.charCodeAt(0);
  if (!isDigit(start)) return false;
  if (text.charCodeAt(4) === Char.Minus) return digits(text, 0, 4) >= 0;
  const colon = text.charCodeAt(1) === Char.Colon ? 1 : 2;
  return text.charCodeAt(colon) === Char.Colon && isDigit(text.charCodeAt(colon + 1));
}

/** Reads a date or time; null when it is malformed or does not exist. */
export function decodeDate(text: string): DateResult | null {
  if (text.charCodeAt(2) === Char.Colon) {
    const end = timeEnd(text, 0);
    return end === text.length ? result('local-time', text, 0, end) : null;
  }
  if (!isDate(text)) return null;
  if (text.length === DATE_LENGTH) return { type: 'local-date', value: text, withoutSeconds: false };
  const separator = text.charAt(DATE_LENGTH);
  const start = DATE_LENGTH + 1;
  const end = timeEnd(text, start);
  if ((separator !== 'T' && separator !== 't' && separator !== ' ') || end < 0) return null;
  if (end === text.length) return result('local-date-time', text, start, end);
  return isOffset(text, end) ? result('offset-date-time', text, start, end) : null;
}

/** The normal form of a text whose time stands between two offsets: mostly the text itself, so nothing is copied. */
function result(type: DateKind, text: string, start: number, end: number): DateResult {
  const withoutSeconds = end - start === MINUTES_LENGTH;
  const isNormal =
    !withoutSeconds && (start === 0 || text.charAt(DATE_LENGTH) === 'T') && !text.endsWith('z');
  if (isNormal) return { type, value: text, withoutSeconds };
  const date = start === 0 ? '' : `${text.slice(0, DATE_LENGTH)}T`;
  const seconds = withoutSeconds ? ':00' : '';
  return {
    type,
    value: `${date}${text.slice(start, end)}${seconds}${text.slice(end).toUpperCase()}`,
    withoutSeconds,
  };
}

function isDate(text: string): boolean {
  if (text.charCodeAt(4) !== Char.Minus || text.charCodeAt(7) !== Char.Minus) return false;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Where `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fraction` ends; -1 when there is no such time. A leap second may be 60
 * (RFC 3339, section 5.6).
 */
function timeEnd(text: string, start: number): number {
  const hour = digits(text, start, 2);
  const minute = digits(text, start + 3, 2);
  if (text.charCodeAt(start + 2) !== Char.Colon || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return -1;
  const minutesEnd = start + MINUTES_LENGTH;
  if (text.charCodeAt(minutesEnd) !== Char.Colon) return minutesEnd;
  const second = digits(text, minutesEnd + 1, 2);
  if (second < 0 || second > 60) return -1;
  const secondsEnd = minutesEnd + 3;
  if (text.charCodeAt(secondsEnd) !== Char.Dot) return secondsEnd;
  let end = secondsEnd + 1;
  while (isDigit(text.charCodeAt(end))) end++;
  return end > secondsEnd + 1 ? end : -1;
}

/** Whether `Z` or `±HH:MM` stands from the offset to the end. */
function isOffset(text: string, start: number): boolean {
  const sign = text.charCodeAt(start);
  if (text.length - start === 1) return text.charAt(start) === 'Z' || text.charAt(start) === 'z';
  if (text.length - start !== 6 || text.charCodeAt(start + 3) !== Char.Colon) return false;
  const hour = digits(text, start + 1, 2);
  const minute = digits(text, start + 4, 2);
  return (
    (sign === Char.Plus || sign === Char.Minus) && hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59
  );
}

/** The number that `count` digits spell; -1 when one of them is no digit. */
function digits(text: string, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const unit = text.charCodeAt(at);
    if (!isDigit(unit)) return -1;
    value = value * 10 + unit - Char.Zero;
  }
  return value;
}
