import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { DesktopBridge } from '../../shared/contract/desktop-bridge.ts';

const wire = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  invoked: [] as unknown[][],
  answer: (): Promise<unknown> => Promise.resolve({ ok: true, output: {} }),
  listeners: new Map<string, Set<(event: object, payload: unknown) => void>>(),
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => wire.exposed.set(name, value) },
  ipcRenderer: {
    invoke: (...args: unknown[]) => {
      wire.invoked.push(args);
      return wire.answer();
    },
    on: (channel: string, listener: (event: object, payload: unknown) => void) =>
      wire.listeners.set(channel, (wire.listeners.get(channel) ?? new Set()).add(listener)),
    off: (channel: string, listener: (event: object, payload: unknown) => void) =>
      wire.listeners.get(channel)?.delete(listener),
  },
}));

let bridge: DesktopBridge;
beforeEach(async () => {
  vi.resetModules();
  wire.exposed.clear();
  wire.invoked = [];
  wire.listeners.clear();
  await import('../../electron/preload.ts');
  bridge = wire.exposed.get('strata') as DesktopBridge;
});

const deliver = (channel: string, payload: unknown) => {
  for (const listener of wire.listeners.get(channel) ?? []) listener({ sender: 'must not be seen' }, payload);
};

describe('the preload script', () => {
  test('exposes the bridge and nothing else', () => {
    expect([...wire.exposed.keys()]).toEqual(['strata']);
    expect(Object.keys(bridge).sort()).toEqual(['call', 'onCommand', 'onEvent']);
  });

  test('sends a call as JSON on the channel of its operation', async () => {
    await bridge.call('workspace.open', { folder: 'd_1' }, 'page');
    expect(wire.invoked).toEqual([['strata:call:workspace.open', '{"folder":"d_1"}', 'page']]);
  });

  test('cannot be made to use a channel of another kind', async () => {
    await bridge.call('../event', {});
    expect(wire.invoked[0]?.[0]).toBe('strata:call:../event');
  });

  test('turns a call that Electron could not deliver into an error value', async () => {
    wire.answer = () => Promise.reject(new Error("No handler registered for 'strata:call:x'"));
    expect(await bridge.call('x', {})).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
  });

  test('hands over the payload of events and commands, never the event of Electron', () => {
    const onEvent = vi.fn();
    const onCommand = vi.fn();
    bridge.onEvent(onEvent);
    bridge.onCommand(onCommand);
    deliver('strata:event', { type: 'notice' });
    deliver('strata:command', 'file.save');
    expect(onEvent.mock.calls).toEqual([[{ type: 'notice' }]]);
    expect(onCommand.mock.calls).toEqual([['file.save']]);
  });

  test('stops calling back when told to', () => {
    const onEvent = vi.fn();
    const stop = bridge.onEvent(onEvent);
    stop();
    deliver('strata:event', { type: 'notice' });
    expect(onEvent).not.toHaveBeenCalled();
  });
});
