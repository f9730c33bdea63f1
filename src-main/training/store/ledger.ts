/** What reached one reference: the proof that an intention had exactly one effect. */
type ReferenceEffects = {
  consignmentIds: string[]
  /** Every status it was moved to through the API, in order. */
  statuses: string[]
  lineWrites: number
}

/** What the sandbox saw and did, for tests, benches and the page. */
export type Ledger = {
  calls: number
  callsByRoute: Record<string, number>
  /** Consignments made through the API. */
  creates: number
  /** References that more than one consignment carries. */
  duplicateReferences: string[]
  /** POST or bulk writes that met a line already there and added to it. */
  accumulatedLines: { consignmentId: string; productId: string; route: string }[]
  /** Writes to a consignment that does not exist, or a send of one without lines; what is done in the web application is none. */
  sendsBeforeCreates: number
  status429: number
  refused: { status: number; route: string; why: string }[]
  byReference: Record<string, ReferenceEffects>
  /** Calls counted against the allowance, one number for each window since the store opened. */
  usedByWindow: number[]
  allowance: number
  /** The last calls, oldest first. */
  lastCalls: { route: string; path: string; status: number | 'dropped' }[]
}

const keptCalls = 2000

export function emptyLedger(allowance: number): Ledger {
  return {
    calls: 0,
    callsByRoute: {},
    creates: 0,
    duplicateReferences: [],
    accumulatedLines: [],
    sendsBeforeCreates: 0,
    status429: 0,
    refused: [],
    byReference: {},
    usedByWindow: [],
    allowance,
    lastCalls: [],
  }
}

export function noteCall(ledger: Ledger, route: string, path: string, status: number | 'dropped'): void {
  ledger.calls += 1
  ledger.callsByRoute[route] = (ledger.callsByRoute[route] ?? 0) + 1
  if (status === 429) ledger.status429 += 1
  ledger.lastCalls.push({ route, path, status })
  if (ledger.lastCalls.length > keptCalls) ledger.lastCalls.splice(0, keptCalls / 2)
}

export function noteRefusal(ledger: Ledger, status: number, route: string, why: string): void {
  ledger.refused.push({ status, route, why })
  if (ledger.refused.length > keptCalls) ledger.refused.splice(0, keptCalls / 2)
}

export function effectsOf(ledger: Ledger, reference: string): ReferenceEffects {
  const found = ledger.byReference[reference]
  if (found) return found
  const fresh: ReferenceEffects = { consignmentIds: [], statuses: [], lineWrites: 0 }
  ledger.byReference[reference] = fresh
  return fresh
}
