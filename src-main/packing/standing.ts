import { StationError } from '../../src-shared/failure.ts'
import type { Standing } from '../../src-shared/model/standing.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Store } from '../store/store.ts'
import { isAtSource, mustStandAtSource } from './pack-rights.ts'
import { handOver } from './send.ts'
import { packRules } from './send-by-itself.ts'

const mostShown = 200
/** A clock that is a little off must not refuse 'just now'. */
const aheadMs = 120_000

/**
 * `pack:standing`: what stands packed here and when it is asked about. Nothing where the station counts it as sent by
 * itself, or where nobody wants to be asked.
 */
export function standingHere(
  store: Store,
  outletId: string | null,
): { asksAt: string | null; rows: Standing[] } {
  const { asksAt, sendsAfter12Hours } = packRules(store)
  if (outletId === null || asksAt === null || sendsAfter12Hours) return { asksAt: null, rows: [] }
  return store.read(() => ({
    asksAt,
    rows: store.consignments
      .inStates(['packed'], mostShown, outletId)
      .filter((row) => isAtSource(row, outletId))
      .map((row) => standingOf(store, row)),
  }))
}

function standingOf(store: Store, row: ConsignmentRow): Standing {
  const { id, code, kind, handover } = row
  const outlet = row.outletId === null ? null : store.catalogue.outlet(row.outletId)
  const supplier = row.supplierId === null ? null : store.catalogue.supplier(row.supplierId)
  const to = kind === 'RETURN' ? (supplier?.name ?? null) : (outlet?.name ?? null)
  const boxes = store.parcels.of(id).length
  return {
    id,
    code,
    kind,
    to,
    boxes,
    packedAt: packedAt(store, row),
    handover,
    saidHereAt: store.standing.saidHereAt(id),
  }
}

function packedAt(store: Store, { id, updatedAt }: ConsignmentRow): string {
  return store.transitions.of(id).findLast(({ to }) => to === 'packed')?.at ?? updatedAt
}

/**
 * `pack:left`: somebody says that the courier took it, or that it was fetched or driven, and when. What was said before about
 * how it goes stands; the stock leaves now. A second press changes nothing.
 */
export function sayLeft(bench: Bench, taken: { consignmentId: string; at: string }): Record<string, never> {
  const { store, clock } = bench
  return changeConsignment(bench, 'pack:left', taken.consignmentId, taken, (consignment, command) => {
    mustStandAtSource(consignment, command)
    const last = store.transitions.of(consignment.id).at(-1)
    if (consignment.state === 'sent' && last?.trigger === command.kind) return {}
    if (consignment.state !== 'packed') throw notPacked()
    if (consignment.handover === null) throw noWay()
    const at = Date.parse(taken.at)
    if (at > clock.now() + aheadMs) throw stillToCome()
    if (at < Date.parse(packedAt(store, consignment)) - aheadMs) throw beforePacked()
    // It tells when it went, whatever was planned before.
    store.consignments.setHandover(consignment.id, { ...consignment.handover, at: taken.at })
    handOver(store, consignment, command)
    return {}
  })
}

/** `pack:still-here`: nobody asks about it again before the day ends once more. */
export function sayHere(bench: Bench, taken: { consignmentId: string }): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'pack:still-here', taken.consignmentId, taken, (consignment, command) => {
    mustStandAtSource(consignment, command)
    if (consignment.state !== 'packed') throw notPacked()
    store.standing.sayHere(consignment.id, store.now(), command.actor.id)
    return {}
  })
}

const notPacked = () =>
  new StationError('not-packed', 'This does not stand packed.', 'Go back to Work and look at it again.')
const noWay = () =>
  new StationError('no-handover', 'Nobody said how this goes.', 'Open it and say how it goes.')
const stillToCome = () =>
  new StationError('still-to-come', 'That time is still to come.', 'Say when it left.')
const beforePacked = () =>
  new StationError('before-packed', 'It was packed later than that.', 'Say when it left.')
