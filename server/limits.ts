/** Every number that bounds what a request may cost, with its reason. */
const KIB = 1024;
const MIB = 1024 * KIB;

/** The largest document the browser host carries in either direction. */
export const MAX_DOCUMENT_BYTES = 16 * MIB;

/**
 * A document travels as a JSON string. The characters of a valid TOML document that JSON has to escape (quote,
 * backslash, tab, line feed, carriage return) become two bytes each, so the text at most doubles; the rest is
 * for the fields around it. Only requests with a valid token get as far as having their body read.
 */
export const MAX_BODY_BYTES = 2 * MAX_DOCUMENT_BYTES + 64 * KIB;

/** A login carries one short code, and anybody on the machine may send one. */
export const MAX_LOGIN_BODY_BYTES = KIB;

/** Request line and headers; the `input` of a GET operation is part of it. */
export const MAX_HEADER_BYTES = 16 * KIB;

/** A browser opens at most six per tab, one of them for events. */
export const MAX_CONNECTIONS = 64;

/** A header that takes longer is a client that holds the connection for its own sake. */
export const HEADERS_TIMEOUT_MS = 10_000;
/** The largest body arrives over loopback in well under a second. */
export const REQUEST_TIMEOUT_MS = 30_000;
/** Node looks for overdue requests this often; its default (30 s) would make the two limits above meaningless. */
export const TIMEOUT_CHECK_INTERVAL_MS = 2_000;
/** Longer than a user's pause, so that a browser seldom meets a connection that closes under its request. */
export const KEEP_ALIVE_TIMEOUT_MS = 65_000;

/** Guessing 256 bits is hopeless at any rate; the limit keeps a runaway program from filling the log. */
export const MAX_AUTH_FAILURES = 30;
export const AUTH_FAILURE_WINDOW_MS = 60_000;

/** How long an event stream may stay full before its reader is taken for stuck. */
export const STREAM_DRAIN_TIMEOUT_MS = 10_000;
/** Twice the largest event (a whole document), so that one of these never ends a healthy stream. */
export const STREAM_MAX_BUFFERED_BYTES = 2 * MAX_BODY_BYTES;

/** How long `close` lets running requests finish; a save is done long before. */
export const CLOSE_GRACE_MS = 800;
