/** Problems of the analysis as marks in the text. */
import type { AnalysisState, FileId, Problem } from '../../shared/contract/model.ts';
import { toMonacoRange } from './model-text.ts';
import { monaco } from './monaco.ts';
import type { DocumentSync } from './sync/document-sync.ts';

/** Names our marks among those of others. */
const OWNER = 'strata';

const severities = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
} as const;

/**
 * Marks the problems of one file, unless the analysis was made of another text than the one on screen: then the
 * marks that stand move with the text, and a newer analysis is on its way. Returns whether it did.
 */
export function showProblems(
  model: monaco.editor.ITextModel,
  file: FileId,
  analysis: AnalysisState,
  sync: DocumentSync,
): boolean {
  const analysed = analysis.documents.find((document) => document.file === file);
  const isOfThisText = analysed === undefined ? !sync.dirty : analysed.version === sync.state.version;
  if (sync.pending || !isOfThisText) return false;
  const problems = analysis.problems.filter((problem) => problem.fileId === file);
  monaco.editor.setModelMarkers(model, OWNER, problems.map(toMarker));
  return true;
}

function toMarker(problem: Problem): monaco.editor.IMarkerData {
  return {
    ...toMonacoRange(problem.range),
    severity: severities[problem.severity],
    message: messageOf(problem),
    code: problem.code,
    ...(problem.code.includes('deprecated') ? { tags: [monaco.MarkerTag.Deprecated] } : {}),
    ...(problem.code === 'unused-ignore' ? { tags: [monaco.MarkerTag.Unnecessary] } : {}),
  };
}

function messageOf({ message, suggestion, environments }: Problem): string {
  const lines = [message];
  if (suggestion !== undefined) lines.push(`Suggestion: ${suggestion}`);
  if (environments.length > 0) lines.push(`In: ${environments.join(', ')}`);
  return lines.join('\n');
}
