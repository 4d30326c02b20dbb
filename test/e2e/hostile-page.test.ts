/** A hostile page in a real browser, on another port and under a name that points here: no effect, nothing read. */
import { createServer, type Server } from 'node:http';
import { expect, test } from '@playwright/test';
import { type RunningHost, runHost } from '../server/running-host.ts';

const CANARY = 'canary-of-the-engine';
const EVIL = 'evil.test';
const { CHROMIUM_PATH } = process.env;

test.use({
  launchOptions: {
    ...(CHROMIUM_PATH === undefined ? {} : { executablePath: CHROMIUM_PATH }),
    args: [
      `--host-resolver-rules=MAP ${EVIL} 127.0.0.1`,
      // The browser's own barrier would hide whether ours works.
      '--disable-features=LocalNetworkAccessChecks',
    ],
  },
});

let running: RunningHost;
let evil: Server;

test.beforeEach(async () => {
  running = await runHost();
  running.engine.when('app.info', () => ({
    version: CANARY,
    host: 'browser',
    platform: 'test',
    capabilities: { chooseFolder: false },
  }));
  evil = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>evil</title><body></body>');
  });
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
});

test.afterEach(async () => {
  evil.closeAllConnections();
  evil.close();
  await running.stop();
});

test('a hostile page has no effect with any of 30 attempts, from another port and from another name', async ({
  context,
}) => {
  const { port } = evil.address() as { port: number };
  for (const origin of [`http://127.0.0.1:${port}`, `http://${EVIL}:${port}`]) {
    const page = await context.newPage();
    await page.goto(origin);
    const outcomes = await page.evaluate(attack, { target: running.host.address, token: running.token });
    expect(Object.keys(outcomes)).toHaveLength(30);
    for (const [attempt, learned] of Object.entries(outcomes)) {
      expect([attempt, learned]).toEqual([attempt, '']);
    }
    // What a frame shows cannot be read from outside in any case; it must not show the editor to be clicked on.
    const framed = page.frames().filter((frame) => frame.url().startsWith(running.host.address));
    expect(framed).toEqual([]);
    await page.close();
  }
  expect(running.engine.calls).toEqual([]);
});

test('it gets nothing under a name of its own that points to this machine', async ({ page }) => {
  const own = `http://${EVIL}:${running.port}`;
  expect((await page.goto(own))?.status()).toBe(421);
  expect(await page.content()).not.toContain('<title>Strata</title>');

  // Rebinding: the page came from the attacker, and only then the name was pointed at this machine.
  await page.route(`${own}/`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>evil</title>' }),
  );
  await page.goto(own);
  const statuses = await page.evaluate(async (token) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const read = await fetch('/api/app', { headers });
    const write = await fetch('/api/workspace/close', { method: 'POST', headers, body: '{}' });
    const file = await fetch('/index.html');
    return [read.status, write.status, file.status];
  }, running.token);
  expect(statuses).toEqual([421, 421, 421]);
  expect(running.engine.calls).toEqual([]);
});

test('both would be noticed: our own page, with the same token, is answered', async ({ page }) => {
  await page.goto(running.host.address);
  const answers = await page.evaluate(async (token) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const read = await fetch('/api/app', { headers });
    const write = await fetch('/api/workspace/close', { method: 'POST', headers, body: '{}' });
    return { read: await read.text(), written: write.status };
  }, running.token);
  expect(answers.read).toContain(CANARY);
  expect(answers.written).toBe(200);
});

/**
 * Runs in the hostile page, which even knows the token. Gives what each attempt learned of the host: a readable
 * status or text, or nothing.
 */
