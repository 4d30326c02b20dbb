/** Addresses a page wants to see opened outside: the user's browser, https only, each time asked for. */
import { shell } from 'electron';
import { askBeforeOpening } from './dialogs.ts';

/** One question at a time, whatever a page asks for. */
let isAsking = false;

/**
 * Asks the user, and opens `url` in their browser when they agree. Anything but a well-formed https address, or one with
 * a user name or password in it, is ignored. Item 15 of Electron's security checklist.
 */
export async function offerToOpen(url: string): Promise<void> {
  const address = URL.parse(url);
  if (isAsking || address?.protocol !== 'https:' || address.username !== '' || address.password !== '')
    return;
  isAsking = true;
  try {
    if (await askBeforeOpening(address.href)) await shell.openExternal(address.href);
  } finally {
    isAsking = false;
  }
}
