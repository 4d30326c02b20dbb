import type { DatabaseSync } from 'node:sqlite';
import { DamagedHistory } from './faults.ts';

/** Grows with every change of the tables below. */
const SCHEMA_VERSION = 1;
/** "STRA": tells our database from any other, https://sqlite.org/pragma.html#pragma_application_id */
const APPLICATION_ID = 0x53545241;

const TABLES = `
CREATE TABLE contents (
  hash  TEXT PRIMARY KEY,
  size  INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE versions (
  version INTEGER PRIMARY KEY AUTOINCREMENT,
  file    TEXT NOT NULL,
  hash    TEXT NOT NULL REFERENCES contents (hash),
  parent  INTEGER REFERENCES versions (version),
  time    TEXT NOT NULL,
  author  TEXT NOT NULL,
  origin  TEXT NOT NULL,
  message TEXT,
  label   TEXT,
  size    INTEGER NOT NULL
) STRICT;
CREATE INDEX versions_of_file ON versions (file, version);
CREATE INDEX versions_of_content ON versions (hash);

CREATE TABLE pending (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  file     TEXT NOT NULL,
  old_hash TEXT,
  new_hash TEXT NOT NULL REFERENCES contents (hash),
  time     TEXT NOT NULL,
  author   TEXT NOT NULL,
  origin   TEXT NOT NULL,
  message  TEXT,
  owner    TEXT NOT NULL
) STRICT;

CREATE TABLE drafts (
  file      TEXT PRIMARY KEY,
  base_hash TEXT,
  bytes     BLOB NOT NULL,
  time      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** What the code reads and writes; preparing it fails where a table or a column is missing. */
const USED = [
  'SELECT hash, size, bytes FROM contents',
  'SELECT version, file, hash, parent, time, author, origin, message, label, size FROM versions',
  'SELECT id, file, old_hash, new_hash, time, author, origin, message, owner FROM pending',
  'SELECT file, base_hash, bytes, time FROM drafts',
];

/** DamagedHistory for a database of another program or another format. Changes nothing. */
export function requireOurs(database: DatabaseSync): void {
  if (isEmpty(database)) return;
  if (pragma(database, 'application_id') !== APPLICATION_ID) {
    throw new DamagedHistory('it belongs to another program');
  }
  const format = pragma(database, 'user_version');
  if (format !== SCHEMA_VERSION) {
    throw new DamagedHistory(`it has format ${format}, this Strata reads format ${SCHEMA_VERSION}`);
  }
  for (const query of USED) requireUsable(database, query);
}

/** Makes the tables of an empty database; DamagedHistory as `requireOurs`. */
export function prepareSchema(database: DatabaseSync): void {
  // Immediate also when there is nothing to make: it proves here, not at the first save, that one can write.
  database.exec('BEGIN IMMEDIATE');
  try {
    if (isEmpty(database)) {
      database.exec(`${TABLES}
        PRAGMA application_id = ${APPLICATION_ID};
        PRAGMA user_version = ${SCHEMA_VERSION};`);
    }
    requireOurs(database);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function isEmpty(database: DatabaseSync): boolean {
  return Number(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n) === 0;
}

function pragma(database: DatabaseSync, name: 'application_id' | 'user_version'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function requireUsable(database: DatabaseSync, query: string): void {
  try {
    database.prepare(query);
  } catch (error) {
    throw new DamagedHistory(error instanceof Error ? error.message : String(error));
  }
}
