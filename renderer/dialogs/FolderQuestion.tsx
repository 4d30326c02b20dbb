import { useCallback, useEffect, useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { type ErrorShape, toErrorShape } from '../../shared/contract/errors.ts';
import type { FolderListing } from '../../shared/contract/model.ts';
import { useApp } from '../app/context.ts';
import { openWorkspace } from '../app/workspaces.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { KeepEnd } from '../controls/Marks.tsx';
import { count } from '../controls/wording.ts';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import styles from './FolderQuestion.module.css';
import { Frame } from './Frame.tsx';

/** Finds a folder on the machine the engine runs on, where there is no dialog of the system. */
export function FolderQuestion({ answer }: { answer: (answer: null) => void }) {
  const { client } = useApp();
  const { listing, failure, go } = useFolder();
  const open = (folder: string) => {
    answer(null);
    void openWorkspace(client, folder);
  };
  return (
    <Frame
      wide
      title="Open a folder"
      onDismiss={() => answer(null)}
      actions={
        <>
          <span className={styles.found}>
            {listing === null
              ? ''
              : listing.tomlFiles > 0
                ? `${count(listing.tomlFiles, 'TOML file')} here`
                : 'no TOML files here'}
          </span>
          <Button onPress={() => answer(null)}>Cancel</Button>
          <Button
            look="primary"
            icon="open"
            isDisabled={listing === null}
            onPress={() => listing && open(listing.id)}
          >
            {listing === null ? 'Open' : `Open ${listing.name}`}
          </Button>
        </>
      }
    >
      <div className={styles.where}>
        <IconButton
          icon="folderUp"
          label="Up to the parent folder"
          isDisabled={listing === null || listing.parent === null}
          onPress={() => go(listing?.parent ?? null)}
        />
        <KeepEnd text={listing?.path ?? ''} className={styles.path} />
      </div>
      {failure === null ? null : (
        <p role="alert" className={styles.failure}>
          {failure.message} {failure.remedy}
        </p>
      )}
      <GridList
        key={listing?.id}
        aria-label="Folders"
        autoFocus
        items={listing?.folders ?? []}
        className={cx(styles.list)}
        onAction={(key) => go(String(key))}
        renderEmptyState={() => (
          <p className={styles.nothing}>
            {listing === null ? 'Reading…' : 'No folders in here. Open this one, or go up.'}
          </p>
        )}
      >
        {(folder) => (
          <GridListItem id={folder.id} textValue={folder.name} className={cx(styles.item)}>
            <Icon
              name={folder.looksLikeWorkspace ? 'workspace' : 'folder'}
              className={cx(folder.looksLikeWorkspace && styles.likely)}
            />
            <span className={styles.name}>{folder.name}</span>
            {folder.looksLikeWorkspace ? (
              <>
                <span className={styles.hint}>has TOML files</span>
                <Button slot={null} onPress={() => open(folder.id)} aria-label={`Open ${folder.name}`}>
                  Open
                </Button>
              </>
            ) : null}
          </GridListItem>
        )}
      </GridList>
    </Frame>
  );
}

function useFolder() {
  const { client } = useApp();
  const [listing, setListing] = useState<FolderListing | null>(null);
  const [failure, setFailure] = useState<ErrorShape | null>(null);
  const go = useCallback(
    (folder: string | null) => {
      client.call('folders.list', { folder }).then(
        (next) => {
          setListing(next);
          setFailure(null);
        },
        (error) => setFailure(toErrorShape(error)),
      );
    },
    [client],
  );
  useEffect(() => go(null), [go]);
  return { listing, failure, go };
}
