/** What environments are called, seen in the file names of real projects. */

const ENVIRONMENT_WORDS: ReadonlySet<string> = new Set(
  (
    'dev devel develop development test tests testing ci qa uat int integration stage staging stg sandbox sbx ' +
    'preprod preview canary demo prod production prd live release local mainnet testnet devnet regtest'
  ).split(' '),
);

/** Files beside the configuration that no program reads as such. */
const SIDE_FILE_WORDS: ReadonlySet<string> = new Set(
  'example examples sample template tmpl dist default defaults bak backup orig old tmp schema'.split(' '),
);

/** Whole names of files that stand beside environments and are none. */
const NOT_ENVIRONMENTS: ReadonlySet<string> = new Set([
  'default',
  'base',
  'global',
  'local',
  'custom-environment-variables',
  'strata',
  'rules',
]);

/** Whether one of the words of a name is a usual name of an environment: `production`, `eu-prod`, `mainnet_blue`. */
export function looksLikeEnvironment(name: string): boolean {
  return wordsOf(name).some((word) => ENVIRONMENT_WORDS.has(word));
}

/** Whether a name found where environments are could be one: anything but examples, backups and fixed layers. */
export function mayBeEnvironment(name: string): boolean {
  return !NOT_ENVIRONMENTS.has(name.toLowerCase()) && !isSideFile(name);
}

/** Whether a name marks an example, a template or a backup. */
export function isSideFile(name: string): boolean {
  return wordsOf(name).some((word) => SIDE_FILE_WORDS.has(word));
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
}
