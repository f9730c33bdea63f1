import { outletId } from '../../src-main/training/store/training-catalogue.ts'
import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'
import type { PackDesk, PackLine, ParcelView } from '../../src-shared/model/pack.ts'
import type { ReceiveDesk } from '../../src-shared/model/receive.ts'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import type { BenchRig } from './bench-rig.ts'
import { type BridgeClient, Refused } from './bridge-client.ts'
import type { DayJob } from './day-jobs.ts'
import { handKey, type ScanBook, serialKey, typedKey } from './scan-book.ts'
import { pause, until } from './station-process.ts'

/** Everything a person at the bench has in hand. */
export type BenchPerson = {
  rig: BenchRig
  book: ScanBook
  random: () => number
  /** Told at each thing the person asks the station for. */
  asked(): void
}

const unitsPerBox = 7
const burst = 4
const scanEveryMs = 25
const noSuchCode = '9990001112223'

/** Does the next thing of a job, whatever the station says that is. True when nothing is left to do. */
export function workOn(person: BenchPerson, bridge: BridgeClient, job: DayJob): Promise<boolean> {
  return job.kind === 'ours' || job.kind === 'office'
    ? packNext(person, bridge, job)
    : receiveNext(person, bridge, job)
}

/** On the list the first time; then by its own screen, because the list grows with the day. */
async function headOf(bridge: BridgeClient, job: DayJob): Promise<ConsignmentHead | null> {
  const { consignmentId } = job
  if (consignmentId !== null) {
    const isPacked = job.kind === 'ours' || job.kind === 'office'
    const desk = await (isPacked
      ? bridge.ask('pack:open', { consignmentId })
      : bridge.ask('receive:open', { consignmentId }))
    return desk.head
  }
  const lanes = await bridge.ask('work:list', {})
  const heads = [...lanes.toPack, ...lanes.toReceive, ...lanes.waiting, ...lanes.done]
  const isIt = (head: ConsignmentHead) =>
    job.remoteId === null ? head.note === job.note : head.remoteId === job.remoteId
  const head = heads.find(isIt) ?? null
  job.consignmentId = head?.id ?? null
  return head
}

/** What another made arrives with the feed. */
async function headFromStore(bridge: BridgeClient, job: DayJob): Promise<ConsignmentHead> {
  const look = () => headOf(bridge, job)
  const there = await look()
  if (there !== null) return there
  await bridge.ask('sync:now', {})
  return until(look, `${job.kind} ${job.number} arrives`, 30_000)
}

async function packNext(person: BenchPerson, bridge: BridgeClient, job: DayJob): Promise<boolean> {
  if (job.kind === 'ours' && (await headOf(bridge, job)) === null) {
    person.asked()
    const hamilton = outletId('Hamilton')
    await until(
      async () => ((await bridge.ask('outlet:list', {})).some(({ id }) => id === hamilton) ? true : null),
      'the outlets arrive',
    )
    const { consignmentId } = await bridge.ask('transfer:create', { toOutletId: hamilton, note: job.note })
    job.consignmentId = consignmentId
    return false
  }
  const head = job.kind === 'ours' ? await headOf(bridge, job) : await headFromStore(bridge, job)
  if (head === null) return false
  switch (head.state) {
    case 'draft':
      await plan(person, bridge, job, head.id)
      return false
    case 'approved':
    case 'packing':
      await packSome(person, bridge, job, head.id)
      return false
    case 'packed':
      person.asked()
      await bridge.ask('pack:send', {
        consignmentId: head.id,
        handover: { mode: 'internal', driver: 'Van 1', at: '2026-11-20T03:00:00.000Z' },
      })
      return false
    default:
      return answerLabels(person, bridge, await bridge.ask('pack:open', { consignmentId: head.id }))
  }
}

async function plan(
  person: BenchPerson,
  bridge: BridgeClient,
  job: DayJob,
  consignmentId: string,
): Promise<void> {
  const { lines } = await bridge.ask('pack:open', { consignmentId })
  const planned = new Map(lines.map((line) => [line.productId, line.planned]))
  for (const { product, units } of job.wanted) {
    if (planned.get(product.id) === units) continue
    await until(
      async () => ((await bridge.ask('product:search', { text: product.sku })).length > 0 ? true : null),
      'the catalogue arrives',
      30_000,
    )
    person.asked()
    await bridge.ask('transfer:plan', { consignmentId, productId: product.id, planned: units })
  }
  person.asked()
  await bridge.ask('transfer:release', { consignmentId })
}

