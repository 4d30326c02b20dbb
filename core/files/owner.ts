/**
 * Who made a lock, a temporary file or a pending history row: a token for this process, and the question
 * whether the process behind a token still runs. The token holds the pid, the start time of the process
 * (a pid is used again) and the boot of the machine (pids start over).
 */
import { readFileSync } from 'node:fs';
import { isMissing } from './errors.ts';
import { etagOf } from './etag.ts';

/** `pid.started.boot` in lower-case hex and digits; `0` where the system does not tell. */
export const OWNER_PATTERN = '[0-9]+\\.[0-9]+\\.[0-9a-f]+';

/**
 * A token of another boot may belong to another machine that shares the folder. It is believed dead only
 * when what it left is older than this; no step of a save lasts as long.
 */
const FOREIGN_GRACE_MS = 60_000;

/** The token of this process. */
export function ownerToken(): string {
  return `${process.pid}.${processState(process.pid)?.started ?? '0'}.${bootId()}`;
}

/** Whether the process that made something `ageMs` ago is gone. A token that cannot be read counts as alive. */
export function ownerIsGone(token: string, ageMs: number): boolean {
  const [pidText = '', started = '', boot = ''] = token.split('.');
  const pid = Number(pidText);
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  if (boot !== bootId()) return ageMs > FOREIGN_GRACE_MS;
  if (!exists(pid)) return true;
  const state = processState(pid);
  if (state === null) return false;
  return state.ended || (started !== '0' && state.started !== started);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Fields 3 (state) and 22 (starttime) of proc_pid_stat(5); null where there is no /proc. */
function processState(pid: number): { started: string; ended: boolean } | null {
  const stat = readSystemFile(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name in parentheses may hold anything, so counting starts after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { started: fields[19] ?? '0', ended: fields[0] === 'Z' || fields[0] === 'X' };
}

let knownBoot: string | undefined;

function bootId(): string {
  if (knownBoot === undefined) {
    const id = readSystemFile('/proc/sys/kernel/random/boot_id');
    knownBoot = id === null ? '0' : etagOf(Buffer.from(id)).slice(0, 8);
  }
  return knownBoot;
}

function readSystemFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // ESRCH: the process ended between opening and reading.
    if (isMissing(error) || (error instanceof Error && 'code' in error && error.code === 'ESRCH'))
      return null;
    throw error;
  }
}
