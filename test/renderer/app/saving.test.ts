import { beforeEach, describe, expect, test, vi } from 'vitest';
import { closeTab, saveFile, settleConflict, settleConflictTold } from '../../../renderer/app/saving.ts';
import { type Question, useQuestions } from '../../../renderer/dialogs/questions.ts';
import { closeModel, isDirty, saveModel } from '../../../renderer/editor/models.ts';
import { fileTab, noTabs, useTabs, withTab } from '../../../renderer/state/tabs.ts';
import { toastQueue } from '../../../renderer/toasts/queue.ts';
import type { StrataClient } from '../../../shared/contract/client.ts';
import { type ErrorCode, StrataError } from '../../../shared/contract/errors.ts';
import type { DocumentState } from '../../../shared/contract/model.ts';

// The buffers live in the editor, which needs a browser; here only what the shell asks of them counts.
vi.mock('../../../renderer/editor/models.ts', () => ({
  closeModel: vi.fn(async () => {}),
  isDirty: vi.fn(() => false),
  saveModel: vi.fn(),
}));

const file = 'f_0000000000000001';
const calls: [string, unknown][] = [];
let conflict: DocumentState['conflict'] = 'changed-on-disk';
const client = {
  call: async (name: string, input: unknown) => {
    calls.push([name, input]);
    return name === 'document.open' ? { conflict } : { conflicts: 0 };
  },
  subscribe: () => () => {},
} as unknown as StrataClient;

const refused = (code: ErrorCode, message = 'refused') => new StrataError({ code, message });
const saved = { etag: null, version: 4, outcome: 'saved' } as const;
const messages = () => toastQueue.visibleToasts.map(({ content }) => content.message);

/** The next question of this kind, as soon as it is asked. */
async function asked<K extends Question['kind']>(kind: K): Promise<Extract<Question, { kind: K }>> {
  const question = await vi.waitUntil(() => useQuestions.getState().waiting[0], 20_000);
  expect(question.kind).toBe(kind);
  return question as Extract<Question, { kind: K }>;
}

beforeEach(() => {
  calls.length = 0;
  conflict = 'changed-on-disk';
  vi.mocked(saveModel).mockReset();
  vi.mocked(closeModel).mockClear();
  vi.mocked(isDirty).mockReturnValue(false);
  useQuestions.setState({ waiting: [] });
  useTabs.setState(withTab(noTabs, fileTab(file, 'config/global.toml')));
  for (const { key } of toastQueue.visibleToasts) toastQueue.close(key);
});

