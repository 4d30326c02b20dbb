/** The newest result of the analysis, and what the screens read from it. */
import { create } from 'zustand';
import type { AnalysisState, Counts, FileId, Problem, SelectionState } from '../../shared/contract/model.ts';
import { keepEqual } from './keepEqual.ts';

interface AnalysisStore {
  readonly analysis: AnalysisState | null;
}

export const useAnalysis = create<AnalysisStore>(() => ({ analysis: null }));

/**
 * Takes a result over unless a newer one is here already; results may arrive out of order after a reconnect. What is
 * equal to the result before stays the same object: most of it is, after a keystroke.
 */
export function receiveAnalysis(analysis: AnalysisState): void {
  const { analysis: known } = useAnalysis.getState();
  const older =
    known !== null &&
    (analysis.generation < known.generation ||
      (analysis.generation === known.generation && analysis.revision < known.revision));
  if (!older) useAnalysis.setState({ analysis: keepEqual(known, analysis) });
}

export const noCounts: Counts = { error: 0, warning: 0, info: 0 };

export const noSelections: readonly SelectionState[] = [];

export const noProblems: readonly Problem[] = [];

/** The state of one environment and service; without the service when that pair is not analysed. */
export function selectionState(
  analysis: AnalysisState | null,
  environment: string,
  service: string | null,
): SelectionState | undefined {
  const ofEnvironment = analysis?.selections.filter((state) => state.environment === environment) ?? [];
  return (
    ofEnvironment.find((state) => state.service === service) ??
    ofEnvironment.find((state) => state.service === null) ??
    ofEnvironment[0]
  );
}

/** The worst there is in an environment, whatever the service. */
export function environmentCounts(selections: readonly SelectionState[], environment: string): Counts {
  const all = selections.filter((state) => state.environment === environment);
  return all.reduce(
    (worst, { problems }) => ({
      error: Math.max(worst.error, problems.error),
      warning: Math.max(worst.warning, problems.warning),
      info: Math.max(worst.info, problems.info),
    }),
    noCounts,
  );
}

/** How many problems a file has, by severity. */
export function fileCounts(problems: readonly Problem[]): ReadonlyMap<FileId, Counts> {
  const counts = new Map<FileId, Counts>();
  for (const { fileId, severity } of problems) {
    if (fileId === null) continue;
    const before = counts.get(fileId) ?? noCounts;
    counts.set(fileId, { ...before, [severity]: before[severity] + 1 });
  }
  return counts;
}

export function hasErrors(analysis: AnalysisState | null, file: FileId): boolean {
  return analysis?.problems.some(({ fileId, severity }) => fileId === file && severity === 'error') ?? false;
}
