/** Just enough of RFC 3986 to join references. Workspace paths (`schemas/app.json`) are relative URIs here. */

/** `reference` as seen from `base`, fragment included; dot segments are removed where possible. */
export function joinUri(base: string, reference: string): string {
  if (reference === '') return base;
  if (hasScheme(reference)) return reference;
  const [, origin = '', path = ''] = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/?#]*)?)?([^?#]*)/i.exec(base) ?? [];
  if (reference.startsWith('#')) return `${withoutFragment(base)}${reference}`;
  if (reference.startsWith('//')) return `${origin.slice(0, origin.indexOf(':') + 1)}${reference}`;
  const [, referencePath = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(reference) ?? [];
  const joined = reference.startsWith('/')
    ? referencePath
    : `${path.slice(0, path.lastIndexOf('/') + 1)}${referencePath}`;
  return `${origin}${withoutDotSegments(joined, origin !== '')}${rest}`;
}

/** A reference in two parts: what names the document, and what stands after `#` (percent-decoded). */
export function splitFragment(reference: string): { readonly uri: string; readonly fragment: string } {
  const hash = reference.indexOf('#');
  if (hash < 0) return { uri: reference, fragment: '' };
  return { uri: reference.slice(0, hash), fragment: decodePercent(reference.slice(hash + 1)) };
}

export function hasScheme(reference: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(reference);
}

function withoutFragment(uri: string): string {
  const hash = uri.indexOf('#');
  return hash < 0 ? uri : uri.slice(0, hash);
}

/** A relative path keeps the `..` that lead out of it, so that whoever opens it can refuse. */
function withoutDotSegments(path: string, absolute: boolean): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '.') continue;
    const last = segments.at(-1);
    if (segment !== '..') segments.push(segment);
    else if (last !== undefined && last !== '..' && last !== '') segments.pop();
    else if (!absolute && last !== '') segments.push(segment);
  }
  return segments.join('/');
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
