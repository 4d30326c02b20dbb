import { useEffect, useState } from 'react';
import type { FileId, WorkspaceSnapshot } from '../../shared/contract/model.ts';
import type { SchemaStanding } from '../../shared/contract/schema-model.ts';
import { useApp } from '../app/context.ts';
import { activeFile, useTabs } from '../state/tabs.ts';
import { findFile, useWorkspace } from '../state/workspace.ts';

/** Which schema counts for the file in front, asked again whenever the workspace was read anew; null until known. */
export function useSchemaStanding(): SchemaStanding | null {
  const { client } = useApp();
  const workspace = useWorkspace((store) => store.workspace);
  const file = schemaSubject(workspace, useTabs(activeFile));
  const [standing, setStanding] = useState<SchemaStanding | null>(null);
  useEffect(() => {
    if (workspace === null) return;
    let isNewest = true;
    client.call('schema.standing', { file }).then(
      (answer) => {
        if (isNewest) setStanding(answer);
      },
      // The next reading of the workspace asks again; the status bar is no place for this error.
      () => {},
    );
    return () => {
      isNewest = false;
    };
  }, [client, workspace, file]);
  return workspace === null ? null : standing;
}

/** The file to ask about: of what is no configuration one asks about the workspace. */
export function schemaSubject(workspace: WorkspaceSnapshot | null, file: FileId | null): FileId | null {
  const { role, language } = (workspace === null ? undefined : findFile(file)) ?? {};
  return role === 'layer' || (role === 'other' && language === 'toml') ? file : null;
}
