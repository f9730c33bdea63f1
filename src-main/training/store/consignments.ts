import { liveLines } from './background.ts'
import { type Answer, type Call, listAnswer, ok, pageAsked } from './call.ts'
import { moveStatus } from './consignment-status.ts'
import { effectsOf } from './ledger.ts'
import { isFrozen, statusesAtBirth } from './line-rules.ts'
import { asFields, type Fields, oneOf, opened, refuseUnknown, textField } from './read-body.ts'
import { badRequest, notFound, Refusal, unprocessable } from './refusal.ts'
import type { ConsignmentRow, ConsignmentStatus, SandboxState } from './state.ts'
import { isListed, newId, stamp, timeNow } from './state.ts'
import { startCount } from './stocktake.ts'

// Source of the shapes and statuses: x-series-api.lightspeedhq.com/reference, consignment operations.

const types = ['SUPPLIER', 'OUTLET', 'RETURN', 'STOCKTAKE'] as const
const statuses: ConsignmentStatus[] = [
  'OPEN',
  'SENT',
  'DISPATCHED',
  'RECEIVED',
  'CANCELLED',
  'CLOSED',
  'STOCKTAKE',
  'STOCKTAKE_SCHEDULED',
  'STOCKTAKE_IN_PROGRESS',
  'STOCKTAKE_IN_PROGRESS_PROCESSED',
  'STOCKTAKE_COMPLETE',
]
const known = new Set(
  `id name type status outlet_id source_outlet_id supplier_id reference supplier_invoice consignment_date due_at
  received_at total_count_gain total_cost_gain total_count_loss total_cost_loss show_inactive filters created_at
  updated_at deleted_at version`.split(/\s+/),
)
const mostFilters = 25

export function listConsignments(state: SandboxState, call: Call): Answer {
  const asked = pageAsked(call.query, state.pageSizes)
  const type = call.query.get('type')
  const status = call.query.get('status')
  const outlet = call.query.get('outlet_id')
  const rows = state.consignments.page(
    asked.after,
    asked.before,
    asked.limit,
    (row) =>
      (type === null || row.type === type) &&
      (status === null || row.status === status) &&
      (outlet === null || row.outlet_id === outlet) &&
      (asked.withDeleted || row.deleted_at === null) &&
      isListed(state, row),
  )
  return listAnswer(
    call,
    rows,
    rows.map((row) => JSON.stringify(row)),
  )
}

export function createConsignment(state: SandboxState, call: Call): Answer {
  const fields = opened(call.body, state.strictness.envelope)
  refuseUnknown(fields, known, state.strictness.extraFields)
  const row = makeConsignment(state, fields)
  state.ledger.creates += 1
  noteReference(state, row)
  return { status: 201, json: `{"data":${JSON.stringify(row)}}` }
}

/** Makes a consignment from the fields of a create. Throws a {@link Refusal} for what the API refuses. */
export function makeConsignment(state: SandboxState, fields: Fields): ConsignmentRow {
  const type = oneOf(required(fields, 'type'), types, 'type')
  const name = required(fields, 'name')
  const outletId = knownOutlet(state, required(fields, 'outlet_id'), 'outlet_id')
  const allowed = statusesAtBirth(type)
  const status = oneOf(textField(fields, 'status') ?? (allowed[0] as string), statuses, 'status')
  if (!allowed.includes(status)) throw unprocessable(`a ${type} consignment cannot be created as ${status}`)
  const now = timeNow(state)
  const row: ConsignmentRow = {
    id: newId(state),
    name,
    type,
    status,
    reference: textField(fields, 'reference') ?? null,
    outlet_id: outletId,
    source_outlet_id: type === 'OUTLET' ? sourceOutlet(state, fields, outletId) : null,
    supplier_id: type === 'SUPPLIER' || type === 'RETURN' ? supplier(state, fields) : null,
    supplier_invoice: textField(fields, 'supplier_invoice') ?? null,
    consignment_date: textField(fields, 'consignment_date') ?? now,
    due_at: textField(fields, 'due_at') ?? null,
    received_at: null,
    show_inactive: fields.show_inactive !== false,
    total_count_gain: null,
    total_cost_gain: null,
    total_count_loss: null,
    total_cost_loss: null,
    created_at: now,
    updated_at: now,
    deleted_at: null,
    filters: type === 'STOCKTAKE' ? filters(fields) : [],
    version: 0,
  }
  addConsignment(state, row)
  if (status === 'STOCKTAKE_IN_PROGRESS') startCount(state, row)
  return row
}

function addConsignment(state: SandboxState, row: ConsignmentRow): void {
  stamp(state, row)
  state.consignments.put(row)
  state.consignmentById.set(row.id, row)
  state.linesOf.set(row.id, [])
}

export function getConsignment(state: SandboxState, call: Call): Answer {
  return ok(`{"data":${JSON.stringify(liveConsignment(state, call.params[0] as string))}}`)
}

