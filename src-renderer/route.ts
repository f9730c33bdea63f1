import { useSyncExternalStore } from 'react'
import type { ConsignmentHead, State } from '../src-shared/model/consignment.ts'

export const screens = [
  'work',
  'new',
  'pack',
  'receive',
  'order',
  'return',
  'count',
  'approve',
  'sync',
  'explain',
  'record',
  'devices',
  'setup',
] as const
export type Screen = (typeof screens)[number]
const screensWithId: ReadonlySet<Screen> = new Set([
  'pack',
  'receive',
  'order',
  'return',
  'count',
  'sync',
  'explain',
  'record',
])
/**
 * Where the person is: a screen and, on the benches, which consignment; on Sync, which part of it; where a product is
 * explained, which one; on the record, whose (a consignment, or `person:` and an id).
 */
export type Route = { readonly screen: Screen; readonly id: string | null }

/** Reads `#/pack/01H…`; anything else is the work screen. */
export function readRoute(hash: string): Route {
  const [name, id] = hash.replace(/^#\/?/, '').split('/')
  const screen = screens.find((known) => known === name) ?? 'work'
  const hasId = screensWithId.has(screen) && id !== undefined && id !== ''
  return { screen, id: hasId ? decodeURIComponent(id) : null }
}

export function hashOf(route: Route): string {
  return route.id === null ? `#/${route.screen}` : `#/${route.screen}/${encodeURIComponent(route.id)}`
}

export function goTo(screen: Screen, id: string | null = null): void {
  window.location.hash = hashOf({ screen, id })
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  return readRoute(hash)
}

/** An order is on the benches once its goods are under way. */
const beforeSent: ReadonlySet<State> = new Set([
  'draft',
  'pending_approval',
  'rejected',
  'approved',
  'cancelled',
])

/**
 * The bench a consignment belongs on, seen from one outlet: what leaves here is packed, what comes here is received.
 */
export function benchOf(head: ConsignmentHead, outletId: string | null): Route {
  if (head.kind === 'PO' && beforeSent.has(head.state)) return { screen: 'order', id: head.id }
  if (head.kind === 'PO' && isPacked(head)) return { screen: 'pack', id: head.id }
  if (head.kind === 'RETURN') return { screen: isPacked(head) ? 'pack' : 'return', id: head.id }
  if (head.kind === 'STOCKTAKE') return { screen: 'count', id: head.id }
  const leavesHere = head.from !== null && head.from.id === outletId
  return { screen: leavesHere || head.state === 'draft' ? 'pack' : 'receive', id: head.id }
}

/** Whether goods go into boxes now, or lie in boxes that have not left. */
export function isPacked({ state }: Pick<ConsignmentHead, 'state'>): boolean {
  return state === 'approved' || state === 'packing' || state === 'packed'
}