async function attack({ target, token }: { target: string; token: string }): Promise<Record<string, string>> {
  const write = `${target}/api/workspace/close`;
  const read = `${target}/api/app`;
  const json = { 'content-type': 'application/json' };
  const bearer = { authorization: `Bearer ${token}` };
  const outcomes: Record<string, string> = {};

  const fetched = async (url: string, init: RequestInit = {}) => {
    const response = await fetch(url, init);
    return response.type === 'opaque' || response.type === 'opaqueredirect'
      ? ''
      : `${response.status} ${await response.text()}`;
  };
  const element = (name: string, attributes: Record<string, string>) =>
    new Promise<string>((resolve) => {
      const node: HTMLElement = Object.assign(document.createElement(name), attributes);
      // An image, script or style that loads has told the page something; a frame loads its error page as well.
      node.addEventListener('load', () =>
        resolve(node instanceof HTMLIFrameElement ? frameText(node) : 'loaded'),
      );
      node.addEventListener('error', () => resolve(''));
      setTimeout(resolve, 1_500, '');
      document.body.append(node);
    });
  const frameText = (frame: HTMLIFrameElement) => {
    try {
      return frame.contentDocument?.body.textContent ?? '';
    } catch {
      return '';
    }
  };
  const form = (enctype: string, url: string) =>
    new Promise<string>((resolve) => {
      const frame = Object.assign(document.createElement('iframe'), {
        name: `frame-${enctype}-${Math.random()}`,
      });
      const node = Object.assign(document.createElement('form'), {
        method: 'post',
        action: url,
        enctype,
        target: frame.name,
      });
      node.innerHTML = '<input name=\'{"a":"\' value=\'"}\'>';
      document.body.append(frame, node);
      frame.addEventListener('load', () => resolve(frameText(frame)));
      setTimeout(resolve, 1_500, '');
      node.submit();
    });
  const opened = (make: () => EventTarget, event: string) =>
    new Promise<string>((resolve) => {
      const source = make();
      source.addEventListener(event, () => resolve(event));
      source.addEventListener('error', () => resolve(''));
      setTimeout(resolve, 1_500, '');
    });
  const xhr = (method: string, url: string, type: string) =>
    new Promise<string>((resolve) => {
      const request = new XMLHttpRequest();
      request.open(method, url);
      request.setRequestHeader('content-type', type);
      request.addEventListener('loadend', () => resolve(request.status === 0 ? '' : `${request.status}`));
      request.send('{}');
    });
  const windowText = async (url: string) => {
    const other = window.open(url);
    await new Promise((resolve) => setTimeout(resolve, 500));
    try {
      return other?.document.title ?? '';
    } finally {
      other?.close();
    }
  };

  const attempts: Record<string, () => Promise<string>> = {
    'fetch page': () => fetched(target),
    'fetch script': () => fetched(`${target}/assets/index-Bx12_-9Z.js`),
    'fetch API': () => fetched(read),
    'fetch API with token': () => fetched(read, { headers: bearer }),
    'fetch API without cors': () => fetched(read, { mode: 'no-cors', headers: bearer }),
    'fetch API with credentials': () => fetched(read, { credentials: 'include' }),
    'fetch events': () => fetched(`${target}/api/events`, { headers: bearer }),
    'post JSON': () => fetched(write, { method: 'POST', headers: json, body: '{}' }),
    'post JSON with token': () =>
      fetched(write, { method: 'POST', headers: { ...json, ...bearer }, body: '{}' }),
    'post JSON without cors': () =>
      fetched(write, { method: 'POST', mode: 'no-cors', headers: json, body: '{}' }),
    'post text': () => fetched(write, { method: 'POST', body: '{}' }),
    'post text without cors': () => fetched(write, { method: 'POST', mode: 'no-cors', body: '{}' }),
    'post without type': () => fetched(write, { method: 'POST', mode: 'no-cors', body: new Blob(['{}']) }),
    'post login': () =>
      fetched(`${target}/api/login`, { method: 'POST', headers: json, body: '{"code":"x"}' }),
    put: () => fetched(write, { method: 'PUT', headers: bearer, body: '{}' }),
    options: () => fetched(write, { method: 'OPTIONS' }),
    'xhr get': () => xhr('GET', read, 'text/plain'),
    'xhr post': () => xhr('POST', write, 'text/plain'),
    beacon: async () => `${navigator.sendBeacon(write, '{}') ? '' : 'not even sent'}`,
    'form urlencoded': () => form('application/x-www-form-urlencoded', write),
    'form multipart': () => form('multipart/form-data', write),
    'form text': () => form('text/plain', write),
    image: () => element('img', { src: `${target}/favicon.svg` }),
    script: () => element('script', { src: `${target}/assets/index-Bx12_-9Z.js` }),
    'script of the API': () => element('script', { src: read }),
    style: () => element('link', { rel: 'stylesheet', href: `${target}/favicon.svg` }),
    frame: () => element('iframe', { src: target }),
    socket: () => opened(() => new WebSocket(`${target.replace('http', 'ws')}/api/events`), 'open'),
    'event source': () => opened(() => new EventSource(`${target}/api/events`), 'open'),
    window: () => windowText(target),
  };
  for (const [name, attempt] of Object.entries(attempts)) outcomes[name] = await attempt().catch(() => '');
  return outcomes;
}
