import { createHash } from 'node:crypto';

/** A text that proves to be whole: its last line is the hash of the lines above. About `kib` KiB long. */
export function wholeText(name: string, kib = 8): string {
  const body = `name = "${name}"\n${'# filler to make a torn write visible ....................\n'.repeat(kib * 17)}`;
  return `${body}# ${hashOf(body)}\n`;
}

/** The name inside a whole text; null when any part of it is missing or mixed with another. */
export function nameIn(text: string): string | null {
  const match = /^(name = "([^"]*)"\n[\s\S]*)# ([0-9a-f]{64})\n$/.exec(text);
  return match?.[1] !== undefined && hashOf(match[1]) === match[3] ? (match[2] ?? null) : null;
}

function hashOf(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
