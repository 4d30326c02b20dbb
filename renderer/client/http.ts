/** The transport of the browser host: calls over HTTP, events over one stream for the whole page. */
import { errorFromShape, type Transport } from '../../shared/contract/client.ts';
import { API_PREFIX, CLIENT_HEADER } from '../../shared/contract/http.ts';
import { type OperationName, operations } from '../../shared/contract/operations.ts';
import { type BrowserPage, currentPage } from './browser-page.ts';
import { createEventSource, type EventSourceTimes } from './event-source.ts';
import { exchange } from './exchange.ts';
import { createSession } from './session.ts';

export interface HttpTransportOptions {
  /** Names this page to the host: up to 64 letters, digits, hyphens and underscores. */
  readonly client: string;
  readonly page?: BrowserPage;
  readonly times?: EventSourceTimes;
}

/**
 * Signs in with the code in the address (see `createSession`) and talks to the host that served the page. Calls
 * reject with the host's error, with UNREACHABLE when nobody answers, with UNAUTHORIZED when the page has to be
 * opened again from the terminal.
 */
export function httpTransport({ client, page = currentPage(), times }: HttpTransportOptions): Transport {
  const session = createSession(page);
  const events = createEventSource(page, session, times);

  return {
    async call(name, input) {
      // Sent at once where it can be: whatever else is to be done at a key stroke comes after it.
      const token = session.held ?? (await session.token());
      const { path, init } = requestFor(name, input);
      const headers = { ...init.headers, authorization: `Bearer ${token}`, [CLIENT_HEADER]: client };
      const { ok, body } = await exchange(page, path, { ...init, headers });
      if (ok) return body;
      const error = errorFromShape(body);
      if (error.code === 'UNAUTHORIZED') session.forget(token);
      throw error;
    },
    subscribe: events.subscribe,
  };
}

/** Characters; the browsers' limit is 64 KB for all such requests under way. */
const keepaliveLimit = 16_000;

function requestFor(name: OperationName, input: unknown) {
  const { method, path } = operations[name];
  const json = JSON.stringify(input);
  return method === 'GET'
    ? { path: `${API_PREFIX}${path}?input=${encodeURIComponent(json)}`, init: { method, headers: {} } }
    : {
        path: API_PREFIX + path,
        init: {
          method,
          headers: { 'content-type': 'application/json' },
          body: json,
          // The last change of what the user arranged is sent as the page goes.
          keepalive: name === 'preferences.set' && json.length < keepaliveLimit,
        },
      };
}
