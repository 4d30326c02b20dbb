/** JSON Schema for editing: `SchemaView` answers what may stand where. Validation lives in `core/validation`. */
export type { SchemaNode, SchemaSnippet, SchemaType } from './node.ts';
export {
  type SchemaChild,
  type SchemaDefault,
  type SchemaLeaf,
  type SchemaPlace,
  SchemaView,
} from './view.ts';
