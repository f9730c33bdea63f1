import type { EndedDifference } from '../../store/difference-rows.ts'
import type {
  ClosedReceipt,
  CountedScan,
  ProductLine,
  RemoteMove,
  SealedBox,
  ToldEntry,
} from '../../store/explain-rows.ts'
import type { EffectOn } from '../../store/stock-rows.ts'
import type { Store } from '../../store/store.ts'
import { type Ledger, ledgerOf } from './ledger.ts'

const mostLines = 300
const mostScans = 400
const mostOfEach = 300
const mostEffects = 1_000

/** Everything kept here about one product at one outlet, newest first in each list. */
export type Facts = {
  productId: string
  outletId: string
  now: string
  level: number | null
  lines: ProductLine[]
  scans: CountedScan[]
  boxes: SealedBox[]
  receipts: ClosedReceipt[]
  effects: EffectOn[]
  entries: ToldEntry[]
  remote: RemoteMove[]
  differences: EndedDifference[]
  ledger: Ledger
}

/** Gathers what the store knows. `now` is UTC text. */
export function factsOf(store: Store, productId: string, outletId: string, now: string): Facts {
  const lines = store.explain.linesOf(productId, outletId, mostLines)
  const lineIds = lines.map((line) => line.lineId)
  const level = store.stock.level(productId, outletId)?.level ?? null
  const effects = store.stock.effectsOn(productId, outletId, mostEffects)
  const heard = store.levels.newestOf(productId, outletId, mostOfEach)
  // Where older changes of this level are left out, what was booked before the first one shown is in it already.
  const oldest = heard.length < mostOfEach ? null : (heard.at(-1)?.at ?? null)
  const since = oldest ?? store.levels.since() ?? now
  return {
    productId,
    outletId,
    now,
    level,
    lines,
    scans: store.explain.scansOf(lineIds, mostScans),
    boxes: store.explain.boxesOf(lineIds, mostOfEach),
    receipts: store.explain.receiptsOf(lineIds, mostOfEach),
    effects,
    entries: store.explain.entriesOf([...new Set(lines.map((line) => line.consignmentId))], mostOfEach),
    remote: store.explain.remoteOf(productId, outletId, mostOfEach),
    differences: store.differences.ofProduct(productId, mostOfEach),
    ledger: ledgerOf(level, heard, effects, { since, now }),
  }
}
