/** Schemas that lead back to themselves without a step into the data: checking by them would never end. */
import { isObject } from '../../shared/schema/json.ts';
import type { PreparedSchema } from './prepare.ts';

/** Keywords whose schemas are held against the same value as the schema they stand in. */
const IN_PLACE = ['not', 'if', 'then', 'else'];
const IN_PLACE_LISTS = ['allOf', 'anyOf', 'oneOf'];
const IN_PLACE_MAPS = ['dependentSchemas', 'dependencies'];

/**
 * The schemas of such a circle, in the order of the way around, the first one again at the end; null when there is
 * none. Takes time in proportion to the number of schemas.
 *
 * @param targets what references lead to, by the id in `$ref`
 */
export function endlessReference(
  targets: ReadonlyMap<string, PreparedSchema | boolean>,
): readonly PreparedSchema[] | null {
  const finished = new Set<PreparedSchema>();
  for (const start of targets.values()) {
    const circle = isObject(start) ? circleFrom(start as PreparedSchema, targets, finished) : null;
    if (circle !== null) return circle;
  }
  return null;
}

/** One schema on the way, and where it still leads. */
interface Step {
  readonly schema: PreparedSchema;
  readonly next: Iterator<PreparedSchema>;
}

/** Depth first, on a list of its own: a chain of references may be longer than the stack is deep. */
function circleFrom(
  start: PreparedSchema,
  targets: ReadonlyMap<string, PreparedSchema | boolean>,
  finished: Set<PreparedSchema>,
): readonly PreparedSchema[] | null {
  if (finished.has(start)) return null;
  const step = (schema: PreparedSchema): Step => ({ schema, next: leadsTo(schema, targets) });
  const way: Step[] = [step(start)];
  const open = new Set<PreparedSchema>([start]);
  for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
    const { done, value } = last.next.next();
    if (done === true) {
      way.pop();
      open.delete(last.schema);
      finished.add(last.schema);
    } else if (open.has(value)) {
      const schemas = way.map(({ schema }) => schema);
      return [...schemas.slice(schemas.indexOf(value)), value];
    } else if (!finished.has(value)) {
      way.push(step(value));
      open.add(value);
    }
  }
  return null;
}

function* leadsTo(
  schema: PreparedSchema,
  targets: ReadonlyMap<string, PreparedSchema | boolean>,
): Generator<PreparedSchema> {
  const { $ref } = schema;
  const target = typeof $ref === 'string' ? targets.get($ref) : undefined;
  const inner = [
    target,
    ...IN_PLACE.map((keyword) => schema[keyword]),
    ...IN_PLACE_LISTS.flatMap((keyword) => listed(schema[keyword])),
    ...IN_PLACE_MAPS.flatMap((keyword) => listed(schema[keyword])),
  ];
  for (const each of inner) if (isObject(each)) yield each as PreparedSchema;
}

function listed(value: unknown): readonly unknown[] {
  return isObject(value) ? Object.values(value) : Array.isArray(value) ? value : [];
}
