/** The HTTP transport against the real browser host. */
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { httpTransport } from '../../../renderer/client/http.ts';
import { LOGIN_CODE_LIFE_MS } from '../../../server/credentials.ts';
import { createClient, type StrataClient, type Transport } from '../../../shared/contract/client.ts';
import { StrataError } from '../../../shared/contract/errors.ts';
import type { EngineEvent } from '../../../shared/contract/events.ts';
import { fileId } from '../../server/memory-engine.ts';
import { type RunningHost, runHost } from '../../server/running-host.ts';
import { openPage, type StandInPage } from './stand-in-page.ts';

const times = { firstRetryMs: 10, longestRetryMs: 40, silenceMs: 60_000 };

let running: RunningHost;
beforeEach(async () => {
  running = await runHost();
});
afterEach(() => running.stop());

function transportOf(page: StandInPage, changed: Partial<typeof times> = {}): Transport {
  return httpTransport({ client: 'page-1', page, times: { ...times, ...changed } });
}

function clientOf(page: StandInPage): StrataClient {
  return createClient(transportOf(page));
}

function signedInPage(): StandInPage {
  return openPage(running.host.newLoginUrl());
}

async function failureOf(call: Promise<unknown>): Promise<StrataError> {
  const failure = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(failure).toBeInstanceOf(StrataError);
  return failure as StrataError;
}

/** Subscribes for the length of the test and notes what comes. */
function listen(transport: Pick<Transport, 'subscribe'>) {
  const events: unknown[] = [];
  const connections: boolean[] = [];
  const unsubscribe = transport.subscribe(
    (event) => events.push(event),
    (connected) => connections.push(connected),
  );
  onTestFinished(unsubscribe);
  return { events, connections, unsubscribe };
}

function notice(message: string): EngineEvent {
  return { type: 'notice', notice: { severity: 'info', code: 'test', message } };
}

describe('signing in', () => {
  it('uses the code of the address, removes it from there and keeps the token for this tab', async () => {
    const page = signedInPage();
    const client = clientOf(page);
    expect(await client.call('app.info', {})).toMatchObject({ host: 'browser' });
    expect(page.fragment()).toBe('');
    expect(page.stored()).toBe(running.token);
  });

  it('is not waited for once it is done: a call is sent before anything else happens', async () => {
    const page = signedInPage();
    const sent: string[] = [];
    const watched: StandInPage = {
      ...page,
      fetch: (input, init) => {
        sent.push(String(input));
        return fetch(input, init);
      },
    };
    const client = clientOf(watched);
    await client.call('app.info', {});
    sent.length = 0;
    const answer = client.call('app.info', {});
    expect(sent).toHaveLength(1);
    await answer;
  });

  it('happens once, however many calls are waiting for it', async () => {
    const client = clientOf(signedInPage());
    await Promise.all(Array.from({ length: 5 }, () => client.call('app.info', {})));
    expect(running.engine.calls).toHaveLength(5);
  });

  it('survives a reload between the answer of the host and the moment the page keeps it', async () => {
    const page = signedInPage();
    let answered = () => {};
    const used = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const leaving: StandInPage = {
      ...page,
      fetch: async (input, init) => {
        await fetch(input, init);
        answered();
        return new Promise(() => {});
      },
    };
    void clientOf(leaving).call('app.info', {});
    await used;
    const stranger = openPage(`${page.origin}/#${page.fragment()}`);
    expect((await failureOf(clientOf(stranger).call('app.info', {}))).code).toBe('UNAUTHORIZED');
    expect(await clientOf(page.reloaded()).call('app.info', {})).toMatchObject({ host: 'browser' });
  });

  it('keeps the code in the address until the token is kept, for a reload before that', async () => {
    const page = signedInPage();
    const unanswered = { ...page, fetch: () => new Promise<Response>(() => {}) };
    void clientOf(unanswered).call('app.info', {});
    expect(await clientOf(page.reloaded()).call('app.info', {})).toMatchObject({ host: 'browser' });
  });

  it('leaves the rest of the fragment alone', async () => {
    const page = openPage(`${running.host.newLoginUrl()}&file=app.toml`);
    await clientOf(page).call('app.info', {});
    expect(page.fragment()).toBe('file=app.toml');
  });

  it('is not needed again after a reload', async () => {
    const page = signedInPage();
    await clientOf(page).call('app.info', {});
    expect(await clientOf(page.reloaded()).call('app.info', {})).toMatchObject({ host: 'browser' });
  });

  it('without a code or a token says where to get one', async () => {
    const failure = await failureOf(clientOf(openPage(running.host.address)).call('app.info', {}));
    expect(failure.code).toBe('UNAUTHORIZED');
    expect(failure.remedy).toMatch(/Enter.*terminal/);
  });

  it('with an expired code says where to get a new one', async () => {
    const page = signedInPage();
    running.wait(LOGIN_CODE_LIFE_MS);
    const failure = await failureOf(clientOf(page).call('app.info', {}));
    expect([failure.code, failure.message]).toEqual(['UNAUTHORIZED', expect.stringContaining('expired')]);
    expect(failure.remedy).toMatch(/Enter.*terminal/);
  });

  it('with a used code goes on with the session that this tab has', async () => {
    const url = running.host.newLoginUrl();
    const page = openPage(url);
    await clientOf(page).call('app.info', {});
    page.replaceFragment(new URL(url).hash.slice(1));
    expect(await clientOf(page.reloaded()).call('app.info', {})).toMatchObject({ host: 'browser' });
  });

  it('works in the same tab when the user opens a fresh address after a refusal', async () => {
    const page = openPage(running.host.address, 'a-token-of-an-earlier-process');
    const client = clientOf(page);
    const { connections } = listen(client);
    expect((await failureOf(client.call('app.info', {}))).code).toBe('UNAUTHORIZED');
    expect(page.stored()).toBeNull();
    await expect.poll(() => connections).toEqual([false]);

    page.visit(running.host.newLoginUrl());
    expect(await client.call('app.info', {})).toMatchObject({ host: 'browser' });
    expect(page.fragment()).toBe('');
    await expect.poll(() => connections).toEqual([false, true]);
  });

  it('is tried again with the same code when the host could not be reached', async () => {
    const page = signedInPage();
    let reachable = false;
    const client = clientOf({
      ...page,
      fetch: (input, init) =>
        reachable ? fetch(input, init) : Promise.reject(new TypeError('fetch failed')),
    });
    expect((await failureOf(client.call('app.info', {}))).code).toBe('UNREACHABLE');
    reachable = true;
    expect(await client.call('app.info', {})).toMatchObject({ host: 'browser' });
  });
});

