import type { Random } from '../../random.ts'

/** Where every store signs programs in; a sandbox does it at its own address. */
const signInHost = 'https://secure.retail.lightspeed.app'

/**
 * What the station asks leave for, and nothing else: products, stock and reference data to read, consignments of all
 * four kinds to write. Source: x-series-api.lightspeedhq.com/docs/scopes
 */
export const scopes = [
  'consignments:read',
  'consignments:write:stock_order',
  'consignments:write:stock_transfer',
  'consignments:write:inventory_count',
  'products:read',
  'inventory:read',
  'outlets:read',
  'suppliers:read',
  'users:read',
  'registers:read',
  'retailer:read',
] as const

/** Asked for beside them where stocktakes set stock levels: a level is part of its product. */
export const levelScope = 'products:write'

/** A fresh word that only this sign-in knows; what comes back without it is not ours. 32 hex digits. */
export function newState(random: Random): string {
  return Buffer.from(random(16)).toString('hex')
}

/**
 * The page on which a person lets the station in.
 *
 * @param origin the store's; plain http there is a sandbox on this machine, which has the page itself
 */
export function authoriseAddress(
  origin: string,
  asked: { clientId: string; redirectUri: string; state: string; setsLevels?: boolean },
): string {
  const host = origin.startsWith('http://') ? origin : signInHost
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: asked.clientId,
    redirect_uri: asked.redirectUri,
    state: asked.state,
    scope: [...scopes, ...(asked.setsLevels === true ? [levelScope] : [])].join(' '),
  })
  return `${host}/connect?${query.toString()}`
}
