import type { DeviceState } from '../../../src-shared/model/device.ts'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log/log.ts'
import { floodGate } from '../flood-gate.ts'
import { keepOpen } from '../keep-open.ts'
import type { OpenPort } from '../port.ts'
import { parityIn } from './parity-text.ts'
import { withoutPrefix } from './prefix.ts'
import { type ScanFrame, type ScanFrames, scanFrames } from './scan-frame.ts'

/** Codes that came faster than the station can note them wait here; a flood is not waited for. */
const mostWaiting = 1_000
const setAsideWhy = {
  flood: 'It sends far more than a scanner can; it was set aside.',
  nonsense: 'It sends what nobody can read, as at a wrong speed or in a wrong mode; it was set aside.',
}
/** No code of the trade holds these: of the control characters only GS and its like, and EOT (ISO/IEC 15434). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that give damage away
const nonsense = /[\x00-\x03\x05-\x1b\x7f]/
/** A burst of noise is over after this; short enough for a person who looks at the lamp and scans again. */
const backAfterQuietMs = 2_000
/** Enough to see what a scanner sends that nobody can read, and no flood in the log. */
const unreadInLog = 10

/** One code as the scanner sent it: AIM identifier and control characters included, line end taken off. */
export type RawScan = { text: string; atMono: number }

export type Scanner = { state(): DeviceState; close(): Promise<void> }

export type ScannerOptions = {
  name: string
  open: OpenPort
  /** What it puts in front of every code: taken off where it stands, also behind an AIM identifier. */
  prefix?: string
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
 * Opens a serial, USB-CDC or USB HID scanner and keeps it open. Codes are handed on one a turn of the event loop, so
 * that many at once hold nobody up. What came and was not taken, or cannot be read, is trouble until a code is well. A scanner that floods the station is set aside with a sentence, and what it sent in
 * its flood and was not yet handed on is dropped: neither memory nor the bench suffers.
 */
export function openScanner(options: ScannerOptions): Scanner {
  const { clock, newFrames = scanFrames } = options
  let frames = newFrames(clock.mono())
  let unread = 0
  let cancelIdle: () => void = () => undefined
  let gate = floodGate()
  const waiting: RawScan[] = []
  let cancelTurn: (() => void) | null = null

  const port = keepOpen({
    name: options.name,
    open: options.open,
    clock,
    log: options.log,
    backAfterQuietMs,
    onReady: () => {
      // What the device sent before it was plugged in anew is not held against it.
      gate = floodGate()
      startAnew()
    },
    onData: (bytes) => {
      if (gate.bytes(bytes.length, clock.mono())) {
        setAside('flood')
        return
      }
      take(frames.push(bytes, clock.mono()))
      watchIdle()
    },
    onState: (state) => {
      // Half a code of a scanner that went away is no code. One in trouble is there and goes on sending.
      if (state.is !== 'ready' && state.is !== 'trouble') startAnew()
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
    const now = clock.mono()
    const why = tooMuch(found, now)
    if (why !== null) {
      setAside(why)
      return
    }
    for (const frame of found) {
      if (frame.is === 'scan') {
        judge(frame.text)
        waiting.push({ text: withoutPrefix(frame.text, options.prefix), atMono: now })
      }
      if (frame.is === 'unread') noteUnread(frame.rawHex)
      else if (frame.is === 'dropped') drop(frame.why)
    }
    if (waiting.length > mostWaiting) setAside('flood')
    else if (cancelTurn === null) handOn()
  }

  /** A code that is parity, read as text, is handed on as it came: it counts nothing, and the card says why. */
  function judge(text: string): void {
    const parity = parityIn(text)
    if (parity === null) port.well()
    else
      port.trouble(
        `It sends 7 bits with ${parity} parity, which the station does not expect: its codes cannot be read. ` +
          `Set line=${parity === 'even' ? '7E1' : '7O1'} under Devices.`,
      )
  }

  function tooMuch(found: ScanFrame[], atMono: number): keyof typeof setAsideWhy | null {
    if (gate.frames(found.length, atMono) || found.some((frame) => frame.is === 'flood')) return 'flood'
    return gate.nonsense(found.filter(isNonsense).length, atMono) ? 'nonsense' : null
  }

  /** Hands one code on; whatever comes in the same turn, or is waiting, has to wait for the next. */
  function handOn(): void {
    const scan = waiting.shift()
    cancelTurn = scan === undefined ? null : clock.after(0, handOn)
    if (scan !== undefined) options.onScan(scan)
  }

  function setAside(because: keyof typeof setAsideWhy): void {
    cancelTurn?.()
    cancelTurn = null
    waiting.length = 0
    port.setAside(setAsideWhy[because])
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
    port.trouble(why)
    options.onDropped(why)
  }

  return {
    state: port.state,
    close: async () => {
      cancelIdle()
      cancelTurn?.()
      for (const scan of waiting.splice(0)) options.onScan(scan)
      await port.close()
    },
  }
}

function isNonsense(frame: ScanFrame): boolean {
  return frame.is === 'scan' ? nonsense.test(frame.text) : frame.is === 'dropped'
}