describe('a call', () => {
  it('carries its input by GET and by POST, in the name of the page', async () => {
    const client = clientOf(signedInPage());
    running.engine.when('history.list', () => ({ versions: [], total: 0 }));
    await client.call('history.list', { file: fileId, limit: 3 });
    await client.call('document.replace', { file: fileId, text: 'ключ = "ä"\r\n', client: 'page-1' });
    expect(running.engine.calls).toEqual([
      { name: 'history.list', input: { file: fileId, limit: 3 }, client: 'page-1' },
      {
        name: 'document.replace',
        input: { file: fileId, text: 'ключ = "ä"\r\n', client: 'page-1' },
        client: 'page-1',
      },
    ]);
    expect(await client.call('document.open', { file: fileId })).toMatchObject({ text: 'ключ = "ä"\r\n' });
  });

  it('carries the largest document there and back', async () => {
    const client = clientOf(signedInPage());
    const text = `a = "${'\\'.repeat(16 * 1024 * 1024 - 6)}"`;
    await client.call('document.replace', { file: fileId, text, client: 'page-1' });
    expect((await client.call('document.open', { file: fileId })).text).toBe(text);
  });

  it('with a larger one is told so, not cut off in the middle', async () => {
    const client = clientOf(signedInPage());
    const text = '\n'.repeat(20 * 1024 * 1024);
    const failure = await failureOf(
      client.call('document.replace', { file: fileId, text, client: 'page-1' }),
    );
    expect([failure.code, failure.remedy]).toEqual(['TOO_LARGE', expect.stringContaining('16 MB')]);
  });

  it('rejects with the error of the engine, whole', async () => {
    const shape = {
      code: 'CONFLICT',
      message: 'It changed.',
      remedy: 'Compare.',
      details: { file: 'a' },
    } as const;
    running.engine.when('workspace.close', () => {
      throw new StrataError(shape);
    });
    const failure = await failureOf(clientOf(signedInPage()).call('workspace.close', {}));
    expect(failure.toShape()).toEqual(shape);
  });

  it('is UNREACHABLE, with the way out, once the process has ended', async () => {
    const client = clientOf(signedInPage());
    await client.call('app.info', {});
    await running.host.close();
    const failure = await failureOf(client.call('app.info', {}));
    expect([failure.code, failure.remedy]).toEqual([
      'UNREACHABLE',
      expect.stringContaining('Start it again'),
    ]);
  });

  it('is UNREACHABLE when the answer breaks off', async () => {
    const broken = createServer((request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"version":', () => request.socket.destroy());
    });
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void broken.close());
    const { port } = broken.address() as { port: number };
    const failure = await failureOf(
      clientOf(openPage(`http://127.0.0.1:${port}/`, 'token')).call('app.info', {}),
    );
    expect(failure.code).toBe('UNREACHABLE');
  });
});

