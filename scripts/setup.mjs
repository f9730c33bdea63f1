import { pathToFileURL } from 'node:url'
import { buildScreens } from './part/build.mjs'
import { installDependencies } from './part/dependencies.mjs'
import { alone } from './part/lock.mjs'
import { stopChildren } from './part/run.mjs'
import { endWith, say } from './part/say.mjs'
import { installSystemPackages } from './part/system-packages.mjs'

/**
 * Brings this folder from a fresh clone to one that runs: system packages, dependencies, screens. Each step does
 * only what is missing, so a second time costs a fraction of a second; an interrupted one is done again.
 * Runs on Node 20 without anything installed, like all that it imports.
 *
 * @param {readonly string[]} purposes what the machine is to be able to do: 'run', 'test', 'electron'
 */
export async function setUp(purposes) {
  const stop = async (/** @type {NodeJS.Signals} */ signal) => {
    await stopChildren(signal)
    say('Set-up stopped. Run the same again to go on from here.')
    process.exit(130)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    await alone(async () => {
      await installSystemPackages(purposes)
      await installDependencies()
      await buildScreens()
    })
  } catch (thrown) {
    endWith(thrown)
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

// `node scripts/setup.mjs [purpose …]` does the set-up alone; with `--system` only the system packages (for root).
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const words = process.argv.slice(2)
  const purposes = words.filter((word) => !word.startsWith('--'))
  const lists = purposes.length > 0 ? purposes : ['run', 'test']
  if (words.includes('--system')) await installSystemPackages(lists).catch(endWith)
  else await setUp(lists)
}
