import type { DeviceState } from '../../../src-shared/model/device.ts'
import type { ScaleReading } from '../../../src-shared/model/weight.ts'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log/log.ts'
import { floodGate } from '../flood-gate.ts'
import { type KeptPort, keepOpen } from '../keep-open.ts'
import type { OpenPort } from '../port.ts'
import { pollScale, type ScaleWatch } from './poll-scale.ts'
import type { ScaleProtocol } from './protocol.ts'
import type { ScaleUnit } from './scale-frame.ts'
import { watchSilence } from './watch-silence.ts'

/** A reading older than this says nothing about what lies on the scale now. */
const staleAfterMs = 1_500
/** At most 20 readings a second go to the screen; the newest wins. */
const tellEveryMs = 50
/** So much without one frame in it, and what comes is not this scale's protocol. */
const chatterBytes = 64
const chatterWhy =
  'The scale sends something, and none of it is a weight: check its protocol and its line settings.'
const setAsideWhy = 'It sends far more than a scale can; it was set aside.'

export type SeenReading = { reading: ScaleReading; rawHex: string; atMono: number }

/**
 * A steady weight, taken to be recorded. `isSameLoad`: nothing moved or came to zero since the last one taken;
 * `isFirstLoad`: nor since the scale was opened, so that it may have been taken before the station was started anew.
 * `giveBack`: it could not be recorded after all; the same weight may be taken again.
 */
export type TakenWeight = {
  reading: ScaleReading & { is: 'steady' }
  rawHex: string
  atMono: number
  isSameLoad: boolean
  isFirstLoad: boolean
  giveBack(): void
}

export type Scale = {
  /** The newest reading, or null when there is none younger than 1.5 s. */
  latest(): SeenReading | null
  /**
   * Takes the weight that lies on the scale. Null unless the newest frame is steady and fresh; the same frame is never
   * given twice, so a scale that hangs on its last frame gives nothing.
   */
  takeSteady(): TakenWeight | null
  state(): DeviceState
  close(): Promise<void>
}

export type ScaleOptions = {
  name: string
  protocol: Pick<ScaleProtocol, 'ask' | 'everyMs' | 'newReader'>
  /** The unit the scale is set to; null for one that sends its unit. */
  unit: ScaleUnit | null
  open: OpenPort
  /** What tells that the scale fell silent, where it is not to be told by questions or by the gaps of a stream. */
  newWatch?(port: KeptPort): ScaleWatch
  clock: Clock
  log: Log
  /** A new reading for display, or null when the last one grew stale. */
  onReading(reading: ScaleReading | null): void
  onState(state: DeviceState): void
}

/**
 * Opens a scale and keeps it open. One with a question is asked, one question at a time; others are listened to. A
 * scale that floods the station is set aside.
 */
export function openScale(options: ScaleOptions): Scale {
  const { clock, protocol } = options
  let reader = protocol.newReader(options.unit)
  let newest: SeenReading | null = null
  let lastTaken: SeenReading | null = null
  let isSameLoad = false
  let isFirstLoad = true
  let takes = 0
  let cancelStale: () => void = () => undefined
  let gate = floodGate()
  let unreadBytes = 0
  const tell = newestOnly(clock, options.onReading)

  const kept = keepOpen({
    name: options.name,
    open: options.open,
    clock,
    log: options.log,
    onReady: () => {
      reader = protocol.newReader(options.unit)
      gate = floodGate()
      unreadBytes = 0
      watch.start()
    },
    onData: (bytes) => {
      const now = clock.mono()
      const frames = gate.bytes(bytes.length, now) ? null : reader.push(bytes)
      if (frames === null || gate.frames(frames.length, now)) {
        port.setAside(setAsideWhy)
        return
      }
      unreadBytes = frames.length > 0 ? 0 : unreadBytes + bytes.length
      // A silence that was told is none any more.
      if (isChatter() && port.state().is === 'trouble') kept.trouble(chatterWhy)
      for (const frame of frames) {
        if (frame.reply) port.write(frame.reply)
        else watch.heard()
        if (frame.reading !== null) see(frame.reading, Buffer.from(frame.raw).toString('hex'))
      }
    },
    onState: (state) => {
      if (state.is === 'lost' || state.is === 'absent' || state.is === 'set-aside') {
        watch.stop()
        forget()
      }
      options.onState(state)
    },
  })
  /** Reports of a USB scale that say nothing have no settings to check; its own watch knows what to say. */
  const isChatter = () => options.newWatch === undefined && unreadBytes >= chatterBytes
  /** Whatever hears no weight is told that what comes is none, rather than that nothing comes. */
  const port: KeptPort = { ...kept, trouble: (why) => kept.trouble(isChatter() ? chatterWhy : why) }
  const { ask, everyMs } = protocol
  const watch =
    options.newWatch?.(port) ??
    (ask === null ? watchSilence({ port, clock }) : pollScale({ port, clock, ask, everyMs }))

  function see(reading: ScaleReading, rawHex: string): void {
    newest = { reading, rawHex, atMono: clock.mono() }
    if (reading.is !== 'steady' || reading.grams === 0) {
      isSameLoad = false
      isFirstLoad = false
    }
    cancelStale()
    cancelStale = clock.after(staleAfterMs, forget)
    tell.say(reading)
  }

  function forget(): void {
    cancelStale()
    if (newest === null) return
    newest = null
    tell.say(null)
  }

  function latest(): SeenReading | null {
    return newest !== null && clock.mono() - newest.atMono < staleAfterMs ? newest : null
  }

  return {
    latest,
    takeSteady: () => {
      const seen = latest()
      if (seen === null || seen === lastTaken || seen.reading.is !== 'steady') return null
      const [takenBefore, wasSameLoad] = [lastTaken, isSameLoad]
      const mine = ++takes
      lastTaken = seen
      isSameLoad = true
      return {
        reading: seen.reading,
        rawHex: seen.rawHex,
        atMono: seen.atMono,
        isSameLoad: wasSameLoad,
        isFirstLoad,
        giveBack: () => {
          // Only the last one, and only once.
          if (takes !== mine) return
          takes++
          lastTaken = takenBefore
          isSameLoad = isSameLoad && wasSameLoad
        },
      }
    },
    state: port.state,
    close: async () => {
      watch.stop()
      cancelStale()
      tell.stop()
      await port.close()
    },
  }
}

/** Passes readings on at once, but not more often than the screen can use; the newest of a gap is told at its end. */
function newestOnly(clock: Clock, onReading: ScaleOptions['onReading']) {
  let waiting: { reading: ScaleReading | null } | null = null
  let cancel: (() => void) | null = null

  function tellNow(reading: ScaleReading | null): void {
    onReading(reading)
    cancel = clock.after(tellEveryMs, () => {
      cancel = null
      if (waiting === null) return
      const next = waiting.reading
      waiting = null
      tellNow(next)
    })
  }

  return {
    say: (reading: ScaleReading | null) => {
      if (cancel === null) tellNow(reading)
      else waiting = { reading }
    },
    stop: () => cancel?.(),
  }
}
