import type { FileId, VersionInfo } from '../../shared/contract/model.ts';
import { useApp } from '../app/context.ts';
import { compare } from '../app/places.ts';
import { Button } from '../controls/Button.tsx';
import { count } from '../controls/wording.ts';
import { baseName, useWorkspace } from '../state/workspace.ts';
import styles from './HistoryPanel.module.css';
import { restoreVersion } from './restore.ts';

interface HistoryToolbarProps {
  readonly list: {
    readonly file: FileId;
    readonly versions: readonly VersionInfo[];
    readonly total: number;
  } | null;
  readonly chosen: readonly VersionInfo[];
}

/** What can be done with the chosen versions. */
export function HistoryToolbar({ list, chosen }: HistoryToolbarProps) {
  const { client } = useApp();
  const path = useWorkspace(
    (store) => store.workspace?.files.find(({ id }) => id === list?.file)?.path ?? '',
  );
  const [older, newer] = chosen.toSorted((a, b) => a.version - b.version);
  return (
    <div className={styles.toolbar}>
      <span className={styles.about}>
        {list === null ? '' : `${baseName(path)} · ${count(list.total, 'version')}`}
      </span>
      <Button
        isDisabled={older === undefined}
        onPress={() => {
          if (older === undefined || list === null) return;
          const left = { kind: 'version', version: older.version } as const;
          compare(
            left,
            newer === undefined
              ? { kind: 'buffer', file: list.file }
              : { kind: 'version', version: newer.version },
          );
        }}
      >
        {newer === undefined ? 'Compare with editor' : 'Compare versions'}
      </Button>
      <Button
        isDisabled={older === undefined || newer !== undefined || older.current}
        onPress={() => {
          if (older !== undefined && list !== null) void restoreVersion(client, list.file, older);
        }}
      >
        Restore this version
      </Button>
    </div>
  );
}
