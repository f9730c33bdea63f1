import { systemClock } from '../../src-main/clock.ts'
import type { ConsignmentRow } from '../../src-main/store/consignment-rows.ts'
import { openStore, type Store } from '../../src-main/store/store.ts'
import { outletId } from '../../src-main/training/store/training-catalogue.ts'
import type { BenchRig } from './bench-rig.ts'
import type { DayJob } from './day-jobs.ts'
import { keyOf, type ScanBook } from './scan-book.ts'

/**
 * Looks at a day that is over from both ends, the station's store and the store it talks to, and gives every broken
 * promise as a sentence. The station must have ended: its profile is opened here.
 */
export function judgeDay(day: {
  rig: BenchRig
  book: ScanBook
  jobs: readonly DayJob[]
  levelsBefore: ReadonlyMap<string, number>
}): string[] {
  const { store, setAside } = openStore(day.rig.profile, systemClock)
  try {
    const found: Settled[] = []
    const missing: string[] = []
    for (const job of day.jobs) {
      const row = rowOf(store, job)
      if (row === null) missing.push(`job ${job.number} is not in the store, or twice`)
      else found.push({ job, row })
    }
    const rows = found.map(({ row }) => row)
    return [
      ...(setAside === null ? [] : ['the store was set aside as damaged']),
      ...missing,
      ...day.book.inventions,
      ...scansHold(store, day.book, rows),
      ...found.flatMap(({ job, row }) => unitsHold(store, day.rig, job, row)),
      ...labelsHold(store, day.rig, rows),
      ...ledgerHolds(day.rig, found),
      ...levelsHold(store, day.rig, day.levelsBefore, rows),
    ]
  } finally {
    store.close()
  }
}

/** Levels of the warehouse before anything moved. */
export function levelsNow(rig: BenchRig): Map<string, number> {
  const here = outletId('Warehouse')
  return new Map(rig.store.catalogue.products.map(({ id }) => [id, rig.store.control.level(id, here)]))
}

type Settled = { job: DayJob; row: ConsignmentRow }

function rowOf(store: Store, job: DayJob): ConsignmentRow | null {
  if (job.remoteId !== null) return store.consignments.byRemoteId(job.remoteId)
  const ours = store.consignments
    .inStates(['draft', 'approved', 'packing', 'packed', 'sent', 'completed', 'cancelled'], 10_000)
    .filter((row) => row.note === job.note)
  return ours.length === 1 ? (ours[0] ?? null) : null
}

const allOf = (store: Store, id: string) => store.scans.newestOf(id, 1_000_000)

/** Every confirmed count is there; every other at most once; what was taken back is taken back, nothing else is. */
function scansHold(store: Store, book: ScanBook, rows: ConsignmentRow[]): string[] {
  const broken: string[] = []
  for (const [id, record] of book.confirmed) {
    if (store.scans.get(id) === null) broken.push(`confirmed count ${id} (${keyOf(record)}) is lost`)
  }
  const stored = rows.flatMap((row) => allOf(store, row.id))
  for (const [key, scans] of Map.groupBy(stored, keyOf)) {
    const sent = book.sentOf.get(key) ?? 0
    if (scans.length > sent)
      broken.push(`${key} was made ${sent} times and stands there ${scans.length} times`)
  }
  const undone = stored.filter((scan) => scan.undoneAt !== null)
  for (const id of book.undone) {
    if (!undone.some((scan) => scan.id === id)) broken.push(`count ${id} was taken back and still counts`)
  }
  if (undone.length > book.undoesAsked()) {
    broken.push(`${undone.length} counts are taken back, ${book.undoesAsked()} were asked for`)
  }
  return broken
}

