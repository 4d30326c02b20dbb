/** From a problem to its quick fixes. */
import type { Problem } from '../../shared/contract/model.ts';
import { fixAt } from '../app/places.ts';

/** Whether it stands in a text that quick fixes can mend. */
export function isFixable({ file, fileId }: Problem): boolean {
  return fileId !== null && file.endsWith('.toml');
}

/** Goes to the problem and opens the quick fixes there. */
export function fixProblem({ fileId, range: { start } }: Problem): void {
  if (fileId !== null) fixAt(fileId, start.line, start.column);
}
