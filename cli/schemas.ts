import { SchemaLibrary } from '../core/schemas/library.ts';
import { terminalHost } from './product.ts';

/**
 * Schemas from outside of a workspace, for commands: those that were fetched before, and files of this machine. The
 * same answer for everybody: what was decided at somebody's screen does not count. With `fetches`, what is missing
 * is fetched.
 */
export function commandSchemas(fetches = false): SchemaLibrary {
  const { dataFolder, now } = terminalHost();
  const remote = fetches ? 'fetch' : 'ask';
  return new SchemaLibrary({ dataFolder, now, decisions: 'ignore', remote, outside: 'read' });
}

/** The same for a language server, which has a user to ask: what was decided before counts. */
export function languageServerSchemas(): SchemaLibrary {
  const { dataFolder, now } = terminalHost();
  return new SchemaLibrary({ dataFolder, now, outside: 'read' });
}
