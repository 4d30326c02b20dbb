/** What a workspace as a whole has to tell its user. */
import type { Notice } from '../../shared/contract/model.ts';

export function manyFiles(): Notice {
  return {
    severity: 'warning',
    code: 'many-files',
    message: 'This folder holds more files than Strata lists; only the first 5,000 are shown.',
    remedy: 'Open the folder that holds the configuration itself.',
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

export function schemaStopped(schema: string): Notice {
  return {
    severity: 'error',
    code: 'schema-stopped',
    message: `Checking against ${schema} took longer than two seconds and was ended.`,
    remedy: `Look for a pattern in ${schema} that repeats inside a repetition. Everything but schema checks goes on; they start again when the schema is saved.`,
  };
}
