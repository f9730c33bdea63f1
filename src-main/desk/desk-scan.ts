import type { PackCount, ScanBy, ScanOutcome, ScanRecord } from '../../src-shared/model/scan.ts'
import { checkDigitShouldBe } from '../../src-shared/rule/check-digit.ts'
import { codeLooksMisread, normaliseCode } from '../../src-shared/rule/code.ts'
import { comesAsKeys, readScanText, type ScanReading } from '../../src-shared/rule/scan-text.ts'
import type { Bench } from '../bench.ts'
import { resolveRead } from '../catalogue/resolve.ts'
import { hitOf } from '../catalogue/search.ts'
import { countingLine, packCount, type Reading } from '../consignment/line.ts'
import { readOnlyOf } from '../consignment/read-only.ts'
import { type Desk, readSetting } from '../station-settings.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import type { ParcelRow } from '../store/parcel-rows.ts'
import type { ProductFound } from '../store/product-rows.ts'
import type { Actor, Command, Store } from '../store/store.ts'

/** How a desk takes what a scan means. Handed in by the station, so that desks stay apart from each other. */
export type DeskActs = {
  /** `standsIn`: the outlet the person stands in. */
  whyNot(consignment: ConsignmentRow, standsIn: string | null): string | null
  count(
    store: Store,
    consignment: ConsignmentRow,
    line: LineWithCounts,
    times: number,
    reading: Reading,
    command: Command,
    pack: PackCount | null,
  ): ScanRecord
  /** Where a product without a line may get one at once: a list that is being made. Null, or absent: the person is asked. */
  add?: (
    store: Store,
    consignment: ConsignmentRow,
    product: ProductFound,
    times: number,
    reading: Reading,
  ) => ScanRecord | null
  /** What scanning one of this consignment's own box labels does. */
  box(store: Store, consignment: ConsignmentRow, parcel: ParcelRow, command: Command): ScanOutcome
}

export type DeskRoutes = { pack: DeskActs; receive: DeskActs; return: DeskActs; count: DeskActs }
/** The desks that take a scan to a consignment. */
export type DeskScreen = keyof DeskRoutes

/**
 * How whoever is at the station stands to counting there: why they may not, as a sentence, or null when they may. `actor`:
 * in whose name, where it is not their own right but a code that counts once.
 */
export type StandingAt = (
  screen: DeskScreen,
  consignment: ConsignmentRow,
) => { why: string | null; actor?: Actor }

const noDesk: Desk = { screen: 'other', consignmentId: null }

/**
 * Takes one scan, from whatever read it, to the desk the person is looking at. One transaction, one journal row,
 * whatever comes of it: a scan that counts nothing is kept too.
 */
export function takeScan(
  bench: Bench,
  routes: DeskRoutes,
  read: ScanReading,
  by: ScanBy,
  standingAt: StandingAt = () => ({ why: null }),
): ScanRecord {
  const { store } = bench
  const desk = readSetting(store, 'desk') ?? noDesk
  const screen = desk.screen === 'work' || desk.screen === 'other' ? null : desk.screen
  const acts = screen === null ? null : routes[screen]
  const consignment =
    acts === null || desk.consignmentId === null ? null : store.consignments.get(desk.consignmentId)
  const { why: foreign, actor } =
    consignment === null || screen === null ? { why: null } : standingAt(screen, consignment)
  const command: Command = {
    kind: consignment === null ? 'desk:scan' : `${desk.screen}:scan`,
    actor: actor ?? bench.actor(),
    subject: consignment?.id ?? null,
    given: { text: read.text, aim: read.aim, symbology: read.symbology, by },
    traceId: bench.newTraceId(),
    standsIn: bench.outletId(),
  }
  const reading = readingOf(read, by)
  return store.write(command, () => {
    const record =
      foreign !== null
        ? noteScan(store, consignment?.id ?? null, reading, {
            ...{ is: 'not-now', why: foreign },
            needsRight: true,
          })
        : acts === null || consignment === null
          ? noteScan(store, null, reading, meaningOf(store, read) ?? productNamed(store, read))
          : atDesk(store, acts, consignment, read, reading, command)
    if (consignment !== null) store.consignments.touch(consignment.id, store.now())
    return record
  })
}

/**
 * Keeps a scan whose text nobody may read later: one at a locked station, which may be anybody's badge, or a badge. It
 * counts nothing.
 */
export function noteHidden(
  bench: Bench,
  by: ScanBy,
  met: { is: 'person'; say: string } | { is: 'refused'; why: string },
): ScanRecord {
  const { store } = bench
  const outcome: ScanOutcome =
    met.is === 'person' ? { is: 'person', say: met.say } : { is: 'not-now', why: met.why }
  const command: Command = {
    kind: met.is === 'person' ? 'desk:badge' : 'desk:scan-refused',
    actor: bench.actor(),
    subject: null,
    given: { by },
    traceId: bench.newTraceId(),
    standsIn: bench.outletId(),
  }
  return store.write(command, () =>
    noteScan(store, null, { text: '', by, symbology: null, aim: null, gs1: [], problems: [] }, outcome),
  )
}

/** What a scanner sent, read by the rules of what read it. */
export function readRaw(raw: string, by: ScanBy): ScanReading {
  return readScanText(raw, comesAsKeys(by))
}

/** A code as it is kept with its scan. */
export function readingOf({ text, aim, symbology, gs1, problems }: ScanReading, by: ScanBy): Reading {
  return { text, by, symbology, aim, gs1: gs1 ?? [], problems }
}

