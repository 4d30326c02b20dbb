/** The schemas shipped with the product: only those of its own files. */
import manifestJson from '../../schemas/strata.schema.json' with { type: 'json' };

export interface BundledSchema {
  /** `strata:NAME`. */
  readonly address: string;
  readonly name: string;
  readonly title: string;
  /** The file name it is for, in any folder. */
  readonly fileName: string;
  readonly content: unknown;
}

export const BUNDLED: readonly BundledSchema[] = [
  {
    address: 'strata:strata.schema.json',
    name: 'strata.schema.json',
    title: manifestJson.title,
    fileName: 'strata.toml',
    content: manifestJson,
  },
];

export function bundledSchema(address: string): BundledSchema | undefined {
  return BUNDLED.find((schema) => schema.address === address);
}

/** The schema for a file of this name, where one is shipped. */
export function bundledFor(path: string): BundledSchema | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return BUNDLED.find(({ fileName }) => fileName === name);
}
