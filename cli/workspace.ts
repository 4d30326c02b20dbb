import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type History, openHistory } from '../core/history/history.ts';
import type { LoadedWorkspace } from '../core/workspace/load.ts';
import { selectIn } from '../core/workspace/selection.ts';
import type { Selection } from '../shared/config/resolve.ts';
import { StrataError } from '../shared/contract/errors.ts';
import { terminalHost } from './product.ts';

/** The nearest folder upwards that is a workspace (has a manifest or a history), else the start itself. */
export function findWorkspace(start: string): string {
  const first = realpathSync(resolve(start));
  for (let folder = first; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'strata.toml')) || existsSync(join(folder, '.strata', 'history.db')))
      return folder;
    if (dirname(folder) === folder) return first;
  }
}

/** A path as typed, relative to its workspace, with `/`. OUTSIDE_WORKSPACE when it is not in it. */
export function pathInWorkspace(workspace: string, path: string): string {
  const absolute = existsSync(path) ? realpathSync(path) : resolve(path);
  const inside = relative(workspace, absolute);
  if (inside === '' || inside.startsWith('..')) {
    throw new StrataError({
      code: 'OUTSIDE_WORKSPACE',
      message: `${path} is not a file of the workspace ${workspace}.`,
      remedy: 'Run the command in the workspace, or name it with --dir.',
      details: { path },
    });
  }
  return inside.split(sep).join('/');
}

/** The workspace a command works on: `--dir`, else the one around the file, else the one around here. */
export function workspaceFor(dir: string | undefined, file: string | undefined): string {
  if (dir !== undefined) return realpathSync(resolve(dir));
  return findWorkspace(file !== undefined && existsSync(file) ? dirname(resolve(file)) : '.');
}

/**
 * The selection a command names. UNKNOWN_ENVIRONMENT says what is wrong with the folder where that is no workspace:
 * `usage` shows the command with a folder.
 */
export function selectionOf(
  { root, model }: Pick<LoadedWorkspace, 'root' | 'model'>,
  { environment, service, usage }: { environment: string; service: string | null; usage: string },
): Selection {
  try {
    return selectIn(model, environment, service);
  } catch (error) {
    const isUnknown = error instanceof StrataError && error.code === 'UNKNOWN_ENVIRONMENT';
    if (!isUnknown || model.layout !== 'unrelated') throw error;
    throw new StrataError({
      code: 'UNKNOWN_ENVIRONMENT',
      message: `${root} is no workspace: it has neither strata.toml nor layers, so there is no environment "${environment}".`,
      remedy: `Run this in the folder of the workspace, or name that folder: ${usage}`,
      details: { environment, path: root },
    });
  }
}

/** The history of a workspace; HISTORY_UNAVAILABLE when it cannot be opened. */
export function historyOf(workspace: string): History {
  const host = terminalHost();
  const history = openHistory({
    folder: workspace,
    fallbackFolder: join(host.dataFolder, 'history'),
    now: host.now,
    author: host.author,
  });
  if (history.notice !== null) process.stderr.write(`strata: ${history.notice.message}\n`);
  if (!history.available) {
    throw new StrataError({
      code: 'HISTORY_UNAVAILABLE',
      message: history.notice?.message ?? `The history of ${workspace} cannot be opened.`,
      ...(history.notice?.remedy === undefined ? {} : { remedy: history.notice.remedy }),
    });
  }
  return history;
}

/** A version number as typed; BAD_REQUEST when it is none. */
export function versionNumber(word: string): number {
  const version = Number(word.replace(/^@/, ''));
  if (Number.isInteger(version) && version > 0) return version;
  throw new StrataError({
    code: 'BAD_REQUEST',
    message: `"${word}" is not a version.`,
    remedy: 'Versions are the numbers that strata log prints.',
  });
}

export function unknownVersion(version: number): StrataError {
  return new StrataError({
    code: 'UNKNOWN_VERSION',
    message: `There is no version ${version} in the history of this workspace.`,
    remedy: 'See strata log.',
    details: { version },
  });
}
