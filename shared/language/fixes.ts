/** Quick fixes: every problem with a cure, and the cures as changes of the text. */
import { applyReplacements } from '../text/replacements.ts';
import type { Span } from '../text/text.ts';
import { errorCount } from '../toml/edit/health.ts';
import { parse } from '../toml/index.ts';
import { UNUSED_IGNORE } from './check-codes.ts';
import { contextOf, type FixContext, type FixDraft, type FixRequest, type QuickFix } from './fix.ts';
import { ignoreFix, unusedIgnoreFixes } from './ignore-fixes.ts';
import { deprecationFixes, keyFixes } from './key-fixes.ts';
import { manifestFixes } from './manifest-fixes.ts';
import { missingKeyFixes } from './missing-key-fixes.ts';
import { syntaxFixes } from './syntax-fixes.ts';
import { referenceFixes, repeatedItemFixes, secretFixes, valueFixes } from './value-fixes.ts';

/** The fixes for the problems that `within` touches, the likeliest of each problem first. */
export function quickFixes(request: FixRequest): QuickFix[] {
  return fixesBy(draftsFor, request);
}

/** The comments that would silence the problems that `within` touches. */
export function ignoreFixes(request: FixRequest): QuickFix[] {
  return fixesBy(ignoreFix, request);
}

function fixesBy(draftsOf: (context: FixContext) => FixDraft[], request: FixRequest): QuickFix[] {
  const fixes = new Map<string, QuickFix>();
  for (const problem of request.problems) {
    const context = contextOf(request, problem);
    if (!touches(context.span, request.within)) continue;
    for (const draft of draftsOf(context)) {
      const fix = finished(context, draft);
      const identity = JSON.stringify([fix?.title, fix?.changes]);
      if (fix !== null && !fixes.has(identity)) fixes.set(identity, fix);
    }
  }
  return [...fixes.values()];
}

function draftsFor(context: FixContext): FixDraft[] {
  const { code } = context.problem;
  const ofSchema = schemaFixes.get(code);
  const ofManifest = manifestFixes.get(code)?.(context) ?? [];
  const ofSyntax = syntaxFixes(context) ?? [];
  return [
    ...(ofSchema?.(context) ?? []),
    ...ofManifest,
    ...ofSyntax.flatMap((draft) => judged(context, draft)),
  ];
}

/**
 * In a text with several errors what would cure one may bring others: a fix that leaves as many is only offered, one
 * that leaves more is not.
 */
function judged({ request: { document } }: FixContext, draft: FixDraft): FixDraft[] {
  if (draft.changes === null) return [];
  const after = parse(applyReplacements(document.text, draft.changes), { version: document.version });
  const change = errorCount(after) - errorCount(document);
  return change > 0 ? [] : [{ ...draft, preferred: draft.preferred === true && change < 0 }];
}

const schemaFixes: ReadonlyMap<string, (context: FixContext) => FixDraft[]> = new Map([
  ['unknown-key', keyFixes],
  ['key-name', keyFixes],
  ['forbidden', keyFixes],
  ['deprecated', deprecationFixes],
  ['type', valueFixes],
  ['enum', valueFixes],
  ['const', valueFixes],
  ['range', valueFixes],
  ['pattern', valueFixes],
  ['format', valueFixes],
  ['unique', repeatedItemFixes],
  ['plaintext-secret', secretFixes],
  ['required', missingKeyFixes],
  ['unresolved-reference', referenceFixes],
  [UNUSED_IGNORE, unusedIgnoreFixes],
]);

function finished(
  { request, problem }: FixContext,
  { title, preferred, changes }: FixDraft,
): QuickFix | null {
  const { lines, document } = request;
  const effective = (changes ?? []).filter(
    ({ start, end, text }) => document.text.slice(start, end) !== text,
  );
  if (effective.length === 0) return null;
  return {
    title,
    kind: 'fix',
    preferred: preferred ?? false,
    problem: { code: problem.code, range: problem.range },
    changes: effective.map(({ start, end, text }) => ({ range: lines.rangeOf({ start, end }), text })),
  };
}

function touches(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}
