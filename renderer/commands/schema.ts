/** Asking about the schema. */
import { askAboutSchema } from '../status/SchemaItem.tsx';
import type { Command } from './command.ts';
import { hasWorkspace } from './conditions.ts';

export function schemaCommands(): Command[] {
  return [
    {
      id: 'schema.why',
      group: 'Schema',
      label: 'Why this schema, and which others…',
      keys: [],
      icon: 'schema',
      enabled: hasWorkspace,
      run: askAboutSchema,
    },
  ];
}
