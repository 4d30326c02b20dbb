/**
 * What a page may not do, whatever it was tricked into: leave its origin, open a window, embed a page, get a
 * permission, reach the network. Items 5 and 11 to 14 of Electron's security checklist.
 */
import { app, session, type WebContents } from 'electron';
import { offerToOpen } from './links.ts';
import { isOurs } from './protocol.ts';

/** Everything a page could load from that is neither our own scheme nor part of Chromium. */
const FOREIGN_ADDRESSES = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];

/** Guards every page there will ever be, so it has to run before the first one is made. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
}

/** Denies every permission, asked for or looked up, every device, every capture of the screen, every connection. */
export function guardSession(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  defaultSession.webRequest.onBeforeRequest({ urls: FOREIGN_ADDRESSES }, (_details, decide) =>
    decide({ cancel: true }),
  );
}

function guard(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    offerToOpen(url).catch((error) => console.error(`${url} was not opened: ${String(error)}`));
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', keepOrigin);
  contents.on('will-frame-navigate', keepOrigin);
  contents.on('will-redirect', keepOrigin);
}

function keepOrigin(details: { url: string; preventDefault(): void }): void {
  if (!isOurs(details.url)) details.preventDefault();
}
