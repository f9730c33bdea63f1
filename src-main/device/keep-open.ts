import type { DeviceState } from '../../src-shared/model/device.ts'
import { type Clock, isoNow } from '../clock.ts'
import type { Log } from '../log/log.ts'
import { type OpenPort, type Port, PortTrouble } from './port.ts'

/** Short enough that a device is found again within a second of its return. */
const retryAfterMs = 400
/** Often enough that pulling out a device that was set aside is noticed, and not so often that it is bothered. */
const probeEveryMs = 1_000
/** A port that neither opens nor refuses (a hung adapter) is given up after this. */
const openTimeoutMs = 5_000
/** Whoever closes waits so long for a port that is just being opened: until it is closed again, nobody else can open it. */
const closeWithinMs = 1_000
/** A device that floods again and again is listened to this seldom, and no seldomer. */
const longestQuietMs = 60_000
/** One that was used again for so long does not flood again and again. */
const wellAfterMs = 60_000

/** A port that is looked for again whenever it goes away. */
export type KeptPort = {
  /** False when there is nothing to write to; the bytes are not kept for later. */
  write(bytes: Uint8Array): boolean
  state(): DeviceState
  /** The port is open and the device behind it is not well, with a sentence; `well` takes it back. */
  trouble(why: string): void
  well(): void
  /** Throws the port away and opens a new one: for devices that vanish without the system saying so. */
  reopen(): void
  /**
   * Closes the port and listens no more: for devices that flood the station. It is used again once it was unplugged,
   * by whoever opens it anew, or, where that is wished, after it was quiet.
   */
  setAside(why: string): void
  close(): Promise<void>
}

export type KeepOpenOptions = {
  /** The port as log lines name it. */
  name: string
  open: OpenPort
  clock: Clock
  log: Log
  /**
   * A device that was set aside is used again after so long without a byte; twice as long where it was set aside again
   * within a minute. Left out: only once it was unplugged.
   */
  backAfterQuietMs?: number
  /** A new port is open: whatever was half read before is void. */
  onReady(): void
  onData(bytes: Uint8Array): void
  onState(state: DeviceState): void
}

/**
 * Keeps one port open. `opening` once at the start; then `absent` (never seen) or `ready`; from ready to `lost` when
 * the device goes away and back to ready when it returns. While it looks, the state stays `absent` or `lost`;
 * a device that is there and cannot be used (PortTrouble) is in `trouble` until it opens. One that is `set-aside` stays
 * so for as long as its port can be opened and it is not quiet; nothing it sends is read.
 */
