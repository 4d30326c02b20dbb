/** What the text editor can do, so that the palette knows it too. */
import { runEditorAction } from '../editor/models.ts';
import type { Command } from './command.ts';
import { isEditing } from './conditions.ts';

/** Label, Monaco's name for the action, and the shortcut Monaco binds to it. */
const actions: readonly (readonly [label: string, action: string, editorKey?: string])[] = [
  ['Find', 'actions.find', 'Mod+F'],
  ['Replace', 'editor.action.startFindReplaceAction', 'Mod+H'],
  ['Go to line…', 'editor.action.gotoLine', 'Mod+G'],
  ['Suggest what could stand here', 'editor.action.triggerSuggest', 'Mod+Space'],
  ['Explain what stands here', 'editor.action.showHover', 'Mod+K Mod+I'],
  ['Toggle comment', 'editor.action.commentLine', 'Mod+/'],
  ['Move lines up', 'editor.action.moveLinesUpAction', 'Alt+ArrowUp'],
  ['Move lines down', 'editor.action.moveLinesDownAction', 'Alt+ArrowDown'],
  ['Fold all', 'editor.foldAll', 'Mod+K Mod+0'],
  ['Unfold all', 'editor.unfoldAll', 'Mod+K Mod+J'],
];

export function editCommands(): Command[] {
  return actions.map(([label, action, editorKey]) => ({
    id: `edit.${action}`,
    group: 'Edit',
    label,
    keys: [],
    ...(editorKey === undefined ? {} : { editorKey }),
    enabled: isEditing,
    run: () => runEditorAction(action),
  }));
}
