/** What the parser accepts before it gives a problem instead. Nothing here can make it throw or hang. */
export interface Limits {
  /** Steps from the root to a value: key segments, arrays and inline tables together. Keeps readers safe to recurse. */
  readonly depth: number;
  /** UTF-16 units of the whole text; a longer one becomes one piece of junk. */
  readonly textLength: number;
  /** UTF-16 units of one string. */
  readonly tokenLength: number;
  /** Problems collected; the rest are not reported. */
  readonly problems: number;
}

export const defaultLimits: Limits = {
  depth: 128,
  textLength: 64 * 1024 * 1024,
  tokenLength: 16 * 1024 * 1024,
  problems: 1000,
};
