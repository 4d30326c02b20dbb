/** Many tabs of one browser, one event stream. The tabs talk over Node's own channels and locks. */
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { BrowserPage } from '../../../renderer/client/browser-page.ts';
import { httpTransport } from '../../../renderer/client/http.ts';
import { browserPeers, type Peers } from '../../../renderer/client/peers.ts';
import { HEARTBEAT_MS } from '../../../shared/contract/http.ts';
import { type RunningHost, runHost } from '../../server/running-host.ts';
import { openPage } from './stand-in-page.ts';

let running: RunningHost;
let streams: number;
let browser: string;
beforeEach(async () => {
  running = await runHost();
  streams = 0;
  browser = crypto.randomUUID();
});
afterEach(() => running.stop());

const notice = (message: string) =>
  ({ type: 'notice', notice: { severity: 'info', code: 'test', message } }) as const;

interface Tab {
  readonly events: unknown[];
  readonly connections: boolean[];
  close(): void;
}

function openTab(how: { token?: string; silenceMs?: number; peers?: (peers: Peers) => Peers } = {}): Tab {
  const { token = running.token, silenceMs = 2 * HEARTBEAT_MS, peers = (own) => own } = how;
  const page: BrowserPage = {
    ...openPage(`${running.host.address}/`, token),
    peers: peers(browserPeers(browser)!),
    fetch: (input, init) => {
      if (String(input).endsWith('/api/events')) streams += 1;
      return fetch(input, init);
    },
  };
  const times = { firstRetryMs: 10, longestRetryMs: 100, silenceMs };
  const events: unknown[] = [];
  const connections: boolean[] = [];
  const close = httpTransport({ client: crypto.randomUUID(), page, times }).subscribe(
    (event) => events.push(event),
    (connected) => connections.push(connected),
  );
  onTestFinished(close);
  return { events, connections, close };
}

const connected = (tab: Tab) => expect.poll(() => tab.connections.at(-1)).toBe(true);

it('eight tabs share one, and each hears everything once and in order', async () => {
  const tabs = Array.from({ length: 8 }, () => openTab());
  for (const tab of tabs) await connected(tab);
  running.engine.emit(notice('one'));
  running.engine.emit(notice('two'));
  for (const { events } of tabs) await expect.poll(() => events).toEqual([notice('one'), notice('two')]);
  expect(streams).toBe(1);
  expect(tabs.map(({ connections }) => connections)).toEqual(tabs.map(() => [true]));
});

it('when the tab that reads it closes another one does, and all learn of the gap', async () => {
  const first = openTab();
  await connected(first);
  const others = [openTab(), openTab()];
  for (const tab of others) await connected(tab);
  first.close();
  for (const { connections } of others) await expect.poll(() => connections).toEqual([true, false, true]);
  running.engine.emit(notice('later'));
  for (const { events } of others) await expect.poll(() => events).toEqual([notice('later')]);
  expect(first.events).toEqual([]);
  expect(streams).toBe(2);
});

it('when the tab that reads it falls silent another one takes its place, and it follows', async () => {
  let frozen = false;
  const first = openTab({ peers: (own) => ({ ...own, post: (message) => frozen || own.post(message) }) });
  await connected(first);
  const second = openTab({ silenceMs: 3_000 });
  await connected(second);
  frozen = true;
  for (const { connections } of [first, second])
    await expect.poll(() => connections).toEqual([true, false, true]);
  frozen = false;
  running.engine.emit(notice('after'));
  for (const { events } of [first, second]) await expect.poll(() => events).toEqual([notice('after')]);
});

it('a tab that is not signed in neither hears it nor keeps others from it', async () => {
  const stranger = openTab({ token: 'stale' });
  await expect.poll(() => stranger.connections).toEqual([false]);
  const member = openTab();
  await connected(member);
  running.engine.emit(notice('for members'));
  await expect.poll(() => member.events).toEqual([notice('for members')]);
  expect(stranger.events).toEqual([]);
});

it('a lost connection is told to all', async () => {
  const tabs = [openTab(), openTab()];
  for (const tab of tabs) await connected(tab);
  await running.host.close();
  for (const { connections } of tabs) await expect.poll(() => connections).toEqual([true, false]);
});
