/**
 * The one place where an errno becomes an error of the product. Nothing outside `core/files` looks at
 * `error.code`; whatever is not an errno is a bug and is thrown on as it came.
 */
import { type ErrorCode, StrataError } from '../../shared/contract/errors.ts';

export type FileAction = 'read' | 'write' | 'list' | 'open';

interface Translation {
  readonly code: ErrorCode;
  readonly what: string;
  readonly remedy: string;
}

const OPENING: Record<FileAction, string> = {
  read: 'Cannot read',
  write: 'NOT saved:',
  list: 'Cannot list',
  open: 'Cannot open',
};

const FREE_SPACE: Omit<Translation, 'what'> = {
  code: 'DISK_FULL',
  remedy: 'Free some space, or save to another disk. The text is still in the editor.',
};

const TOO_MANY_FILES: Translation = {
  code: 'TOO_MANY_OPEN_FILES',
  what: 'Too many files are open.',
  remedy: 'Close other programs or raise the limit (ulimit -n), then try again.',
};

const NO_PERMISSION: Translation = {
  code: 'NO_PERMISSION',
  what: 'The permissions of the file or its folder do not allow it.',
  remedy: 'Change the permissions (chmod, chown), or open Strata as a user who may do this.',
};

const BUSY: Translation = {
  code: 'LOCKED',
  what: 'Another program holds it.',
  remedy: 'Close the program that uses the file, then try again.',
};

const TRANSLATIONS = new Map<string, Translation>([
  ['ENOENT', { code: 'NOT_FOUND', what: 'It does not exist.', remedy: 'Check the path, or create it.' }],
  [
    'ENOTDIR',
    {
      code: 'NOT_A_FOLDER',
      what: 'A part of its path is a file, not a folder.',
      remedy: 'Rename that file, or choose another path.',
    },
  ],
  [
    'EISDIR',
    { code: 'NOT_A_FILE', what: 'It is a folder.', remedy: 'Open the folder, or choose a file inside it.' },
  ],
  [
    'ELOOP',
    {
      code: 'NOT_A_FILE',
      what: 'Its symbolic links lead in a circle, or changed while they were followed.',
      remedy: 'Check the links (ls -l), then try again.',
    },
  ],
  [
    'ENAMETOOLONG',
    { code: 'BAD_REQUEST', what: 'The name is too long for this disk.', remedy: 'Choose a shorter name.' },
  ],
  [
    'EEXIST',
    {
      code: 'NOT_A_FOLDER',
      what: 'Something else of that name is in the way.',
      remedy: 'Rename or remove it, then try again.',
    },
  ],
  ['EACCES', NO_PERMISSION],
  ['EPERM', NO_PERMISSION],
  [
    'EROFS',
    {
      code: 'READ_ONLY',
      what: 'The disk is mounted read-only.',
      remedy: 'Mount it for writing, or save a copy elsewhere.',
    },
  ],
  ['ENOSPC', { ...FREE_SPACE, what: 'The disk is full.' }],
  ['EDQUOT', { ...FREE_SPACE, what: 'Your disk quota is used up.' }],
  ['EFBIG', { ...FREE_SPACE, what: 'The file would exceed the size limit of the disk or of this process.' }],
  ['EMFILE', TOO_MANY_FILES],
  ['ENFILE', TOO_MANY_FILES],
  ['EBUSY', BUSY],
  ['ETXTBSY', BUSY],
]);

const UNNAMED: Translation = {
  code: 'IO_ERROR',
  what: 'The disk reported a fault.',
  remedy: 'Check the disk and its connection, then try again.',
};

/**
 * Turns what a call of `node:fs` threw into an error of the closed set; it names the file and the way out.
 * A StrataError passes unchanged. Anything that is not an errno is a bug and is thrown, not returned.
 */
export function fromErrno(
  error: unknown,
  context: { readonly action: FileAction; readonly path: string },
): StrataError {
  if (error instanceof StrataError) return error;
  const errno = errnoOf(error);
  if (errno === undefined) throw error;
  const { code, what, remedy } = TRANSLATIONS.get(errno) ?? UNNAMED;
  return new StrataError(
    {
      code,
      message: `${OPENING[context.action]} ${context.path}. ${what}`,
      details: { path: context.path, errno },
      remedy,
    },
    { cause: error },
  );
}

/** The errno name of a thrown value, such as `ENOENT`; undefined when it is something else. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  // Node's own `ERR_...` codes hold an underscore and report a wrong use, not a state of the disk.
  return /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}

/** Whether a thrown value is one of these errnos. */
export function isErrno(error: unknown, ...names: string[]): boolean {
  const errno = errnoOf(error);
  return errno !== undefined && names.includes(errno);
}

/** Nothing is at that path: the file or one of its folders is missing. */
export function isMissing(error: unknown): boolean {
  return isErrno(error, 'ENOENT', 'ENOTDIR');
}

/** A call of `link` failed because the file system (FAT, some network disks) has no hard links. */
export function hasNoLinks(error: unknown): boolean {
  return isErrno(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS');
}

/** The error of a compare-and-swap that found something else; `disk` is the etag of what is there, null if nothing. */
export function conflict(path: string, disk: string | null): StrataError {
  return new StrataError({
    code: 'CONFLICT',
    message:
      disk === null
        ? `NOT saved: ${path} was deleted or moved by another program.`
        : `NOT saved: ${path} was changed by another program.`,
    details: { path, disk },
    remedy: 'Compare both, then keep yours, take theirs, or merge.',
  });
}
