/** Reading a file for the editor: every byte accounted for, or a refusal that says why. */
import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { constants, type FileHandle } from 'node:fs/promises';
import { StrataError } from '../../shared/contract/errors.ts';
import type { SizeTier } from '../../shared/contract/model.ts';
import { type FileAccess, givingWay, type ReadHandle } from './access.ts';
import { fromErrno, isMissing } from './errors.ts';
import { etagOf } from './etag.ts';

const MIB = 1024 * 1024;
/** Up to here everything works live. The figures of RELIABILITY section 8, raised as far as measured parsing allows. */
export const FULL_TIER_BYTES = 4 * MIB;
/** Up to here the text can be edited; live analysis is off. */
export const REDUCED_TIER_BYTES = 16 * MIB;
/** Up to here a file can be read; anything larger is refused. */
export const LARGEST_FILE_BYTES = 50 * MIB;
const HASH_CHUNK_BYTES = 256 * 1024;

export interface FileContent {
  readonly path: string;
  readonly bytes: Buffer;
  readonly etag: string;
  /** Decoded from UTF-8, without the byte order mark. */
  readonly text: string;
  readonly bom: boolean;
  readonly eol: 'lf' | 'crlf' | 'mixed';
  /** In bytes. */
  readonly size: number;
  /** Permission bits, such as 0o644. */
  readonly mode: number;
  /** Whether its permissions or its disk forbid writing. */
  readonly readOnly: boolean;
  readonly tier: SizeTier;
}

/**
 * Reads a whole text file. Gives NOT_FOUND, NO_PERMISSION, NOT_A_FILE (folders, pipes, devices), TOO_LARGE
 * (over 50 MiB), NOT_TEXT (not UTF-8, or with a NUL), never a lossy decoding.
 */
export async function readFile(path: string, system: FileAccess = givingWay): Promise<FileContent> {
  const { bytes, stats } = await readStable(path, system);
  const { text, bom } = decodeText(bytes, path);
  const mode = Number(stats.mode) & 0o7777;
  return {
    path,
    bytes,
    etag: etagOf(bytes),
    text,
    bom,
    eol: lineEndings(text),
    size: bytes.length,
    mode,
    readOnly: !(await isWritable(path, mode, system)),
    tier: tierOf(bytes.length),
  };
}

