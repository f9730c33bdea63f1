import { impossible } from '../../../src-shared/failure.ts'
import type { Ending } from './entry-state.ts'

/** Different consignments go out beside each other; one consignment's entries strictly in order. */
const lanesAtOnce = 3
const longestRestMs = 60_000
/** A wall clock that goes back by less is being set slowly: nothing waits noticeably longer for it. */
const clockStepMs = 2_000
/** While there is no network, or no token is taken, one entry tries for all. */
const probeEveryMs = { offline: 10_000, 'signed-out': 60_000 }

/** Which lanes are being told, and what holds all of them, as data. */
export type Lanes = {
  /** Lane → the entry in work. */
  running: Readonly<Record<string, string>>
  /** Nothing but one probe before this moment; null when nothing holds. */
  heldUntilMs: number | null
  /** Wall clock less the clock that nobody sets. */
  wallAheadMs: number
  /** When the last write of an entry that is not over was sent. */
  writtenAtMs: Readonly<Record<string, number>>
  isClosed: boolean
}

export type Times = { monoMs: number; wallMs: number }

export type LanesEvent =
  /** Something may be due: a write to the outbox, the end of a rest, a restart. */
  | ({ is: 'look' } & Times)
  /** The heads of the lanes that are due, and when the next one is. */
  | ({ is: 'due'; heads: readonly { id: string; lane: string }[]; nextDueMs: number | null } & Times)
  | ({ is: 'ended'; entryId: string; lane: string; ending: Ending; writtenAtMs: number | null } & Times)
  /** The end of an attempt could not be written down. */
  | ({ is: 'stuck' } & Times)
  | { is: 'over'; lane: string }
  /** A person asked, or the network came back: whatever waits for its next try is due now. */
  | { is: 'hurry' }
  | { is: 'close' }

export type LanesCommand =
  /** The wall clock was set back: what waits is moved with it. */
  | { do: 'shift-waits'; byMs: number }
  /** What is in flight by the store, if anything is, has an unknown outcome. */
  | { do: 'mark-interrupted' }
  | { do: 'make-all-due' }
  /** The heads of at most so many lanes; 0: only when the next one is due. */
  | { do: 'list-due'; most: number }
  | { do: 'start'; entryId: string; lane: string; writtenAtMs: number | null }
  | { do: 'look-after'; ms: number }

export type LanesTurn = { state: Lanes; commands: LanesCommand[] }

export function newLanes({ monoMs, wallMs }: Times): Lanes {
  return { running: {}, heldUntilMs: null, wallAheadMs: wallMs - monoMs, writtenAtMs: {}, isClosed: false }
}

/** One turn of the lanes: pure, as `turn` of one entry is. */
export function lanesTurn(state: Lanes, event: LanesEvent): LanesTurn {
  if (state.isClosed && event.is !== 'over') return { state, commands: [] }
  switch (event.is) {
    case 'look':
      return look(state, event)
    case 'due':
      return startWhatIsDue(state, event)
    case 'ended':
      return { state: ended(state, event), commands: [] }
    case 'stuck':
      return { state: { ...state, heldUntilMs: event.monoMs + longestRestMs }, commands: [] }
    case 'over':
      return { state: { ...state, running: without(state.running, event.lane) }, commands: [] }
    case 'hurry':
      return { state: { ...state, heldUntilMs: null }, commands: [{ do: 'make-all-due' }] }
    case 'close':
      return { state: { ...state, isClosed: true }, commands: [] }
    default:
      return impossible(event)
  }
}

function look(state: Lanes, { monoMs, wallMs }: Times): LanesTurn {
  const wallAheadMs = wallMs - monoMs
  const byMs = wallAheadMs - state.wallAheadMs
  const busy = count(state.running)
  const commands: LanesCommand[] = []
  if (byMs < -clockStepMs) commands.push({ do: 'shift-waits', byMs })
  // Nothing runs and yet something may be in flight: its end could not be written down, or the process died.
  if (busy === 0) commands.push({ do: 'mark-interrupted' })
  commands.push({ do: 'list-due', most: busy < roomFor(state, monoMs) ? lanesAtOnce * 2 : 0 })
  return { state: { ...state, wallAheadMs }, commands }
}

/** How many lanes may be told at once now. */
function roomFor({ heldUntilMs }: Lanes, monoMs: number): number {
  if (heldUntilMs === null) return lanesAtOnce
  return monoMs >= heldUntilMs ? 1 : 0
}

function startWhatIsDue(state: Lanes, event: Extract<LanesEvent, { is: 'due' }>): LanesTurn {
  const { writtenAtMs } = state
  const room = roomFor(state, event.monoMs)
  const running = { ...state.running }
  const commands: LanesCommand[] = []
  for (const { id, lane } of event.heads) {
    if (count(running) >= room) break
    if (running[lane] !== undefined) continue
    running[lane] = id
    commands.push({ do: 'start', entryId: id, lane, writtenAtMs: writtenAtMs[id] ?? null })
  }
  const next = { ...state, running }
  const ms = restMs(next, event)
  if (ms !== null) commands.push({ do: 'look-after', ms })
  return { state: next, commands }
}

/** Null while nothing more could start: the end of what runs looks again. */
function restMs({ running, heldUntilMs }: Lanes, event: Extract<LanesEvent, { is: 'due' }>): number | null {
  const busy = count(running)
  if (busy >= (heldUntilMs === null ? lanesAtOnce : 1)) return null
  const untilNext = event.nextDueMs === null ? longestRestMs : event.nextDueMs - event.wallMs
  const untilProbe = heldUntilMs === null ? 0 : heldUntilMs - event.monoMs
  // A lane that is running keeps its head due: it looks again by itself when it ends.
  const floor = busy > 0 ? 250 : 10
  return Math.min(longestRestMs, Math.max(floor, untilNext, untilProbe))
}

function ended(state: Lanes, event: Extract<LanesEvent, { is: 'ended' }>): Lanes {
  const { ending, entryId, writtenAtMs } = event
  const known = without(state.writtenAtMs, entryId)
  const noted = {
    ...state,
    writtenAtMs: writtenAtMs === null ? known : { ...known, [entryId]: writtenAtMs },
  }
  if (ending.is === 'waiting') return noted
  const again = ending.is === 'offline' || ending.is === 'signed-out' ? probeEveryMs[ending.is] : null
  return { ...noted, heldUntilMs: again === null ? null : event.monoMs + again }
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...others } = record
  return others
}

function count(record: Readonly<Record<string, unknown>>): number {
  return Object.keys(record).length
}
