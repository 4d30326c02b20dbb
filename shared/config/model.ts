import type { Span } from '../text/text.ts';
import type { FormatSettings } from '../toml/format/options.ts';
import type { ArrayValue, ScalarValue, TableValue } from '../toml/types.ts';

/** The merge rules of the program that will read the files. */
export type DialectName = 'standard';

/** How the workspace was understood: from its manifest, by the layout of its files, or not at all. */
export type LayoutKind = 'manifest' | 'environment-files' | 'environment-folder' | 'copies' | 'unrelated';

/** What a layer is made of. Paths are relative to the workspace, with `/`, and may hold `{environment}`, `{service}`. */
export type LayerSource =
  | { readonly kind: 'file'; readonly file: string }
  /** A table inside a file, mounted at the dotted path `at` ("" = root). */
  | { readonly kind: 'table'; readonly file: string; readonly table: string; readonly at: string }
  | {
      readonly kind: 'variables';
      readonly prefix: string;
      readonly separator: string;
      /** dotenv files, later ones win; missing ones are fine. */
      readonly files: readonly string[];
      /** Dotted key path to variable name, besides the prefix rule. */
      readonly map: ReadonlyMap<string, string>;
      /** Whether the variables of the running process count too (they win over the files). */
      readonly process: boolean;
    }
  | { readonly kind: 'runtime' };

export interface LayerDefinition {
  /** Stable within the workspace; made from the name. */
  readonly id: string;
  readonly name: string;
  readonly source: LayerSource;
  readonly optional: boolean;
  /** Only in these environments; absent: in all. */
  readonly environments?: readonly string[];
  /** Where the manifest names the source, for problems about it; absent when the layout was detected. */
  readonly declaredAt?: Span;
}

export interface EnvironmentDefinition {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly inherits?: string;
  readonly protected: boolean;
}

/** Everything the manifest or the detected layout says. Lowest precedence first in `layers`. */
export interface WorkspaceModel {
  readonly name: string;
  readonly dialect: DialectName;
  readonly toml: '1.0' | '1.1';
  readonly layout: LayoutKind;
  /** One sentence that says why the workspace is read this way; shown in the status bar. */
  readonly layoutReason: string;
  /** A workspace path, or an address of the web. */
  readonly schema?: string;
  /** A folder of schemas, each for the files it fits; "." is the workspace itself. */
  readonly schemas?: string;
  readonly environmentVariable?: string;
  readonly layers: readonly LayerDefinition[];
  readonly environments: readonly EnvironmentDefinition[];
  readonly services: readonly string[];
  /** How its files are formatted; what is left out is as each file does it. */
  readonly format?: FormatSettings;
}

/** One layer as it takes part in one environment (and service), template filled in. */
export interface ResolvedLayer {
  /** Unique within the selection; a layer inherited from a parent environment appears once per environment. */
  readonly id: string;
  readonly definition: LayerDefinition;
  /** The file the values come from, for `file` and `table` layers. */
  readonly file?: string;
  /** For `table` layers, templates filled in: which table of the file, and where it is mounted. */
  readonly table?: readonly string[];
  readonly at?: readonly string[];
  /** The dotenv files, for `variables` layers, templates filled in; later ones win. */
  readonly variableFiles?: readonly string[];
  /** The environment whose files these are, when inherited. */
  readonly inheritedFrom?: string;
}

/** Where a variable was set: in a dotenv file (workspace-relative, line from 1) or in the process (no file). */
export interface VariableOrigin {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  /** Single-quoted in its dotenv file: references inside are plain text (as in process variables always). */
  readonly verbatim?: boolean;
}

/** The values of one resolved layer, ready to merge. */
export interface LayerContent {
  readonly layer: ResolvedLayer;
  readonly root: TableValue;
  /** For `variables` layers: variable name to its origin. */
  readonly variables?: ReadonlyMap<string, VariableOrigin>;
}

/** One place that sets a value: what `source` and `overridden` are made of. */
export interface Setter {
  readonly layer: ResolvedLayer;
  /** Where the key is written in `layer.file`; absent for variables. */
  readonly keySpan?: Span;
  readonly value: ScalarValue | ArrayValue | TableValue;
  readonly variable?: VariableOrigin;
}

/** A merged table. `setters` are the layers that write the table itself, winner first. */
export interface EffectiveTable {
  readonly kind: 'table';
  readonly path: readonly string[];
  readonly children: Map<string, EffectiveNode>;
  readonly setters: readonly Setter[];
  /** The values of the only layer that sets it, where they hold no reference: then its children say the same. */
  readonly written?: TableValue;
}

/** A merged leaf: a scalar, an array, or an array of tables (arrays are one value: they replace whole). */
export interface EffectiveLeaf {
  readonly kind: 'leaf';
  readonly path: readonly string[];
  /**
   * After references are resolved; equals `source.value` when it holds none. A reference written as
   * `{ env = "NAME" }` stands here as the string `${NAME}` until it is resolved.
   */
  readonly value: ScalarValue | ArrayValue;
  readonly source: Setter;
  /** The setters this one beat, nearest first. */
  readonly overridden: readonly Setter[];
  readonly reference?: 'resolved' | 'unresolved';
  /** An array put together from several layers (`append`, `unique`, `by-key`): spans of items are of different files. */
  readonly combined?: boolean;
}

export type EffectiveNode = EffectiveTable | EffectiveLeaf;

/** What merging found: a type clash, an unresolved reference, an ambiguous variable. Placed at one setter. */
export interface MergeProblem {
  readonly code:
    | 'type-clash'
    | 'unresolved-reference'
    | 'reference-cycle'
    | 'unknown-variable'
    | 'ambiguous-variable';
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly suggestion?: string;
  readonly path: readonly string[];
  readonly setter: Setter;
  /** Narrower than the setter's value where known (one `${NAME}` inside a string). */
  readonly span?: Span;
}

export interface EffectiveConfiguration {
  readonly environment: string;
  readonly service: string | null;
  readonly root: EffectiveTable;
  readonly problems: readonly MergeProblem[];
}
