/** Saving and restoring: the two ways bytes reach the disk. Steps and order: RELIABILITY section 2. */
import { StrataError } from '../../shared/contract/errors.ts';
import type { Etag, Notice, SaveOutcome, VersionOrigin } from '../../shared/contract/model.ts';
import { checksum } from '../../shared/text/checksum.ts';
import { decodeText, encode, type FileContent } from '../files/read.ts';
import { type SaveResult, saveFile } from '../files/save.ts';
import { unlessFailing, unlessFailingFor } from '../history/failing.ts';
import type { History } from '../history/history.ts';
import { patiently } from '../history/patience.ts';
import type { WorkspaceFile } from '../workspace/files.ts';
import type { OpenDocument } from './document.ts';
import type { Documents } from './documents.ts';

export interface SavingHost {
  readonly history: History;
  readonly documents: Documents;
  /** The workspace folder: nothing outside it is ever written. */
  readonly root: string;
  /** Where the old content waits while a file is overwritten in place. */
  readonly recoveryFolder: string;
  /** Work that goes on after the save; closing waits for it. */
  afterwards(work: Promise<void>): void;
  read(file: WorkspaceFile): Promise<FileContent | null>;
  /** Protected environments that this text makes invalid and the saved file does not. */
  wouldBreak(file: WorkspaceFile, text: string): Promise<readonly string[]>;
  /** The file is about to hold bytes of ours with this hash. */
  aboutToWrite(file: WorkspaceFile, etag: string): void;
  /** The disk holds these bytes of ours now; the watcher need not report them. */
  wrote(file: WorkspaceFile, content: { bytes: Buffer; text: string; bom: boolean; etag: string }): void;
  notify(notice: Notice): void;
  historyChanged(file: WorkspaceFile): void;
}

export interface SaveRequest {
  readonly version: number;
  readonly checksum: string;
  readonly etag: Etag;
  readonly message?: string | undefined;
  readonly reason?: string | undefined;
}

/**
 * Writes a buffer. OUT_OF_SYNC when client and engine do not hold the same text, CONFLICT when the disk holds
 * something the buffer is not based on, REASON_REQUIRED when a protected environment would become invalid.
 */
export async function saveDocument(
  host: SavingHost,
  document: OpenDocument,
  request: SaveRequest,
): Promise<SaveOutcome> {
  return host.documents.exclusively(document.file.id, async () => {
    requireSameText(document, request);
    const { text } = document;
    await requireReason(host, document.file, text, request.reason, 'Saving');
    const message = request.reason === undefined ? request.message : `Reason: ${request.reason}`;
    const outcome = await write(host, document.file, {
      bytes: encode(text, document.bom),
      expected: document.etag,
      origin: 'saved',
      message,
      document,
    });
    host.documents.saved(document, { text, etag: outcome.etag, bom: document.bom }, 'saved');
    return outcome;
  });
}

export interface RestoreRequest {
  readonly version: number;
  readonly etag: Etag;
  readonly reason?: string | undefined;
}

/**
 * Writes an earlier version as a new one. Unsaved work on the file goes to history first. UNKNOWN_VERSION, CONFLICT
 * as for a save, REASON_REQUIRED when a protected environment would become invalid.
 */
export async function restoreVersion(
  host: SavingHost,
  file: WorkspaceFile,
  { version, etag: expected, reason }: RestoreRequest,
): Promise<SaveOutcome> {
  return host.documents.exclusively(file.id, async () => {
    const earlier = host.history.get(version);
    const bytes = earlier === null ? null : host.history.content(version);
    if (earlier === null || bytes === null || earlier.file !== file.path) {
      throw new StrataError({
        code: 'UNKNOWN_VERSION',
        message: `There is no version ${version} of ${file.path}.`,
        remedy: 'Pick one from the History panel or `strata log`.',
        details: { file: file.path, version },
      });
    }
    const decoded = decodeText(bytes, file.path);
    await requireReason(host, file, decoded.text, reason, `Restoring version ${version} of`);
    const document = host.documents.get(file.id);
    if (document !== undefined) await host.documents.keepUnsaved(document);
    const setAside = document?.version;
    const outcome = await write(host, file, {
      bytes,
      expected,
      origin: 'restored',
      message: `Restored version ${version}${reason === undefined ? '' : `. Reason: ${reason}`}`,
      document,
    });
    if (document !== undefined) {
      // What was typed while the bytes went to the disk.
      if (document.version !== setAside) await host.documents.keepUnsaved(document);
      host.documents.saved(document, { ...decoded, etag: outcome.etag }, 'restored');
    }
    return outcome;
  });
}

interface Write {
  readonly bytes: Buffer;
  readonly expected: Etag;
  readonly origin: VersionOrigin;
  readonly message: string | undefined;
  readonly document: OpenDocument | undefined;
}

