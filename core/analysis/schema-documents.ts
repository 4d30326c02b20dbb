/** What is known of the schemas without reading them: the thread that watches over the analysis needs no more. */
import type { AnalysisSetup } from './protocol.ts';

/** Whether a workspace file is a schema, or a part of one. */
export function isSchemaDocument({ schemas, schema }: AnalysisSetup, path: string): boolean {
  return schemas === undefined ? path === schema : schemas.paths.has(path);
}

/** The schema that was at work when the check of `subject`, a file or the schema itself, took too long. */
export function schemaBehind({ schemas, schema }: AnalysisSetup, subject: string): string {
  return schemas?.files.get(subject)?.address ?? schemas?.merged?.address ?? schema ?? subject;
}
