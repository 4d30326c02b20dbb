/** The wire format of server-sent events, as far as the host writes it: `data:` lines, comments, line feeds. */

/**
 * A reader that is fed the stream in pieces of any size and calls back with the data of each complete event.
 * The pieces of an unfinished line are joined once, when it ends: an event can hold a whole document, and
 * searching it anew with every piece would take quadratic time.
 * Format: HTML Living Standard, section 9.2.6.
 */
export function createFrameReader(onData: (data: string) => void): (piece: string) => void {
  let unfinished: string[] = [];
  let data: string[] = [];

  function endLine(line: string): void {
    if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
    if (line !== '' || data.length === 0) return;
    const complete = data.join('\n');
    data = [];
    onData(complete);
  }

  return (piece) => {
    const [first = '', ...others] = piece.split('\n');
    unfinished.push(first);
    for (const next of others) {
      const line = unfinished.join('');
      unfinished = [next];
      endLine(line);
    }
  };
}
