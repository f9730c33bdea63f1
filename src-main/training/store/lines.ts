import { liveLines } from './background.ts'
import { type Answer, type Call, listAnswer, ok, pageAsked } from './call.ts'
import { consignmentToWrite, liveConsignment, touchConsignment } from './consignments.ts'
import { effectsOf } from './ledger.ts'
import { type LineEdits, lineEdits } from './line-rules.ts'
import { asFields, decimalField, type Fields, opened, refuseUnknown, textField } from './read-body.ts'
import { badRequest, notFound, unprocessable } from './refusal.ts'
import type { ConsignmentRow, LineRow, SandboxState } from './state.ts'
import { isListed, stamp, timeNow, toFiveDecimals } from './state.ts'

// Source of the shapes: x-series-api.lightspeedhq.com/reference, consignment products and bulk.

const known = new Set(
  `product_id product_sku count received cost is_included status created_at updated_at deleted_at version
  composite_product_id sequence_number parent_sequence_number affects_inventory`.split(/\s+/),
)

/** One write to a line: what was sent, and whether it adds to what is there (POST, bulk) or replaces it (PUT). */
type LineWrite = {
  productId: string
  count: number | null | undefined
  received: number | null | undefined
  cost: number | null | undefined
  how: 'add' | 'set' | 'bulk'
}

export function listLines(state: SandboxState, call: Call): Answer {
  const consignment = liveConsignment(state, call.params[0] as string)
  const asked = pageAsked(call.query, state.pageSizes)
  const rows = (state.linesOf.get(consignment.id) ?? [])
    .filter((line) => line.version > asked.after && line.version <= asked.before)
    .filter((line) => (asked.withDeleted || line.deletedAt === null) && isListed(state, line))
    .sort((one, other) => one.version - other.version)
    .slice(0, asked.limit)
  return listAnswer(call, rows, rows.map(lineJson))
}

export function postLine(state: SandboxState, call: Call): Answer {
  const consignment = consignmentToWrite(state, call)
  const write = readWrite(opened(call.body, state.strictness.envelope), state, 'add')
  const line = writeLine(state, consignment, write, call.route)
  noteLineWrite(state, consignment)
  return ok(`{"data":${lineJson(line)}}`)
}

export function putLine(state: SandboxState, call: Call): Answer {
  const consignment = consignmentToWrite(state, call)
  const productId = call.params[1] as string
  const fields = opened(call.body, state.strictness.envelope)
  if (fields.product_id !== undefined && fields.product_id !== productId) {
    throw badRequest('product_id differs from the address')
  }
  const write = readWrite({ ...fields, product_id: productId }, state, 'set')
  if (!lineFor(state, consignment.id, productId)) throw notFound('consignment product')
  const json = lineJson(writeLine(state, consignment, write, call.route))
  noteLineWrite(state, consignment)
  switch (state.strictness.linePutAnswer) {
    case 'array':
      return ok(`{"data":[${json}]}`)
    case 'collection':
      return ok(`{"data":{"data":[${json}]}}`)
    default:
      return ok(`{"data":${json}}`)
  }
}

/** Many lines at once: all of them or, when one is refused, none. The numbers answered are the resulting totals. */
export function bulkLines(state: SandboxState, call: Call): Answer {
  const consignment = consignmentToWrite(state, call)
  if (!Array.isArray(call.body)) throw badRequest('The body must be an array')
  const writes = call.body.map((item) => {
    const write = readWrite(asFields(item, 'Each item must be an object'), state, 'bulk')
    if (write.count === undefined && write.received === undefined) {
      throw badRequest('count or received is required')
    }
    return write
  })
  // All are judged by the status at the start: the first received quantity moves an order to DISPATCHED.
  const judged = writes.map((write) => ({ write, may: allowed(state, consignment, write) }))
  const totals: Record<string, { count: string; received?: string }> = {}
  for (const { write, may } of judged) {
    const line = applyWrite(state, consignment, write, may, call.route)
    noteLineWrite(state, consignment)
    totals[line.productId] = { count: (line.count ?? 0).toFixed(5) }
    const answered = totals[line.productId]
    if (answered && write.received !== undefined) answered.received = (line.received ?? 0).toFixed(5)
  }
  return ok(JSON.stringify({ data: totals }))
}

