import { Menu, type MenuItemConstructorOptions } from 'electron'

/**
 * A small menu. Only function keys as shortcuts: some scanners send control characters as Ctrl with a letter (0x11 is
 * Ctrl+Q, 0x12 Ctrl+R, 0x17 Ctrl+W), so the usual shortcuts would let a bar code reload or close the station. macOS keeps
 * its own, which hang on Command.
 */
export function setMenu(platform: NodeJS.Platform, quit: () => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuFor(platform, quit)))
}

function menuFor(platform: NodeJS.Platform, quit: () => void): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      {
        label: 'Full screen',
        accelerator: 'F11',
        click: (_item, window) => window?.setFullScreen(!window.isFullScreen()),
      },
    ],
  }
  if (platform === 'darwin') return [{ role: 'appMenu' }, { role: 'editMenu' }, view]
  return [{ label: 'Station', submenu: [{ label: 'Close the station', click: quit }] }, view]
}
