/** What the palette offers: commands, files, versions. One list at a time. */
import { create } from 'zustand';
import type { StrataClient } from '../../shared/contract/client.ts';
import type { FileId } from '../../shared/contract/model.ts';
import { compare, goTo } from '../app/places.ts';
import type { Command } from '../commands/command.ts';
import { shownKeys } from '../commands/platform.ts';
import { sourceLabel } from '../effective/rows.ts';
import { describeTime, originWords } from '../history/grouping.ts';
import { restoreVersion } from '../history/restore.ts';
import { fileIcon } from '../layers/file-icon.ts';
import { useSelection } from '../state/selection.ts';
import { baseName, findFile, useWorkspace } from '../state/workspace.ts';
import type { IconName } from '../theme/icons.tsx';
import { report } from '../toasts/queue.ts';

export interface PickItem {
  readonly id: string;
  /** What is searched. */
  readonly label: string;
  readonly detail?: string;
  readonly icon?: IconName;
  readonly shortcut?: string | undefined;
  readonly run: () => void;
}

export interface Pick {
  /** The accessible name of the field. */
  readonly title: string;
  readonly placeholder: string;
  /** Null while the engine is asked; letters typed meanwhile count. */
  readonly items: readonly PickItem[] | null;
  /** What is said when nothing matches. */
  readonly nothing: string;
}

export const usePalette = create<{ readonly pick: Pick | null }>(() => ({ pick: null }));

export function closePalette(): void {
  usePalette.setState({ pick: null });
}

export function pickCommand(commands: readonly Command[]): void {
  const items = commands
    .filter((command) => command.id !== 'palette.commands' && command.enabled())
    .map((command): PickItem => {
      const { id, group, label, icon, keys, editorKey = '' } = command;
      return {
        id,
        label: label.startsWith(group) ? label : `${group}: ${label}`,
        shortcut: shownKeys([...keys, editorKey].filter(Boolean)),
        run: () => void command.run(),
        ...(icon === undefined ? {} : { icon }),
      };
    });
  usePalette.setState({
    pick: { title: 'Command', placeholder: 'What do you want to do?', items, nothing: 'No command matches.' },
  });
}

export function pickFile(): void {
  const files = useWorkspace.getState().workspace?.files ?? [];
  const items = files.map((file): PickItem => {
    const folder = file.path.slice(0, -baseName(file.path).length - 1);
    return {
      id: file.id,
      label: baseName(file.path),
      detail: folder,
      icon: fileIcon(file),
      run: () => goTo(file.id),
    };
  });
  usePalette.setState({
    pick: {
      title: 'File',
      placeholder: 'Go to a file by name',
      items,
      nothing: 'No file of the workspace matches.',
    },
  });
}

/** Offers every key of the selected environment; choosing one goes to the layer that wins. */
export async function pickKey(client: StrataClient): Promise<void> {
  const selection = useSelection.getState();
  await pickLater(
    {
      title: 'Key',
      placeholder: `Go to a key of ${selection.environment}`,
      nothing: 'No key that a layer sets matches.',
    },
    async () => {
      const { rows } = await client.call('effective.view', selection);
      return rows.flatMap(({ kind, path, value, source }): PickItem[] => {
        const { fileId, line, column } = source ?? {};
        if (kind === 'table' || fileId === undefined) return [];
        const detail = `${value} · ${sourceLabel(source)}`;
        return [{ id: path, label: path, detail, run: () => goTo(fileId, line, column) }];
      });
    },
  );
}

/** Offers the versions of a file to compare with what is in the editor. */
export async function pickVersion(client: StrataClient, file: FileId): Promise<void> {
  const name = baseName(findFile(file)?.path ?? 'the file');
  await pickLater(
    {
      title: 'Version',
      placeholder: `Compare ${name} with which version?`,
      nothing: 'No version matches; the first save makes the first.',
    },
    async () => {
      const { versions } = await client.call('history.list', { file, limit: 200 });
      return versions.map(
        ({ version, time, origin, author, message }): PickItem => ({
          id: String(version),
          label: `${version} · ${describeTime(time, new Date())} · ${originWords[origin]}`,
          detail: message ?? author,
          icon: origin,
          run: () => compare({ kind: 'version', version }, { kind: 'buffer', file }),
        }),
      );
    },
  );
}

/** Offers the files that are gone from the folder to bring back as they last were. */
export async function pickDeletedFile(client: StrataClient): Promise<void> {
  await pickLater(
    {
      title: 'Deleted file',
      placeholder: 'Restore which deleted file?',
      nothing: 'No deleted file matches. A file is known here once it was opened or saved.',
    },
    async () => {
      const { files } = await client.call('history.deleted', {});
      return files.map(
        ({ file, path, version, time }): PickItem => ({
          id: file,
          label: path,
          detail: `version ${version} · ${describeTime(time, new Date())}`,
          icon: 'restore',
          run: () => void restoreVersion(client, file, { file: path, version, time }),
        }),
      );
    },
  );
}

/** Opens the list at once, so that what is typed next goes into it and not into the file, and fills it later. */
export async function pickLater(
  about: Omit<Pick, 'items'>,
  find: () => Promise<readonly PickItem[]>,
): Promise<void> {
  const waiting: Pick = { ...about, items: null };
  const isOpen = () => usePalette.getState().pick === waiting;
  usePalette.setState({ pick: waiting });
  try {
    const items = await find();
    if (isOpen()) usePalette.setState({ pick: { ...about, items } });
  } catch (error) {
    if (isOpen()) closePalette();
    report(error);
  }
}
