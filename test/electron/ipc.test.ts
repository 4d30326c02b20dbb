import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { operationNames } from '../../shared/contract/operations.ts';
import { RunningApp } from './running-app.ts';

vi.mock('electron', () => import('./stand-in.ts'));

let app: RunningApp;
beforeAll(async () => {
  app = await RunningApp.start();
});
afterAll(() => app.stop());

test('there is one channel for each operation of the contract, and no other', () => {
  expect([...app.remembered.channels.keys()].sort()).toEqual(
    operationNames.map((name) => `strata:call:${name}`).sort(),
  );
});

describe('is refused on every channel:', () => {
  test.each([
    ['a frame that is gone', null],
    ['a frame inside the page', { url: 'app://bundle/index.html', parent: {} }],
    ['an empty page', { url: 'about:blank', parent: null }],
    ['a page without an address', { url: '', parent: null }],
    ['a page of another host', { url: 'app://bundle.evil/index.html', parent: null }],
    ['a page of another scheme', { url: 'https://bundle/index.html', parent: null }],
    ['a file', { url: 'file:///app://bundle/index.html', parent: null }],
  ])('%s', async (_who, frame) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const codes = await Promise.all(
      operationNames.map(async (name) => {
        const reply = await app.ask(name, {}, frame);
        return reply.ok ? 'answered' : reply.error.code;
      }),
    );
    expect(new Set(codes)).toEqual(new Set(['FORBIDDEN']));
    expect(warn).toHaveBeenCalledTimes(operationNames.length);
    warn.mockRestore();
  });
});

describe('a request of the page', () => {
  test('is answered with the output', async () => {
    expect(await app.ask('workspace.current', {})).toMatchObject({ ok: true, output: { workspace: null } });
  });

  test.each([
    ['is an object instead of text', {}],
    ['is missing', undefined],
    ['is no JSON', '{'],
    ['does not fit the contract', '{"folder":"../../etc"}'],
    ['has fields that nobody knows', '{"folder":"d_0123456789abcdef","path":"/etc"}'],
  ])('that %s gets an error and reaches nothing', async (_what, request) => {
    const reply = await app.send('workspace.open', request);
    expect(reply).toMatchObject({ ok: false });
    expect((await app.call('workspace.current', {})).workspace).toBeNull();
  });

  test('that is larger than any document is refused unread', async () => {
    const reply = await app.send('document.replace', ' '.repeat(40 * 1024 * 1024));
    expect(reply).toMatchObject({ ok: false, error: { code: 'TOO_LARGE' } });
  });

  test.each([[7], [{}], ['x'.repeat(65)]])('from a client called %j is refused', async (client) => {
    const reply = await app.send('workspace.current', '{}', undefined, client);
    expect(reply).toMatchObject({ ok: false, error: { code: 'BAD_REQUEST' } });
  });

  test('that fails gets the code, the message and the way out', async () => {
    const reply = await app.ask('workspace.open', { folder: 'd_0123456789abcdef' });
    expect(reply).toMatchObject({ ok: false, error: { code: 'NOT_FOUND', message: expect.any(String) } });
  });
});
