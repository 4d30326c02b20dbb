/** The reader of server-sent events gives the same events however the stream is cut into pieces. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameReader } from '../../../renderer/client/event-frames.ts';

function read(pieces: readonly string[]): string[] {
  const events: string[] = [];
  const feed = createFrameReader((data) => events.push(data));
  for (const piece of pieces) feed(piece);
  return events;
}

describe('the frame reader', () => {
  it('gives the data of each complete event and keeps an incomplete one to itself', () => {
    expect(read(['data: one\n\ndata: two\n\ndata: thr'])).toEqual(['one', 'two']);
    expect(read(['data: one\n'])).toEqual([]);
  });

  it('skips comments and empty frames', () => {
    expect(read([':\n\n', '\n\n', ': hello\n\n', 'data: one\n', ':\n', '\n'])).toEqual(['one']);
  });

  it('joins several data lines, and needs no space after the colon', () => {
    expect(read(['data: one\ndata:two\n\n'])).toEqual(['one\ntwo']);
  });

  it('does not care where the stream is cut', () => {
    const event = fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text));
    fc.assert(
      fc.property(fc.array(event), fc.array(fc.nat(2000)), (events, cuts) => {
        const stream = events.map((data) => `:\n\ndata: ${data}\n\n`).join('');
        const edges = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length];
        const pieces = edges.slice(1).map((edge, index) => stream.slice(edges[index], edge));
        expect(read(pieces)).toEqual(events);
      }),
    );
  });
});
