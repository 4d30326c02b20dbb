/** The clipboard, as far as the host lets a page at it. */

/** Copies a text. Falls back to a copy as by keyboard where the clipboard itself is out of bounds. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyByCommand(text);
  }
}

/** The text on the clipboard; null where the host does not tell a page. */
export async function clipboardText(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return null;
  }
}

/** Fills what the browser puts on the clipboard when it copies; the selection on screen stays as it is. */
function copyByCommand(text: string): void {
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', fill, { capture: true, once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
}
