/** How versions are listed: saves that follow each other quickly under one heading, times as people say them. Pure. */
import type { VersionInfo } from '../../shared/contract/model.ts';

export interface VersionGroup {
  /** The newest version, which stands for the group. */
  readonly newest: VersionInfo;
  /** The others, newest first. */
  readonly earlier: readonly VersionInfo[];
}

/** How a version came to be, in a word. */
export const originWords: Readonly<Record<VersionInfo['origin'], string>> = {
  opened: 'Opened',
  saved: 'Saved',
  external: 'Changed outside',
  restored: 'Restored',
  migrated: 'Migrated',
  api: 'Changed by API',
  unsaved: 'Unsaved work',
};

/** Two saves belong together when no more time than this lies between them. */
const groupGapMs = 10_000;

/** Groups versions (newest first) of one origin and author; labelled and commented ones stand alone. */
export function groupVersions(versions: readonly VersionInfo[]): VersionGroup[] {
  const groups: { newest: VersionInfo; earlier: VersionInfo[] }[] = [];
  let last: VersionInfo | null = null;
  for (const version of versions) {
    const group = groups.at(-1);
    if (group !== undefined && last !== null && belongs(version, last)) group.earlier.push(version);
    else groups.push({ newest: version, earlier: [] });
    last = version;
  }
  return groups;
}

/** `14:02:11` today, `Yesterday 14:02`, `12 Mar 14:02`, with the year when it is another one. */
export function describeTime(time: string, now: Date, locale = 'en-GB'): string {
  const date = new Date(time);
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  if (days === 0)
    return date.toLocaleTimeString(locale, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hour12: false,
    });
  const clock = date.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hour12: false });
  if (days === 1) return `Yesterday ${clock}`;
  const sameYear = date.getFullYear() === now.getFullYear();
  const day = date.toLocaleDateString(locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
  return `${day} ${clock}`;
}

/** `812 B`, `4.1 kB`, `1.2 MB`. */
export function describeSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 999_950 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function belongs(version: VersionInfo, newer: VersionInfo): boolean {
  const gapMs = Date.parse(newer.time) - Date.parse(version.time);
  return (
    version.file === newer.file &&
    version.origin === newer.origin &&
    version.author === newer.author &&
    version.label === undefined &&
    version.message === undefined &&
    gapMs <= groupGapMs
  );
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
