/** What the user wants to see of the problems; outlives the panel being hidden. */
import { create } from 'zustand';
import type { Severity } from '../../shared/contract/model.ts';
import type { Scope } from './filter.ts';

interface ProblemsQuery {
  readonly scope: Scope;
  readonly hidden: ReadonlySet<Severity>;
  readonly text: string;
}

export const useProblemsQuery = create<ProblemsQuery>(() => ({ scope: 'all', hidden: new Set(), text: '' }));

export function clearProblemsQuery(): void {
  useProblemsQuery.setState({ scope: 'all', hidden: new Set(), text: '' });
}
