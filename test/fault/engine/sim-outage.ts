import { join } from 'node:path'
import { intend } from '../../../src-main/outbox/intend.ts'
import { systemActor } from '../../../src-main/store/store.ts'
import { forecastOf } from '../../../src-main/sync/link.ts'
import { openSandboxInProcess } from '../../../src-main/training/store/in-process.ts'
import { seeded } from '../../../src-main/training/store/seeded.ts'
import { trainingCatalogue } from '../../../src-main/training/store/training-catalogue.ts'
import { begin, type Made } from './begin-consignment.ts'
import type { Plan, Told } from './day-plan.ts'
import { judgeLines } from './judge-sim-day.ts'
import { type SimClock, simClock } from './sim-clock.ts'
import { openSimStation, type SimStation } from './sim-station.ts'

const hourMs = 3_600_000
const windowMs = 300_000
const personAsksEveryMs = 4_300
const linesEach = 30

/** What three days without a network came to once it was back. */
export type OutageFigures = {
  operations: number
  consignments: number
  entries: number
  calls: number
  allowance: number
  status429: number
  drainMinutes: number
  /** What was forecast when the network came back. */
  forecastMinutes: number
  /** The calls over the allowance: nothing could be quicker. */
  floorMinutes: number
  leastUsedOfAWindow: number
  mostUsedOfAWindow: number
}

/**
 * A station that works for days without a network: every operation is told at once and nothing of it goes out. Then the
 * network is back, everything goes out through the smallest allowance there is, and a person asks for something every
 * 4.3 seconds meanwhile.
 */
export async function simulateOutage(given: {
  folder: string
  template: string
  hours: number
  operations: number
  /** One in so many of the consignments of three days. */
  oneIn: number
  registers: number
}) {
  const clock = simClock()
  const chance = seeded(36)
  const sandbox = openSandboxInProcess({
    clock,
    catalogue: { ...trainingCatalogue(), consignments: [] },
    registers: given.registers,
    lineDelayMs: 4_000,
    tokenCalls: 1_000,
  })
  // A store 60 ms away.
  sandbox.faults.add({ on: '*', fault: { is: 'delay', ms: 60 } })
  const ended: { lane: string; id: string }[] = []
  const station = openSimStation({
    clock,
    sandbox,
    folder: join(given.folder, 'outage'),
    template: given.template,
    registers: given.registers,
    opensAgain: true,
    wallOffMs: () => 0,
    watch: ({ before, turn }) => {
      const { phase } = turn.state
      if (phase.is === 'ended' && phase.ending.is === 'done') ended.push({ lane: before.lane, id: before.id })
    },
  })
  try {
    const work = threeDays(sandbox, station, chance, given.oneIn)
    await sandbox.faults.network('down')
    const operations = await workOffline(clock, station, work, given)
    const entries = station.store.outbox.counts().waiting
    const before = { calls: sandbox.ledger().calls, windows: sandbox.ledger().usedByWindow.length }
    const fromMs = clock.mono()
    const forecastMs = forecastNow(station)
    await sandbox.faults.network('up')
    const personWaitsMs = await drain(clock, station)
    const ledger = sandbox.ledger()
    const calls = ledger.calls - before.calls
    // The first window began before the network was back, the last one ends after everything is told.
    const firstWindow = Math.floor(fromMs / windowMs) + 1
    const whole = ledger.usedByWindow.slice(firstWindow, -1).map((used) => used / ledger.allowance)
    const figures: OutageFigures = {
      operations,
      consignments: work.length,
      entries,
      calls,
      allowance: ledger.allowance,
      status429: ledger.status429,
      drainMinutes: Math.round((clock.mono() - fromMs) / 6_000) / 10,
      forecastMinutes: Math.round(forecastMs / 6_000) / 10,
      floorMinutes: Math.round(((calls / ledger.allowance) * windowMs) / 6_000) / 10,
      leastUsedOfAWindow: Math.round(Math.min(...whole) * 1_000) / 1_000,
      mostUsedOfAWindow: Math.round(Math.max(...whole) * 1_000) / 1_000,
    }
    const wrongs = work.flatMap(({ made }) => judgeLines(sandbox, station.store, made))
    if (ledger.accumulatedLines.length > 0) wrongs.push('lines were added to')
    if (ledger.duplicateReferences.length > 0) wrongs.push('references were doubled')
    // The token ran out in those days: it is renewed when the first call says so.
    const refused = ledger.refused.filter(({ status }) => status !== 401)
    if (refused.length > 0) wrongs.push(`refused: ${refused[0]?.why}`)
    wrongs.push(...station.bugs.map(String))
    return { figures, wrongs, outOfOrder: outOfOrder(ended), personWaitsMs }
  } finally {
    station.close()
    await sandbox.close()
  }
}

/** Milliseconds until all is sent, as the frame says it at this moment. */
function forecastNow(station: SimStation): number {
  const process = station.process()
  if (process === null) return 0
  const { clock, allowance } = process
  return Date.parse(forecastOf(station.store, clock, allowance) ?? '') - clock.now()
}

/** One consignment of these days: what was packed so far, and what it is told in the end. */
type Work = { made: Made; units: Map<string, number>; told: (units: Map<string, number>) => Told[] }