async function packSome(
  person: BenchPerson,
  bridge: BridgeClient,
  job: DayJob,
  consignmentId: string,
): Promise<void> {
  await bridge.ask('desk:show', { screen: 'pack', consignmentId })
  await scannerIsReady(bridge)
  const desk = await bridge.ask('pack:open', { consignmentId })
  if (!(await answerLabels(person, bridge, desk))) return
  const box = desk.parcels.find((parcel) => parcel.isCurrent)
  const short = desk.lines.find((line) => line.packed < line.planned)
  if (box !== undefined && box.units > 0 && (short === undefined || box.units >= unitsPerBox)) {
    return seal(person, bridge, box)
  }
  if (short !== undefined) return scanSome(person, bridge, consignmentId, short, codeOf(job, short.productId))
  const unsealed = desk.parcels.find((parcel) => parcel.state === 'open' && parcel.units > 0)
  if (unsealed !== undefined) return seal(person, bridge, unsealed)
  person.asked()
  if (job.packsFirst) await bridge.ask('pack:packed', { consignmentId })
  else
    await bridge.ask('pack:send', {
      consignmentId,
      handover: { mode: 'internal', driver: 'Van 1', at: '2026-11-20T03:00:00.000Z' },
    })
}

function codeOf(job: DayJob, productId: string): string {
  const found = job.wanted.find(({ product }) => product.id === productId)
  if (found === undefined) throw new Error(`${productId} is not part of job ${job.number}`)
  return found.code
}

async function scanSome(
  person: BenchPerson,
  bridge: BridgeClient,
  consignmentId: string,
  line: PackLine,
  code: string,
): Promise<void> {
  const { random, book } = person
  const units = Math.min(burst, line.planned - line.packed)
  if (random() < 0.1) await scanTyped(person, bridge, noSuchCode)
  if (random() < 0.08) {
    person.asked()
    book.sent(handKey)
    book.confirm(await bridge.ask('pack:change', { consignmentId, lineId: line.id, by: 1 }))
    return
  }
  const open = () => bridge.ask('pack:open', { consignmentId })
  if (random() < 0.5)
    await scanSerial(
      person,
      Array.from({ length: units }, () => code),
      open,
    )
  else for (let n = 0; n < units; n++) await scanTyped(person, bridge, code)
  if (random() < 0.1) {
    person.asked()
    book.askedUndo()
    book.confirmUndo(await bridge.ask('pack:undo', { consignmentId }))
  }
}

/** Reads codes as fast as a person can. Each must come back as news as long as the station lives. */
async function scanSerial(
  person: BenchPerson,
  codes: string[],
  desk: () => Promise<{ lastScans: ScanRecord[] }>,
): Promise<void> {
  const { rig, book } = person
  const counts = new Map<string, number>()
  for (const code of codes) {
    const key = serialKey(code)
    if (!counts.has(key)) counts.set(key, book.confirmedOf(key))
    person.asked()
    book.sent(key)
    rig.scanner.scan(code)
    counts.set(key, (counts.get(key) ?? 0) + 1)
    await pause(scanEveryMs)
  }
  await until(
    async () => {
      // The person also sees what the desk shows. Throws as soon as the station is gone: what it did not confirm is
      // open then.
      for (const scan of (await desk()).lastScans) if (!scan.undone) book.confirm(scan)
      return [...counts].every(([key, count]) => book.confirmedOf(key) >= count) ? true : null
    },
    `scans of ${codes.join(', ')} are heard`,
  )
}

async function scanTyped({ asked, book }: BenchPerson, bridge: BridgeClient, code: string): Promise<void> {
  asked()
  book.sent(typedKey(code))
  book.confirm(await bridge.ask('desk:scan', { text: code, by: 'keyboard' }))
}

async function seal(person: BenchPerson, bridge: BridgeClient, box: ParcelView): Promise<void> {
  const { rig, random } = person
  if (random() < 0.3) {
    person.asked()
    await bridge.ask('pack:seal', { parcelId: box.id, typedGrams: Math.max(1, box.expectedGrams) })
    return
  }
  // Off with the last box, on with this one.
  rig.scale.place(0)
  await steadyAt(bridge, 0)
  const grams = Math.max(5, Math.min(59_000, box.expectedGrams))
  rig.scale.place(grams)
  await steadyAt(bridge, grams)
  person.asked()
  try {
    await bridge.ask('pack:seal', { parcelId: box.id })
  } catch (thrown) {
    // The very frame that was shown may be taken once only; the next is a tenth of a second away.
    if (!(thrown instanceof Refused && thrown.code === 'not-steady')) throw thrown
  }
}

async function steadyAt(bridge: BridgeClient, grams: number): Promise<void> {
  await until(async () => {
    const { reading } = await bridge.ask('scale:read', {})
    return reading?.is === 'steady' && reading.grams === grams ? true : null
  }, `the scale stands at ${grams} g`)
}

