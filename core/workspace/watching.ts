/** Watching an opened folder for what other programs do in it. */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Etag, Notice } from '../../shared/contract/model.ts';
import { scanFolder } from '../files/scan.ts';
import { type FileWatcher, watchFiles } from '../files/watch.ts';
import type { WorkspaceFile } from './files.ts';
import { type LoadedWorkspace, type Reading, relativePath } from './load.ts';

export interface WatchingHost {
  /** Files with a buffer. */
  readonly opened: readonly WorkspaceFile[];
  /** What was last seen on the disk, by path. */
  readonly disk: ReadonlyMap<string, Etag>;
  changed(path: string, reading: Reading): void;
  /** Files came or went. */
  structureChanged(): void;
  notify(notice: Notice): void;
}

/** Begins to watch every layer, every buffer's file and every folder that was read. */
export function watchWorkspace(loaded: LoadedWorkspace, host: WatchingHost): FileWatcher {
  const { root, files, scan, readings } = loaded;
  const absolute = (path: string) => join(root, ...path.split('/'));
  const known = [...files.values(), ...host.opened].map((file): [string, Etag] => [
    file.absolute,
    host.disk.get(file.path) ?? null,
  ]);
  return watchFiles({
    files: [...new Set([...[...readings.keys()].map(absolute), ...host.opened.map((file) => file.absolute)])],
    folders: scan.folders.map(absolute),
    known: new Map(known),
    onChange: ({ path, content }) => host.changed(relativePath(root, path), content),
    onStructure: () => host.structureChanged(),
    onNotice: (notice) => host.notify(notice),
  });
}

/** Whether files came or went after the folder was read and before its watcher heard anything. */
export async function hasUnannounced({ root, scan }: LoadedWorkspace): Promise<boolean> {
  const { files, folders } = await scanFolder(root);
  return !isDeepStrictEqual([files, folders], [scan.files, scan.folders]);
}
