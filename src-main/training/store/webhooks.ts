import type { Answer, Call } from './call.ts'
import { ok } from './call.ts'
import { asFields, type Fields, oneOf, textField } from './read-body.ts'
import { badRequest, notFound, Refusal } from './refusal.ts'
import { newId, type SandboxState, type WebhookRow } from './state.ts'

/** Source: x-series-api.lightspeedhq.com/docs/webhooks and /reference, operations on webhooks. */
const types = [
  'sale.update',
  'product.update',
  'customer.update',
  'inventory.update',
  'register_closure.create',
  'consignment.send',
  'consignment.receive',
] as const

/** Every subscription; this list has no pages. */
export function listWebhooks(state: SandboxState): Answer {
  return ok(JSON.stringify({ data: state.webhooks }))
}

export function getWebhook(state: SandboxState, call: Call): Answer {
  return ok(JSON.stringify({ data: webhookOf(state, call) }))
}

/** One URL and one type a subscription; the same pair again is answered 409. */
export function createWebhook(state: SandboxState, call: Call): Answer {
  const wanted = readWebhook(asFields(call.body, 'The body must be a JSON object'))
  refuseTwin(state, wanted, null)
  const row = { id: newId(state), retailer_id: state.catalogue.retailer.id, ...wanted }
  state.webhooks.push(row)
  state.changed()
  return { status: 201, json: JSON.stringify({ data: row }) }
}

export function putWebhook(state: SandboxState, call: Call): Answer {
  const row = webhookOf(state, call)
  const wanted = readWebhook(asFields(call.body, 'The body must be a JSON object'))
  refuseTwin(state, wanted, row.id)
  Object.assign(row, wanted)
  state.changed()
  return ok(JSON.stringify({ data: row }))
}

export function deleteWebhook(state: SandboxState, call: Call): Answer {
  const row = webhookOf(state, call)
  state.webhooks = state.webhooks.filter((other) => other !== row)
  state.changed()
  return ok(JSON.stringify({ data: row }))
}

function webhookOf(state: SandboxState, call: Call): WebhookRow {
  const row = state.webhooks.find(({ id }) => id === call.params[0])
  if (!row) throw notFound('webhook')
  return row
}

function readWebhook(fields: Fields): Pick<WebhookRow, 'type' | 'url' | 'active'> {
  const url = textField(fields, 'url')
  const type = textField(fields, 'type')
  if (!url || !URL.canParse(url) || !/^https?:/.test(url)) throw badRequest('url must be an address')
  if (!type) throw badRequest('type is required')
  if (typeof fields.active !== 'boolean') throw badRequest('active is required')
  return { type: oneOf(type, types, 'type'), url, active: fields.active }
}

function refuseTwin(
  state: SandboxState,
  { type, url }: Pick<WebhookRow, 'type' | 'url'>,
  ownId: string | null,
) {
  const isThere = state.webhooks.some((row) => row.type === type && row.url === url && row.id !== ownId)
  if (isThere) throw new Refusal(409, 'Conflict', 'A webhook of this type and address exists already')
}
