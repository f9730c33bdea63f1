import { writeSync } from 'node:fs'
import { systemClock } from '../../src-main/clock.ts'
import { onCrashPoint } from '../../src-main/crash-point.ts'
import { openStore, systemActor } from '../../src-main/store/store.ts'
import { type CrashWish, crashWord } from './crash-wish.ts'

// A store and nothing around it: opens the folder it is given and, with `--write`, writes rows and copies itself until
// it is ended. Each row that is on disk is told by its name on standard output.

const [folder = '', mode] = process.argv.slice(2)
const wish = JSON.parse(process.env.CRASH_WISH ?? '{}') as CrashWish
let toSkip = wish.skip ?? 0
onCrashPoint((point) => {
  if (point !== wish.at) return
  if (toSkip > 0) toSkip -= 1
  else {
    writeSync(2, crashWord(point))
    process.kill(process.pid, 'SIGKILL')
  }
})

const { store } = openStore(folder, systemClock)
if (mode === '--write') {
  let copying: Promise<unknown> | null = null
  for (let n = 0; ; n += 1) {
    const name = `row-${process.pid}-${n}`
    const command = { kind: 'test:row', actor: systemActor, subject: null, given: {}, traceId: 'test' }
    store.write(command, () => store.settings.put(name, n))
    writeSync(1, `${name}\n`)
    if (n % 20 === 19) {
      copying ??= store.backUp().finally(() => (copying = null))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}
store.close()
