/**
 * One event stream for all tabs of a browser: browsers open six connections to a host, and a stream occupies one for
 * good, so a stream for every tab would leave the sixth tab without an answer. One tab leads: it reads the
 * stream and passes on what comes. The others follow, and one of them leads when it closes or falls silent.
 */
import { createSilenceAlarm } from './event-stream.ts';
import type { PeerMessage, Peers } from './peers.ts';

export interface SharingTab {
  /**
   * Reads the stream and tells the others, until `stopped` aborts or the host refuses this tab. Resolves to whether
   * the tab may go on with the others.
   */
  lead(stopped: AbortSignal, tell: (message: PeerMessage) => void): Promise<boolean>;
  /** How things stand, for a tab that has just come; null before anything is known. */
  standing(): PeerMessage | null;
  /** The leader's stream stands, and is another one than before: what came between is gone. */
  onConnected(): void;
  onDisconnected(): void;
  onData(data: string): void;
}

/** Follows and leads until `stopped` aborts, or this tab is refused. */
export async function shareEvents(
  peers: Peers,
  tab: SharingTab,
  { stopped, silenceMs }: { readonly stopped: AbortSignal; readonly silenceMs: number },
): Promise<void> {
  let instead = false;
  let welcome = true;
  while (welcome && !stopped.aborted) {
    const following = follow(peers, tab, { stopped, silenceMs });
    const work = async (ousted: AbortSignal) => {
      following.end();
      const leading = leadWith(peers, tab, AbortSignal.any([stopped, ousted]));
      welcome = await leading;
    };
    await peers.lead(work, { stopped: AbortSignal.any([stopped, following.silent]), instead });
    instead = following.silent.aborted;
    following.end();
  }
}

function follow(
  peers: Peers,
  tab: SharingTab,
  { stopped, silenceMs }: { readonly stopped: AbortSignal; readonly silenceMs: number },
) {
  const ended = new AbortController();
  const silence = createSilenceAlarm(silenceMs);
  let stream: string | null = null;
  const hear = (message: PeerMessage) => {
    if (message.kind === 'hello') return;
    silence.postpone();
    if (message.kind === 'event') tab.onData(message.data);
    if (message.kind !== 'standing') return;
    if (!message.connected) tab.onDisconnected();
    else if (message.stream !== stream) tab.onConnected();
    stream = message.connected ? message.stream : null;
  };
  peers.listen(hear, AbortSignal.any([stopped, ended.signal]));
  peers.post({ kind: 'hello' });
  return {
    /** Aborts when nothing was heard of a leader for too long. */
    silent: silence.signal,
    end() {
      ended.abort();
      silence.stop();
    },
  };
}

function leadWith(peers: Peers, tab: SharingTab, stopped: AbortSignal): Promise<boolean> {
  const answer = ({ kind }: PeerMessage) => {
    const standing = kind === 'hello' ? tab.standing() : null;
    if (standing !== null) peers.post(standing);
  };
  peers.listen(answer, stopped);
  return tab.lead(stopped, (message) => peers.post(message));
}
