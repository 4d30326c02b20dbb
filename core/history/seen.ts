import type { History, NewVersion } from './history.ts';

/** Versions that were set aside unsaved stand between what the disk held; more of them in a row are not looked behind. */
const LOOK_BACK = 50;

/**
 * Notes what the disk holds: `opened` for the first content of a file, `external` for one that is not what the
 * disk was last known to hold, nothing otherwise. `record` is how: in a moment where the history is locked, unless said
 * otherwise.
 */
export function recordSeen(
  history: History,
  file: string,
  content: { bytes: Buffer; etag: string },
  record = (version: NewVersion): void => history.recordSoon(version),
): void {
  const { rows, total } = history.list({ file, limit: LOOK_BACK });
  const last = rows.find(({ origin }) => origin !== 'unsaved');
  if (last?.hash === content.etag) return;
  record({ file, bytes: content.bytes, origin: total === 0 ? 'opened' : 'external' });
}
