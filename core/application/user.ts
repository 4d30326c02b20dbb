/** The person at this machine: who they are, and where Strata keeps what belongs to them. */
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * The platform's place for application data, the same for every host, so that recent workspaces and the
 * history of read-only folders are one. `STRATA_DATA` moves it, for tests and kiosks.
 */
export function userDataFolder(environment: Readonly<Record<string, string | undefined>>): string {
  if (environment.STRATA_DATA !== undefined) return environment.STRATA_DATA;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Strata');
  if (process.platform === 'win32') return join(environment.APPDATA ?? homedir(), 'Strata');
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'strata');
}

/** The name under which this user's changes stand in the history. */
export function userName(environment: Readonly<Record<string, string | undefined>>): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the user database, as in many containers.
    return environment.USER ?? environment.USERNAME ?? 'unknown';
  }
}
