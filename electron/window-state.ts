/** Size and place of the window, kept between starts and believed only as far as today's displays allow. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** In device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const WindowState = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;

export const MINIMUM_SIZE = { width: 720, height: 480 };
const DEFAULT_SIZE = { width: 1440, height: 900 };
/** As much of the window as must lie on a display, so that its title bar can be caught with the mouse. */
const VISIBLE_PART = 120;

/** The state kept in `dataFolder`; null where there is none or it cannot be read. */
export function readWindowState(dataFolder: string): WindowState | null {
  try {
    return WindowState.parse(JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps the state. A folder that cannot be written costs the user a window in its old place, nothing else. */
export function writeWindowState(dataFolder: string, state: WindowState): void {
  const file = fileIn(dataFolder);
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(state)}\n`);
    renameSync(`${file}.new`, file);
  } catch (error) {
    console.warn(`The window's place was not kept: ${error}`);
  }
}

/**
 * Where the window goes: where it was, unless that place is no longer on a display; never larger than the
 * display. Without x and y the system centres it.
 * @param workAreas of the displays, the primary one first
 */
export function placeWindow(
  kept: WindowState | null,
  workAreas: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  const home = kept === null ? undefined : workAreas.find((area) => isVisibleOn(area, kept));
  const area = home ?? workAreas[0];
  const size = {
    width: clamp(kept?.width ?? DEFAULT_SIZE.width, MINIMUM_SIZE.width, area?.width),
    height: clamp(kept?.height ?? DEFAULT_SIZE.height, MINIMUM_SIZE.height, area?.height),
  };
  return kept === null || home === undefined ? size : { ...size, x: kept.x, y: kept.y };
}

function isVisibleOn(area: Rectangle, window: Rectangle): boolean {
  const across = Math.min(area.x + area.width, window.x + window.width) - Math.max(area.x, window.x);
  // The title bar is at the top: it must not lie above the display, nor below its lower edge.
  return across >= VISIBLE_PART && window.y >= area.y && window.y <= area.y + area.height - VISIBLE_PART;
}

function clamp(value: number, least: number, most: number | undefined): number {
  return Math.max(least, Math.min(value, most ?? value));
}

function fileIn(dataFolder: string): string {
  return join(dataFolder, 'window.json');
}
