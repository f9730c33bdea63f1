import type { Database } from 'better-sqlite3'
import type { Handover, Kind, State } from '../../src-shared/model/consignment.ts'

/** A consignment as stored. `state` is read here and written only by `consignment-state-rows.ts`. */
export type ConsignmentRow = {
  id: string
  station: string
  code: string
  kind: Kind
  state: State
  reference: string
  remoteId: string | null
  origin: 'here' | 'store'
  sourceOutletId: string | null
  outletId: string | null
  supplierId: string | null
  note: string
  dueAt: string | null
  createdAt: string
  createdBy: string
  updatedAt: string
  nextTimes: number
  currentParcelId: string | null
  handover: Handover | null
  readOnlyBecause: string | null
  revision: number
  /** Put away: shown only to who looks for it. */
  archivedAt: string | null
  /** The shipment this one is the rest of; null for a first or only one. */
  restOf: string | null
}

type Raw = Omit<ConsignmentRow, 'handover'> & { handover: string | null }

const columns = `id, station, code, kind, state, reference, remote_id AS remoteId, origin,
  source_outlet_id AS sourceOutletId, outlet_id AS outletId, supplier_id AS supplierId, note, due_at AS dueAt,
  created_at AS createdAt, created_by AS createdBy, updated_at AS updatedAt, next_times AS nextTimes,
  current_parcel_id AS currentParcelId, handover, read_only_because AS readOnlyBecause, revision, archived_at AS archivedAt,
  rest_of AS restOf`

function toRow(raw: Raw): ConsignmentRow {
  return { ...raw, handover: raw.handover === null ? null : (JSON.parse(raw.handover) as Handover) }
}

/** What a card adds up for a consignment: whole units and boxes. */
export type ConsignmentSums = {
  lines: number
  plannedUnits: number
  packedUnits: number
  receivedUnits: number
  /** Units that should come: those packed where the boxes are known here, else those planned. */
  expectedUnits: number
  /** Without what is over on a line: that makes up for nothing on another. */
  packedOfPlanned: number
  receivedOfExpected: number
  damagedUnits: number
  boxes: number
}