async function write(
  host: SavingHost,
  file: WorkspaceFile,
  what: Write,
): Promise<SaveOutcome & { etag: string }> {
  const about = { file, notify: (notice: Notice) => host.notify(notice) };
  let pending: number | null = null;
  let saved: SaveResult;
  try {
    saved = await saveFile({
      path: file.absolute,
      bytes: what.bytes,
      expected: what.expected,
      roots: [host.root],
      recoveryFolder: host.recoveryFolder,
      beforeRename: async ({ after }) => {
        pending = await patiently(() =>
          host.history.begin(file.path, what.expected, what.bytes, what.origin, what.message),
        );
        host.aboutToWrite(file, after);
      },
    });
  } catch (error) {
    // A note of it that stays behind is settled at the next start.
    const noted = pending;
    if (noted !== null) await unlessFailingFor(() => host.history.aborted(noted), undefined, about);
    if (error instanceof StrataError && error.code === 'CONFLICT') await conflict(host, file, what.document);
    throw error;
  }
  // The file is written: whatever fails from here on, the save did not.
  unlessFailing(() => keepOthers(host, file, saved), undefined, about);
  const noted = () =>
    (pending === null ? 0 : host.history.applied(pending)) || recordUnwritten(host, file, what);
  const version = await unlessFailingFor(noted, 0, about);
  const { text, bom } = decodeText(what.bytes, file.path);
  host.wrote(file, { bytes: what.bytes, text, bom, etag: saved.etag });
  host.historyChanged(file);
  if (saved.outcome === 'saved-unsure') notifyUnsure(host, file);
  return { etag: saved.etag, version: version === 0 ? null : version, outcome: saved.outcome };
}

/** The disk held these bytes already; a restore is a version all the same. */
function recordUnwritten(host: SavingHost, file: WorkspaceFile, { bytes, origin, message }: Write): number {
  return host.history.record({
    file: file.path,
    bytes,
    origin,
    ...(message === undefined ? {} : { message }),
  });
}

/** What other programs wrote at the moment of the save goes to history before our own version does. */
function keepOthers(host: SavingHost, file: WorkspaceFile, { lost, late }: SaveResult): void {
  host.afterwards(
    late.then((content) => {
      if (content !== null) recordOvertaken(host, file, content);
    }),
  );
  if (lost !== undefined) recordOvertaken(host, file, lost);
}

async function conflict(
  host: SavingHost,
  file: WorkspaceFile,
  document: OpenDocument | undefined,
): Promise<void> {
  const disk = await host.read(file);
  if (disk !== null) {
    const { bytes } = disk;
    const about = { file, notify: (notice: Notice) => host.notify(notice) };
    unlessFailing(
      () => host.history.recordSoon({ file: file.path, bytes, origin: 'external' }),
      undefined,
      about,
    );
  }
  host.historyChanged(file);
  if (document !== undefined) host.documents.inConflict(document, disk);
}

function recordOvertaken(host: SavingHost, file: WorkspaceFile, lost: Buffer): void {
  host.history.recordSoon({
    file: file.path,
    bytes: lost,
    origin: 'external',
    message: 'Written by another program during a save',
  });
  host.historyChanged(file);
  host.notify({
    severity: 'warning',
    code: 'overtaken',
    message: `Another program wrote ${file.path} at the very moment of your save. The file holds your version.`,
    remedy: 'The other content is in History; compare the two newest versions.',
    file: file.id,
  });
}

function notifyUnsure(host: SavingHost, file: WorkspaceFile): void {
  host.notify({
    severity: 'warning',
    code: 'saved-unsure',
    message: `${file.path} is saved, but the disk did not confirm it; a power cut now could undo it.`,
    remedy: 'Save again in a moment; check the disk if this comes back.',
    file: file.id,
  });
}

function requireSameText(document: OpenDocument, request: SaveRequest): void {
  if (document.version !== request.version || checksum(document.text) !== request.checksum) {
    throw new StrataError({
      code: 'OUT_OF_SYNC',
      message: `The editor and the engine hold different texts of ${document.file.path}; nothing was written.`,
      remedy: 'Save again; the editor sends its whole text first.',
      details: { version: document.version },
    });
  }
  if (document.conflict !== 'none' || document.etag !== request.etag) {
    throw new StrataError({
      code: 'CONFLICT',
      message: `${document.file.path} changed on disk since you opened it.`,
      remedy: 'Choose which text to keep, or merge both.',
      details: { file: document.file.path },
    });
  }
}

async function requireReason(
  host: SavingHost,
  file: WorkspaceFile,
  text: string,
  reason: string | undefined,
  action: string,
): Promise<void> {
  if (reason !== undefined && reason.trim() !== '') return;
  const broken = await host.wouldBreak(file, text);
  if (broken.length === 0) return;
  throw new StrataError({
    code: 'REASON_REQUIRED',
    message: `${action} ${file.path} makes the protected environment ${broken.join(', ')} invalid.`,
    remedy: 'Fix the problems, or give a reason; it is kept with the version.',
    details: { environments: broken.join(', ') },
  });
}
