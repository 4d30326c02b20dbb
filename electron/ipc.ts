/** The one file that touches ipcMain. A request comes in through it or not at all. */
import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Engine } from '../core/engine-types.ts';
import type { BridgeReply } from '../shared/contract/desktop-bridge.ts';
import { StrataError, toErrorShape } from '../shared/contract/errors.ts';
import { type OperationName, operationNames } from '../shared/contract/operations.ts';
import { COMMAND_CHANNEL, EVENT_CHANNEL, operationChannel } from './channels.ts';
import { isOurs } from './protocol.ts';

/**
 * The longest request, in UTF-16 units: a document of 16 MiB, twice as long where JSON escapes every
 * character, and some room for the fields around it. The browser host has the same limit.
 */
const MAX_REQUEST_LENGTH = 2 * 16 * 1024 * 1024 + 64 * 1024;

/** Longer than any name a page gives itself, short enough to be no payload. */
const MAX_CLIENT_LENGTH = 64;

/** Opens one channel for each operation of the contract, and no other. */
export function handleOperations(engine: Engine): void {
  for (const name of operationNames) {
    ipcMain.handle(operationChannel(name), (event, request: unknown, client: unknown) =>
      reply(async () => {
        refuseForeignSender(name, event);
        return engine.call(name, readRequest(request), readClient(client));
      }),
    );
  }
}

/** Sends every engine event to the window until it is closed. */
export function forwardEvents(engine: Engine, window: BrowserWindow): void {
  const stop = engine.subscribe((event) => {
    if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, event);
  });
  window.once('closed', stop);
}

/** Asks the page to run one of its commands. */
export function sendCommand(window: BrowserWindow, id: string): void {
  if (!window.isDestroyed()) window.webContents.send(COMMAND_CHANNEL, id);
}

async function reply(run: () => Promise<unknown>): Promise<BridgeReply> {
  try {
    return { ok: true, output: await run() };
  } catch (error) {
    if (!(error instanceof StrataError)) console.error(error);
    return { ok: false, error: toErrorShape(error) };
  }
}

/** Only the page itself may ask: the main frame of a window, showing a document of our own origin. */
function refuseForeignSender(name: OperationName, event: IpcMainInvokeEvent): void {
  const frame = event.senderFrame;
  // A frame that navigated away or was destroyed while its message was on the way is null.
  if (frame !== null && frame.parent === null && isOurs(frame.url)) return;
  console.warn(
    `Refused ${name} from ${frame === null ? 'a frame that is gone' : JSON.stringify(frame.url)}.`,
  );
  throw new StrataError({
    code: 'FORBIDDEN',
    message: `${name} was asked for by something that is not Strata's page.`,
  });
}

/** The input of an operation; whether it fits the contract is checked by the engine, for every host alike. */
function readRequest(request: unknown): never {
  if (typeof request !== 'string') throw badRequest('The request is not JSON text.');
  if (request.length > MAX_REQUEST_LENGTH) {
    throw new StrataError({
      code: 'TOO_LARGE',
      message: `The request is longer than ${MAX_REQUEST_LENGTH} characters.`,
      remedy: 'Documents up to 16 MiB can be edited here.',
    });
  }
  try {
    return JSON.parse(request) as never;
  } catch {
    throw badRequest('The request is not JSON text.');
  }
}

function readClient(client: unknown): string {
  if (client === undefined) return '';
  if (typeof client === 'string' && client.length <= MAX_CLIENT_LENGTH) return client;
  throw badRequest(`The name of the client is not a text of at most ${MAX_CLIENT_LENGTH} characters.`);
}

function badRequest(message: string): StrataError {
  return new StrataError({ code: 'BAD_REQUEST', message });
}
