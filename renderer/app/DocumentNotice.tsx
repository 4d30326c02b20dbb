import type { FileId } from '../../shared/contract/model.ts';
import { Button } from '../controls/Button.tsx';
import { useDocuments } from '../state/documents.ts';
import { useWorkspace } from '../state/workspace.ts';
import { Icon } from '../theme/icons.tsx';
import { useApp } from './context.ts';
import styles from './DocumentNotice.module.css';
import { compare } from './places.ts';
import { resolveConflict } from './saving.ts';

/** What the user must know about the open file: a conflict to settle, or what its size or rights forbid. */
export function DocumentNotice({ file }: { file: FileId }) {
  const standing = useDocuments((store) => store.documents.get(file));
  const exists = useWorkspace(
    (store) => store.workspace?.files.find(({ id }) => id === file)?.exists ?? true,
  );
  if (standing === undefined) return null;
  if (standing.conflict !== 'none' && standing.dirty) {
    const missing = standing.conflict === 'missing-on-disk';
    return <Conflict file={file} missing={missing} typed={!standing.vanishedClean} />;
  }
  if (standing.tier === 'read-only') {
    return <Notice>This file is too large to edit here. It is shown for reading; search works.</Notice>;
  }
  if (standing.tier === 'reduced') {
    return (
      <Notice>
        This file is large: problems and effective values follow when it is saved, not as you type.
      </Notice>
    );
  }
  if (!exists) return <Notice>This file does not exist yet. The first save creates it.</Notice>;
  if (standing.readOnly) return <Notice>This file is read-only. Change its permissions to edit it.</Notice>;
  return null;
}

interface ConflictProps {
  readonly file: FileId;
  readonly missing: boolean;
  readonly typed: boolean;
}

function Conflict({ file, missing, typed }: ConflictProps) {
  const { client } = useApp();
  const settle = (choice: 'mine' | 'theirs' | 'merge') => () => void resolveConflict(client, file, choice);
  return (
    <div role="alert" className={styles.conflict}>
      <Icon name="warning" />
      <span className={styles.text}>
        {missing ? 'Deleted' : 'Changed'} on disk
        {missing && !typed ? '; saving writes it again.' : ' while you have unsaved changes.'}
      </span>
      {missing ? null : (
        <Button onPress={() => compare({ kind: 'saved', file }, { kind: 'buffer', file })}>Show both</Button>
      )}
      <Button onPress={settle('mine')}>Keep mine</Button>
      {missing ? null : <Button onPress={settle('theirs')}>Take theirs</Button>}
      {missing ? null : <Button onPress={settle('merge')}>Merge</Button>}
    </div>
  );
}

function Notice({ children }: { children: string }) {
  return (
    <div role="status" className={styles.notice}>
      <Icon name="info" />
      <span className={styles.text}>{children}</span>
    </div>
  );
}
