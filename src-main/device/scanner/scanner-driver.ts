import type { DeviceState } from '../../../src-shared/model/device.ts'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log/log.ts'
import { keepOpen } from '../keep-open.ts'
import type { OpenPort } from '../port.ts'
import { type ScanFrame, type ScanFrames, scanFrames } from './scan-frame.ts'

/** More than a person, or the fastest conveyor, will ever send. */
const scansPerSecond = 1_000
const setAsideMs = 10_000
/** Enough to see what a scanner sends that nobody can read, and no flood in the log. */
const unreadInLog = 10

/** One code as the scanner sent it: AIM identifier and control characters included, line end taken off. */
export type RawScan = { text: string; atMono: number }

export type Scanner = { state(): DeviceState; close(): Promise<void> }

export type ScannerOptions = {
  name: string
  open: OpenPort
  /** Makes what puts codes together, for a port that was opened now; of a serial line unless it is given. */
  newFrames?(atMono: number): ScanFrames
  clock: Clock
  log: Log
  onScan(scan: RawScan): void
  /** A code that came but was not taken, with a sentence for the person who scanned it. */
  onDropped(why: string): void
  onState(state: DeviceState): void
}

/**
 * Opens a serial, USB-CDC or USB HID scanner and keeps it open. A scanner that floods the station is set aside for ten seconds
 * with a sentence, so that neither memory nor the bench suffers, and then tried again.
 */
export function openScanner(options: ScannerOptions): Scanner {
  const { clock, newFrames = scanFrames } = options
  let frames = newFrames(clock.mono())
  let unread = 0
  let cancelIdle: () => void = () => undefined
  let windowStart = 0
  let inWindow = 0

  const port = keepOpen({
    name: options.name,
    open: options.open,
    clock,
    log: options.log,
    onReady: startAnew,
    onData: (bytes) => {
      take(frames.push(bytes, clock.mono()))
      watchIdle()
    },
    onState: (state) => {
      // Half a code of a scanner that went away is no code.
      if (state.is !== 'ready') startAnew()
      options.onState(state)
    },
  })

  function startAnew(): void {
    cancelIdle()
    frames = newFrames(clock.mono())
  }

  function watchIdle(): void {
    cancelIdle()
    const due = frames.dueAt()
    if (due === null) return
    cancelIdle = clock.after(Math.max(0, due - clock.mono()), () => {
      take(frames.idle(clock.mono()))
      watchIdle()
    })
  }

  function take(found: ScanFrame[]): void {
    for (const frame of found) {
      if (frame.is === 'flood' || isTooMany()) {
        port.setAside(
          'The scanner sends without end and was set aside: unplug it and check its settings.',
          setAsideMs,
        )
        return
      }
      if (frame.is === 'scan') options.onScan({ text: frame.text, atMono: clock.mono() })
      else if (frame.is === 'unread') noteUnread(frame.rawHex)
      else drop(frame.why)
    }
  }

  function isTooMany(): boolean {
    const now = clock.mono()
    if (now - windowStart >= 1_000) {
      windowStart = now
      inWindow = 0
    }
    inWindow++
    return inWindow > scansPerSecond
  }

  function noteUnread(rawHex: string): void {
    unread++
    if (unread > unreadInLog) return
    // Its head tells the layout; the rest may be somebody's code and does not belong in a log.
    const hex = rawHex.slice(0, 10)
    options.log.info('scanner report not read', { port: options.name, hex, bytes: rawHex.length / 2 })
  }

  function drop(why: string): void {
    options.log.warn('scan dropped', { port: options.name, why })
    options.onDropped(why)
  }

  return {
    state: port.state,
    close: async () => {
      cancelIdle()
      await port.close()
    },
  }
}
