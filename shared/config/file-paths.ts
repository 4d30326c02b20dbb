/** Paths of files inside a workspace: relative, with `/`. */

/** The path without `.` segments and doubled slashes, or why it cannot be used. */
export type PathCheck =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: string; readonly suggestion: string };

/** Checks a path a user wrote. It may not be absolute or lead out of the workspace; `..` inside is fine. */
export function checkRelativePath(path: string): PathCheck {
  if (path === '') return bad('is empty', 'Name a file of the workspace.');
  if (path.includes('\u0000')) return bad('holds a NUL character', 'Remove it.');
  if (path.includes('\\')) return bad('holds a backslash', `Write ${path.replaceAll('\\', '/')}.`);
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) {
    return bad('is absolute', 'Write it relative to the folder of strata.toml.');
  }
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) {
      return bad('leads out of the workspace', 'Open the folder above, or move the file into this one.');
    }
  }
  if (segments.length === 0 || path.endsWith('/')) return bad('names a folder', 'Name a file.');
  return { ok: true, path: segments.join('/') };
}

/** The name of a file without its folders. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a file, "" for the workspace itself. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function bad(reason: string, suggestion: string): PathCheck {
  return { ok: false, reason, suggestion };
}
