import { closest } from '../../shared/config/closest.ts';
import type { WorkspaceModel } from '../../shared/config/model.ts';
import { findEnvironment, type Selection } from '../../shared/config/resolve.ts';
import { StrataError } from '../../shared/contract/errors.ts';

/** Turns names and aliases into a selection; UNKNOWN_ENVIRONMENT or UNKNOWN_SERVICE with the nearest name. */
export function selectIn(model: WorkspaceModel, environment: string, service: string | null): Selection {
  const found = findEnvironment(model, environment);
  if (found === null) {
    const names = model.environments.flatMap(({ name, aliases }) => [name, ...aliases]);
    const near = closest(environment, names);
    throw new StrataError({
      code: 'UNKNOWN_ENVIRONMENT',
      message: `There is no environment "${environment}" in this workspace.`,
      remedy: near === null ? `Known are: ${names.join(', ') || 'none'}.` : `Did you mean ${near}?`,
      details: { environment },
    });
  }
  if (service !== null && !model.services.includes(service)) {
    const near = closest(service, model.services);
    throw new StrataError({
      code: 'UNKNOWN_SERVICE',
      message: `There is no service "${service}" in this workspace.`,
      remedy: near === null ? `Known are: ${model.services.join(', ') || 'none'}.` : `Did you mean ${near}?`,
      details: { service },
    });
  }
  return { environment: found.name, service };
}
