/** Two ways to ask the system about a file. What is asked is the same, so that one reading serves both. */
import { accessSync, type BigIntStats, closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { access, type FileHandle, open } from 'node:fs/promises';

type Eventually<T> = T | Promise<T>;

/** What reading needs of an open file; `FileHandle` has it. */
export interface ReadHandle {
  stat(options: { readonly bigint: true }): Eventually<BigIntStats>;
  read(
    into: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Eventually<{ readonly bytesRead: number }>;
  close(): Eventually<void>;
}

export interface FileAccess<Handle extends ReadHandle = ReadHandle> {
  open(path: string, flags: number): Eventually<Handle>;
  /** Throws where the mode is not granted. */
  access(path: string, mode: number): Eventually<void>;
}

/** Other work goes on while the system answers: for whoever has a user, and files that may lie on a slow disk. */
export const givingWay: FileAccess<FileHandle> = { open, access };

/**
 * Everything else waits. For commands that have nothing else to do: a thousand small files are read in a third of the
 * time, because each step of each file otherwise passes through another thread.
 */
export const atOnce: FileAccess = {
  open(path, flags) {
    const descriptor = openSync(path, flags);
    return {
      stat: (options) => fstatSync(descriptor, options),
      read: (into, offset, length, position) => ({
        bytesRead: readSync(descriptor, into, offset, length, position),
      }),
      close: () => closeSync(descriptor),
    };
  },
  access: accessSync,
};