/** Forty transfers, ten deliveries of orders from the web application, ten returns and six counts, or one in so many. */
function threeDays(
  sandbox: ReturnType<typeof openSandboxInProcess>,
  station: SimStation,
  chance: () => number,
  oneIn: number,
): Work[] {
  const ids = trainingCatalogue()
    .products.filter((one) => one.isActive && !one.isDeleted && one.compositeOf === null && one.hasInventory)
    .map((one) => one.id)
  const kinds = [
    ...Array<'OUTLET'>(40).fill('OUTLET'),
    ...Array<'PO'>(10).fill('PO'),
    ...Array<'RETURN'>(10).fill('RETURN'),
    ...Array<'STOCKTAKE'>(6).fill('STOCKTAKE'),
  ].filter((_kind, at) => at % oneIn === 0)
  return kinds.map((kind) => {
    const from = Math.floor(chance() * Math.max(1, ids.length - linesEach))
    const products = ids.slice(from, from + (kind === 'STOCKTAKE' ? 20 : linesEach))
    const units = new Map(products.map((id) => [id, 1]))
    const counted = () => [...units].map(([productId, count]) => ({ productId, units: count }))
    const packed = () => counted().map((line) => ({ ...line, costCents: 420 }))
    const fromThere = kind === 'PO' ? Object.fromEntries(products.map((id) => [id, 1_000])) : null
    const end: Plan['end'] = { is: 'told', status: endOf[kind], lines: {} }
    const plan: Plan = { kind, state: stateOf[kind], fromThere, told: [], end }
    const made = begin({ sandbox, store: station.store }, plan)
    const told = (): Told[] => {
      if (kind === 'OUTLET') return [{ status: 'OPEN', packed: packed() }]
      if (kind === 'RETURN') return [{ status: 'OPEN', packed: packed() }]
      if (kind === 'PO') return [{ status: 'DISPATCHED', received: counted() }]
      return [{ status: 'STOCKTAKE_IN_PROGRESS_PROCESSED', received: counted(), listed: products }]
    }
    return { made, units, told }
  })
}

const endOf = { OUTLET: 'SENT', PO: 'RECEIVED', RETURN: 'SENT', STOCKTAKE: 'STOCKTAKE_COMPLETE' } as const
const stateOf = { OUTLET: 'packed', PO: 'sent', RETURN: 'packed', STOCKTAKE: 'approved' } as const

/** One operation after the other, each on some consignment; at the end each is closed. */
async function workOffline(
  clock: SimClock,
  station: SimStation,
  work: readonly Work[],
  { hours, operations }: { hours: number; operations: number },
): Promise<number> {
  const chance = seeded(72)
  const everyMs = (hours * hourMs) / operations
  let done = 0
  for (let at = 0; at < operations; at += 1) {
    clock.after(at * everyMs, () => {
      const one = work[Math.floor(chance() * work.length)] as Work
      const products = [...one.units.keys()]
      const productId = products[Math.floor(chance() * products.length)] ?? ''
      one.units.set(productId, (one.units.get(productId) ?? 0) + 1)
      const isLast = at >= operations - work.length
      const closing = isLast ? (work[operations - 1 - at] as Work) : null
      if (closing !== null) close(station, closing)
      else for (const told of one.told(one.units)) tell(station, one.made.id, told)
      done += 1
    })
  }
  const endMs = hours * hourMs
  while (clock.mono() < endMs && done < operations) {
    await new Promise((resolve) => setImmediate(resolve))
    clock.step()
  }
  return done
}

function close(station: SimStation, { made, units, told }: Work): void {
  for (const last of told(units)) {
    const status = made.plan.end.is === 'told' ? (made.plan.end.status as Told['status']) : last.status
    tell(station, made.id, { ...last, status })
  }
  if (made.plan.end.is !== 'told') return
  const isReceived = made.plan.kind === 'PO' || made.plan.kind === 'STOCKTAKE'
  for (const [productId, count] of units) {
    made.plan.end.lines[productId] = isReceived ? { count: null, received: count } : { count, received: 0 }
  }
}

function tell({ store }: SimStation, id: string, told: Told): void {
  const command = { kind: 'test', actor: systemActor, subject: id, given: {}, traceId: 'req_test' }
  store.write(command, () => {
    const consignment = store.consignments.get(id)
    if (consignment !== null) intend(store, consignment, { packed: null, received: null, ...told })
  })
}

/** Until everything is told; a person asks for something every 4.3 seconds. Gives how long each of them waited. */
async function drain(clock: SimClock, station: SimStation): Promise<number[]> {
  const waitsMs: number[] = []
  let isOver = false
  const ask = (): void => {
    const lightspeed = station.process()?.lightspeed
    if (isOver || lightspeed === undefined) return
    const fromMs = clock.mono()
    void lightspeed.retailer({ priority: 'bench', waitMs: 290_000 }).then((answer) => {
      waitsMs.push(answer.is === 'answer' ? clock.mono() - fromMs : Number.POSITIVE_INFINITY)
    })
    clock.after(personAsksEveryMs, ask)
  }
  ask()
  while (station.store.outbox.counts().waiting > 0) {
    await new Promise((resolve) => setImmediate(resolve))
    if (station.store.outbox.counts().parked > 0) break
    if (!clock.step()) break
  }
  isOver = true
  return waitsMs
}

/** Entries of one consignment that ended before an earlier one of it. */
function outOfOrder(ended: readonly { lane: string; id: string }[]): string[] {
  const last = new Map<string, string>()
  return ended
    .filter(({ lane, id }) => {
      const before = last.get(lane)
      last.set(lane, id)
      return before !== undefined && before > id
    })
    .map(({ lane }) => lane)
}
