import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  MINIMUM_SIZE,
  placeWindow,
  readWindowState,
  type WindowState,
  writeWindowState,
} from '../../electron/window-state.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitorOnTheLeft = { x: -2560, y: 0, width: 2560, height: 1440 };
const kept: WindowState = { x: -2000, y: 100, width: 1600, height: 1000, maximized: false };

describe('the window goes', () => {
  test('to the middle of the first display at first', () => {
    expect(placeWindow(null, [laptop])).toEqual({ width: 1440, height: 875 });
  });

  test('where it was while that display is there', () => {
    expect(placeWindow(kept, [laptop, monitorOnTheLeft])).toEqual({
      x: -2000,
      y: 100,
      width: 1600,
      height: 1000,
    });
  });

  test('to the first display, no larger than it, when its own is gone', () => {
    expect(placeWindow(kept, [laptop])).toEqual({ width: 1440, height: 875 });
  });

  test.each([
    ['above the display', { ...kept, x: 100, y: -40 }],
    ['below its lower edge', { ...kept, x: 100, y: 880 }],
    ['beyond its right edge', { ...kept, x: 1400, y: 100 }],
  ])('back to the middle when its title bar lay %s', (_where, state) => {
    expect(placeWindow(state, [laptop])).not.toHaveProperty('x');
  });

  test('never out of reach, whatever was kept', () => {
    const number = fc.integer({ min: -20_000, max: 20_000 });
    const size = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(number, number, size, size, (x, y, width, height) => {
        const placed = placeWindow({ x, y, width, height, maximized: false }, [laptop, monitorOnTheLeft]);
        expect(placed.width).toBeGreaterThanOrEqual(MINIMUM_SIZE.width);
        expect(placed.width).toBeLessThanOrEqual(monitorOnTheLeft.width);
        if (placed.x === undefined) return;
        const top = placed.y ?? Number.NaN;
        const seen = [laptop, monitorOnTheLeft].some(
          (area) =>
            top >= area.y &&
            top < area.y + area.height &&
            placed.x! < area.x + area.width &&
            placed.x! + width > area.x,
        );
        expect(seen).toBe(true);
      }),
    );
  });
});

describe('the state', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'strata-window-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('comes back as it was kept', () => {
    writeWindowState(folder, kept);
    expect(readWindowState(folder)).toEqual(kept);
  });

  test.each(['', '{', '{}', '[]', '{"x":0,"y":0,"width":"wide","height":1,"maximized":true}'])(
    'is as if there were none when the file holds %j',
    (text) => {
      writeFileSync(join(folder, 'window.json'), text);
      expect(readWindowState(folder)).toBeNull();
    },
  );

  test('that cannot be kept costs nothing else', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    expect(() => writeWindowState(join(folder, 'missing'), kept)).not.toThrow();
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });
});