export function consignmentRows(db: Database) {
  const one = db.prepare<[string], Raw>(`SELECT ${columns} FROM consignment WHERE id = ?`)
  const byRemoteId = db.prepare<[string], Raw>(`SELECT ${columns} FROM consignment WHERE remote_id = ?`)
  const byReference = db.prepare<[string], Raw>(`SELECT ${columns} FROM consignment WHERE reference = ?`)
  const byCode = db.prepare<[string], Raw>(`SELECT ${columns} FROM consignment WHERE code = ? COLLATE NOCASE`)
  const wanted = `state IN (SELECT value FROM json_each(@states))
    AND (@outletId IS NULL OR source_outlet_id = @outletId OR outlet_id = @outletId)`
  type Wanted = { states: string; outletId: string | null; limit: number }
  const inStates = db.prepare<[Wanted], Raw>(`
    SELECT ${columns} FROM consignment WHERE ${wanted} ORDER BY due_at IS NULL, due_at, created_at LIMIT @limit`)
  const newestIn = db.prepare<[Wanted], Raw>(`
    SELECT ${columns} FROM consignment WHERE ${wanted} ORDER BY updated_at DESC LIMIT @limit`)
  const sums = db.prepare<{ id: string }, ConsignmentSums>(`
    WITH packed AS (
      SELECT line_id, sum(quantity) AS units FROM parcel_line JOIN parcel ON parcel.id = parcel_id
      WHERE consignment_id = @id GROUP BY line_id),
    came AS (
      SELECT line_id, sum(received) AS units, sum(damaged) AS damaged
      FROM receipt_line JOIN receipt ON receipt.id = receipt_id
      WHERE consignment_id = @id AND state <> 'discarded' GROUP BY line_id),
    box AS (SELECT count(*) AS n FROM parcel WHERE consignment_id = @id),
    counted AS (
      SELECT planned, coalesce(packed.units, 0) AS packed, coalesce(came.units, 0) AS came,
        coalesce(came.damaged, 0) AS damaged,
        iif(box.n > 0, coalesce(packed.units, 0), planned) AS expected
      FROM line JOIN box LEFT JOIN packed ON packed.line_id = line.id LEFT JOIN came ON came.line_id = line.id
      WHERE consignment_id = @id)
    SELECT count(*) AS lines, coalesce(sum(planned), 0) AS plannedUnits, coalesce(sum(packed), 0) AS packedUnits,
      coalesce(sum(came), 0) AS receivedUnits, coalesce(sum(damaged), 0) AS damagedUnits,
      coalesce(sum(expected), 0) AS expectedUnits, coalesce(sum(min(packed, planned)), 0) AS packedOfPlanned,
      coalesce(sum(min(came, expected)), 0) AS receivedOfExpected, (SELECT n FROM box) AS boxes
    FROM counted`)
  const rests = db.prepare<[string], Raw>(`SELECT ${columns} FROM consignment WHERE rest_of = ? ORDER BY id`)
  const shipments = db.prepare<{ id: string }, { id: string; code: string }>(`
    WITH RECURSIVE up (id, rest_of) AS (
      SELECT id, rest_of FROM consignment WHERE id = @id
      UNION ALL SELECT before.id, before.rest_of FROM consignment before JOIN up ON before.id = up.rest_of),
    whole (id, code) AS (
      SELECT id, code FROM consignment WHERE id = (SELECT id FROM up WHERE rest_of IS NULL)
      UNION ALL SELECT later.id, later.code FROM consignment later JOIN whole ON later.rest_of = whole.id)
    SELECT id, code FROM whole ORDER BY id`)
  const touch = db.prepare('UPDATE consignment SET updated_at = ?, revision = revision + 1 WHERE id = ?')
  const nextTimes = db.prepare('UPDATE consignment SET next_times = ? WHERE id = ?')
  const current = db.prepare('UPDATE consignment SET current_parcel_id = ? WHERE id = ?')
  const handOver = db.prepare('UPDATE consignment SET handover = ? WHERE id = ?')
  const remote = db.prepare('UPDATE consignment SET remote_id = ? WHERE id = ?')
  const archive = db.prepare('UPDATE consignment SET archived_at = ? WHERE id = ?')
  const header = db.prepare('UPDATE consignment SET note = ?, due_at = ?, read_only_because = ? WHERE id = ?')
  const countMade = db.prepare<[string], { n: number }>(
    "SELECT count(*) AS n FROM consignment WHERE station = ? AND origin = 'here'",
  )
  const found = (raw: Raw | undefined) => (raw === undefined ? null : toRow(raw))
  return {
    get: (id: string) => found(one.get(id)),
    byRemoteId: (remoteId: string) => found(byRemoteId.get(remoteId)),
    byReference: (reference: string) => found(byReference.get(reference)),
    byCode: (code: string) => found(byCode.get(code)),
    /** Soonest due first; with an outlet only what leaves from it or comes to it. */
    inStates: (states: readonly State[], limit: number, outletId: string | null = null) =>
      inStates.all({ states: JSON.stringify(states), outletId, limit }).map(toRow),
    /** Last changed first; with an outlet only what leaves from it or comes to it. */
    newestIn: (states: readonly State[], limit: number, outletId: string | null = null) =>
      newestIn.all({ states: JSON.stringify(states), outletId, limit }).map(toRow),
    sums(id: string): ConsignmentSums {
      const row = sums.get({ id })
      if (row === undefined) throw new Error('a sum gave no row')
      return row
    },
    /** What was left of it and goes later: usually none, or one. */
    restsOf: (id: string) => rests.all(id).map(toRow),
    /** All the shipments one transfer leaves in, this one among them, the first one first. */
    shipmentsOf: (id: string) => shipments.all({ id }),
    /** Counts one more write of this consignment, so that a screen can tell that it missed none. */
    touch: (id: string, at: string) => void touch.run(at, id),
    setNextTimes: (id: string, times: number) => void nextTimes.run(times, id),
    setCurrentParcel: (id: string, parcelId: string | null) => void current.run(parcelId, id),
    setHandover: (id: string, handover: Handover) => void handOver.run(JSON.stringify(handover), id),
    /** Null once Lightspeed no longer has it. */
    setRemoteId: (id: string, remoteId: string | null) => void remote.run(remoteId, id),
    archive: (id: string, at: string) => void archive.run(at, id),
    setHeader: (id: string, note: string, dueAt: string | null, readOnlyBecause: string | null) =>
      void header.run(note, dueAt, readOnlyBecause, id),
    /** Consignments this station made so far: the counter behind its provisional codes. */
    countMadeBy: (station: string) => countMade.get(station)?.n ?? 0,
  }
}
