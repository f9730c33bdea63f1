// Loads the packaged main program as Electron would, with a stand-in for Electron that never gets ready: `node
// packaged-start.mjs MAIN PROFILE`. Says `loaded` when every module of it was found.
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'

const [, , main, profile] = process.argv
const standIn = `
  const nothing = () => undefined
  export const app = {
    enableSandbox: nothing, setPath: nothing, on: nothing, quit: nothing, exit: process.exit, isPackaged: true,
    requestSingleInstanceLock: () => true,
    whenReady: () => { process.stdout.write('loaded'); return new Promise(() => undefined) },
  }
  export const protocol = { registerSchemesAsPrivileged: nothing }
  export const [BrowserWindow, Menu, dialog, ipcMain, session, shell, net, utilityProcess] = Array(8).fill({})`

registerHooks({
  resolve: (name, context, next) =>
    name === 'electron'
      ? { url: `data:text/javascript,${encodeURIComponent(standIn)}`, shortCircuit: true }
      : next(name, context),
})
process.argv.splice(1, process.argv.length - 1, main, '--profile', profile)
await import(pathToFileURL(main).href)
