/** The versions of the file that is shown, and which of them are chosen. */
import { create } from 'zustand';
import type { StrataClient } from '../../shared/contract/client.ts';
import { type ErrorShape, toErrorShape } from '../../shared/contract/errors.ts';
import type { FileId, VersionInfo } from '../../shared/contract/model.ts';
import { createLatest } from './latest.ts';

interface HistoryList {
  readonly file: FileId;
  readonly versions: readonly VersionInfo[];
  readonly total: number;
}

interface HistoryStore {
  readonly list: HistoryList | null;
  readonly failure: ErrorShape | null;
  /** Versions, at most two. */
  readonly chosen: readonly number[];
}

export const useHistory = create<HistoryStore>(() => ({ list: null, failure: null, chosen: [] }));

/** More than anybody scrolls through; the total is shown beside it. */
const listLimit = 2000;

const loaders = new WeakMap<StrataClient, (file: FileId) => void>();
let shown: FileId | null = null;

/** Loads the versions of a file; `null` shows none. */
export function showHistory(client: StrataClient, file: FileId | null): void {
  if (file !== shown) useHistory.setState({ list: null, failure: null, chosen: [] });
  shown = file;
  if (file !== null) loaderOf(client)(file);
}

/** Loads again when the file that changed is the one shown. */
export function refreshHistory(client: StrataClient, file: FileId): void {
  if (file === shown) loaderOf(client)(file);
}

function loaderOf(client: StrataClient): (file: FileId) => void {
  const known = loaders.get(client);
  if (known !== undefined) return known;
  const loader = createLatest(
    (file: FileId) => client.call('history.list', { file, limit: listLimit }),
    ({ versions, total }, file) => {
      if (file === shown) useHistory.setState({ list: { file, versions, total }, failure: null });
    },
    (error, file) => {
      if (file === shown) useHistory.setState({ list: null, failure: toErrorShape(error) });
    },
  );
  loaders.set(client, loader);
  return loader;
}