/** Units on every line are the sum of its counts, here and there. */
function unitsHold(store: Store, rig: BenchRig, job: DayJob, row: ConsignmentRow): string[] {
  const broken: string[] = []
  const say = (what: string) =>
    broken.push(`${row.code} (job ${job.number}, ${job.kind}, ${row.state}): ${what}`)
  if (row.remoteId === null) return [`${row.code} (job ${job.number}) was never told`]
  const isPack = job.kind === 'ours' || job.kind === 'office'
  const scans = allOf(store, row.id).filter((scan) => scan.undoneAt === null)
  const there = new Map(rig.store.control.lines(row.remoteId).map((line) => [line.productId, line]))
  if (there.size !== rig.store.control.lines(row.remoteId).length) say('a product stands there on two lines')
  for (const line of store.lines.of(row.id)) {
    const counts = scans.filter((scan) => scan.lineId === line.id)
    const units = counts.reduce((sum, scan) => sum + scan.quantity, 0)
    const damaged = counts.reduce((sum, scan) => sum + scan.damaged, 0)
    const remote = there.get(line.productId)
    if (isPack) {
      if (line.packed !== units) say(`${line.sku} holds ${line.packed}, counted ${units}`)
      if ((remote?.count ?? 0) !== line.packed)
        say(`${line.sku} is ${remote?.count} there, ${line.packed} here`)
    } else {
      if (line.received !== units) say(`${line.sku} holds ${line.received}, counted ${units}`)
      const good = line.received - damaged
      if ((remote?.received ?? 0) !== good)
        say(`${line.sku} received ${remote?.received} there, ${good} here`)
    }
  }
  const status = rig.store.control.consignment(row.remoteId).status
  if (status !== (isPack ? 'SENT' : 'RECEIVED')) say(`it is ${status} there`)
  const waiting = store.outbox.inLane(row.id).filter((entry) => entry.state !== 'done')
  for (const entry of waiting) say(`an entry is ${entry.state}`)
  return broken
}

/** One number a box for ever, one box a number, one label of paper each. */
function labelsHold(store: Store, rig: BenchRig, rows: ConsignmentRow[]): string[] {
  const broken: string[] = []
  const owners = new Map<string, string>()
  for (const row of rows) {
    for (const box of store.parcels.of(row.id)) {
      const jobs = store.prints.of(box.id)
      const numbers = new Set(jobs.map((job) => job.labelNumber))
      const say = (what: string) => broken.push(`${row.code} box ${box.number}: ${what}`)
      if (box.labelNumber === null) {
        if (box.state === 'sealed') say('sealed without a number')
        continue
      }
      if (owners.has(box.labelNumber)) say(`its number is also that of ${owners.get(box.labelNumber)}`)
      owners.set(box.labelNumber, `${row.code} box ${box.number}`)
      if (numbers.size !== 1 || !numbers.has(box.labelNumber))
        say(`its labels bear ${[...numbers].join(' and ')}`)
      const live = jobs.filter((job) => job.state !== 'dropped')
      if (live.length !== 1 || live[0]?.state !== 'printed')
        say(`labels: ${jobs.map((job) => job.state).join(', ')}`)
      const pieces = rig.printed.filter((zpl) => zpl.includes(box.labelNumber ?? '')).length
      if (pieces !== 1) say(`${pieces} labels came out`)
    }
  }
  return broken
}

/** The other side saw every intention take effect exactly once. */
function ledgerHolds(rig: BenchRig, settled: Settled[]): string[] {
  const ledger = rig.store.ledger()
  const ours = settled.filter(({ job }) => job.kind === 'ours')
  const broken = ours.flatMap(({ row }) => {
    const made = ledger.byReference[row.reference]?.consignmentIds ?? []
    return made.length === 1 ? [] : [`${row.reference} was made ${made.length} times`]
  })
  if (ledger.creates !== ours.length) broken.push(`${ledger.creates} were made for ${ours.length} transfers`)
  for (const reference of ledger.duplicateReferences) broken.push(`${reference} is there twice`)
  for (const line of ledger.accumulatedLines) broken.push(`${line.route} added to a line (${line.productId})`)
  if (ledger.status429 > 0) broken.push(`${ledger.status429} calls were too many`)
  if (ledger.sendsBeforeCreates > 0)
    broken.push(`${ledger.sendsBeforeCreates} sends came before their create`)
  return broken
}

/** Stock there moved by what was packed and received here, no more and no less. */
function levelsHold(
  store: Store,
  rig: BenchRig,
  before: ReadonlyMap<string, number>,
  rows: ConsignmentRow[],
): string[] {
  const here = outletId('Warehouse')
  const moved = new Map<string, number>()
  for (const row of rows) {
    for (const line of store.lines.of(row.id)) {
      const units = row.sourceOutletId === here ? -line.packed : line.received - line.damaged
      moved.set(line.productId, (moved.get(line.productId) ?? 0) + units)
    }
  }
  return [...moved].flatMap(([productId, units]) => {
    const level = rig.store.control.level(productId, here)
    const wanted = (before.get(productId) ?? 0) + units
    return level === wanted ? [] : [`the level of ${productId} is ${level}, it should be ${wanted}`]
  })
}