describe('saving', () => {
  test('that works says nothing', async () => {
    vi.mocked(saveModel).mockResolvedValue(saved);
    expect(await saveFile(client, file)).toBe(true);
    expect(messages()).toEqual([]);
  });

  test('that the disk did not confirm is told', async () => {
    vi.mocked(saveModel).mockResolvedValue({ ...saved, outcome: 'saved-unsure' });
    expect(await saveFile(client, file)).toBe(true);
    expect(messages()).toEqual(['The file is written, but the disk did not confirm it.']);
  });

  test('that fails says what happened and what to do', async () => {
    const full = new StrataError({
      code: 'DISK_FULL',
      message: 'The disk is full.',
      remedy: 'Make room, then save again.',
    });
    vi.mocked(saveModel).mockRejectedValue(full);
    expect(await saveFile(client, file)).toBe(false);
    expect(toastQueue.visibleToasts[0]?.content).toMatchObject({
      severity: 'error',
      message: 'The disk is full.',
      remedy: 'Make room, then save again.',
    });
  });

  test('over a change on disk asks, and with "keep mine" saves again', async () => {
    vi.mocked(saveModel).mockRejectedValueOnce(refused('CONFLICT')).mockResolvedValueOnce(saved);
    const saving = saveFile(client, file);
    const question = await asked('conflict');
    expect(question.about.missing).toBe(false);
    question.answer('mine');
    expect(await saving).toBe(true);
    expect(calls.slice(1)).toEqual([['document.resolve', { file, choice: 'mine' }]]);
  });

  test('while the answer to a conflict is on its way waits for it, and does not ask again', async () => {
    const settling = settleConflict(client, file, false);
    const question = await asked('conflict');
    vi.mocked(saveModel).mockResolvedValueOnce(saved);
    const saving = saveFile(client, file);
    expect(saveModel).not.toHaveBeenCalled();
    question.answer('mine');
    expect(await Promise.all([settling, saving])).toEqual(['mine', true]);
    expect(useQuestions.getState().waiting).toEqual([]);
  });

  test('of a file deleted on disk asks about that, and with "keep mine" writes it again', async () => {
    conflict = 'missing-on-disk';
    vi.mocked(saveModel).mockRejectedValueOnce(refused('CONFLICT')).mockResolvedValueOnce(saved);
    const saving = saveFile(client, file);
    const question = await asked('conflict');
    expect(question.about.missing).toBe(true);
    question.answer('mine');
    expect(await saving).toBe(true);
  });

  test('over a change on disk does not save when the user merges first', async () => {
    vi.mocked(saveModel).mockRejectedValueOnce(refused('CONFLICT'));
    const saving = saveFile(client, file);
    (await asked('conflict')).answer('merge');
    expect(await saving).toBe(false);
    expect(saveModel).toHaveBeenCalledTimes(1);
  });

  test('what breaks a protected environment goes on only with a reason', async () => {
    vi.mocked(saveModel)
      .mockRejectedValueOnce(refused('REASON_REQUIRED', 'production becomes invalid'))
      .mockResolvedValueOnce(saved);
    const saving = saveFile(client, file);
    const question = await asked('reason');
    expect(question.about.message).toBe('production becomes invalid');
    question.answer('hotfix');
    expect(await saving).toBe(true);
    expect(saveModel).toHaveBeenLastCalledWith(file, { reason: 'hotfix' });
  });

  test('without the reason is not done', async () => {
    vi.mocked(saveModel).mockRejectedValueOnce(refused('REASON_REQUIRED'));
    const saving = saveFile(client, file);
    (await asked('reason')).answer(null);
    expect(await saving).toBe(false);
  });
});

describe('a conflict that is told', () => {
  test('after it was settled, here or on another page, asks nothing', async () => {
    conflict = 'none';
    await settleConflictTold(client, file);
    expect(useQuestions.getState().waiting).toEqual([]);
  });

  test('is asked about as what it is by now', async () => {
    conflict = 'missing-on-disk';
    const settling = settleConflictTold(client, file);
    const question = await asked('conflict');
    expect(question.about.missing).toBe(true);
    question.answer('later');
    await settling;
  });
});

describe('closing a tab', () => {
  const open = () => useTabs.getState().tabs.length;

  test('without unsaved work asks nothing', async () => {
    expect(await closeTab(client, file)).toBe(true);
    expect(open()).toBe(0);
    expect(closeModel).toHaveBeenCalledWith(file, { discard: false });
  });

  test('with unsaved work stays when the user cancels', async () => {
    vi.mocked(isDirty).mockReturnValue(true);
    const closing = closeTab(client, file);
    (await asked('close')).answer('cancel');
    expect(await closing).toBe(false);
    expect(open()).toBe(1);
    expect(closeModel).not.toHaveBeenCalled();
  });

  test('with unsaved work drops it only when told to', async () => {
    vi.mocked(isDirty).mockReturnValue(true);
    const closing = closeTab(client, file);
    (await asked('close')).answer('discard');
    expect(await closing).toBe(true);
    expect(closeModel).toHaveBeenCalledWith(file, { discard: true });
  });

  test('stays when saving first does not work', async () => {
    vi.mocked(isDirty).mockReturnValue(true);
    vi.mocked(saveModel).mockRejectedValueOnce(refused('DISK_FULL'));
    const closing = closeTab(client, file);
    (await asked('close')).answer('save');
    expect(await closing).toBe(false);
    expect(open()).toBe(1);
  });

  test('stays when the engine cannot be told', async () => {
    vi.mocked(closeModel).mockRejectedValueOnce(refused('UNREACHABLE', 'Strata cannot be reached.'));
    expect(await closeTab(client, file)).toBe(false);
    expect(open()).toBe(1);
    expect(messages()).toEqual(['Strata cannot be reached.']);
  });
});
