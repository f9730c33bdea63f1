import type { DeviceRole } from '../../../src-shared/model/device.ts'
import type { Clock } from '../../clock.ts'
import { isoNow } from '../../clock.ts'
import type { Passage } from '../tap-port.ts'
import type { Passed, Recording } from './recording.ts'

/** Room for half an hour of a scale that is asked five times a second. */
const usualRoom = { bytes: 512 * 1024, pieces: 20_000 }
/** A long label is kept in pieces of this size, so that room is made bit by bit. */
const pieceBytes = 8 * 1024
/** Nobody remembers to switch it off. */
const offAfterMs = 30 * 60_000

export type RecorderState = { isOn: boolean; startedAt: string | null; pieces: number; dropped: number }

/** Records what passes the ports of the bench, in memory and only while it is switched on. */
export type TrafficRecorder = {
  /** Told of whatever passes a port; keeps nothing while it is off. */
  hear(role: DeviceRole, form: Passed['form'], passage: Passage): void
  /** Starts anew: what was recorded before is gone. */
  start(): void
  stop(): void
  /** Forgets everything. */
  clear(): void
  state(): RecorderState
  /** What was recorded, as it came: contents of codes and labels included. */
  recording(): Pick<Recording, 'startedAt' | 'dropped' | 'passed'> | null
  /** The newest pieces of it. */
  newest(count: number): readonly Passed[]
}

/** Opens a recorder that is off. The newest pieces stay when there is no more room; it ends by itself after 30 minutes. */
export function trafficRecorder(parts: {
  clock: Clock
  room?: { bytes: number; pieces: number }
  /** Told whenever there is something new to show. */
  onChange?(): void
}): TrafficRecorder {
  const { clock, room = usualRoom } = parts
  let passed: Passed[] = []
  let bytes = 0
  let next = 0
  let startedAt: string | null = null
  let startMono = 0
  let isOn = false
  let cancelOff: () => void = () => undefined

  function keep(piece: Passed): void {
    passed.push(piece)
    bytes += sizeOf(piece)
    next++
    if (passed.length > room.pieces || bytes > room.bytes) makeRoom()
    parts.onChange?.()
  }

  /** An eighth at once: dropping one at a time would copy the rest each time. */
  function makeRoom(): void {
    const mostPieces = (room.pieces * 7) / 8
    const mostBytes = (room.bytes * 7) / 8
    const from = passed.findIndex((piece, at) => {
      if (passed.length - at <= mostPieces && bytes <= mostBytes) return true
      bytes -= sizeOf(piece)
      return false
    })
    passed = from === -1 ? [] : passed.slice(from)
  }

  function hear(role: DeviceRole, form: Passed['form'], passage: Passage): void {
    if (!isOn) return
    const head = { atMs: Math.round(clock.mono() - startMono), role, form }
    if (passage.is === 'in' || passage.is === 'out') {
      for (let at = 0; at < passage.bytes.length; at += pieceBytes) {
        // A Buffer's own slice would share the port's memory.
        const bytes = Uint8Array.from(passage.bytes.subarray(at, at + pieceBytes))
        keep({ ...head, number: next, is: passage.is, bytes })
      }
      return
    }
    const say = 'why' in passage ? passage.why : passage.is === 'opened' ? 'Opened.' : 'Closed.'
    // A device that is not there is looked for several times a second.
    const last = passed.findLast((each) => each.role === role)
    if (last?.is !== 'note' || last.say !== say) keep({ ...head, number: next, is: 'note', say })
  }

  function forget(): void {
    passed = []
    bytes = 0
    next = 0
    startedAt = null
  }

  function stop(): void {
    cancelOff()
    isOn = false
    parts.onChange?.()
  }

  return {
    hear,
    start: () => {
      cancelOff()
      forget()
      startedAt = isoNow(clock)
      startMono = clock.mono()
      isOn = true
      cancelOff = clock.after(offAfterMs, stop)
      parts.onChange?.()
    },
    stop,
    clear: () => {
      forget()
      if (isOn) startedAt = isoNow(clock)
      startMono = clock.mono()
      parts.onChange?.()
    },
    state: () => ({ isOn, startedAt, pieces: passed.length, dropped: next - passed.length }),
    newest: (count) => passed.slice(-count),
    recording: () =>
      startedAt === null ? null : { startedAt, dropped: next - passed.length, passed: [...passed] },
  }
}

function sizeOf(piece: Passed): number {
  return piece.is === 'note' ? piece.say.length : piece.bytes.length
}
