/** Going from a key to where it is decided, set and described. */
import type { StrataClient } from '../../shared/contract/client.ts';
import type { Location } from '../../shared/contract/language-model.ts';
import { goTo } from '../app/places.ts';
import { type EditorPlace, editorPlace, runEditorAction } from '../editor/models.ts';
import { pickLocation, pickReference, pickSymbol } from '../palette/language-picks.ts';
import { useSelection } from '../state/selection.ts';
import { notify, report } from '../toasts/queue.ts';
import type { Command } from './command.ts';
import { isEditingToml } from './conditions.ts';

export function languageCommands(client: StrataClient): Command[] {
  const group = 'Go';
  const from = (go: (client: StrataClient, place: EditorPlace) => Promise<void>) => async () => {
    try {
      const place = await editorPlace();
      if (place !== null) await go(client, place);
    } catch (error) {
      report(error);
    }
  };
  return [
    {
      id: 'go.symbol',
      group,
      label: 'Go to key in this file…',
      keys: ['Mod+Shift+O'],
      enabled: isEditingToml,
      run: () => pickSymbol(client),
    },
    {
      id: 'go.definition',
      group,
      label: 'Go to the layer that wins',
      keys: ['F12'],
      enabled: isEditingToml,
      run: from(goToDefinition),
    },
    {
      id: 'go.references',
      group,
      label: 'Find in all layers',
      keys: ['Shift+F12'],
      enabled: isEditingToml,
      run: from(pickReference),
    },
    {
      id: 'go.peekDefinition',
      group,
      label: 'Peek at the layer that wins',
      keys: [],
      editorKey: 'Alt+F12',
      enabled: isEditingToml,
      run: () => runEditorAction('strata.peekDefinition'),
    },
    {
      id: 'go.peekReferences',
      group,
      label: 'Peek in all layers',
      keys: [],
      editorKey: 'Shift+Alt+F12',
      enabled: isEditingToml,
      run: () => runEditorAction('strata.peekReferences'),
    },
    {
      id: 'go.schema',
      group,
      label: 'Go to the schema',
      keys: [],
      icon: 'schema',
      enabled: isEditingToml,
      run: from(goToSchema),
    },
  ];
}

/** From the place that wins there is nowhere to go, so the others are offered. */
async function goToDefinition(client: StrataClient, place: EditorPlace): Promise<void> {
  const { environment, service } = useSelection.getState();
  const { locations } = await client.call('language.definition', { ...place, environment, service });
  const [first, ...others] = locations;
  if (first === undefined) return say(`No layer of ${environment} sets what stands here.`);
  if (others.length > 0) return pickLocation(locations);
  if (covers(first, place)) return pickReference(client, place);
  goTo(first.file, first.range.start.line, first.range.start.column);
}

async function goToSchema(client: StrataClient, place: EditorPlace): Promise<void> {
  const { location } = await client.call('language.declaration', place);
  if (location === null) return say('The schema does not describe what stands here.');
  goTo(location.file, location.range.start.line, location.range.start.column);
}

function covers({ file, range: { start, end } }: Location, place: EditorPlace): boolean {
  return place.file === file && start.line <= place.position.line && place.position.line <= end.line;
}

function say(message: string): void {
  notify({ severity: 'info', code: 'nowhere-to-go', message });
}
