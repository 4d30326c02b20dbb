/** Everything an editor can ask about a file, asked at one place of it. */
import type { LanguageCalls } from '../../core/analysis/language-service.ts';
import type { AnalysisSession } from '../../core/analysis/session.ts';
import type { Selection } from '../../shared/config/resolve.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import type { Position, Range } from '../../shared/text/text.ts';

interface Place {
  readonly path: string;
  readonly position: Position;
  /** The line of the position. */
  readonly range: Range;
  readonly selection: Selection | null;
}

/** One question for each function of the language service: a new one does not compile without. */
const QUESTIONS: {
  readonly [N in keyof LanguageCalls]: (place: Place) => Parameters<LanguageCalls[N]>;
} = {
  symbols: ({ path }) => [path],
  folds: ({ path }) => [path],
  selectionRanges: ({ path, position }) => [path, [position]],
  links: ({ path }) => [path],
  tokens: ({ path, range }) => [path, range],
  hints: ({ path, range, selection }) => [path, range, selection],
  colors: ({ path }) => [path],
  colorPresentations: ({ path, range }) => [path, range, { red: 1, green: 0.5, blue: 0, alpha: 1 }],
  fixes: ({ path, range }) => [path, range],
  rewrites: ({ path, range }) => [path, range],
  format: ({ path }) => [path, null],
  toJson: ({ path, range }) => [path, range],
  fromJson: ({ path, range }) => [path, range, '{ "a": [1, { "b": "c" }] }'],
  definition: ({ path, position, selection }) => [path, position, selection],
  declaration: ({ path, position }) => [path, position],
  references: ({ path, position }) => [path, position],
  renameTarget: ({ path, position }) => [path, position],
  rename: ({ path, position }) => [path, position, 'renamed'],
  renamePreview: ({ path, position }) => [path, position, { to: 'renamed', schema: false }],
};

export interface Asking {
  readonly path: string;
  readonly text: string;
  readonly offset: number;
  readonly selection?: Selection;
  /** Left out: what takes long for a large text and is asked for by nobody while it is typed. */
  readonly without?: readonly (keyof LanguageCalls)[];
}

/** Fails where a function throws what no user is meant to see. */
export function askEverything(session: AnalysisSession, asking: Asking): void {
  const { path, text, offset, selection = null, without = [] } = asking;
  const lines = new LineIndex(text);
  const position = lines.positionAt(Math.min(offset, text.length));
  const range = {
    start: { line: position.line, column: 1 },
    end: { line: position.line, column: position.column + 1 },
  };
  const place = { path, position, range, selection };
  for (const name of Object.keys(QUESTIONS) as (keyof LanguageCalls)[]) {
    if (without.includes(name)) continue;
    const call = session.language[name] as (...args: readonly unknown[]) => unknown;
    expected(() => call.apply(session.language, QUESTIONS[name](place)));
  }
  expected(() => session.hover(path, position, selection));
  expected(() => session.complete(path, position, selection));
}

/** Runs `work`, which may give up in words. */
export function expected(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof StrataError)) throw error;
  }
}
