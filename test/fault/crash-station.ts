import { existsSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { runStation } from '../../src-main/cli/run-station.ts'
import type { Clock } from '../../src-main/clock.ts'
import { onCrashPoint } from '../../src-main/crash-point.ts'
import type { Keychain } from '../../src-main/secret/keychain.ts'
import { type CrashWish, crashWord } from './crash-wish.ts'

// The station as a person starts it, but it ends without a word at the point that `CRASH_WISH` names. Its time may run
// faster than ours, its keychain may be a file: the system's own stands in no test's way then.

const wish = JSON.parse(process.env.CRASH_WISH ?? '{}') as CrashWish

let toSkip = wish.skip ?? 0
onCrashPoint((point) => {
  if (point !== wish.at) return
  if (toSkip > 0) {
    toSkip -= 1
    return
  }
  writeSync(2, crashWord(point))
  process.kill(process.pid, 'SIGKILL')
})

/** Runs `speed` times as fast as ours since `from`, and goes on from there after a restart. */
function fastClock({ speed, from }: NonNullable<CrashWish['clock']>): Clock {
  return {
    now: () => Math.round(from + (Date.now() - from) * speed),
    mono: () => performance.now() * speed,
    after(ms, run) {
      const timer = setTimeout(run, ms / speed)
      return () => clearTimeout(timer)
    },
  }
}

function fileKeychain(path: string): Keychain {
  const entries = (): Record<string, string> =>
    existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  return {
    read: async (account) => {
      const text = entries()[account]
      return text === undefined ? { is: 'none' } : { is: 'found', text }
    },
    write: async (account, text) => {
      writeFileSync(path, JSON.stringify({ ...entries(), [account]: text }))
      return 'ready'
    },
  }
}

process.exitCode = await runStation(process.argv.slice(2), {
  ...(wish.clock === undefined ? {} : { clock: fastClock(wish.clock) }),
  ...(wish.keyFile === undefined ? {} : { keychain: fileKeychain(wish.keyFile) }),
})