/** Answers what the station asks about labels, by looking at the printer. True when nothing was asked. */
async function answerLabels(person: BenchPerson, bridge: BridgeClient, desk: PackDesk): Promise<boolean> {
  const { printer, printed } = person.rig
  for (const box of desk.parcels) {
    if (box.label !== 'unsure') continue
    await until(() => (printer.waiting() === 0 ? true : null), 'the printer comes to rest')
    const cameOut = printed.some((zpl) => zpl.includes(box.labelNumber ?? 'no number'))
    person.asked()
    await bridge.ask('pack:label-came-out', { parcelId: box.id, cameOut })
    return false
  }
  return true
}

/** Consignments whose labels are all on their boxes: nothing prints them again. */
const labelled = new WeakMap<BenchRig, Set<string>>()

/** Answers every question about labels there is; true when all labels of the day are on their boxes. */
export async function labelsAreOut(person: BenchPerson, bridge: BridgeClient): Promise<boolean> {
  const { waiting, toPack, done } = await bridge.ask('work:list', {})
  const known = labelled.get(person.rig) ?? new Set()
  labelled.set(person.rig, known)
  let areOut = true
  for (const head of [...toPack, ...waiting, ...done]) {
    if (head.boxes === 0 || known.has(head.id)) continue
    const desk = await bridge.ask('pack:open', { consignmentId: head.id })
    const isAnswered = await answerLabels(person, bridge, desk)
    if (!isAnswered || desk.parcels.some(({ label }) => label === 'waiting')) areOut = false
    else if (head.state !== 'packing') known.add(head.id)
  }
  return areOut
}

async function receiveNext(person: BenchPerson, bridge: BridgeClient, job: DayJob): Promise<boolean> {
  const head = await headFromStore(bridge, job)
  const consignmentId = head.id
  if (!['sent', 'receiving', 'partial'].includes(head.state)) return true
  await bridge.ask('desk:show', { screen: 'receive', consignmentId })
  await scannerIsReady(bridge)
  const desk = await bridge.ask('receive:open', { consignmentId })
  const over = desk.lines.find((line) => line.received > 0 && line.before + line.received > line.expected)
  if (over !== undefined) {
    await changeReceived(person, bridge, { consignmentId, lineId: over.id, received: -1 })
    return false
  }
  const due = desk.lines.find((line) => line.before + line.received < line.expected)
  const outstanding = outstandingOf(desk)
  if (due === undefined || (job.endsShort && outstanding === 1 && desk.totals.received > 0)) {
    person.asked()
    await bridge.ask('receive:close', {
      consignmentId,
      reason: due === undefined ? null : 'One was not in the box',
    })
    return false
  }
  if (job.stopsHalfWay && desk.receipts.every(({ state }) => state === 'open') && isHalfWay(desk)) {
    person.asked()
    await bridge.ask('receive:stop', { consignmentId })
    return false
  }
  if (person.random() < 0.12) {
    await changeReceived(person, bridge, { consignmentId, lineId: due.id, received: 1, damaged: 1 })
    return false
  }
  const least = job.endsShort ? outstanding - 1 : outstanding
  const units = Math.max(1, Math.min(burst, due.expected - due.before - due.received, least))
  const code = codeOf(job, due.productId)
  const open = () => bridge.ask('receive:open', { consignmentId })
  if (person.random() < 0.5)
    await scanSerial(
      person,
      Array.from({ length: units }, () => code),
      open,
    )
  else for (let n = 0; n < units; n++) await scanTyped(person, bridge, code)
  return false
}

function outstandingOf({ lines }: ReceiveDesk): number {
  return lines.reduce((sum, line) => sum + Math.max(0, line.expected - line.before - line.received), 0)
}

function isHalfWay(desk: ReceiveDesk): boolean {
  const open = desk.lines.reduce((sum, line) => sum + line.received, 0)
  return open > 0 && outstandingOf(desk) > 0 && open * 2 >= desk.totals.expected
}

async function changeReceived(
  { asked, book }: BenchPerson,
  bridge: BridgeClient,
  change: { consignmentId: string; lineId: string; received: number; damaged?: number },
): Promise<void> {
  asked()
  book.sent(handKey)
  book.confirm(await bridge.ask('receive:change', change))
}

async function scannerIsReady(bridge: BridgeClient): Promise<void> {
  await until(async () => {
    const { devices } = await bridge.ask('frame:state', {})
    return devices.find(({ role }) => role === 'scanner')?.state.is === 'ready' ? true : null
  }, 'the scanner is there')
}