export function putConsignment(state: SandboxState, call: Call): Answer {
  const row = consignmentToWrite(state, call)
  const { id } = row
  const fields = opened(call.body, state.strictness.envelope)
  refuseUnknown(fields, known, state.strictness.extraFields)
  if (isFrozen(row.status)) throw unprocessable(`a ${row.status} consignment cannot be updated`)
  for (const name of ['name', 'outlet_id', 'type']) {
    if (state.strictness.missingOnUpdate === 'refused') required(fields, name)
  }
  const type = textField(fields, 'type') ?? row.type
  if (type !== row.type) throw unprocessable('the type of a consignment cannot be changed')
  const changed = { ...headerAfter(state, row, fields), ...filtersAfter(state, row, fields) }
  const status = oneOf(textField(fields, 'status') ?? row.status, statuses, 'status')
  if (status !== row.status) {
    moveStatus(state, row, status)
    if (status === 'SENT' && liveLines(state, id).length === 0) state.ledger.sendsBeforeCreates += 1
    if (row.reference !== null) effectsOf(state.ledger, row.reference).statuses.push(status)
  }
  Object.assign(row, changed)
  touchConsignment(state, row)
  noteReference(state, row)
  return ok(`{"data":${JSON.stringify(row)}}`)
}

/** The header fields a write leaves; fields not sent stay as they are. */
function headerAfter(state: SandboxState, row: ConsignmentRow, fields: Fields): Partial<ConsignmentRow> {
  const outletId = textField(fields, 'outlet_id') ?? row.outlet_id
  if (outletId !== row.outlet_id) {
    knownOutlet(state, outletId, 'outlet_id')
    if (row.status !== 'OPEN') throw unprocessable('the outlet cannot be changed any more')
  }
  const isOpen = row.status === 'OPEN'
  const kept = (name: 'reference' | 'supplier_invoice' | 'consignment_date' | 'due_at') => {
    const sent = textField(fields, name)
    return sent === undefined ? row[name] : sent
  }
  return {
    name: textField(fields, 'name') ?? row.name,
    outlet_id: outletId,
    supplier_id: isOpen && fields.supplier_id !== undefined ? supplier(state, fields) : row.supplier_id,
    source_outlet_id:
      isOpen && row.type === 'OUTLET' && fields.source_outlet_id !== undefined
        ? sourceOutlet(state, fields, outletId)
        : row.source_outlet_id,
    reference: kept('reference'),
    supplier_invoice: kept('supplier_invoice'),
    consignment_date: kept('consignment_date'),
    due_at: kept('due_at'),
  }
}

/** What a count covers can be changed until it is in progress, and nothing else has filters. */
function filtersAfter(state: SandboxState, row: ConsignmentRow, fields: Fields): Partial<ConsignmentRow> {
  if (row.type !== 'STOCKTAKE' || fields.filters === undefined) return {}
  if (row.status === 'STOCKTAKE_SCHEDULED' || row.status === 'STOCKTAKE') return { filters: filters(fields) }
  if (state.strictness.forbiddenEdits === 'refused') {
    throw unprocessable('the filters of a count in progress cannot be changed')
  }
  return {}
}

export function deleteConsignment(state: SandboxState, call: Call): Answer {
  const row = consignmentToWrite(state, call)
  if (row.status !== 'OPEN' && row.status !== 'STOCKTAKE_SCHEDULED') {
    throw unprocessable(`a ${row.status} consignment cannot be deleted`)
  }
  row.deleted_at = timeNow(state)
  touchConsignment(state, row)
  return { status: 204, json: null }
}

/** Bumps a consignment after a change of its own or of its lines. */
export function touchConsignment(state: SandboxState, row: ConsignmentRow): void {
  row.updated_at = timeNow(state)
  stamp(state, row)
  state.consignments.put(row)
}

export function liveConsignment(state: SandboxState, id: string): ConsignmentRow {
  const row = state.consignmentById.get(id)
  if (!row || row.deleted_at !== null) throw notFound('consignment')
  return row
}

/** As {@link liveConsignment}; the ledger notes a write to one that was never made. */
export function consignmentToWrite(state: SandboxState, call: Call): ConsignmentRow {
  const id = call.params[0] as string
  if (!state.consignmentById.has(id)) state.ledger.sendsBeforeCreates += 1
  return liveConsignment(state, id)
}

function noteReference(state: SandboxState, row: ConsignmentRow): void {
  if (row.reference === null) return
  const effects = effectsOf(state.ledger, row.reference)
  if (effects.consignmentIds.includes(row.id)) return
  effects.consignmentIds.push(row.id)
  if (effects.consignmentIds.length === 2) state.ledger.duplicateReferences.push(row.reference)
}

function required(fields: Fields, name: string): string {
  const value = textField(fields, name)
  if (value === undefined || value === null || value === '') throw badRequest(`${name} is required`)
  return value
}

function knownOutlet(state: SandboxState, id: string, name: string): string {
  if (!state.catalogue.outlets.some((outlet) => outlet.id === id)) throw unprocessable(`${name} is unknown`)
  return id
}

function sourceOutlet(state: SandboxState, fields: Fields, outletId: string): string {
  const source = knownOutlet(state, required(fields, 'source_outlet_id'), 'source_outlet_id')
  if (source === outletId) throw unprocessable('a transfer needs two outlets')
  return source
}

function supplier(state: SandboxState, fields: Fields): string | null {
  const id = textField(fields, 'supplier_id') ?? null
  if (id !== null && !state.catalogue.suppliers.some((one) => one.id === id)) {
    throw unprocessable('supplier_id is unknown')
  }
  return id
}

function filters(fields: Fields): ConsignmentRow['filters'] {
  const sent = fields.filters ?? []
  if (!Array.isArray(sent)) throw badRequest('filters must be an array')
  if (sent.length > mostFilters) throw new Refusal(422, 'Unprocessable Entity', 'at most 25 filters')
  return sent.map((one) => {
    const filter = asFields(one, 'a filter must be an object')
    return { type: required(filter, 'type'), value: required(filter, 'value') }
  })
}
