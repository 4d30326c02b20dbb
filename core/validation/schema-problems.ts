/** What is wrong with the schema itself, at its place in the schema's file. */
import type { Problem } from '../../shared/contract/model.ts';
import { spanOfPointer } from '../../shared/schema/pointer-in-text.ts';
import type { CompiledSchema } from './compile.ts';
import { type Files, problemAt, spotInFile } from './problem.ts';

/** Parts of a schema that are not checked, as warnings; `textOf` gives the text of a schema file by its path. */
export function schemaWarnings(
  { path, warnings }: CompiledSchema,
  textOf: (file: string) => string | null | undefined,
  environments: readonly string[],
  files: Files,
): Problem[] {
  return warnings.map(({ pointer, message, severity = 'warning', suggestion }) => {
    const hash = pointer.indexOf('#');
    const file = hash < 0 ? path : pointer.slice(0, hash);
    const place = pointer.slice(hash + 1);
    const span = spanOfPointer(textOf(file) ?? '', place) ?? { start: 0, end: 0 };
    return problemAt(spotInFile(files, file, span), files, {
      path: '',
      code: 'schema-not-checked',
      severity,
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
      rule: place,
      environments: [...environments],
    });
  });
}
