import type { Clock } from '../clock.ts'

/** Stations that have read everything and wait for the next hint. */
export type Waiters = {
  /** Resolves at the next news, after so long, or when the asker goes; at once where too many wait already. */
  wait(ms: number, gone: AbortSignal): Promise<void>
  wake(): void
}

const most = 200

export function openWaiters(clock: Clock): Waiters {
  const waiting = new Set<() => void>()
  return {
    wait(ms, gone) {
      if (ms <= 0 || gone.aborted || waiting.size >= most) return Promise.resolve()
      return new Promise((resolve) => {
        const end = () => {
          waiting.delete(end)
          cancel()
          gone.removeEventListener('abort', end)
          resolve()
        }
        const cancel = clock.after(ms, end)
        gone.addEventListener('abort', end, { once: true })
        waiting.add(end)
      })
    },
    wake() {
      for (const end of [...waiting]) end()
    },
  }
}
