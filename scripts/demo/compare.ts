import { type Levels, levelKey, type StoreLedger, type StoreReading } from './store-reading.ts'

/** One product as the two benches counted it. `received` includes `damaged`. */
export type CountedLine = {
  productId: string
  name: string
  packed: number
  received: number
  damaged: number
}

export type Evidence = {
  reference: string
  lines: readonly CountedLine[]
  sourceId: string
  destinationId: string
  consignment: StoreReading
  before: Levels
  after: Levels
  ledger: StoreLedger
}

/** Everything in which the store differs from what was counted, a sentence each; empty when they agree. */
export function differences(evidence: Evidence): string[] {
  return [
    ...headDifferences(evidence),
    ...evidence.lines.flatMap((line) => lineDifferences(line, evidence)),
    ...foreignLines(evidence),
    ...ledgerDifferences(evidence.ledger),
  ]
}

function headDifferences({ reference, consignment }: Evidence): string[] {
  return [
    ...differing('The transfer', 'RECEIVED', consignment.status),
    ...differing('The reference', reference, consignment.reference),
  ]
}

function lineDifferences(line: CountedLine, evidence: Evidence): string[] {
  const there = evidence.consignment.lines.get(line.productId)
  const good = line.received - line.damaged
  const moved = (outletId: string) => {
    const key = levelKey(line.productId, outletId)
    return (evidence.after.get(key) ?? 0) - (evidence.before.get(key) ?? 0)
  }
  return [
    ...differing(`${line.name}, packed`, line.packed, there?.count ?? null),
    ...differing(`${line.name}, received undamaged`, good, there?.received ?? null),
    ...differing(`${line.name}, stock moved at the source`, -line.packed, moved(evidence.sourceId)),
    ...differing(`${line.name}, stock moved at the destination`, good, moved(evidence.destinationId)),
  ]
}

function foreignLines({ lines, consignment }: Evidence): string[] {
  const known = new Set(lines.map((line) => line.productId))
  return [...consignment.lines.keys()]
    .filter((productId) => !known.has(productId))
    .map((productId) => `The store has a line of product ${productId}, which nobody packed.`)
}

function ledgerDifferences(ledger: StoreLedger): string[] {
  return [
    ...differing('Consignments created', 1, ledger.creates),
    ...differing('References used twice', 0, ledger.duplicateReferences),
    ...differing('Lines added up by mistake', 0, ledger.accumulatedLines),
    ...differing('Calls refused as too many', 0, ledger.status429),
  ]
}

function differing(what: string, here: string | number, there: string | number | null): string[] {
  // -0 and 0 are the same count.
  return here === there ? [] : [`${what}: ${here} here, ${there ?? 'nothing'} in the store.`]
}
