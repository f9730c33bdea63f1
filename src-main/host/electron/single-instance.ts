import { app } from 'electron'

/**
 * Takes this profile for this process. The lock hangs on Electron's own data folder, so that is put inside the profile
 * first. False when another process has it; that one was told to come to the front.
 */
export function takeProfile(electronFolder: string, onSecondStart: () => void): boolean {
  app.setPath('userData', electronFolder)
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', onSecondStart)
  return true
}
