import type { ExplainedEvent, ExplainedKind } from '../../../src-shared/model/explained.ts'
import { readLevels } from '../../outbox/intend-levels.ts'
import { type Intention, readIntention } from '../../outbox/intention.ts'
import type { CountedScan, RemoteMove, ToldEntry } from '../../store/explain-rows.ts'
import type { EffectOn } from '../../store/stock-rows.ts'
import type { Store } from '../../store/store.ts'
import { readDifference } from '../reconcile/difference.ts'
import { moved, wordsOf } from '../reconcile/difference-words.ts'
import type { Facts } from './facts.ts'
import { type LevelExplained, round } from './ledger.ts'

/** An event before it has its running number. */
type Bare = Omit<ExplainedEvent, 'expected' | 'consignment'> & { consignmentId: string | null }

/** Of what happens in one moment, what leads up to a move comes before it. */
const order: readonly ExplainedKind[] = [
  'counted',
  'boxed',
  'received',
  'moved',
  'to-tell',
  'told',
  'not-told',
  'elsewhere',
  'level',
  'differs',
]

/** Every event of a product in order of time, each with the number expected after it. */
export function eventsOf(store: Store, facts: Facts): ExplainedEvent[] {
  const codes = new Map(facts.lines.map((line) => [line.consignmentId, line.code]))
  const codeOf = (id: string) => codes.get(id) ?? store.consignments.get(id)?.code ?? ''
  const bare: Bare[] = [
    ...facts.scans.flatMap(countedEvents),
    ...facts.boxes.map((box) => ({
      ...plain(`box ${box.id}`, box.sealedAt, box.consignmentId),
      kind: 'boxed' as const,
      say: `Box ${box.number} sealed with ${box.units} of it`,
    })),
    ...facts.receipts.map((receipt) => ({
      ...plain(`receipt ${receipt.id}`, receipt.closedAt, receipt.consignmentId),
      kind: 'received' as const,
      say: receiptWords(receipt),
    })),
    ...facts.effects.map((effect, at) => movedEvent(effect, at, facts.ledger.since, codeOf)),
    ...facts.entries.flatMap((entry) => toldEvents(entry, facts.productId)),
    ...facts.ledger.levels.map((level) => levelEvent(level, codeOf)),
    ...elsewhereEvents(store, facts),
    ...differenceEvents(store, facts),
    ...facts.ledger.unheard.map((effect, at) => unheardEvent(effect, at, codeOf)),
  ]
  const sorted = bare.toSorted(
    (one, other) => one.at.localeCompare(other.at) || order.indexOf(one.kind) - order.indexOf(other.kind),
  )
  return withExpected(sorted, facts, codeOf)
}

/** Runs the number along: our moves, and what others did to Lightspeed's level. */
function withExpected(
  sorted: readonly Bare[],
  { ledger }: Facts,
  codeOf: (id: string) => string,
): ExplainedEvent[] {
  let expected = ledger.start
  return sorted.map(({ consignmentId, ...event }) => {
    // What was booked before levels were kept is in the first of them.
    const isKnown = expected !== null && event.at >= ledger.since
    if (expected !== null && (isKnown || event.kind === 'moved')) expected = round(expected + event.units)
    return {
      ...event,
      consignment: consignmentId === null ? null : { id: consignmentId, code: codeOf(consignmentId) },
      expected: isKnown ? expected : null,
    }
  })
}

function plain(id: string, at: string, consignmentId: string | null) {
  return { id, at, consignmentId, units: 0 }
}

function countedEvents(scan: CountedScan): Bare[] {
  const how = scan.by === 'hand' ? 'by hand' : 'by a scan'
  const damaged = scan.damaged === 0 ? '' : `, ${scan.damaged} damaged`
  const counted: Bare = {
    ...plain(`scan ${scan.id}`, scan.at, scan.consignmentId),
    kind: 'counted',
    say: `${signed(scan.quantity)} counted ${how}${damaged}`,
  }
  if (scan.undoneAt === null) return [counted]
  const undone: Bare = {
    ...plain(`undo ${scan.id}`, scan.undoneAt, scan.consignmentId),
    kind: 'counted',
    say: `A count of ${signed(scan.quantity)} was taken back`,
  }
  return [counted, undone]
}

function receiptWords(receipt: Facts['receipts'][number]): string {
  const damaged = receipt.damaged === 0 ? '' : `, ${receipt.damaged} of them damaged`
  const why = receipt.reason === null ? '' : ` (${receipt.reason})`
  return `Receipt ${receipt.number} closed: ${receipt.received} received${damaged}${why}`
}

/** A move that was booked before levels were kept is in the first level already: it moves nothing here. */
function movedEvent(effect: EffectOn, at: number, since: string, codeOf: (id: string) => string): Bare {
  const verb = effect.units < 0 ? 'left with' : 'came with'
  return {
    ...plain(`effect ${at} ${effect.at}`, effect.at, effect.consignmentId),
    kind: 'moved',
    say: `${Math.abs(effect.units)} ${verb} ${codeOf(effect.consignmentId)}`,
    units: effect.acknowledgedAt === null || effect.acknowledgedAt >= since ? effect.units : 0,
  }
}

