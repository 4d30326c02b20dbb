/** What is offered while typing. */
import type { Check, Group } from './check.ts';
import { keyOffer, type Offer, offersKeys, offersValue } from './editor.ts';

export const completion: Group = {
  title: 'Completion',
  folder: 'plain',
  checks: [
    offered('keys of the schema', '|', 'offers name, port and server', (offers) =>
      offersKeys(offers, 'name', 'port', 'server'),
    ),
    offered('keys in the middle of a word', 'po|', 'offers port', (offers) => offersKeys(offers, 'port')),
    offered('required keys first', '|', 'name, the only required key, stands before accent', isRequiredFirst),
    offered('descriptions of keys', '|', 'port comes with "Port it listens on."', (offers) =>
      says(keyOffer(offers, 'port'), 'Port it listens on'),
    ),
    offered('deprecated keys are struck out', '|', 'old_port is tagged deprecated or left out', (offers) => {
      const old = keyOffer(offers, 'old_port');
      return offersKeys(offers, 'port') && (old === undefined || old.isDeprecated);
    }),
    offered(
      'keys already set are left out',
      'port = 1\n|',
      'offers name, not port',
      (offers) => offersKeys(offers, 'name') && !offersKeys(offers, 'port'),
    ),
    offered('after a table header', '[server]\n|', 'offers host and backlog', (offers) =>
      offersKeys(offers, 'host', 'backlog'),
    ),
    offered('table headers', '[ser|]', 'offers server', (offers) => offersValue(offers, 'server')),
    offered('sub-table headers', '[server.|]', 'offers tls', (offers) => offersValue(offers, 'tls')),
    offered('headers of arrays of tables', '[[|]]', 'offers endpoints', (offers) =>
      offersValue(offers, 'endpoints'),
    ),
    offered('in an array of tables', '[[endpoints]]\n|', 'offers url and weight', (offers) =>
      offersKeys(offers, 'url', 'weight'),
    ),
    offered('inside an inline table', 'server = { | }', 'offers host', (offers) =>
      offersKeys(offers, 'host'),
    ),
    offered('dotted keys', 'server.|', 'offers host', (offers) => offersValue(offers, 'host')),
    offered('enum values', 'level = |', 'offers debug, info and error', (offers) =>
      ['debug', 'info', 'error'].every((value) => offersValue(offers, value)),
    ),
    offered('enum values inside quotes', 'level = "|"', 'offers debug', (offers) =>
      offersValue(offers, 'debug'),
    ),
    offered('words about enum values', 'level = |', 'debug comes with "Everything there is."', (offers) =>
      says(
        offers.find(({ label }) => label.includes('debug')),
        'Everything there is',
      ),
    ),
    offered(
      'constants of a oneOf, with their words',
      'mode = |',
      'fast comes with "As quick as it goes."',
      (offers) =>
        says(
          offers.find(({ label }) => label.includes('fast')),
          'As quick as it goes',
        ),
    ),
    offered('values inside an array', 'tags = [|]', 'offers web', (offers) => offersValue(offers, 'web')),
    offered('default value', 'port = |', 'offers 8080', (offers) => offersValue(offers, '8080')),
    offered(
      'booleans',
      'verbose = |',
      'offers true and false',
      (offers) => offersValue(offers, 'true') && offersValue(offers, 'false'),
    ),
    offered(
      'whole tables with their required keys',
      '|',
      'one of the offers writes server with host in it',
      (offers) => offers.some(({ text }) => text.includes('server') && text.includes('host')),
    ),
    offered(
      'keys of the oneOf branch that is begun',
      '[storage]\nkind = "s3"\n|',
      'offers bucket, not path',
      (offers) => offersKeys(offers, 'bucket') && !offersKeys(offers, 'path'),
    ),
    offered(
      'without a schema: keys of the sibling tables',
      '[[user]]\nname = "a"\nrole = "b"\n[[user]]\n|',
      'offers name and role, which the table before has',
      (offers) => offersKeys(offers, 'name', 'role'),
      { bare: true },
    ),
    offered(
      'without a schema: kinds of value',
      'key = |',
      'offers something to begin a value with',
      (offers) => offers.length > 0,
      { bare: true },
    ),
    offered(
      'the schema directive',
      '#:|\n',
      'offers a directive that names a schema',
      (offers) => offersValue(offers, 'schema'),
      {
        bare: true,
      },
    ),
  ],
};

function offered(
  feature: string,
  marked: string,
  expected: string,
  judge: (offers: readonly Offer[]) => boolean,
  { bare = false } = {},
): Check {
  return {
    feature,
    how: `\`${marked.replaceAll('\n', '⏎')}\` ${expected}`,
    run: async (editor) => judge(await editor.complete(marked, { bare })),
  };
}

function isRequiredFirst(offers: readonly Offer[]): boolean {
  const at = (key: string) => offers.findIndex((offer) => offer.label === keyOffer(offers, key)?.label);
  return at('name') >= 0 && at('accent') >= 0 && at('name') < at('accent');
}

function says(offer: Offer | undefined, words: string): boolean {
  return offer?.words.includes(words) === true;
}