export function deleteLine(state: SandboxState, call: Call): Answer {
  const consignment = consignmentToWrite(state, call)
  const line = lineFor(state, consignment.id, call.params[1] as string)
  if (!line) throw notFound('consignment product')
  if (!lineEdits(consignment.type, consignment.status).remove) {
    throw unprocessable(`lines of a ${consignment.status} ${consignment.type} consignment cannot be deleted`)
  }
  line.deletedAt = timeNow(state)
  line.updatedAt = line.deletedAt
  stamp(state, line)
  touchConsignment(state, consignment)
  noteLineWrite(state, consignment)
  return { status: 204, json: null }
}

/** What was sent and what came; costs with ten decimals. Counts have no such totals. */
export function totals(state: SandboxState, call: Call): Answer {
  const consignment = liveConsignment(state, call.params[0] as string)
  if (consignment.type === 'STOCKTAKE') throw unprocessable('totals are not available for inventory counts')
  const sums = { sent: 0, sentCost: 0, received: 0, receivedCost: 0 }
  for (const line of liveLines(state, consignment.id)) {
    sums.sent += line.count ?? 0
    sums.sentCost += (line.count ?? 0) * (line.cost ?? 0)
    sums.received += line.received ?? 0
    sums.receivedCost += (line.received ?? 0) * (line.cost ?? 0)
  }
  const printed = {
    total_sent_count: sums.sent.toFixed(5),
    total_sent_cost: sums.sentCost.toFixed(10),
    total_received_count: sums.received.toFixed(5),
    total_received_cost: sums.receivedCost.toFixed(10),
  }
  return ok(JSON.stringify({ data: [printed] }))
}

function readWrite(fields: Fields, state: SandboxState, how: LineWrite['how']): LineWrite {
  refuseUnknown(fields, known, state.strictness.extraFields)
  const productId = textField(fields, 'product_id')
  if (!productId) throw badRequest('product_id is required')
  return {
    productId,
    count: decimalField(fields, 'count'),
    received: decimalField(fields, 'received'),
    cost: decimalField(fields, 'cost'),
    how,
  }
}

/** Writes one line as a client or an office user does. Throws a refusal, with nothing changed. */
export function writeLine(
  state: SandboxState,
  consignment: ConsignmentRow,
  write: LineWrite,
  route: string,
): LineRow {
  return applyWrite(state, consignment, write, allowed(state, consignment, write), route)
}

/** Makes a line, adds to it or sets it; a received quantity moves an order to DISPATCHED by itself. */
function applyWrite(
  state: SandboxState,
  consignment: ConsignmentRow,
  write: LineWrite,
  may: Allowed,
  route: string,
): LineRow {
  const found = lineFor(state, consignment.id, write.productId)
  const line = found ?? newLine(state, consignment, write.productId)
  const adds = write.how !== 'set'
  const old = { count: line.count, received: line.received }
  if (write.count !== undefined && may.count) line.count = sum(adds, old.count, write.count)
  if (write.received !== undefined && may.received) line.received = sum(adds, old.received, write.received)
  if (write.cost !== undefined && may.cost) line.cost = write.cost
  const accumulated = found && adds && ((write.count ?? 0) !== 0 || (write.received ?? 0) !== 0)
  if (accumulated) {
    state.ledger.accumulatedLines.push({ consignmentId: consignment.id, productId: write.productId, route })
  }
  line.updatedAt = timeNow(state)
  stamp(state, line)
  if (!found) state.linesOf.get(consignment.id)?.push(line)
  const dispatches = consignment.type === 'SUPPLIER' && typeof write.received === 'number' && may.received
  if (dispatches) consignment.status = 'DISPATCHED'
  touchConsignment(state, consignment)
  return line
}

