/** What a screen shows about schemas: which one counts, why, what lost, and what waits for the user's word. */
import { z } from 'zod';
import { FileId } from './model.ts';

export const SchemaRule = z.enum(['pick', 'comment', 'key', 'manifest', 'folder', 'bundled']);
export type SchemaRule = z.infer<typeof SchemaRule>;

/** One reason to use a schema. */
export const SchemaReason = z.object({
  rule: SchemaRule,
  /** The last part of its address; null: none is wanted. */
  name: z.string().nullable(),
  /** A workspace path, or a URI; with `#` and a fragment where only a part is meant. */
  address: z.string().nullable(),
  /** The schema as a file of the workspace, where it is one that is there. */
  target: FileId.nullable(),
  /** Where somebody wrote it. */
  from: z.object({ file: FileId.nullable(), path: z.string(), line: z.number().int().min(1) }).nullable(),
});
export type SchemaReason = z.infer<typeof SchemaReason>;

/** `ready`: in use; `waiting`: the user was not asked yet; `failed`: agreed to, but could not be had. */
export const SchemaState = z.enum(['none', 'ready', 'missing', 'waiting', 'declined', 'failed']);
export type SchemaState = z.infer<typeof SchemaState>;

/** A schema outside of the workspace that counts, or that one that counts refers to. */
export const ForeignSchema = z.object({
  address: z.string(),
  name: z.string(),
  /** On the web, or a file in another folder of this machine. */
  kind: z.enum(['remote', 'outside']),
  state: SchemaState,
  /** RFC 3339 UTC; of what is kept on disk. */
  fetchedAt: z.string().nullable(),
  /** Why it could not be had. */
  message: z.string().nullable(),
});
export type ForeignSchema = z.infer<typeof ForeignSchema>;

export const SchemaStanding = z.object({
  /** What the answer is about: one file, or what the layers give together (`file` null). */
  subject: z.object({ file: FileId.nullable(), path: z.string() }),
  /** Every rule, strongest first. */
  rules: z.array(SchemaRule),
  /** By strength: the first one counts. */
  reasons: z.array(SchemaReason),
  state: SchemaState,
  /** For a layer that is held against another schema than what the layers give together: that one. */
  merged: SchemaReason.nullable(),
  foreign: z.array(ForeignSchema),
});
export type SchemaStanding = z.infer<typeof SchemaStanding>;

/** A schema that can be picked. */
export const SchemaChoice = z.object({
  /** Opaque: names the choice when it is picked. */
  id: z.string(),
  name: z.string(),
  /** Workspace path; "" for one shipped with the product. */
  path: z.string(),
  title: z.string().nullable(),
  kind: z.enum(['workspace', 'bundled']),
});
export type SchemaChoice = z.infer<typeof SchemaChoice>;

/** `schema`: one of the choices; `none`: no schema at all; `drop`: no pick, the rules decide. */
export const SchemaPick = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('schema'), id: z.string().max(500) }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('drop') }),
]);
export type SchemaPick = z.infer<typeof SchemaPick>;