export function keepOpen(options: KeepOpenOptions): KeptPort {
  const { name, clock, log } = options
  let state: DeviceState = { is: 'opening' }
  let port: Port | null = null
  let isClosed = false
  let isRefused = false
  /** How often it was set aside, each soon after the last. */
  let timesAside = 0
  let usedAgainAt = Number.NEGATIVE_INFINITY
  // Events of a port that was given up carry an old round and are not listened to.
  let round = 0
  let cancelTimer: () => void = () => undefined
  /** The last opening, until its port is held or closed again. */
  let opening: Promise<void> = Promise.resolve()
  let leaving: Promise<void> = Promise.resolve()

  function enter(next: DeviceState): void {
    const isSame = next.is === state.is && whyOf(next) === whyOf(state)
    if (isSame || isClosed) return
    state = next
    options.onState(next)
  }

  function wait(ms: number, run: () => void): void {
    cancelTimer()
    cancelTimer = clock.after(ms, run)
  }

  function tryNow(how: () => Promise<void>): void {
    opening = how()
  }

  async function attempt(): Promise<void> {
    const mine = ++round
    wait(openTimeoutMs, () => {
      if (mine === round) missed(new Error(`${name} did not open in time.`))
    })
    try {
      const opened = await options.open({
        data: (bytes) => {
          if (mine === round && port !== null) options.onData(bytes)
        },
        lost: (why) => {
          if (mine === round && port !== null) lose(why)
        },
      })
      if (mine !== round || isClosed) return await opened.close()
      if (!opened.isOpen()) throw new Error(`${name} went away again.`)
      cancelTimer()
      port = opened
      log.info('device opened', { port: name, after: state.is })
      if (state.is !== 'trouble' || isRefused) enter({ is: 'ready' })
      isRefused = false
      options.onReady()
    } catch (thrown) {
      if (mine === round && !isClosed) missed(thrown)
    }
  }

  function missed(thrown: unknown): void {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    round++
    isRefused = thrown instanceof PortTrouble
    if (isRefused) {
      if (whyOf(state) !== why) log.warn('device refused', { port: name, why })
      enter({ is: 'trouble', why })
    } else if (state.is === 'opening' || state.is === 'absent') {
      if (whyOf(state) !== why) log.warn('device absent', { port: name, why })
      enter({ is: 'absent', why })
    } else if (state.is !== 'lost') {
      log.warn('device lost', { port: name, why })
      enter({ is: 'lost', why, since: isoNow(clock) })
    }
    wait(retryAfterMs, () => tryNow(attempt))
  }

  function lose(why: string): void {
    port = null
    round++
    log.warn('device lost', { port: name, why })
    enter({ is: 'lost', why, since: isoNow(clock) })
    wait(retryAfterMs, () => tryNow(attempt))
  }

  /**
   * Looks whether a device that was set aside is still there. When it is not, it is a device that went away; when it is
   * and stays quiet, it is used again.
   */
  async function probe(): Promise<void> {
    const mine = ++round
    let isBack = false
    let isHeard = false
    wait(openTimeoutMs, () => tryNow(probe))
    try {
      const opened = await options.open({
        data: (bytes) => {
          if (mine !== round) return
          if (isBack) options.onData(bytes)
          else if (port === null) isHeard = true
          else probeLater()
        },
        lost: (why) => {
          if (mine === round && port !== null) lose(why)
        },
      })
      if (mine !== round || isClosed) return await opened.close()
      port = opened
      if (options.backAfterQuietMs === undefined || isHeard) return probeLater()
      wait(Math.min(options.backAfterQuietMs * 2 ** (timesAside - 1), longestQuietMs), () => {
        isBack = true
        usedAgainAt = clock.mono()
        log.info('device used again', { port: name })
        enter({ is: 'ready' })
        options.onReady()
      })
    } catch (thrown) {
      if (mine === round && !isClosed) missed(thrown)
    }
  }

  function probeLater(): void {
    cancelTimer()
    void letGo().then(() => {
      if (!isClosed) wait(probeEveryMs, () => tryNow(probe))
    })
  }

  function letGo(): Promise<void> {
    const old = port
    port = null
    round++
    if (old !== null) leaving = old.close()
    return leaving
  }

  tryNow(attempt)
  return {
    write: (bytes) => port?.write(bytes) ?? false,
    state: () => state,
    trouble: (why) => {
      if (port !== null) enter({ is: 'trouble', why })
    },
    well: () => {
      if (port !== null) enter({ is: 'ready' })
    },
    reopen: () => {
      if (port === null || isClosed) return
      log.info('device reopened', { port: name })
      void letGo().then(() => {
        if (!isClosed) tryNow(attempt)
      })
    },
    setAside: (why) => {
      if (port === null || isClosed) return
      log.warn('device set aside', { port: name, why })
      timesAside = clock.mono() - usedAgainAt < wellAfterMs ? timesAside + 1 : 1
      probeLater()
      enter({ is: 'set-aside', why, since: isoNow(clock) })
    },
    close: async () => {
      isClosed = true
      cancelTimer()
      await letGo()
      await new Promise<void>((resolve) => {
        const cancel = clock.after(closeWithinMs, resolve)
        void opening.finally(() => {
          cancel()
          resolve()
        })
      })
    },
  }
}

function whyOf(state: DeviceState): string | null {
  return 'why' in state ? state.why : null
}
