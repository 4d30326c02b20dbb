/** The ways to an end: a closed window, a dead page, a signal. None of them may lose work or leave locks behind. */
import { app, type BrowserWindow } from 'electron';
import type { Engine } from '../core/engine-types.ts';
import { type ErrorShape, StrataError } from '../shared/contract/errors.ts';
import { askAboutUnsaved, askAfterCrash, reportFailure } from './dialogs.ts';
import { sendCommand } from './ipc.ts';

/**
 * How long saving may take before closing is given up. What takes longer waits for the user, in the page: a
 * conflict, a protected environment that wants a reason.
 */
const SAVE_LIMIT_MS = 10_000;

/** Set once nobody is to be asked any more. */
let decided = false;

/** Before the window closes with unsaved work, asks: save, leave unsaved, or stay. */
export function askBeforeClosing(window: BrowserWindow, engine: Engine): void {
  let asking = false;
  window.on('close', (event) => {
    if (decided || engine.unsaved().length === 0) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    void settleUnsaved(window, engine)
      .catch(async (error: unknown) => {
        await reportFailure(window, error);
        return false;
      })
      .finally(() => {
        asking = false;
      })
      .then((close) => {
        if (!close) return;
        decided = true;
        window.close();
      }, console.error);
  });
}

/** Closes the engine before the app ends: pending writes, locks, watchers, the worker. */
export function stopBeforeQuitting(engine: Engine): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void engine
      .close()
      .catch(console.error)
      .then(() => {
        stopped = true;
        app.quit();
      });
  });
}

/** Ends on a signal without asking, because there may be nobody to answer; unsaved work is kept as drafts. */
export function endWithoutAsking(): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      decided = true;
      app.quit();
    });
  }
}

/** Offers to load the page again after it died; buffers live in the engine, so nothing is lost with it. */
export function reopenAfterCrash(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    void askAfterCrash(window, reason).then((again) => {
      if (again) {
        window.webContents.reload();
        return;
      }
      decided = true;
      app.quit();
    });
  });
}

/** Resolves to whether the window may close. */
async function settleUnsaved(window: BrowserWindow, engine: Engine): Promise<boolean> {
  const paths = engine.unsaved().map((document) => document.path);
  const answer = await askAboutUnsaved(window, paths, await whyNotKept(engine));
  if (answer !== 'save') return answer === 'leave';
  const saved = untilSaved(engine);
  sendCommand(window, 'file.saveAll');
  return saved;
}

/** Writes the drafts before anybody is told that there are any; null where that worked. */
async function whyNotKept(engine: Engine): Promise<ErrorShape | null> {
  try {
    await engine.keepUnsaved();
    return null;
  } catch (error) {
    if (error instanceof StrataError) return error.toShape();
    throw error;
  }
}

/** Resolves to true as soon as nothing is unsaved any more, to false when that takes too long. */
function untilSaved(engine: Engine): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (saved: boolean) => {
      clearTimeout(limit);
      stop();
      resolve(saved);
    };
    const limit = setTimeout(() => end(false), SAVE_LIMIT_MS);
    const stop = engine.subscribe(() => {
      if (engine.unsaved().length === 0) end(true);
    });
  });
}
