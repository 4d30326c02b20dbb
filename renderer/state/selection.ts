/** The environment and service the user looks at. */
import { create } from 'zustand';
import type { WorkspaceSnapshot } from '../../shared/contract/model.ts';

export interface Selection {
  readonly environment: string;
  readonly service: string | null;
}

export const useSelection = create<Selection>(() => ({ environment: '', service: null }));

/** Keeps what was chosen where the workspace still has it, else takes the first environment. */
export function fitSelection(workspace: WorkspaceSnapshot, wanted: Selection): Selection {
  const known = workspace.environments.some(({ name }) => name === wanted.environment);
  return {
    environment: known ? wanted.environment : (workspace.environments[0]?.name ?? ''),
    service: wanted.service !== null && workspace.services.includes(wanted.service) ? wanted.service : null,
  };
}

/** `production`, or `production / web` with a service. */
export function selectionName({ environment, service }: Selection): string {
  return service === null ? environment : `${environment} / ${service}`;
}
