import type { Intention } from '../../outbox/intention.ts'
import type { Agreed } from '../../store/agreed-rows.ts'
import type { ReceivedDifference } from '../received-conflict.ts'

/** The one next thing to do so that Lightspeed comes to what an intention says. */
export type Step =
  | { do: 'create' }
  | {
      do: 'add-line'
      productId: string
      count: number | null
      received: number | null
      costCents: number | null
    }
  | { do: 'set-line'; productId: string; count: number | null; received: number | null }
  | { do: 'remove-line'; productId: string }
  | { do: 'set-status'; status: string }
  | { do: 'wait'; for: WaitFor }
  | { do: 'conflict'; conflict: PushConflict }
  | { do: 'done' }

/** `lines`: Lightspeed works on them; `list`: it does not list all of them yet; `echo`: it shows an older value. */
export type WaitFor = 'lines' | 'list' | 'echo'

/** Why the push cannot go on by itself; each is shown with both sides and its choices. */
export type PushConflict = {
  kind:
    | 'status'
    | 'lines'
    | 'rows'
    | 'fraction'
    | 'gone'
    | 'list'
    | 'received'
    | 'counted'
    | 'uncounted'
    | 'held'
  here: string
  there: string
  /** Of `received`: each product somebody else changed. Of `counted`: each that was closed there with other units. */
  received?: ReceivedDifference[]
}

/** Received units by product: those both sides last agreed on, and those sent since. */
export type AgreedUnits = ReadonlyMap<string, Agreed>

/** What was done here, in words for the person who settles a conflict. */
export function hereWords({ type, status, received }: Intention): string {
  if (status === 'CANCELLED') return 'it was cancelled here'
  if (type === 'STOCKTAKE') return 'it was counted here'
  if (status === 'RECEIVED') return 'it was received here'
  if (received !== null) return 'part of it was received here'
  return status === 'SENT' ? 'it was sent from here' : 'it was packed here'
}

export function products(count: number): string {
  return count === 1 ? '1 product was' : `${count} products were`
}

/** A step that stops for a person. */
export function conflict(
  kind: PushConflict['kind'],
  here: string,
  there: string,
  received?: ReceivedDifference[],
): Step {
  const found: PushConflict = { kind, here, there }
  return { do: 'conflict', conflict: received === undefined ? found : { ...found, received } }
}
