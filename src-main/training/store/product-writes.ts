import { type Answer, type Call, ok } from './call.ts'
import { asFields, type Fields, refuseUnknown } from './read-body.ts'
import { badRequest, notFound, unprocessable } from './refusal.ts'
import type { SandboxState } from './state.ts'
import { setLevel } from './stock.ts'

const bodyFields = new Set(['common', 'details'])
const levelFields = new Set(['outlet_id', 'current_amount', 'reorder_point', 'reorder_amount'])

/**
 * A product's update, of which the sandbox does the levels only: `details.inventory` sets the level at each outlet it names
 * to what is said, whatever it was. A product whose stock is not tracked takes it and changes nothing. Answered with an
 * empty object. Source: x-series-api.lightspeedhq.com/reference, UpdateProduct (the same body in 2.1 and 2026-07).
 */
export function putProduct(state: SandboxState, call: Call): Answer {
  const row = state.productById.get(call.params[0] as string)
  if (row === undefined || row.deletedAt !== null) throw notFound('product')
  const body = asFields(call.body, 'The body must be a JSON object')
  refuseUnknown(body, bodyFields, state.strictness.extraFields)
  const details = body.details === undefined ? {} : asFields(body.details, 'details must be an object')
  const levels = details.inventory ?? []
  if (!Array.isArray(levels)) throw badRequest('inventory must be an array')
  // All are read before the first is set: a refused write changes nothing.
  const wanted = levels.map((one: unknown) => levelAsked(state, asFields(one, 'inventory holds objects')))
  for (const { outletId, level } of wanted) {
    if (level !== null) setLevel(state, row.product.id, outletId, level)
  }
  return ok('{}')
}

function levelAsked(state: SandboxState, fields: Fields): { outletId: string; level: number | null } {
  refuseUnknown(fields, levelFields, state.strictness.extraFields)
  const { outlet_id: outletId, current_amount: amount } = fields
  if (typeof outletId !== 'string') throw badRequest('outlet_id is required')
  if (!state.catalogue.outlets.some(({ id }) => id === outletId)) throw unprocessable('no such outlet')
  if (amount === undefined) return { outletId, level: null }
  if (typeof amount !== 'number' || !Number.isFinite(amount))
    throw badRequest('current_amount must be a number')
  return { outletId, level: amount }
}
