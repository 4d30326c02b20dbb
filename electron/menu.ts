/**
 * The application menu. What the page can do is named by the id of its command and done by the page, so menu,
 * palette and shortcuts cannot drift apart. There is no Reload: Ctrl+R belongs to the page.
 */
import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { sendCommand } from './ipc.ts';

/** Builds the menu and makes it the application's. */
export function installMenu(window: BrowserWindow): void {
  const options = { mac: process.platform === 'darwin', developing: !app.isPackaged };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate((id) => sendCommand(window, id), options)));
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** The menu as data; `send` gets the id of a chosen command. */
export function menuTemplate(
  send: (id: string) => void,
  { mac, developing }: { mac: boolean; developing: boolean },
): MenuItemConstructorOptions[] {
  /** The page sees the keys first and has its own table of them, so on most systems the menu only shows them. */
  const command = (label: string, id: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    click: () => send(id),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });

  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        command('Open folder…', 'workspace.open'),
        command('Close workspace', 'workspace.close'),
        separator,
        command('Save', 'file.save', 'CmdOrCtrl+S'),
        command('Save all', 'file.saveAll'),
        separator,
        command('Close tab', 'tab.close', 'CmdOrCtrl+W'),
        ...(mac ? [] : [separator, { role: 'quit' } as const]),
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        command('Quick fix…', 'edit.editor.action.quickFix', 'CmdOrCtrl+.'),
        command('Format document', 'edit.editor.action.formatDocument', 'Shift+Alt+F'),
      ],
    },
    {
      label: '&View',
      submenu: [
        command('Switch environment', 'environment.switch', 'CmdOrCtrl+E'),
        separator,
        command('Layers', 'view.layers', 'CmdOrCtrl+B'),
        command('Effective preview', 'view.effective'),
        command('Bottom panel', 'view.bottom', 'CmdOrCtrl+J'),
        command('Problems', 'view.problems', 'CmdOrCtrl+Shift+M'),
        command('History', 'view.history'),
        command('Inlay hints', 'view.hints'),
        separator,
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { role: 'togglefullscreen' },
        ...(developing ? [separator, { role: 'toggleDevTools' } as const] : []),
      ],
    },
    {
      label: '&Go',
      submenu: [
        command('Go to file…', 'palette.files', 'CmdOrCtrl+P'),
        command('Go to key in this file…', 'go.symbol', 'CmdOrCtrl+Shift+O'),
        command('Go to the layer that wins', 'go.definition', 'F12'),
        command('Find in all layers', 'go.references', 'Shift+F12'),
        command('Go to the schema', 'go.schema'),
        separator,
        command('Next problem', 'problem.next', 'F8'),
        command('Previous problem', 'problem.previous', 'Shift+F8'),
        separator,
        command('Compare with the saved file', 'compare.saved'),
        command('Compare with a version…', 'compare.version'),
        command('Compare environments…', 'compare.environments'),
      ],
    },
    ...(mac ? [{ role: 'windowMenu' } as const] : []),
    {
      role: 'help',
      submenu: [
        command('All commands and their keys', 'palette.commands', 'CmdOrCtrl+Shift+P'),
        ...(mac ? [] : [separator, { role: 'about' } as const]),
      ],
    },
  ];
}
