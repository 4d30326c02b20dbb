/** What the browser host and its page agree on beside the operations: names on the wire, and the login. */
import { z } from 'zod';

/** Operations are served under it; every other path is a file of the renderer. */
export const API_PREFIX = '/api';
/** Server-sent events, one `data:` line of JSON each; comment lines in between are signs of life. */
export const EVENTS_PATH = `${API_PREFIX}/events`;
/** Exchanges the one-time code for the token. */
export const LOGIN_PATH = `${API_PREFIX}/login`;
/** Where the start-up address carries the code: the fragment is the one part a browser never sends. */
export const LOGIN_CODE_PARAMETER = 'code';
/** Names the page that calls, so that it recognises the events it caused. */
export const CLIENT_HEADER = 'x-strata-client';
/** How often the host writes to a silent event stream; a page that hears nothing for longer reconnects. */
export const HEARTBEAT_MS = 15_000;

/** `tab`: a secret name of the tab, for which alone the used code stays good for a few seconds, over a reload. */
export const LoginRequest = z
  .object({ code: z.string().max(100), tab: z.string().min(32).max(100).optional() })
  .strict();
export type LoginRequest = z.infer<typeof LoginRequest>;
export const LoginReply = z.object({ token: z.string().min(1) });
export type LoginReply = z.infer<typeof LoginReply>;
