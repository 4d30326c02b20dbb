/** One line of the comparison: a feature, what is done to see it, and the judgement. */
import type { Editor } from './editor.ts';
import type { FolderKind } from './fixture.ts';

export interface Check {
  readonly feature: string;
  /** What was done, and what counts as a yes; for people who read the table. */
  readonly how: string;
  /** Whether the feature is there. What it throws counts as a no: most often the server does not know the request. */
  readonly run: (editor: Editor) => Promise<boolean>;
}

export interface Group {
  readonly title: string;
  /** Which folder is opened for it; one with a configuration is made anew for each check. */
  readonly folder: FolderKind;
  readonly checks: readonly Check[];
}