describe('events', () => {
  it('arrive checked and in order', async () => {
    const client = clientOf(signedInPage());
    const { events, connections } = listen(client);
    await expect.poll(() => connections).toEqual([true]);
    running.engine.emit(notice('one'));
    running.engine.emit(notice('two\n\nlines'));
    await expect.poll(() => events).toEqual([notice('one'), notice('two\n\nlines')]);
  });

  it('of any size arrive whole', async () => {
    const { events, connections } = listen(transportOf(signedInPage()));
    await expect.poll(() => connections).toEqual([true]);
    const large = notice('ä'.repeat(8 * 1024 * 1024));
    running.engine.emit(large);
    await expect.poll(() => events.length, { timeout: 30_000 }).toBe(1);
    expect(events[0]).toEqual(large);
  });

  it('come over one connection for all subscribers, and the second is told at once that it stands', async () => {
    const page = signedInPage();
    let streams = 0;
    const transport = transportOf({
      ...page,
      fetch: (input, init) => {
        if (String(input).endsWith('/api/events')) streams += 1;
        return fetch(input, init);
      },
    });
    const first = listen(transport);
    await expect.poll(() => first.connections).toEqual([true]);
    const second = listen(transport);
    await expect.poll(() => second.connections).toEqual([true]);
    running.engine.emit(notice('both'));
    await expect.poll(() => [first.events, second.events]).toEqual([[notice('both')], [notice('both')]]);
    expect(streams).toBe(1);
  });

  it('end for one subscriber without ending for the other', async () => {
    const transport = transportOf(signedInPage());
    const leaving = listen(transport);
    const staying = listen(transport);
    await expect.poll(() => staying.connections).toEqual([true]);
    leaving.unsubscribe();
    running.engine.emit(notice('later'));
    await expect.poll(() => staying.events).toEqual([notice('later')]);
    expect(leaving.events).toEqual([]);
  });

  it('come again after the host was away, and the subscriber learns both', async () => {
    const page = signedInPage();
    const client = clientOf(page);
    const { events, connections } = listen(client);
    await expect.poll(() => connections).toEqual([true]);

    const { port } = running;
    await running.stop();
    await expect.poll(() => connections).toEqual([true, false]);

    // A new process on the same port has a new token: the user opens the address that it prints.
    running = await runHost({ port });
    await expect.poll(async () => (await failureOf(client.call('app.info', {}))).code).toBe('UNAUTHORIZED');
    page.visit(running.host.newLoginUrl());
    await expect.poll(() => connections).toEqual([true, false, true]);
    running.engine.emit(notice('back'));
    await expect.poll(() => events).toEqual([notice('back')]);
  });

  it('come again by themselves when only the connection broke', async () => {
    const page = signedInPage();
    const cut = new AbortController();
    let streams = 0;
    const { connections } = listen(
      transportOf({
        ...page,
        fetch: (input, init) => {
          if (!String(input).endsWith('/api/events')) return fetch(input, init);
          streams += 1;
          if (streams > 1) return fetch(input, init);
          return fetch(input, {
            ...init,
            signal: AbortSignal.any([cut.signal, init?.signal as AbortSignal]),
          });
        },
      }),
    );
    await expect.poll(() => connections).toEqual([true]);
    cut.abort();
    await expect.poll(() => connections).toEqual([true, false, true]);
  });

  it('keep the stream while they come, however long it lasts', async () => {
    const silenceMs = 3_000;
    const { events, connections } = listen(transportOf(signedInPage(), { silenceMs }));
    await expect.poll(() => connections).toEqual([true]);
    for (let sent = 0; sent < 15; sent += 1) {
      running.engine.emit(notice(`${sent}`));
      await pause(silenceMs / 10);
    }
    expect(connections).toEqual([true]);
    expect(events).toHaveLength(15);
  });

  it('come over a new stream when the user signs in again, and the subscriber learns of the gap', async () => {
    const page = signedInPage();
    const { events, connections } = listen(transportOf(page));
    await expect.poll(() => connections).toEqual([true]);
    page.visit(running.host.newLoginUrl());
    await expect.poll(() => connections).toEqual([true, false, true]);
    running.engine.emit(notice('once'));
    await expect.poll(() => events).toEqual([notice('once')]);
  });

  it('are asked for again when the stream falls silent', async () => {
    const { connections } = listen(transportOf(signedInPage(), { silenceMs: 100 }));
    await expect.poll(() => connections.slice(0, 3)).toEqual([true, false, true]);
  });

  it('that a subscriber chokes on do not end the stream', async () => {
    const transport = transportOf(signedInPage());
    const faults: unknown[] = [];
    const earlier = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (fault) => faults.push(fault));
    onTestFinished(() => {
      process.removeAllListeners('uncaughtException');
      for (const listener of earlier) process.on('uncaughtException', listener);
    });
    const fault = new Error('no');
    onTestFinished(
      transport.subscribe(
        () => {
          throw fault;
        },
        () => {},
      ),
    );
    const { events, connections } = listen(transport);
    await expect.poll(() => connections).toEqual([true]);
    running.engine.emit(notice('one'));
    running.engine.emit(notice('two'));
    await expect.poll(() => events).toEqual([notice('one'), notice('two')]);
    await expect.poll(() => faults).toEqual([fault, fault]);
  });
});
