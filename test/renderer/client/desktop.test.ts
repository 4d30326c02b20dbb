/** The desktop transport hands everything through the bridge and rebuilds its errors. */
import { describe, expect, it } from 'vitest';
import { desktopTransport } from '../../../renderer/client/desktop.ts';
import type { BridgeReply, DesktopBridge } from '../../../shared/contract/desktop-bridge.ts';
import { StrataError } from '../../../shared/contract/errors.ts';

function bridgeThat(reply: BridgeReply) {
  const calls: unknown[][] = [];
  const listeners = new Set<(event: unknown) => void>();
  const bridge: DesktopBridge = {
    async call(...parts) {
      calls.push(parts);
      return reply;
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onCommand: () => () => {},
  };
  return { bridge, calls, listeners };
}

describe('the desktop transport', () => {
  it('gives the output of a call, made in the name of the page', async () => {
    const { bridge, calls } = bridgeThat({ ok: true, output: { theme: 'dark' } });
    expect(await desktopTransport(bridge, 'page-1').call('preferences.get', {})).toEqual({ theme: 'dark' });
    expect(calls).toEqual([['preferences.get', {}, 'page-1']]);
  });

  it('rejects with the error that came across', async () => {
    const error = {
      code: 'CONFLICT',
      message: 'It changed.',
      remedy: 'Compare.',
      details: { file: 'a' },
    } as const;
    const { bridge } = bridgeThat({ ok: false, error });
    const call = desktopTransport(bridge, 'page-1').call('workspace.close', {});
    const failure: unknown = await call.catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(StrataError);
    expect((failure as StrataError).toShape()).toEqual(error);
  });

  it('passes events on until unsubscribed, and is connected from the start', async () => {
    const { bridge, listeners } = bridgeThat({ ok: true, output: {} });
    const seen: unknown[] = [];
    const unsubscribe = desktopTransport(bridge, 'page-1').subscribe(
      (event) => seen.push(event),
      (connected) => seen.push(connected),
    );
    expect(seen).toEqual([]);
    await Promise.resolve();
    for (const listener of listeners) listener('event');
    unsubscribe();
    expect(seen).toEqual([true, 'event']);
    expect(listeners.size).toBe(0);
  });
});