/** The etag of a regular file of any size and kind; null where nothing exists. Errors as `readFile`. */
export async function hashFile(path: string): Promise<string | null> {
  try {
    const { handle } = await openRegular(path, { follow: true });
    try {
      const digest = createHash('sha256');
      const chunk = Buffer.allocUnsafe(HASH_CHUNK_BYTES);
      for (let at = 0; ; ) {
        const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
        if (bytesRead === 0) return digest.digest('hex');
        digest.update(chunk.subarray(0, bytesRead));
        at += bytesRead;
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw fromErrno(error, { action: 'read', path });
  }
}

/** The bytes of a text. NOT_TEXT when it holds half of a surrogate pair, which UTF-8 cannot express. */
export function encode(text: string, bom: boolean): Buffer {
  if (!text.isWellFormed()) {
    throw new StrataError({
      code: 'NOT_TEXT',
      message: 'The text holds half of a character (a lone surrogate), which cannot be written as UTF-8.',
      remedy: 'Remove the broken character; it is often left by a cut through an emoji.',
    });
  }
  return Buffer.from(bom ? `\u{feff}${text}` : text, 'utf8');
}

/** What the size allows (RELIABILITY section 8). */
export function tierOf(bytes: number): SizeTier {
  if (bytes <= FULL_TIER_BYTES) return 'full';
  return bytes <= REDUCED_TIER_BYTES ? 'reduced' : 'read-only';
}

/** Whether the mode has a write bit and the system would let this process write. */
export async function isWritable(
  path: string,
  mode: number,
  system: FileAccess = givingWay,
): Promise<boolean> {
  // Root passes every access check, so the bits are looked at for their intent.
  if ((mode & 0o222) === 0) return false;
  try {
    await system.access(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A regular file held open for reading; the caller closes the handle. */
export interface OpenedFile<Handle extends ReadHandle = FileHandle> {
  readonly handle: Handle;
  readonly stats: BigIntStats;
}

/**
 * Opens a regular file for reading; `follow: false` refuses a symbolic link. NOT_A_FILE for folders, pipes
 * and devices; faults of the disk, a missing file among them, come as errno.
 */
export function openRegular(path: string, { follow }: { readonly follow: boolean }): Promise<OpenedFile> {
  return openRegularBy(givingWay, path, follow);
}

async function openRegularBy<Handle extends ReadHandle>(
  system: FileAccess<Handle>,
  path: string,
  follow: boolean,
): Promise<OpenedFile<Handle>> {
  // O_NONBLOCK: opening a named pipe must not wait for its other end. Windows knows neither flag.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (follow ? 0 : (constants.O_NOFOLLOW ?? 0));
  const handle = await system.open(path, flags);
  try {
    const stats = await handle.stat({ bigint: true });
    if (!stats.isFile()) throw notAFile(path, stats.isDirectory());
    return { handle, stats };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** All bytes of an open file from its beginning; `sizeHint` saves growing the buffer. */
export async function readFromStart(handle: ReadHandle, sizeHint: number): Promise<Buffer> {
  let buffer = Buffer.allocUnsafe(sizeHint + 1);
  let length = 0;
  for (;;) {
    if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) return buffer.subarray(0, length);
    length += bytesRead;
  }
}

/** How often a file that changes under the reader is read again before what was read is taken. */
const STABLE_ATTEMPTS = 3;

async function readStable(path: string, system: FileAccess): Promise<{ bytes: Buffer; stats: BigIntStats }> {
  try {
    const { handle, stats } = await openRegularBy(system, path, true);
    try {
      if (stats.size > LARGEST_FILE_BYTES) throw tooLarge(path, Number(stats.size));
      for (let attempt = 1, before = stats; ; attempt++) {
        const bytes = await readFromStart(handle, Number(before.size));
        const after = await handle.stat({ bigint: true });
        const untouched = after.mtimeNs === before.mtimeNs && after.size === before.size;
        if (untouched || attempt === STABLE_ATTEMPTS) return { bytes, stats: after };
        before = after;
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fromErrno(error, { action: 'read', path });
  }
}

/** The text of bytes read elsewhere: standard input, a version. `path` is for the message. NOT_TEXT as `readFile`. */
export function decodeText(bytes: Buffer, path: string): { text: string; bom: boolean } {
  let decoded: string;
  try {
    decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw notText(path, utf16Mark(bytes) ? 'It is UTF-16.' : 'It is not UTF-8.');
  }
  if (decoded.includes('\0')) throw notText(path, 'It is binary: it holds NUL bytes.');
  const bom = decoded.startsWith('\u{feff}');
  return { text: bom ? decoded.slice(1) : decoded, bom };
}

function utf16Mark(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function lineEndings(text: string): FileContent['eol'] {
  let crlf = 0;
  let other = 0;
  for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', at + 1)) {
    if (text[at + 1] === '\n') crlf++;
    else return 'mixed';
  }
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) other++;
  if (crlf === 0) return 'lf';
  return crlf === other ? 'crlf' : 'mixed';
}

function notAFile(path: string, folder: boolean): StrataError {
  return new StrataError({
    code: 'NOT_A_FILE',
    message: `${path} is ${folder ? 'a folder' : 'a pipe or a device'}, not a file.`,
    details: { path },
    remedy: folder ? 'Open the folder, or choose a file inside it.' : 'Choose a regular file.',
  });
}

function tooLarge(path: string, size: number): StrataError {
  const inMib = (bytes: number): string => (bytes / MIB).toFixed(1);
  return new StrataError({
    code: 'TOO_LARGE',
    message: `${path} is ${inMib(size)} MiB; files over ${inMib(LARGEST_FILE_BYTES)} MiB are not opened.`,
    details: { path, size },
    remedy: 'Split the file, or edit it with another tool.',
  });
}

function notText(path: string, why: string): StrataError {
  return new StrataError({
    code: 'NOT_TEXT',
    message: `${path} is not text that can be edited without damage. ${why}`,
    details: { path },
    remedy: 'Convert it to UTF-8 first (iconv -t UTF-8), or leave it to the tool that wrote it.',
  });
}
