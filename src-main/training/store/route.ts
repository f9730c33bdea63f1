import type { Answer, Call, Dialect } from './call.ts'
import {
  createConsignment,
  deleteConsignment,
  getConsignment,
  listConsignments,
  putConsignment,
} from './consignments.ts'
import {
  askInventory,
  askInventoryLevels,
  inventoryOfProduct,
  listInventory,
  productInventory,
} from './inventory.ts'
import { bulkLines, deleteLine, listLines, postLine, putLine, totals } from './lines.ts'
import { putProduct } from './product-writes.ts'
import { getProduct, listProducts, search } from './products.ts'
import { getReference, listReference, ownUser, type ReferenceLists, retailer } from './reference-data.ts'
import type { SandboxState } from './state.ts'
import { createWebhook, deleteWebhook, getWebhook, listWebhooks, putWebhook } from './webhooks.ts'

export type Handler = (state: SandboxState, call: Call) => Answer

type Route = { name: string; method: string; parts: string[]; dialect: Dialect | null; handler: Handler }

/** A request's place in the API: which route, which dialect, what stood in the path. */
export type Found = { name: string; dialect: Dialect; params: string[]; handler: Handler }

/** Every route the sandbox knows. Stock adjustments and purchase-order reads are not among them. */
export function routes(lists: ReferenceLists): Route[] {
  return [
    route('GET /consignments', listConsignments),
    route('POST /consignments', createConsignment),
    route('GET /consignments/:id', getConsignment),
    route('PUT /consignments/:id', putConsignment),
    route('DELETE /consignments/:id', deleteConsignment),
    route('GET /consignments/:id/totals', totals),
    route('GET /consignments/:id/products', listLines),
    route('POST /consignments/:id/products', postLine),
    route('PUT /consignments/:id/products/:id', putLine),
    route('DELETE /consignments/:id/products/:id', deleteLine),
    route('POST /consignments/:id/bulk', bulkLines),
    route('GET /products', listProducts),
    route('GET /products/:id', getProduct),
    route('PUT /products/:id', putProduct),
    route('GET /products/:id/inventory', productInventory, '2.0'),
    route('GET /search', search),
    route('GET /inventory', listInventory, '2.0'),
    route('POST /inventory', askInventory, '2026-07'),
    route('GET /inventory/:id', inventoryOfProduct, '2026-07'),
    route('POST /inventory_levels', askInventoryLevels, '2026-07'),
    route('GET /outlets', listReference(lists.outlets)),
    route('GET /outlets/:id', getReference(lists.outlets, 'outlet')),
    route('GET /suppliers', listReference(lists.suppliers)),
    route('GET /suppliers/:id', getReference(lists.suppliers, 'supplier')),
    route('GET /users', listReference(lists.users)),
    route('GET /users/:id', getReference(lists.users, 'user')),
    route('GET /user', ownUser(lists.users)),
    route('GET /registers', listReference(lists.registers)),
    route('GET /tags', listReference(lists.tags)),
    route('GET /retailer', retailer),
    route('GET /webhooks', listWebhooks),
    route('POST /webhooks', createWebhook),
    route('GET /webhooks/:id', getWebhook),
    route('PUT /webhooks/:id', putWebhook),
    route('DELETE /webhooks/:id', deleteWebhook),
  ]
}

function route(name: string, handler: Handler, dialect: Dialect | null = null): Route {
  const [method = '', path = ''] = name.split(' ')
  return { name, method, parts: path.slice(1).split('/'), dialect, handler }
}

/** Finds the route of a request below `/api/`, or null. */
export function findRoute(all: Route[], method: string, pathname: string): Found | null {
  const [, api, version = '', ...parts] = pathname.split('/')
  const dialect = api === 'api' ? dialectOf(version) : null
  if (dialect === null) return null
  for (const one of all) {
    if (one.method !== method || one.parts.length !== parts.length) continue
    if (one.dialect !== null && one.dialect !== dialect) continue
    const fits = one.parts.every((part, place) => part === ':id' || part === parts[place])
    if (!fits) continue
    const params = parts.filter((_, place) => one.parts[place] === ':id')
    return { name: one.name, dialect, params, handler: one.handler }
  }
  return null
}

/**
 * A date version older than the oldest supported one is answered by that one, without a word about it; a newer one is
 * unknown.
 * Source: x-series-api.lightspeedhq.com/docs/versioning-strategy
 */
function dialectOf(version: string): Dialect | null {
  if (/^(2\.[01]|3\.0)$/.test(version)) return '2.0'
  if (!/^20\d\d-\d\d$/.test(version)) return null
  return version <= '2026-07' ? '2026-07' : null
}
