/** An engine that lives in memory: it checks payloads as the real one does, and remembers what it was asked. */
import type { Engine } from '../../core/engine-types.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { EngineEvent } from '../../shared/contract/events.ts';
import { type OperationName, operations } from '../../shared/contract/operations.ts';

export interface RecordedCall {
  readonly name: OperationName;
  readonly input: unknown;
  readonly client: string | undefined;
}

export interface MemoryEngine extends Engine {
  readonly calls: RecordedCall[];
  readonly subscribers: number;
  emit(event: EngineEvent): void;
  /** Makes one operation answer, or fail, in a way of the test's own. */
  when(name: OperationName, behaviour: (input: never) => unknown): void;
}

export const fileId = 'f_0123456789abcdef';

export function createMemoryEngine(): MemoryEngine {
  const calls: RecordedCall[] = [];
  const listeners = new Set<(event: EngineEvent) => void>();
  const preferences: { theme: string; workspace: Record<string, unknown> } = {
    theme: 'system',
    workspace: {},
  };
  let text = '';
  let version = 1;

  const behaviours = new Map<OperationName, (input: never) => unknown>([
    [
      'app.info',
      () => ({ version: '0', host: 'browser', platform: 'test', capabilities: { chooseFolder: false } }),
    ],
    ['preferences.get', () => preferences],
    [
      'preferences.set',
      (input: object) => {
        Object.assign(preferences, input);
        return {};
      },
    ],
    ['workspace.current', () => ({ workspace: null, analysis: null, notices: [] })],
    ['workspace.choose', () => null],
    ['workspace.close', () => ({})],
    [
      'document.replace',
      (input: { text: string }) => {
        text = input.text;
        version += 1;
        return { version, dirty: true };
      },
    ],
    ['document.open', () => documentOf(text, version)],
  ]);

  return {
    calls,
    get subscribers() {
      return listeners.size;
    },
    async call(name, input, client) {
      const checked = operations[name].input.safeParse(input);
      if (!checked.success) throw new StrataError({ code: 'BAD_REQUEST', message: checked.error.message });
      calls.push({ name, input: checked.data, client });
      const behaviour = behaviours.get(name);
      if (behaviour === undefined)
        throw new StrataError({ code: 'NO_WORKSPACE', message: 'Nothing is open.' });
      return operations[name].output.parse(await behaviour(checked.data as never)) as never;
    },
    subscribe(onEvent) {
      listeners.add(onEvent);
      return () => listeners.delete(onEvent);
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    when: (name, behaviour) => void behaviours.set(name, behaviour),
    openFolder: async () => {},
    unsaved: () => [],
    keepUnsaved: async () => {},
    close: async () => {},
  };
}

function documentOf(text: string, version: number) {
  return {
    file: fileId,
    path: 'app.toml',
    text,
    version,
    etag: null,
    dirty: true,
    eol: 'lf',
    bom: false,
    readOnly: false,
    tier: 'full',
    conflict: 'none',
    language: 'toml',
  };
}