type Allowed = { count: boolean; received: boolean; cost: boolean }

/** Which of the sent values may be written now; refuses, or leaves out when the sandbox is set to ignore. */
function allowed(state: SandboxState, consignment: ConsignmentRow, write: LineWrite): Allowed {
  const rules = lineEdits(consignment.type, consignment.status)
  const found = lineFor(state, consignment.id, write.productId)
  if (!found) mayAdd(state, consignment, write.productId, rules)
  // A number that changes nothing is no edit: clients send whole lines back.
  const isSame = (sent: number | null | undefined, stands: number | null) =>
    sent === undefined || (write.how === 'set' ? (sent ?? 0) === (stands ?? 0) : (sent ?? 0) === 0)
  const wanted: Allowed = {
    count: rules.count,
    received: rules.received === 'bulk' ? write.how === 'bulk' : rules.received,
    cost: rules.cost,
  }
  const forbidden =
    (!wanted.count && !isSame(write.count, found?.count ?? null) && 'count') ||
    (!wanted.received && !isSame(write.received, found?.received ?? null) && 'received') ||
    (!wanted.cost && write.cost !== undefined && write.cost !== (found?.cost ?? null) && 'cost')
  if (forbidden && state.strictness.forbiddenEdits === 'refused') {
    throw unprocessable(`${forbidden} of a ${consignment.status} ${consignment.type} line cannot be changed`)
  }
  const adds = write.how !== 'set'
  // Only of what is written: what a count expects is a level, and levels may be negative.
  const isBelowZero = (stands: number | null | undefined, sent: number | null | undefined) =>
    sent !== undefined && (sum(adds, stands ?? null, sent) ?? 0) < 0
  if (isBelowZero(found?.count, write.count)) throw unprocessable('count below zero')
  if (isBelowZero(found?.received, write.received)) throw unprocessable('received below zero')
  return wanted
}

function mayAdd(state: SandboxState, consignment: ConsignmentRow, productId: string, rules: LineEdits): void {
  if (!rules.add) {
    throw unprocessable(`a ${consignment.status} ${consignment.type} consignment takes no more products`)
  }
  const row = state.productById.get(productId)
  if (!row || row.deletedAt !== null) throw unprocessable('product_id is unknown')
  if (consignment.type === 'SUPPLIER' && row.product.compositeOf !== null) {
    throw unprocessable('composite products cannot be added to an order')
  }
}

function sum(adds: boolean, old: number | null, sent: number | null | undefined): number | null {
  if (sent === undefined) return old
  return adds ? toFiveDecimals((old ?? 0) + (sent ?? 0)) : sent
}

/** The first live line of a product. Where a consignment has several, the API reaches no other. */
function lineFor(state: SandboxState, consignmentId: string, productId: string): LineRow | undefined {
  return state.linesOf
    .get(consignmentId)
    ?.find((line) => line.productId === productId && line.deletedAt === null)
}

/** An empty line that is not on the consignment yet. */
export function newLine(state: SandboxState, consignment: ConsignmentRow, productId: string): LineRow {
  const now = timeNow(state)
  return {
    consignmentId: consignment.id,
    productId,
    sku: state.productById.get(productId)?.product.sku ?? '',
    count: null,
    received: null,
    cost: null,
    isIncluded: true,
    status: 'PENDING',
    taken: 0,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    version: 0,
  }
}

function noteLineWrite(state: SandboxState, consignment: ConsignmentRow): void {
  if (consignment.reference !== null) effectsOf(state.ledger, consignment.reference).lineWrites += 1
}

function lineJson(line: LineRow): string {
  return JSON.stringify({
    product_id: line.productId,
    product_sku: line.sku,
    count: line.count === null ? null : line.count.toFixed(5),
    received: (line.received ?? 0).toFixed(5),
    cost: line.cost === null ? null : line.cost.toFixed(5),
    is_included: line.isIncluded,
    status: line.status,
    created_at: line.createdAt,
    updated_at: line.updatedAt,
    deleted_at: line.deletedAt,
    version: line.version,
  })
}
