/** What SQLite's result codes mean to a user (https://sqlite.org/rescode.html); anything else is a bug. */
import { StrataError } from '../../shared/contract/errors.ts';
import { fromErrno } from '../files/errors.ts';

/** The database holds something that is no history of this format: its file was damaged, or is not ours. */
export class DamagedHistory extends Error {
  override readonly name = 'DamagedHistory';
}

const PRIMARY = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;

/** Whether the file itself is beyond use, so that a new one has to be started. */
export function isDamage(error: unknown): boolean {
  const code = primaryCode(error);
  return error instanceof DamagedHistory || code === PRIMARY.corrupt || code === PRIMARY.notADatabase;
}

/** Whether another process held the database for the whole waiting time. */
export function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === PRIMARY.busy || code === PRIMARY.locked;
}

/** A fault of SQLite or of the disk as an error of the product that names the database; a bug is thrown on. */
export function historyFault(error: unknown, path: string): StrataError {
  const code = primaryCode(error);
  if (code === undefined) return fromErrno(error, { action: 'open', path });
  const options = { cause: error };
  if (isBusy(error)) {
    return new StrataError(
      {
        code: 'HISTORY_UNAVAILABLE',
        message: `The version history ${path} is locked by another program.`,
        details: { path, locked: true },
        remedy: 'End the program that uses the database, then try again.',
      },
      options,
    );
  }
  if (code === PRIMARY.full) {
    return new StrataError(
      {
        code: 'DISK_FULL',
        message: `The version history ${path} cannot grow: the disk is full.`,
        details: { path },
        remedy: 'Free some space, then try again. The text is still in the editor.',
      },
      options,
    );
  }
  if (
    code === PRIMARY.readOnly ||
    code === PRIMARY.cannotOpen ||
    code === PRIMARY.ioError ||
    isDamage(error)
  ) {
    return new StrataError(
      {
        code: 'HISTORY_UNAVAILABLE',
        message: `The version history ${path} cannot be used: ${messageOf(error)}.`,
        details: { path },
        remedy: 'Check the permissions and the disk, then open the workspace again.',
      },
      options,
    );
  }
  throw error;
}

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return Number(error.errcode) & 0xff;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
