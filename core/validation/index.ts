/**
 * Checking configuration against its schema.
 *
 *   schema -> CompiledSchema       compile.ts    through prepare.ts, keywords.ts, formats.ts
 *   data -> issues                 issues.ts     one for each cause, in words
 *   environment -> problems        place.ts      at the layer and range that caused them
 *   layer -> problems              layer.ts      as typed; with advice.ts
 *   file -> problems               alone.ts      what is merged with no other: both of them
 *   problems -> problems           combine.ts    once each, with all their environments
 */
export { checkAlone } from './alone.ts';
export type { SchemaWarning } from './bad-schema.ts';
export { combineProblems } from './combine.ts';
export { type CompiledSchema, type CompileOptions, compileSchema, parseSchema } from './compile.ts';
export type { SchemaIssue } from './issue.ts';
export { findIssues } from './issues.ts';
export { checkLayer } from './layer.ts';
export { checkEffective, placeIssues, placeMergeProblems } from './place.ts';
export { type Files, spotInFile, syntaxProblem } from './problem.ts';
export { schemaWarnings } from './schema-problems.ts';
