import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSession } from '../../../renderer/app/session.ts';
import { useQuestions } from '../../../renderer/dialogs/questions.ts';
import { useAnalysis } from '../../../renderer/state/analysis.ts';
import { receiveStanding, useDocuments } from '../../../renderer/state/documents.ts';
import { defaultLayout, useLayout } from '../../../renderer/state/layout.ts';
import { usePreferences } from '../../../renderer/state/preferences.ts';
import { useSelection } from '../../../renderer/state/selection.ts';
import { fileTab, noTabs, useTabs, withTab } from '../../../renderer/state/tabs.ts';
import { useWorkspace } from '../../../renderer/state/workspace.ts';
import { toastQueue } from '../../../renderer/toasts/queue.ts';
import type { StrataClient } from '../../../shared/contract/client.ts';
import type { EngineEvent } from '../../../shared/contract/events.ts';
import type { AnalysisState, DocumentState, WorkspaceSnapshot } from '../../../shared/contract/model.ts';

const globalFile = 'f_0000000000000001';
const productionFile = 'f_0000000000000002';

const snapshot = (part: Partial<WorkspaceSnapshot> = {}): WorkspaceSnapshot => ({
  generation: 1,
  revision: 1,
  id: 'd_0000000000000001',
  name: 'Plue',
  folder: '/work/plue',
  dialect: 'standard',
  layout: 'manifest',
  layoutReason: '',
  toml: '1.0',
  manifest: null,
  schema: null,
  environments: ['development', 'production'].map((name) => ({
    name,
    aliases: [],
    inherits: null,
    protected: false,
  })),
  services: [],
  files: [
    { id: globalFile, path: 'config/global.toml', role: 'layer', language: 'toml', exists: true },
    { id: productionFile, path: 'config/production.toml', role: 'layer', language: 'toml', exists: true },
  ],
  ...part,
});
const analysisOf = (generation: number, revision: number): AnalysisState => ({
  generation,
  revision,
  documents: [],
  problems: [],
  problemTotal: 0,
  selections: [],
  impact: [],
  impactTotal: 0,
  durationMs: 1,
});
const documentOf = (part: Partial<DocumentState>): DocumentState => ({
  file: globalFile,
  path: 'config/global.toml',
  text: '',
  version: 1,
  etag: null,
  dirty: false,
  eol: 'lf',
  bom: false,
  readOnly: false,
  tier: 'full',
  conflict: 'none',
  language: 'toml',
  ...part,
});

