/** File names with `{environment}` and `{service}` in them. */

export const PLACEHOLDERS = ['environment', 'service'] as const;

/** What fills a template; null where nothing is chosen. */
export interface TemplateValues {
  readonly environment: string | null;
  readonly service: string | null;
}

const SYNTAX_CHARACTER = /[\\^$.*+?()[\]{}|/]/g;
const PLACEHOLDER = /\{([A-Za-z]+)\}/g;

/** The names of the placeholders in a text, known or not, in order. */
export function placeholdersIn(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

export function usesEnvironment(template: string): boolean {
  return template.includes('{environment}');
}

export function usesService(template: string): boolean {
  return template.includes('{service}');
}

/** The template with its placeholders filled; null when it needs a value that is not chosen. */
export function fillTemplate(template: string, values: TemplateValues): string | null {
  if (usesEnvironment(template) && values.environment === null) return null;
  if (usesService(template) && values.service === null) return null;
  return template
    .replaceAll('{environment}', () => values.environment ?? '')
    .replaceAll('{service}', () => values.service ?? '');
}

/** A matcher: what the placeholders stand for (never a `/`) in a file that fits the template, null when it does not. */
export function templateMatcher(template: string): (file: string) => TemplateValues | null {
  const seen = new Set<string>();
  const pattern = template
    .split(/(\{environment\}|\{service\})/)
    .map((part) => {
      if (part !== '{environment}' && part !== '{service}') return part.replace(SYNTAX_CHARACTER, '\\$&');
      const name = part.slice(1, -1);
      if (seen.has(name)) return `\\k<${name}>`;
      seen.add(name);
      return `(?<${name}>[^/]+)`;
    })
    .join('');
  const expression = new RegExp(`^${pattern}$`, 'u');
  return (file) => {
    const groups = expression.exec(file)?.groups;
    if (groups === undefined) return null;
    return { environment: groups.environment ?? null, service: groups.service ?? null };
  };
}
