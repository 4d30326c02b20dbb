/** What the text editor can do, so that the palette knows it too. */
import { runEditorAction } from '../editor/models.ts';
import type { Command } from './command.ts';
import { isEditing, isEditingToml } from './conditions.ts';
import { altKey } from './platform.ts';

interface EditorAction {
  readonly label: string;
  /** Monaco's name for it. */
  readonly action: string;
  /** The shortcut Monaco binds to it. */
  readonly editorKey?: string;
  /** A shortcut that is ours, where Monaco has none or another one on some systems. */
  readonly key?: string;
  readonly enabled?: () => boolean;
}

const actions: readonly EditorAction[] = [
  { label: 'Find', action: 'actions.find', editorKey: 'Mod+F' },
  { label: 'Replace', action: 'editor.action.startFindReplaceAction', editorKey: 'Mod+H' },
  { label: 'Go to line…', action: 'editor.action.gotoLine', editorKey: 'Mod+G' },
  {
    label: 'Suggest what could stand here',
    action: 'editor.action.triggerSuggest',
    editorKey: 'Mod+Space',
  },
  { label: 'Explain what stands here', action: 'editor.action.showHover', editorKey: 'Mod+K Mod+I' },
  {
    label: 'Quick fix…',
    action: 'editor.action.quickFix',
    editorKey: 'Mod+.',
    enabled: isEditingToml,
  },
  {
    label: 'Write it differently…',
    action: 'editor.action.refactor',
    editorKey: 'Mod+Shift+R',
    enabled: isEditingToml,
  },
  {
    label: 'Format document',
    action: 'editor.action.formatDocument',
    key: 'Shift+Alt+F',
    enabled: isEditingToml,
  },
  {
    label: 'Format selection',
    action: 'editor.action.formatSelection',
    editorKey: 'Mod+K Mod+F',
    enabled: isEditingToml,
  },
  { label: 'Copy as JSON', action: 'strata.copyAsJson', enabled: isEditingToml },
  { label: 'Paste JSON as TOML…', action: 'strata.pasteJson', enabled: isEditingToml },
  { label: 'Toggle comment', action: 'editor.action.commentLine', editorKey: 'Mod+/' },
  { label: 'Move lines up', action: 'editor.action.moveLinesUpAction', editorKey: 'Alt+ArrowUp' },
  { label: 'Move lines down', action: 'editor.action.moveLinesDownAction', editorKey: 'Alt+ArrowDown' },
  {
    label: 'Expand selection',
    action: 'editor.action.smartSelect.expand',
    editorKey: altKey('Shift+Alt+ArrowRight', 'Mod+Shift+Alt+ArrowRight'),
  },
  {
    label: 'Shrink selection',
    action: 'editor.action.smartSelect.shrink',
    editorKey: altKey('Shift+Alt+ArrowLeft', 'Mod+Shift+Alt+ArrowLeft'),
  },
  { label: 'Open the link at the cursor', action: 'editor.action.openLink' },
  { label: 'Fold all', action: 'editor.foldAll', editorKey: 'Mod+K Mod+0' },
  { label: 'Unfold all', action: 'editor.unfoldAll', editorKey: 'Mod+K Mod+J' },
];

export function editCommands(): Command[] {
  return actions.map(({ label, action, editorKey, key, enabled = isEditing }) => ({
    id: `edit.${action}`,
    group: 'Edit',
    label,
    keys: key === undefined ? [] : [key],
    ...(editorKey === undefined ? {} : { editorKey }),
    enabled,
    run: () => runEditorAction(action),
  }));
}