function atDesk(
  store: Store,
  acts: DeskActs,
  consignment: ConsignmentRow,
  read: ScanReading,
  reading: Reading,
  command: Command,
): ScanRecord {
  const refuse = (outcome: ScanOutcome) => noteScan(store, consignment.id, reading, outcome)
  const why = readOnlySay(store, consignment) ?? acts.whyNot(consignment, command.standsIn ?? null)
  const parcel = parcelOf(store, read)
  if (parcel !== null && parcel.consignmentId === consignment.id) {
    return refuse(why === null ? acts.box(store, consignment, parcel, command) : { is: 'not-now', why })
  }
  const elsewhere = meaningOf(store, read)
  if (elsewhere !== null && elsewhere.is !== 'not-on-transfer') return refuse(elsewhere)
  if (why !== null) return refuse({ is: 'not-now', why })
  const resolved = resolveRead(store, read, consignment.supplierId)
  if (resolved.is === 'none') {
    const why = whyMisread(read)
    if (why === null && isCaseCode(read.gtin14)) {
      return noteScan(store, consignment.id, withProblem(reading, false), { is: 'unknown' })
    }
    return refuse(why === null ? { is: 'unknown' } : { is: 'misread', why })
  }
  const hit = (product: ProductFound) => hitOf(store, product, consignment.sourceOutletId)
  const times = consignment.nextTimes
  if (resolved.is === 'several') {
    // One of them on this consignment does not decide it: the person looks.
    return refuse({ is: 'several', choices: resolved.products.map(hit), times })
  }
  const on = countingLine(store, consignment.id, resolved.product)
  if (on === null) {
    const added = acts.add?.(store, consignment, resolved.product, times, reading) ?? null
    return added ?? refuse({ is: 'not-on-transfer', product: hit(resolved.product), times })
  }
  const told = isCaseWithoutSize(store, read, resolved.product) ? withProblem(reading, true) : reading
  return acts.count(store, consignment, on.line, times * on.size, told, command, packCount(on, times))
}

function readOnlySay(store: Store, consignment: ConsignmentRow): string | null {
  const readOnly = readOnlyOf(store, consignment)
  return readOnly === null ? null : `${readOnly.say} ${readOnly.next}`
}

/**
 * A scanner that does not say what it read: 12 to 14 digits that nothing has are taken for a retail code. Somebody's own
 * code of that length was found before this is asked.
 */
function likelySymbology(text: string): string | null {
  return /^\d{12,14}$/.test(text) ? 'EAN/UPC' : null
}

/** A GTIN-14 with an indicator from 1 to 8 is the code of a pack. */
function isCaseCode(gtin14: string | null): gtin14 is string {
  return gtin14 !== null && /^[1-8]/.test(gtin14)
}

/**
 * Whether the code of a case stands among the codes of the very unit that is in it: the catalogue counts it as one, and
 * nothing says how many it is.
 */
function isCaseWithoutSize(store: Store, read: ScanReading, product: ProductFound): boolean {
  const { gtin14 } = read
  if (!isCaseCode(gtin14)) return false
  const item = gtin14.slice(1, 13)
  return store.products.codesOf(product.id).some((code) => {
    const own = normaliseCode(code).gtin14
    return own?.startsWith('0') === true && own.slice(1, 13) === item
  })
}

function withProblem(reading: Reading, isKnown: boolean): Reading {
  return { ...reading, problems: [...reading.problems, { is: 'case-size-unknown', isKnown }] }
}

/** What shows that a code nothing has was read wrongly, as a sentence; null when nothing does. */
function whyMisread(read: ScanReading): string | null {
  const wrong = read.problems.find((problem) => problem.is === 'wrong-check-digit')
  if (wrong !== undefined) return checkDigitSay(wrong.value, wrong.shouldBe)
  if (!codeLooksMisread(read.text, read.symbology ?? likelySymbology(read.text))) return null
  const shouldBe = checkDigitShouldBe(read.text)
  return shouldBe === null ? 'The check digit does not fit.' : checkDigitSay(read.text, shouldBe)
}

function checkDigitSay(number: string, shouldBe: string): string {
  return `The check digit of ${number} should be ${shouldBe}.`
}

function parcelOf(store: Store, read: ScanReading): ParcelRow | null {
  return store.parcels.byLabelNumber(read.sscc ?? read.text)
}

/** What a scan means without a desk: a box or a consignment to open; null when it is neither. */
function meaningOf(store: Store, read: ScanReading): ScanOutcome | null {
  const parcel = parcelOf(store, read)
  const code = parcel === null ? consignmentCodeIn(read.text) : null
  const consignment =
    parcel === null
      ? (store.consignments.byCode(code ?? read.text) ?? store.consignments.byReference(read.text))
      : store.consignments.get(parcel.consignmentId)
  return consignment === null
    ? null
    : { is: 'consignment', consignmentId: consignment.id, code: consignment.code }
}

/** The product a scan means where there is nothing to count it on. */
function productNamed(store: Store, read: ScanReading): ScanOutcome {
  const found = resolveRead(store, read, null)
  if (found.is === 'none') return { is: 'unknown' }
  const products = found.is === 'product' ? [found.product] : found.products
  return { is: 'product', names: products.map(({ name }) => name) }
}

/** An internal box number names its consignment, even where the box itself is not known here. */
function consignmentCodeIn(text: string): string | null {
  return /^(ST[0-9A-Z]{4}-\d{6})-\d{1,3}$/.exec(text)?.[1] ?? null
}

/** Keeps a scan that counts nothing, with what became of it. Call inside a write. */
export function noteScan(
  store: Store,
  consignmentId: string | null,
  reading: Reading,
  outcome: ScanOutcome,
): ScanRecord {
  const id = store.newId()
  return store.scans.add({
    id,
    act: id,
    consignmentId,
    at: store.now(),
    ...reading,
    outcome,
    lineId: null,
    parcelId: null,
    receiptId: null,
    quantity: 0,
    damaged: 0,
  })
}
