/** Naming several environments at once. */
import type { Selection } from '../../shared/config/resolve.ts';

/** More than this are counted, not named. */
const MAX_NAMED = 4;

/**
 * `production`, `production / web`, `development and staging`, `every environment`: an environment whose services are
 * all meant is named without them, and so is a service that is meant in all environments.
 */
export function nameSelections(meant: readonly Selection[], all: readonly Selection[]): string {
  if (all.length > 1 && meant.length === all.length) return 'every environment';
  const rest = new Set(meant);
  const names = [
    ...takeWhole(rest, all, ({ environment }) => environment),
    ...takeWhole(rest, all, ({ service }) => service),
    ...[...rest].map(({ environment, service }) =>
      service === null ? environment : `${environment} / ${service}`,
    ),
  ];
  return list(names);
}

/** The names of which every selection is among the rest; these are taken out of it. */
function takeWhole(
  rest: Set<Selection>,
  all: readonly Selection[],
  nameOf: (selection: Selection) => string | null,
): string[] {
  const names: string[] = [];
  for (const [name, selections] of Map.groupBy(all, nameOf)) {
    const whole = [...rest].filter((selection) => nameOf(selection) === name);
    if (name === null || selections.length < 2 || whole.length < selections.length) continue;
    names.push(name);
    for (const selection of whole) rest.delete(selection);
  }
  return names;
}

/** `a`, `a and b`, `a, b and 3 others`. */
export function list(names: readonly string[]): string {
  const rest = names.length - MAX_NAMED;
  const shown = rest > 1 ? [...names.slice(0, MAX_NAMED), `${rest} others`] : names;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
