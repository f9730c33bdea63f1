// Starts the packaged main program as Electron would, with a stand-in for Electron, asks it two things as its page
// would, and closes it: `node packaged-start.mjs MAIN PROFILE`. Says what it answered as one line of JSON.
import { registerHooks } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [, , main, profile] = process.argv
const listeners = new Map()
const anything = new Proxy(class {}, {
  get: (_, name) => (name === 'then' ? undefined : anything),
  apply: () => anything,
  construct: () => anything,
})

/** Asks as the page does, then quits as a person does. */
async function visit(answer) {
  const event = { senderFrame: { url: 'station://app/', parent: null } }
  const frame = await answer(event, 'frame:state', {})
  const work = await answer(event, 'work:list', {})
  process.stdout.write(`${JSON.stringify({ frame, work })}\n`)
  for (const listen of listeners.get('will-quit') ?? []) listen({ preventDefault: () => undefined })
}

globalThis.standInElectron = {
  app: {
    isPackaged: true,
    enableSandbox: () => undefined,
    setPath: () => undefined,
    getVersion: () => '0.0.0',
    getAppPath: () => join(dirname(main), '../..'),
    requestSingleInstanceLock: () => true,
    whenReady: () => Promise.resolve(),
    on: (event, listen) => listeners.set(event, [...(listeners.get(event) ?? []), listen]),
    quit: () => undefined,
    exit: (code) => process.exit(code),
  },
  // Once the host has finished opening: quitting is listened to only then.
  ipcMain: { handle: (_, answer) => setTimeout(() => visit(answer), 0), removeHandler: () => undefined },
  dialog: { showErrorBox: (_, say) => process.stderr.write(`${say}\n`) },
}
for (const name of ['BrowserWindow', 'Menu', 'protocol', 'session', 'shell'])
  globalThis.standInElectron[name] = anything

const source = Object.keys(globalThis.standInElectron)
  .map((name) => `export const ${name} = globalThis.standInElectron.${name}`)
  .join('\n')
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron'
      ? { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true }
      : next(name, context),
})
// The installed program sees its own words only.
process.argv.splice(1, process.argv.length - 1, '--profile', profile)
await import(pathToFileURL(main).href)
