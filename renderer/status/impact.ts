/** The effect of unsaved work in one line. Pure. */
import type { Impact } from '../../shared/contract/model.ts';

/** `production server.port 8080 → 80000`; `development, staging: server.port 1 → 2`; `3 changes in 2 environments`. */
export function summarizeImpact(impact: readonly Impact[], total: number): string {
  const [first] = impact;
  if (first === undefined) return '';
  const environments = [...new Set(impact.map(({ environment }) => environment))];
  const same = impact.every(
    ({ path, before, after }) => path === first.path && before === first.before && after === first.after,
  );
  if (same && total === impact.length)
    return `${environments.join(', ')}: ${first.path} ${describeChange(first)}`;
  return `${total} changes in ${environments.length === 1 ? environments[0] : `${environments.length} environments`}`;
}

/** `8080 → 80000`, `set to 1`, `removed`. */
export function describeChange({ before, after }: Pick<Impact, 'before' | 'after'>): string {
  if (after === null) return 'removed';
  return before === null ? `set to ${after}` : `${before} → ${after}`;
}