function toldEvents(entry: ToldEntry, productId: string): Bare[] {
  const wanted = readIntention(entry.body)
  const what = wanted === null ? otherWords(entry.body) : toldWords(wanted, productId)
  const waits = entry.endedAt === null ? (entry.state === 'parked' ? ': needs you' : ': still waiting') : ''
  const noted: Bare = {
    ...plain(`noted ${entry.id}`, entry.enqueuedAt, entry.lane),
    kind: 'to-tell',
    say: `To be told: ${what}${waits}`,
  }
  if (entry.endedAt === null) return [noted]
  const isDone = entry.state === 'done'
  const ended: Bare = {
    ...plain(`told ${entry.id}`, entry.endedAt, entry.lane),
    kind: isDone ? 'told' : 'not-told',
    say: isDone ? `Lightspeed agrees: ${what}` : `Lightspeed is not told: ${entry.reason ?? 'given up'}`,
  }
  return [noted, ended]
}

function otherWords(body: string): string {
  return readLevels(body) === null
    ? 'something another version of the station noted'
    : 'its level, as counted'
}

function toldWords(wanted: Intention, productId: string): string {
  if (wanted.status === 'CANCELLED') return 'cancelled'
  const packed = wanted.packed?.find((line) => line.productId === productId)
  const received = wanted.received?.find((line) => line.productId === productId)
  const parts = [
    ...(packed === undefined ? [] : [`${packed.units} packed`]),
    ...(received === undefined ? [] : [`${received.units} received in all`]),
  ]
  return `${parts.join(', ')}${parts.length === 0 ? '' : ', '}${wanted.status}`
}

function levelEvent(level: LevelExplained, codeOf: (id: string) => string): Bare {
  const parts = [
    ...level.ours.map(({ units, consignmentId }) => `${signed(units)} by ${codeOf(consignmentId)}`),
    ...(level.others === 0
      ? []
      : [`${moved(level.others)} there (${level.others < 0 ? 'sold' : 'bought'} or changed)`]),
  ]
  return {
    ...plain(`level ${level.version} ${level.at}`, level.at, null),
    kind: 'level',
    say: `Lightspeed’s level went from ${level.before} to ${level.after}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`,
    units: level.others,
  }
}

/** Told longer ago than a level takes to follow, and it never moved: the number goes back to what Lightspeed says. */
function unheardEvent(effect: EffectOn, at: number, codeOf: (id: string) => string): Bare {
  const toldAt = effect.acknowledgedAt ?? effect.at
  return {
    ...plain(`unheard ${at} ${toldAt}`, toldAt, effect.consignmentId),
    kind: 'differs',
    say: `Lightspeed’s level has not moved for the ${signed(effect.units)} of ${codeOf(effect.consignmentId)}`,
    units: -effect.units,
  }
}

/** Consignments that others work on and that moved this outlet's stock, as far as this station reads their lines. */
function elsewhereEvents(store: Store, { remote, effects, outletId }: Facts): Bare[] {
  const ours = new Set(effects.map((effect) => effect.consignmentId))
  return remote.flatMap((move) => {
    if (move.consignmentId !== null && ours.has(move.consignmentId)) return []
    const say = moveWords(store, move, outletId)
    if (say === null) return []
    const bare = plain(`remote ${move.remoteId}`, utc(move.updatedAt), move.consignmentId)
    return [{ ...bare, kind: 'elsewhere' as const, say }]
  })
}

function moveWords(store: Store, move: RemoteMove, outletId: string): string | null {
  const name = (id: string | null) => (id === null ? null : (store.catalogue.outlet(id)?.name ?? null))
  const left = ['SENT', 'DISPATCHED', 'RECEIVED'].includes(move.status)
  if (move.sourceOutletId === outletId && left) {
    return `${round(move.count)} left to ${name(move.outletId) ?? 'another outlet'}: ${move.status} at Lightspeed`
  }
  if (move.outletId === outletId && move.status === 'RECEIVED') {
    const from = name(move.sourceOutletId)
    return `${round(move.received)} received there${from === null ? '' : ` from ${from}`}: ${move.name}`
  }
  return null
}

function differenceEvents(store: Store, facts: Facts): Bare[] {
  return facts.differences.flatMap((row) => {
    const found = readDifference(row.body)
    if (found === null || ('outletId' in found && found.outletId !== facts.outletId)) return []
    const isHere =
      row.consignmentId === null || facts.lines.some((line) => line.consignmentId === row.consignmentId)
    if (!isHere) return []
    const { here, there, because } = wordsOf({ store, consignmentId: row.consignmentId }, found)
    const why = because === null ? '' : `: ${because}`
    const noted: Bare = {
      ...plain(`difference ${row.id}`, row.foundAt, row.consignmentId),
      kind: 'differs',
      say: `Compared: here ${here}, at Lightspeed ${there}${why}`,
    }
    if (row.endedAt === null) return [noted]
    const ended: Bare = {
      ...plain(`agrees ${row.id}`, row.endedAt, row.consignmentId),
      kind: 'differs',
      say:
        row.choice === 'agrees'
          ? 'Compared: both sides agree again'
          : 'The difference was settled by a person',
    }
    return [noted, ended]
  })
}

/** Lightspeed prints times with an offset; ours are all one text form, so that they sort. */
function utc(time: string): string {
  const ms = Date.parse(time)
  return Number.isNaN(ms) ? time : new Date(ms).toISOString()
}

function signed(units: number): string {
  return units < 0 ? `−${Math.abs(units)}` : `+${units}`
}
