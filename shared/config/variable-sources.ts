/** The variables a `variables` layer can see, each with its origin. */
import type { DotenvEntry } from './dotenv.ts';
import type { VariableLookup } from './expand.ts';
import type { VariableOrigin } from './model.ts';

export interface Variable {
  readonly value: string;
  readonly origin: VariableOrigin;
}

/** The entries of one dotenv file. */
export interface DotenvFile {
  readonly file: string;
  readonly entries: readonly DotenvEntry[];
}

/**
 * Files in the order of the layer, later ones win, and over them the variables of the process where they count
 * (null where they do not).
 */
export function collectVariables(
  files: readonly DotenvFile[],
  process: Readonly<Record<string, string | undefined>> | null,
): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  for (const { file, entries } of files) {
    for (const { name, value, line, verbatim } of entries) {
      variables.set(name, { value, origin: { name, file, line, ...(verbatim ? { verbatim } : {}) } });
    }
  }
  for (const [name, value] of Object.entries(process ?? {})) {
    if (value !== undefined) variables.set(name, { value, origin: { name } });
  }
  return variables;
}

/** How references find them. What the process holds is final, so it is not looked into for further references. */
export function variableLookup(variables: ReadonlyMap<string, Variable>): VariableLookup {
  return (name) => {
    const variable = variables.get(name);
    if (variable === undefined) return undefined;
    return { value: variable.value, verbatim: isVerbatim(variable.origin) };
  };
}

/** Whether a variable's `$` is plain text: set in the process, or in single quotes in its file. */
export function isVerbatim(origin: VariableOrigin): boolean {
  return origin.file === undefined || origin.verbatim === true;
}
