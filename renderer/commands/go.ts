/** Finding commands, files, keys, problems and tabs. */
import type { StrataClient } from '../../shared/contract/client.ts';
import type { Problem } from '../../shared/contract/model.ts';
import { goTo, walk } from '../app/places.ts';
import { pickCommand, pickFile, pickKey } from '../palette/picks.ts';
import { nextProblem } from '../problems/filter.ts';
import { useAnalysis } from '../state/analysis.ts';
import { useDocuments } from '../state/documents.ts';
import { showBottom, useLayout } from '../state/layout.ts';
import { useSelection } from '../state/selection.ts';
import { neighbour, useTabs, withActive } from '../state/tabs.ts';
import { notify } from '../toasts/queue.ts';
import type { Command } from './command.ts';
import { always, hasTab, hasWorkspace } from './conditions.ts';
import { altKey } from './platform.ts';

export function goCommands(client: StrataClient, all: () => readonly Command[]): Command[] {
  const group = 'Go';
  const step = (by: number) => () => {
    const id = neighbour(useTabs.getState(), by);
    if (id !== null) useTabs.setState((tabs) => withActive(tabs, id));
  };
  return [
    {
      id: 'palette.commands',
      group,
      label: 'Show all commands',
      keys: ['Mod+Shift+P', 'F1'],
      enabled: always,
      run: () => pickCommand(all()),
    },
    {
      id: 'palette.files',
      group,
      label: 'Go to file',
      keys: ['Mod+P'],
      enabled: hasWorkspace,
      run: pickFile,
    },
    {
      id: 'palette.keys',
      group,
      label: 'Go to key…',
      keys: ['Mod+T'],
      enabled: () => useSelection.getState().environment !== '',
      run: () => pickKey(client),
    },
    {
      id: 'go.back',
      group,
      label: 'Back',
      keys: [altKey('Alt+ArrowLeft', 'Mod+Alt+ArrowLeft')],
      enabled: hasWorkspace,
      run: () => walk(-1),
    },
    {
      id: 'go.forward',
      group,
      label: 'Forward',
      keys: [altKey('Alt+ArrowRight', 'Mod+Alt+ArrowRight')],
      enabled: hasWorkspace,
      run: () => walk(1),
    },
    {
      id: 'problem.next',
      group,
      label: 'Next problem',
      keys: ['F8'],
      enabled: hasProblems,
      run: () => goToProblem(1),
    },
    {
      id: 'problem.previous',
      group,
      label: 'Previous problem',
      keys: ['Shift+F8'],
      enabled: hasProblems,
      run: () => goToProblem(-1),
    },
    { id: 'tab.next', group, label: 'Next tab', keys: ['Mod+PageDown'], enabled: hasTab, run: step(1) },
    {
      id: 'tab.previous',
      group,
      label: 'Previous tab',
      keys: ['Mod+PageUp'],
      enabled: hasTab,
      run: step(-1),
    },
  ];
}

function problems(): readonly Problem[] {
  return useAnalysis.getState().analysis?.problems ?? [];
}

function hasProblems(): boolean {
  return problems().length > 0;
}

function goToProblem(step: 1 | -1): void {
  const problem = nextProblem(problems(), useDocuments.getState().cursor, step);
  if (problem?.fileId == null) return;
  goTo(problem.fileId, problem.range.start.line, problem.range.start.column);
  if (!useLayout.getState().bottom) {
    notify({ severity: problem.severity, code: 'problem', message: problem.message });
  } else showBottom('problems');
}
