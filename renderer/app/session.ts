/** Follows the engine: its events go to the stores, what the user arranged goes back to it. */
import type { StrataClient } from '../../shared/contract/client.ts';
import type { EngineEvent } from '../../shared/contract/events.ts';
import type { AnalysisState, FileId, WorkspaceSnapshot } from '../../shared/contract/model.ts';
import * as editorModels from '../editor/models.ts';
import { afterPaint } from '../state/afterPaint.ts';
import { receiveAnalysis, useAnalysis } from '../state/analysis.ts';
import { forgetDocument, receiveStanding, useDocuments } from '../state/documents.ts';
import { useEffective } from '../state/effective.ts';
import { refreshHistory, useHistory } from '../state/history.ts';
import { loadTheme } from '../state/preferences.ts';
import { noRenames, useRenames } from '../state/renames.ts';
import { fitSelection, useSelection } from '../state/selection.ts';
import { noTabs, useTabs, withActive } from '../state/tabs.ts';
import { baseName, useWorkspace } from '../state/workspace.ts';
import { notify, report } from '../toasts/queue.ts';
import { leaveArrangement, rememberArrangement, restoreArrangement } from './arrangement.ts';
import { showUnsaved } from './group-edits.ts';
import { settleConflictTold } from './saving.ts';

/** Reads what is open, then follows every event until the returned function is called. */
export function startSession(client: StrataClient): () => void {
  const unsubscribe = client.subscribe(
    (event) => receive(client, event),
    (connected) => {
      useWorkspace.setState({ connected });
      editorModels.handleConnection(connected);
      // The first time as well: what happened between the first reading and the first event is in neither.
      if (connected) void readCurrent(client).catch(report);
    },
  );
  void readHost(client).catch(report);
  void loadTheme(client).catch(report);
  void readCurrent(client).catch(report);
  const forget = rememberArrangement(client);
  const stopFollowing = editorModels.onStanding(receiveStanding);
  return () => {
    unsubscribe();
    forget();
    stopFollowing();
  };
}

/** Shows a workspace the engine opened, or the welcome screen. Safe to call twice for the same one. */
export async function enterWorkspace(
  client: StrataClient,
  workspace: WorkspaceSnapshot | null,
): Promise<void> {
  const before = useWorkspace.getState().workspace;
  if (before !== null && workspace !== null && isOlder(workspace, before)) return;
  if (workspace === null || before?.generation !== workspace.generation) leaveWorkspace();
  if (workspace === null) {
    useWorkspace.setState({ ready: true, workspace: null });
    return;
  }
  useWorkspace.setState({ ready: true, workspace });
  useSelection.setState(fitSelection(workspace, useSelection.getState()));
  if (before?.generation === workspace.generation) return;
  await restoreArrangement(client, workspace);
  void showEarlierWork(client, workspace).catch(report);
}

/** Answers and events come over connections of their own, so what was told first may arrive last. */
function isOlder(told: WorkspaceSnapshot, known: WorkspaceSnapshot): boolean {
  return told.generation === known.generation
    ? told.revision < known.revision
    : told.generation < known.generation;
}

/** What an earlier session, or another tab of the browser, left unsaved. */
async function showEarlierWork(
  client: StrataClient,
  { generation, files, unsaved = [] }: WorkspaceSnapshot,
): Promise<void> {
  if (useWorkspace.getState().workspace?.generation !== generation) return;
  const left = files.filter(({ id }) => unsaved.includes(id));
  await showUnsaved(
    client,
    left.map(({ id, path }) => ({ file: id, path })),
  );
  const [first] = left;
  if (first !== undefined)
    useTabs.setState((tabs) => (tabs.active === null ? withActive(tabs, first.id) : tabs));
}

async function readHost(client: StrataClient): Promise<void> {
  useWorkspace.setState({ info: await client.call('app.info', {}) });
}

async function readCurrent(client: StrataClient): Promise<void> {
  const before = useWorkspace.getState().workspace;
  const { workspace, analysis, notices } = await client.call('workspace.current', {});
  // One was opened while this answer, that there is none, was on its way.
  if (workspace === null && useWorkspace.getState().workspace !== before) return;
  await enterWorkspace(client, workspace);
  if (analysis !== null) {
    acceptAnalysis(analysis);
    editorModels.receiveAnalysis(analysis);
  }
  for (const notice of notices) notify(notice);
}

function receive(client: StrataClient, event: EngineEvent): void {
  editorModels.handleEvent(event);
  switch (event.type) {
    case 'workspace':
      void enterWorkspace(client, event.workspace).catch(report);
      break;
    case 'analysis':
      showAnalysis(event.analysis);
      break;
    case 'document.state':
      receiveDocument(client, event);
      break;
    case 'history':
      refreshHistory(client, event.file);
      break;
    case 'notice':
      notify(event.notice);
      break;
    case 'document.edited':
      followUnseen(client, event.file);
      break;
  }
}

/** The editor has its marks already (`handleEvent`). */
const showAnalysis = afterPaint(acceptAnalysis);

function acceptAnalysis(analysis: AnalysisState): void {
  const { workspace } = useWorkspace.getState();
  if (workspace !== null && analysis.generation === workspace.generation) receiveAnalysis(analysis);
}

/** A tab that was not shown yet would not tell that its file has unsaved work now. */
function followUnseen(client: StrataClient, file: FileId): void {
  const hasTab = useTabs.getState().tabs.some((tab) => tab.kind === 'file' && tab.file === file);
  if (hasTab && !editorModels.isOpen(file)) void editorModels.openModel(client, file).catch(report);
}

type DocumentEvent = Extract<EngineEvent, { type: 'document.state' }>;

function receiveDocument(client: StrataClient, { cause, document }: DocumentEvent): void {
  const { file, path, conflict } = document;
  if (!useTabs.getState().tabs.some((tab) => tab.kind === 'file' && tab.file === file)) return;
  receiveStanding(file, document);
  const tell = (message: string) => notify({ severity: 'info', code: 'outside-change', file, message });
  if (cause === 'reloaded') tell(`${baseName(path)} changed on disk; reloaded.`);
  const asks = (cause === 'conflict' || cause === 'missing') && conflict !== 'none';
  if (!asks) return;
  if (document.dirty || editorModels.isDirty(file)) void settleConflictTold(client, file);
  else tell(`${baseName(path)} was deleted on disk; saving writes it again.`);
}

function leaveWorkspace(): void {
  leaveArrangement();
  for (const file of useDocuments.getState().documents.keys()) forgetDocument(file);
  useTabs.setState(noTabs);
  useAnalysis.setState({ analysis: null });
  useEffective.setState({ view: null, failure: null });
  useRenames.setState(noRenames);
  useHistory.setState({ list: null, chosen: [] });
}

/** Files with unsaved work among the open tabs. */
export function unsavedFiles(): FileId[] {
  return useTabs
    .getState()
    .tabs.flatMap((tab) => (tab.kind === 'file' && editorModels.isDirty(tab.file) ? [tab.file] : []));
}
