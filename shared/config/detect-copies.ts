/** Full copies side by side: `development.toml` + `production.toml`, `fly.staging.toml` + `fly.production.toml`. */
import { looksLikeEnvironment, mayBeEnvironment } from './environment-names.ts';
import { fileName, folderOf } from './file-paths.ts';
import type { Layout } from './layout.ts';

/** Files that differ in one part of their name, which looks like an environment. */
interface Family {
  /** `fly.{environment}.toml`, with its folder. */
  readonly template: string;
  readonly environments: string[];
}

/** For the file without an environment in its name, `fly.toml` beside `fly.staging.toml`. */
const PLAIN_COPY = 'default';

/**
 * The copies in one folder, or null when there are none, or several families of them, so that one cannot say which is
 * the configuration. Two copies make a family; the file without an environment in its name counts as one.
 */
export function findCopies(folder: string, files: readonly string[]): Layout | null {
  const inFolder = files.filter((file) => folderOf(file) === folder);
  const families = familiesOf(inFolder).filter(
    ({ template, environments }) => environments.length + (plainOf(template, inFolder) === null ? 0 : 1) >= 2,
  );
  const [family, ...others] = families;
  if (family === undefined || others.length > 0) return null;
  const { template, environments } = family;
  const plain = plainOf(template, inFolder);
  const copies = {
    name: fileName(template),
    source: { kind: 'file', file: template },
    optional: false,
  } as const;
  const shown = environments.slice(0, 3).map((name) => template.replace('{environment}', name));
  const all = plain === null ? shown : [plain, ...shown];
  return {
    kind: 'copies',
    reason: `${listed(all, environments.length - shown.length)} are copies side by side, one for each environment.`,
    layers:
      plain === null
        ? [copies]
        : [
            {
              name: fileName(plain),
              source: { kind: 'file', file: plain },
              optional: false,
              environments: [PLAIN_COPY],
            },
            { ...copies, environments },
          ],
    environments: plain === null ? environments : [PLAIN_COPY, ...environments],
  };
}

function familiesOf(files: readonly string[]): Family[] {
  const families = new Map<string, Family>();
  for (const file of files) {
    const split = splitName(file);
    if (split === null) continue;
    const family = families.get(split.template) ?? { template: split.template, environments: [] };
    family.environments.push(split.environment);
    families.set(split.template, family);
  }
  return [...families.values()];
}

/** `config/fly.staging.toml` is the environment `staging` of `config/fly.{environment}.toml`. */
function splitName(file: string): { template: string; environment: string } | null {
  const name = fileName(file);
  const stem = name.slice(0, -'.toml'.length);
  if (!name.endsWith('.toml') || !mayBeEnvironment(stem)) return null;
  const folder = file.slice(0, file.length - name.length);
  // The name as a whole first, `eu-prod.toml`; then its parts between dots, which tools use to set them off.
  if (!stem.includes('.')) {
    const dash = /^(.+)([-_])([^-_]+)$/.exec(stem);
    if (looksLikeEnvironment(stem) && dash === null)
      return { template: `${folder}{environment}.toml`, environment: stem };
    const [, prefix = '', mark = '', last = ''] = dash ?? [];
    if (last === '' || !looksLikeEnvironment(last)) return null;
    return { template: `${folder}${prefix}${mark}{environment}.toml`, environment: last };
  }
  const parts = stem.split('.');
  const index = parts.findLastIndex(looksLikeEnvironment);
  const environment = parts[index];
  if (environment === undefined) return null;
  return { template: `${folder}${parts.with(index, '{environment}').join('.')}.toml`, environment };
}

/** `fly.toml` for `fly.{environment}.toml`, where it exists. */
function plainOf(template: string, files: readonly string[]): string | null {
  const plain = template.replace(/[.\-_]\{environment\}/, '');
  return plain !== template && files.includes(plain) ? plain : null;
}

function listed(names: readonly string[], more: number): string {
  if (more > 0) return `${names.join(', ')} and ${more} more`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
