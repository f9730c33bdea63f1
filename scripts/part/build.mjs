import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { nodeProgram, root, runQuietly, toolFile } from './run.mjs'
import { SetupError, say, secondsSince } from './say.mjs'
import { clearStamp, fingerprintOf, readStamp, writeStamp } from './stamp.mjs'

const step = 'build'
const sources = ['src-renderer', 'src-shared', 'vite.config.ts', 'tsconfig.base.json', 'package-lock.json']
const page = 'out/renderer/index.html'

/** Builds the screens into `out/renderer` when their sources changed. The station's own code runs unbuilt. */
export async function buildScreens() {
  if (!existsSync(join(root, 'src-renderer/index.html'))) return
  const wanted = fingerprintOf(sources)
  if (readStamp(step) === wanted && existsSync(join(root, page))) return
  const startedAt = performance.now()
  say('Screens: building')
  clearStamp(step)
  const { code, output } = await runQuietly(nodeProgram(), [toolFile('vite'), 'build'], {
    label: 'building the screens',
  })
  if (code !== 0) {
    rmSync(join(root, page), { force: true })
    say(output.trimEnd().split('\n').slice(-30).join('\n'))
    throw new SetupError(
      'The screens could not be built (see above).',
      'mend what the build names, then run this again.',
    )
  }
  writeStamp(step, wanted)
  say(`Screens: ready (${secondsSince(startedAt)})`)
}
