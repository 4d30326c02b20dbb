/** Choosing schemas. `file` null asks about what the layers give together; of a file that is no layer alike. */
import { z } from 'zod';
import { FileId } from './model.ts';
import { operation } from './operation.ts';
import { SchemaChoice, SchemaPick, SchemaStanding } from './schema-model.ts';

const about = { file: FileId.nullable() };
/** A server answers long addresses with an error; longer ones are none. */
const address = z.string().max(8_000);

export const schemaOperations = {
  'schema.standing': operation(
    'GET',
    '/schema',
    'Which schema counts and why; what lost, and what waits for consent.',
    z.object(about).strict(),
    SchemaStanding,
  ),
  'schema.choices': operation(
    'GET',
    '/schema/choices',
    'The schemas that can be picked: files of the workspace with a JSON Schema in them, and those shipped.',
    z.object({}).strict(),
    z.object({ choices: z.array(SchemaChoice) }),
  ),
  'schema.pick': operation(
    'POST',
    '/schema/pick',
    'Use a schema whatever the files say, or none; or drop the pick. Remembered for this workspace.',
    z.object({ ...about, pick: SchemaPick }).strict(),
    SchemaStanding,
  ),
  'schema.decide': operation(
    'POST',
    '/schema/decide',
    'Agree to the use of one schema outside of the workspace, which fetches it where it is on the web, or decline. Remembered.',
    z.object({ ...about, address, agreed: z.boolean() }).strict(),
    SchemaStanding,
  ),
  'schema.refresh': operation(
    'POST',
    '/schema/refresh',
    'Ask the server of a schema that was agreed to whether it has changed.',
    z.object({ ...about, address }).strict(),
    SchemaStanding,
  ),
};
