import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect } from 'vitest';
import { etagOf } from '../../../core/files/etag.ts';
import { exchange } from '../../../core/files/exchange.ts';
import { type SaveRequest, type SaveResult, saveFile } from '../../../core/files/save.ts';
import { folderWith } from '../temporary.ts';

/** Saves a text where `expected` is believed to stand; the workspace is the file's folder. */
export function save(
  path: string,
  text: string,
  expected: string | null,
  rest: Partial<SaveRequest> = {},
): Promise<SaveResult> {
  const etag = expected === null ? null : etagOf(Buffer.from(expected));
  return saveFile({ path, bytes: Buffer.from(text), roots: [dirname(path)], ...rest, expected: etag });
}

/** A file alone in a new folder. */
export function fileWith(text: string | Uint8Array, name = 'app.toml'): string {
  return join(folderWith({ [name]: text }), name);
}

/** The file holds this, and nothing was left beside it. */
export function expectOnly(path: string, text: string): void {
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(readdirSync(dirname(path))).toEqual([basename(path)]);
}

/** Whether this machine can exchange two files atomically; without it a save has a gap of microseconds. */
export async function filesCanTradePlaces(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-test-'));
  try {
    for (const name of ['one', 'two']) writeFileSync(join(folder, name), name);
    return await exchange(join(folder, 'one'), join(folder, 'two'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
