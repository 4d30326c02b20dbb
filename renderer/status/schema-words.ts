/** What a schema's standing is called. Pure. */
import type {
  ForeignSchema,
  SchemaReason,
  SchemaRule,
  SchemaStanding,
} from '../../shared/contract/schema-model.ts';

/** `Schema: plue.schema.json`, `Schema: none`, `Schema: fly.json, not fetched`. */
export function schemaLabel({ reasons, state, foreign }: SchemaStanding): string {
  const name = reasons[0]?.name ?? 'none';
  switch (state) {
    case 'none':
      return 'Schema: none';
    case 'missing':
      return `Schema: ${name}, missing`;
    case 'waiting':
    case 'declined':
    case 'failed':
      return `Schema: ${name}, ${isRemoteOne(reasons[0], foreign) ? 'not fetched' : 'not used'}`;
    case 'ready':
      return `Schema: ${name}`;
  }
}

/** Whether the user could decide something: the schema, or a part of it, waits for consent. */
export function asksForConsent({ foreign }: SchemaStanding): boolean {
  return foreign.some(({ state }) => state === 'waiting');
}

/** Why the schema counts, in one sentence. */
export function whySchema({ reasons: [reason] }: SchemaStanding): string {
  if (reason === undefined) return 'No rule names a schema, so only the syntax is checked.';
  if (reason.address === null) return 'You chose no schema, so only the syntax is checked.';
  const place = placeOf(reason);
  const at = place === '' ? '' : ` at ${place}`;
  switch (reason.rule) {
    case 'pick':
      return 'You picked it.';
    case 'comment':
      return `The #:schema comment${at} names it.`;
    case 'key':
      return `The $schema key${at} names it.`;
    case 'manifest':
      return `The manifest names it${at}.`;
    case 'folder':
      return `It is in the folder of schemas that the manifest names${at}, and it is for this file.`;
    case 'bundled':
      return 'It is shipped with Strata for files of this name.';
  }
}

/** `config/app.toml:1`. */
export function placeOf({ from }: SchemaReason): string {
  return from === null ? '' : `${from.path}:${from.line}`;
}

/** What each rule is called where it stands first in a row or sentence. */
export const ruleNames: Readonly<Record<SchemaRule, string>> = {
  pick: 'Your pick',
  comment: '#:schema comment',
  key: '$schema key',
  manifest: 'Manifest',
  folder: 'Folder of schemas',
  bundled: 'Shipped with Strata',
};

function isRemoteOne(reason: SchemaReason | undefined, foreign: readonly ForeignSchema[]): boolean {
  const address = reason?.address?.replace(/#.*$/s, '');
  return foreign.some((schema) => schema.address === address && schema.kind === 'remote');
}
