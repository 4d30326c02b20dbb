import { beforeEach, describe, expect, test } from 'vitest';
import {
  environmentCounts,
  fileCounts,
  receiveAnalysis,
  selectionState,
  useAnalysis,
} from '../../../renderer/state/analysis.ts';
import { fitSelection } from '../../../renderer/state/selection.ts';
import type { AnalysisState, Problem, WorkspaceSnapshot } from '../../../shared/contract/model.ts';

const analysis = (part: Partial<AnalysisState>): AnalysisState => ({
  generation: 1,
  revision: 1,
  documents: [],
  problems: [],
  problemTotal: 0,
  selections: [],
  impact: [],
  impactTotal: 0,
  durationMs: 1,
  ...part,
});
const selection = (environment: string, service: string | null, error: number) => ({
  environment,
  service,
  problems: { error, warning: 0, info: 0 },
  stale: [],
  layers: [],
});

describe('results of the analysis', () => {
  beforeEach(() => useAnalysis.setState({ analysis: null }));
  const revision = () => useAnalysis.getState().analysis?.revision;

  test('the newest replaces all earlier ones', () => {
    receiveAnalysis(analysis({ revision: 1 }));
    receiveAnalysis(analysis({ revision: 2 }));
    expect(revision()).toBe(2);
  });

  test('one that arrives late is dropped', () => {
    receiveAnalysis(analysis({ revision: 5 }));
    receiveAnalysis(analysis({ revision: 4 }));
    expect(revision()).toBe(5);
  });

  test('what is equal to the one before stays the same object, for those who draw it', () => {
    const made = (revision: number, errors: number) =>
      analysis({
        revision,
        selections: [selection('production', null, errors), selection('staging', null, 0)],
      });
    receiveAnalysis(made(1, 0));
    const before = useAnalysis.getState().analysis;
    receiveAnalysis(made(2, 1));
    const after = useAnalysis.getState().analysis;
    expect(after).toEqual(made(2, 1));
    expect(after?.problems).toBe(before?.problems);
    expect(after?.selections[1]).toBe(before?.selections[1]);
  });

  test('a new opening of the workspace starts to count anew', () => {
    receiveAnalysis(analysis({ revision: 5 }));
    receiveAnalysis(analysis({ generation: 2, revision: 1 }));
    expect(revision()).toBe(1);
  });
});

describe('reading an analysis', () => {
  const state = analysis({
    selections: [
      selection('production', null, 1),
      selection('production', 'web', 3),
      selection('staging', null, 0),
    ],
  });

  test('the selection is found with its service, else without', () => {
    expect(selectionState(state, 'production', 'web')?.problems.error).toBe(3);
    expect(selectionState(state, 'production', 'unknown')?.problems.error).toBe(1);
    expect(selectionState(state, 'nowhere', null)).toBeUndefined();
  });

  test('an environment is as bad as its worst service', () => {
    expect(environmentCounts(state.selections, 'production')).toEqual({ error: 3, warning: 0, info: 0 });
    expect(environmentCounts([], 'production')).toEqual({ error: 0, warning: 0, info: 0 });
  });

  test('problems are counted by file', () => {
    const problem = (fileId: string | null, severity: Problem['severity']) =>
      ({ fileId, severity }) as Problem;
    const counts = fileCounts([
      problem('a', 'error'),
      problem('a', 'error'),
      problem('a', 'warning'),
      problem(null, 'error'),
    ]);
    expect([...counts]).toEqual([['a', { error: 2, warning: 1, info: 0 }]]);
  });
});

describe('fitting the selection to a workspace', () => {
  const workspace = {
    environments: [{ name: 'development' }, { name: 'production' }],
    services: ['web'],
  } as unknown as WorkspaceSnapshot;

  test('keeps what still exists', () => {
    expect(fitSelection(workspace, { environment: 'production', service: 'web' })).toEqual({
      environment: 'production',
      service: 'web',
    });
  });

  test('takes the first environment and no service for what does not', () => {
    expect(fitSelection(workspace, { environment: 'gone', service: 'gone' })).toEqual({
      environment: 'development',
      service: null,
    });
  });

  test('selects nothing where there is nothing', () => {
    const none = { environments: [], services: [] } as unknown as WorkspaceSnapshot;
    expect(fitSelection(none, { environment: 'x', service: null })).toEqual({
      environment: '',
      service: null,
    });
  });
});
