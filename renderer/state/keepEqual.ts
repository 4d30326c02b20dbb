/**
 * The next value with every part taken from the one before that is equal to it, so that equal parts are the same
 * object, and what is drawn from them need not be drawn again. Of JSON values; neither is changed.
 */
export function keepEqual<T>(known: unknown, next: T): T;
export function keepEqual(known: unknown, next: unknown): unknown {
  if (Array.isArray(known) && Array.isArray(next)) {
    const merged: unknown[] = next.map((item, index) => keepEqual(known[index], item));
    return known.length === next.length && merged.every((item, index) => item === known[index])
      ? known
      : merged;
  }
  if (isRecord(known) && isRecord(next)) {
    const before = new Map(Object.entries(known));
    const merged = Object.entries(next).map(
      ([name, value]) => [name, keepEqual(before.get(name), value)] as const,
    );
    const isEqual =
      before.size === merged.length &&
      merged.every(([name, value]) => before.has(name) && value === before.get(name));
    return isEqual ? known : Object.fromEntries(merged);
  }
  return next;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
