/** What a workspace as a whole has to tell its user. */
import type { Notice } from '../../shared/contract/model.ts';
import { schemaStoppedError } from '../analysis/schema-stopped.ts';

export function manyFiles(): Notice {
  return {
    severity: 'warning',
    code: 'many-files',
    message: 'This folder holds more files than Strata lists; only the first 5,000 are shown.',
    remedy: 'Open the folder that holds the configuration itself.',
  };
}

/** Schemas that are named and lie outside of the workspace, by address. */
export function schemasWait(addresses: readonly string[]): Notice {
  const [first = '', ...others] = addresses;
  return {
    severity: 'info',
    code: 'schema-waits',
    message:
      others.length === 0
        ? `The schema ${first} is not used until you agree.`
        : `${addresses.length} schemas outside of the workspace are not used until you agree.`,
    remedy: 'Press the schema in the status bar to decide. Nothing is fetched before.',
  };
}

export function workspaceFailed(error: unknown): Notice {
  return {
    severity: 'error',
    code: 'workspace-failed',
    message: `Not all of this workspace works: ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'Close it and open it again. Your files are not affected.',
  };
}

export function analysisFailed(reason: string): Notice {
  return {
    severity: 'error',
    code: 'analysis-failed',
    message: `The check of this workspace failed: ${reason}`,
    remedy:
      'Editing and saving go on; the problems shown may be old. Open the workspace again to restart the check.',
  };
}

export function schemaStopped(schema: string, subject: string): Notice {
  const { message, remedy } = schemaStoppedError(schema, subject);
  return {
    severity: 'error',
    code: 'schema-stopped',
    message,
    ...(remedy === undefined ? {} : { remedy }),
  };
}