/** An engine that answers from these values and says what the test lets it say. */
function startWith(opened: WorkspaceSnapshot | null, arrangement: object = {}) {
  const state = {
    workspace: opened,
    stored: [] as unknown[],
    onEvent: (_: EngineEvent) => {},
    onConnection: (_: boolean) => {},
  };
  const answers: Record<string, (input: never) => unknown> = {
    'app.info': () => ({
      version: '1',
      host: 'browser',
      platform: 'linux',
      capabilities: { chooseFolder: false },
    }),
    'preferences.get': () => ({
      theme: 'dark',
      workspace: opened === null ? {} : { [opened.folder]: JSON.stringify(arrangement) },
    }),
    'preferences.set': (input) => state.stored.push(input),
    'workspace.current': () => ({
      workspace: state.workspace,
      analysis: state.workspace && analysisOf(state.workspace.generation, 7),
      notices: [{ severity: 'warning', code: 'history', message: 'History was damaged.' }],
    }),
  };
  const client = {
    call: async (name: string, input: never) => answers[name]?.(input),
    subscribe: (onEvent: typeof state.onEvent, onConnection: typeof state.onConnection) => {
      state.onEvent = onEvent;
      state.onConnection = onConnection;
      return () => {};
    },
  } as unknown as StrataClient;
  stop = startSession(client);
  return state;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
/** The workspace is on screen, its arrangement not read yet. */
const entered = () =>
  new Promise<void>((resolve) => {
    const unsubscribe = useWorkspace.subscribe(({ workspace }) => {
      if (workspace === null) return;
      unsubscribe();
      queueMicrotask(resolve);
    });
  });
const messages = () => toastQueue.visibleToasts.map(({ content }) => content.message);
let stop = () => {};

beforeEach(() => {
  useWorkspace.setState({ ready: false, workspace: null, connected: true });
  useTabs.setState(noTabs);
  useAnalysis.setState({ analysis: null });
  useDocuments.setState({ documents: new Map(), cursor: null });
  useSelection.setState({ environment: '', service: null });
  useLayout.setState(defaultLayout);
  useQuestions.setState({ waiting: [] });
  for (const { key } of toastQueue.visibleToasts) toastQueue.close(key);
});
afterEach(() => {
  for (const question of useQuestions.getState().waiting)
    if (question.kind === 'conflict') question.answer('later');
  stop();
});

describe('at the start', () => {
  test('what is open, its analysis, notices and the theme are read', async () => {
    startWith(snapshot());
    await settled();
    expect(useWorkspace.getState()).toMatchObject({ ready: true, workspace: { name: 'Plue' } });
    expect(useAnalysis.getState().analysis?.revision).toBe(7);
    expect(usePreferences.getState().theme).toBe('dark');
    expect(messages()).toEqual(['History was damaged.']);
  });

  test('without a workspace the welcome screen can be shown', async () => {
    startWith(null);
    await settled();
    expect(useWorkspace.getState()).toMatchObject({ ready: true, workspace: null });
  });

  test('tabs, selection and panels are as the user left them', async () => {
    const files = ['config/production.toml', 'config/gone.toml', 'config/global.toml'];
    startWith(snapshot(), {
      environment: 'production',
      files,
      active: 'config/production.toml',
      layers: false,
    });
    await settled();
    expect(useTabs.getState().tabs.map(({ id }) => id)).toEqual([productionFile, globalFile]);
    expect(useTabs.getState().active).toBe(productionFile);
    expect(useSelection.getState().environment).toBe('production');
    expect(useLayout.getState().layers).toBe(false);
  });
});

describe('while the stored arrangement is on its way', () => {
  test('what the user chooses stays, and the rest is as it was left', async () => {
    startWith(snapshot(), {
      environment: 'production',
      files: ['config/production.toml'],
      active: 'config/production.toml',
      layers: false,
    });
    await entered();
    useSelection.setState({ environment: 'staging' });
    useTabs.setState((tabs) => withTab(tabs, fileTab(globalFile, 'config/global.toml')));
    await settled();
    expect(useSelection.getState().environment).toBe('staging');
    expect(useTabs.getState().active).toBe(globalFile);
    expect(useTabs.getState().tabs.map(({ id }) => id)).toEqual([globalFile, productionFile]);
    expect(useLayout.getState().layers).toBe(false);
  });

  test('a panel hidden meanwhile stays hidden', async () => {
    startWith(snapshot(), { environment: 'production', bottom: true });
    await entered();
    useLayout.setState({ bottom: false });
    await settled();
    expect(useLayout.getState().bottom).toBe(false);
    expect(useSelection.getState().environment).toBe('production');
  });
});

describe('while a workspace is open', () => {
  test('reading it again keeps tabs and selection', async () => {
    const engine = startWith(snapshot());
    await settled();
    useTabs.setState((tabs) => withTab(tabs, fileTab(globalFile, 'config/global.toml')));
    useSelection.setState({ environment: 'production' });
    engine.onEvent({ type: 'workspace', workspace: snapshot({ name: 'Renamed' }) });
    await settled();
    expect(useWorkspace.getState().workspace?.name).toBe('Renamed');
    expect(useTabs.getState().active).toBe(globalFile);
    expect(useSelection.getState().environment).toBe('production');
  });

  test('an answer that is older than what an event told already changes nothing', async () => {
    const engine = startWith(snapshot());
    engine.onEvent({ type: 'workspace', workspace: snapshot({ revision: 2, name: 'Read again' }) });
    await settled();
    expect(useWorkspace.getState().workspace?.name).toBe('Read again');
  });

  test('an answer that nothing is open does not close what was opened meanwhile', async () => {
    const engine = startWith(null);
    engine.onEvent({ type: 'workspace', workspace: snapshot() });
    await settled();
    expect(useWorkspace.getState().workspace?.name).toBe('Plue');
  });

  test('an environment that is gone from the manifest is left', async () => {
    const engine = startWith(snapshot(), { environment: 'production' });
    await settled();
    const [development] = snapshot().environments;
    engine.onEvent({ type: 'workspace', workspace: snapshot({ environments: [development!] }) });
    await settled();
    expect(useSelection.getState().environment).toBe('development');
  });

  test('another workspace starts with nothing of the one before', async () => {
    const engine = startWith(snapshot());
    await settled();
    useTabs.setState((tabs) => withTab(tabs, fileTab(globalFile, 'config/global.toml')));
    engine.onEvent({ type: 'workspace', workspace: snapshot({ generation: 2, folder: '/work/other' }) });
    await settled();
    expect(useTabs.getState().tabs).toEqual([]);
    expect(useAnalysis.getState().analysis).toBeNull();
  });

  test('an analysis of an earlier workspace is dropped', async () => {
    const engine = startWith(snapshot({ generation: 2 }));
    await settled();
    engine.onEvent({ type: 'analysis', analysis: analysisOf(1, 99) });
    expect(useAnalysis.getState().analysis?.revision).toBe(7);
  });

  test('what the user arranges is stored under the folder', async () => {
    const engine = startWith(snapshot());
    await settled();
    useSelection.setState({ environment: 'production' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const stored = engine.stored.at(-1) as { workspace: Record<string, string> };
    expect(JSON.parse(stored.workspace['/work/plue']!)).toMatchObject({ environment: 'production' });
  });

  test('the last change is stored when the workspace is left at once', async () => {
    const engine = startWith(snapshot());
    await settled();
    useSelection.setState({ environment: 'production' });
    useTabs.setState((tabs) => withTab(tabs, fileTab(globalFile, 'config/global.toml')));
    engine.onEvent({ type: 'workspace', workspace: null });
    const stored = engine.stored.at(-1) as { workspace: Record<string, string> };
    expect(JSON.parse(stored.workspace['/work/plue']!)).toMatchObject({
      environment: 'production',
      files: ['config/global.toml'],
    });
  });

  test('a connection that comes back reads everything again', async () => {
    const engine = startWith(snapshot());
    await settled();
    engine.onConnection(false);
    expect(useWorkspace.getState().connected).toBe(false);
    engine.workspace = snapshot({ name: 'Changed meanwhile' });
    engine.onConnection(true);
    await settled();
    expect(useWorkspace.getState()).toMatchObject({
      connected: true,
      workspace: { name: 'Changed meanwhile' },
    });
  });
});

describe('when a file changes outside', () => {
  const openedIn = async () => {
    const engine = startWith(snapshot());
    await settled();
    useTabs.setState((tabs) => withTab(tabs, fileTab(globalFile, 'config/global.toml')));
    return engine;
  };

  test('a reloaded buffer is told', async () => {
    const engine = await openedIn();
    engine.onEvent({ type: 'document.state', cause: 'reloaded', document: documentOf({}) });
    expect(messages().filter((text) => text.includes('global.toml'))).toEqual([
      'global.toml changed on disk; reloaded.',
    ]);
  });

  test('unsaved work is asked about, once, however often the file changes', async () => {
    const engine = await openedIn();
    const document = documentOf({ dirty: true, conflict: 'changed-on-disk' });
    engine.onEvent({ type: 'document.state', cause: 'conflict', document });
    engine.onEvent({ type: 'document.state', cause: 'conflict', document });
    await settled();
    expect(useQuestions.getState().waiting).toMatchObject([
      { kind: 'conflict', about: { name: 'global.toml', missing: false } },
    ]);
  });

  test('unsaved work on a deleted file is asked about as such', async () => {
    const engine = await openedIn();
    const document = documentOf({ dirty: true, conflict: 'missing-on-disk' });
    engine.onEvent({ type: 'document.state', cause: 'missing', document });
    await settled();
    expect(useQuestions.getState().waiting).toMatchObject([
      { kind: 'conflict', about: { missing: true, typed: true } },
    ]);
  });

  test('a deleted file without unsaved work is not said to have any', async () => {
    const engine = await openedIn();
    receiveStanding(globalFile, documentOf({}));
    const document = documentOf({ dirty: true, conflict: 'missing-on-disk' });
    engine.onEvent({ type: 'document.state', cause: 'missing', document });
    await settled();
    expect(useQuestions.getState().waiting).toMatchObject([{ about: { missing: true, typed: false } }]);
  });

  test('a file that no tab shows asks nothing', async () => {
    const engine = await openedIn();
    const document = documentOf({ file: productionFile, dirty: true, conflict: 'changed-on-disk' });
    engine.onEvent({ type: 'document.state', cause: 'conflict', document });
    await settled();
    expect(useQuestions.getState().waiting).toEqual([]);
  });
});
