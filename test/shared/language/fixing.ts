/** `fixes(text)`: every quick fix of a text for its real problems, each with the text that it leads to. */

import {
  checkEffective,
  checkLayer,
  combineProblems,
  compileSchema,
  syntaxProblem,
} from '../../../core/validation/index.ts';
import { merge } from '../../../shared/config/merge.ts';
import type { LayerContent } from '../../../shared/config/model.ts';
import type { Problem } from '../../../shared/contract/model.ts';
import { type FixRequest, quickFixes, rewrites } from '../../../shared/language/index.ts';
import { LineIndex } from '../../../shared/text/lines.ts';
import { applyReplacements } from '../../../shared/text/replacements.ts';
import type { TextChange } from '../../../shared/text/text.ts';
import { type ParseOptions, parse } from '../../../shared/toml/index.ts';
import { PLUE } from './plue.ts';

const FILE = 'config/app.toml';

/** What the editor would show for a file that is the only layer of its environment. */
export function problemsOf(text: string, schema: unknown = PLUE, options: ParseOptions = {}): Problem[] {
  const document = parse(text, options);
  const lines = new LineIndex(text);
  const files = { linesOf: () => lines, fileId: () => 'f_0123456789abcdef' };
  const source = { kind: 'file', file: FILE } as const;
  const definition = { id: 'app', name: 'app', source, optional: false };
  const layer = { id: 'app', definition, file: FILE };
  const content: LayerContent = { layer, root: document.root };
  const compiled = compileSchema(schema, { path: 'app.schema.json' });
  const { root, problems } = merge([content]);
  const configuration = { environment: 'production', service: null, root, problems };
  return combineProblems(
    [
      ...document.problems.map((problem) => syntaxProblem(FILE, problem, ['production'], files)),
      ...checkLayer(compiled, content, ['production'], files),
      ...(document.problems.length === 0 ? checkEffective(compiled, configuration, [layer], files) : []),
    ],
    ['production'],
  );
}

/** A fix by its title, the preferred one with a star, and the text after it. */
export type Fixed = readonly [title: string, after: string];

/** The quick fixes for everything that is wrong with a text. */
export function fixes(text: string, schema: unknown = PLUE, options: ParseOptions = {}): Fixed[] {
  const request = requestFor(text, schema, options);
  return quickFixes(request).map(({ title, preferred, changes }) => [
    `${preferred ? '* ' : ''}${title}`,
    applyTo(text, changes),
  ]);
}

/** The other ways to write the table at `|`. */
export function rewritten(marked: string): Fixed[] {
  const start = marked.indexOf('|');
  const text = marked.replace('|', '');
  const request = requestFor(text, PLUE, {});
  return rewrites(request, { start, end: start }).map(({ title, changes }) => [
    title,
    applyTo(text, changes),
  ]);
}

export function applyTo(text: string, changes: readonly TextChange[]): string {
  const lines = new LineIndex(text);
  return applyReplacements(
    text,
    changes.map((change) => ({ ...lines.spanOf(change.range), text: change.text })),
  );
}

export function requestFor(text: string, schema: unknown, options: ParseOptions): FixRequest {
  const { view } = compileSchema(schema, { path: 'app.schema.json' });
  return {
    document: parse(text, options),
    lines: new LineIndex(text),
    schema: view,
    problems: problemsOf(text, schema, options),
    within: { start: 0, end: text.length },
  };
}
