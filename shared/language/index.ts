/** Language features of TOML files by their schema: text and schema in, plain data of the contract out. */
export { complete } from './complete.ts';
export { type Hover, type HoverRequest, hover } from './hover.ts';
export type { Completion } from './item.ts';
export type { LanguageRequest } from './request.ts';
