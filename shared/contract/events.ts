/** What the engine tells its clients unasked. */
import { z } from 'zod';
import * as model from './model.ts';

export const EngineEvent = z.discriminatedUnion('type', [
  /** The workspace was opened, closed (null) or read again: manifest, files or schema changed. */
  z.object({ type: z.literal('workspace'), workspace: model.WorkspaceSnapshot.nullable() }),
  z.object({ type: z.literal('analysis'), analysis: model.AnalysisState }),
  /** A client changed the buffer; the one that did recognises itself by `client` and does nothing. */
  z.object({
    type: z.literal('document.edited'),
    file: model.FileId,
    client: z.string(),
    version: z.number().int(),
    /** Whether the buffer differs from the saved file now; it mostly does. */
    dirty: z.boolean().optional(),
    changes: z.array(z.object({ range: model.Range, text: z.string() })),
  }),
  /** The buffer was replaced or its standing changed: saved, reloaded from disk, in conflict, missing. */
  z.object({
    type: z.literal('document.state'),
    cause: z.enum(['saved', 'reloaded', 'conflict', 'missing', 'restored', 'replaced', 'resolved']),
    /** The client that asked for it, where one did. */
    client: z.string().optional(),
    document: model.DocumentState,
  }),
  z.object({ type: z.literal('history'), file: model.FileId }),
  z.object({ type: z.literal('notice'), notice: model.Notice }),
]);
export type EngineEvent = z.infer<typeof EngineEvent>;
