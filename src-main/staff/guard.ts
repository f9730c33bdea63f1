import type { Ask } from '../../src-shared/contract/contract.ts'
import { type RequestAt, requestNeeds } from '../../src-shared/contract/request-rights.ts'
import { type Action, may } from '../../src-shared/rule/rights.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { PersonRow } from '../store/staff-rows.ts'
import type { Store } from '../store/store.ts'
import { notAllowed } from './words.ts'

/** The desks a scan goes to. */
export type DeskScreen = 'pack' | 'receive' | 'return' | 'count'

type Person = Pick<PersonRow, 'role' | 'outletIds'>

/** The fields of a request that name what it is about. A request about consignments has at least one of them. */
export const namingFields = ['consignmentId', 'parcelId', 'fromParcelId', 'toParcelId'] as const

/**
 * Checks one request against the rights of whoever asks. All the consignments it names must be theirs to do this with; one
 * that is not known is nobody's.
 *
 * @param outletId the outlet the station stands in
 * @throws StationError `not-allowed` or `not-your-outlet`
 */
export function checkRequest(
  store: Store,
  person: Person,
  outletId: string | null,
  ask: Ask,
  taken: unknown,
): void {
  const need = requestNeeds[ask]
  if (need.is === 'anybody') return
  for (const where of placesOf(store, person, need.at, outletId, taken)) {
    if (!may(person, need.action, where)) throw refused(person, need.action)
  }
}

/** Whether a person may work on this consignment at the desk that is shown. */
export function mayWorkOn(person: Person, screen: DeskScreen, consignment: ConsignmentRow): boolean {
  return may(
    person,
    deskAction(screen),
    endsOf(consignment, screen === 'receive' || screen === 'count' ? 'destination' : 'source'),
  )
}

/** What a scan at a desk does, as an action of the table of rights. */
export function deskAction(screen: DeskScreen): Action {
  return screen === 'return' ? 'edit-draft' : screen
}

function refused(person: Person, action: Action) {
  return notAllowed(person.role, action, may(person, action, person.outletIds))
}

/** For each thing the request names, the outlets that make it somebody's; one empty list where nothing is known. */
function placesOf(
  store: Store,
  person: Person,
  at: RequestAt,
  outletId: string | null,
  taken: unknown,
): (string | null)[][] {
  if (at === 'nowhere') return [[]]
  if (at === 'station') return [[outletId]]
  if (at === 'own-outlets') return [[...person.outletIds]]
  const named = consignmentsNamed(store, taken)
  if (named.length === 0) return [[]]
  return named.map((consignment) => (consignment === null ? [] : endsOf(consignment, at)))
}

function endsOf({ kind, sourceOutletId, outletId }: ConsignmentRow, at: RequestAt): (string | null)[] {
  // An order leaves no outlet: where its goods are prepared here, that is the outlet it is for.
  if (at === 'source') return [kind === 'PO' ? (sourceOutletId ?? outletId) : sourceOutletId]
  return at === 'destination' ? [outletId] : [sourceOutletId, outletId]
}

/** Every consignment a request names, by itself or by a box of it; null for one that is not known. */
export function consignmentsNamed(store: Store, taken: unknown): (ConsignmentRow | null)[] {
  if (typeof taken !== 'object' || taken === null) return []
  const fields = taken as Record<string, unknown>
  return namingFields.flatMap((field) => {
    const id = fields[field]
    if (typeof id !== 'string') return []
    const consignmentId = field === 'consignmentId' ? id : store.parcels.get(id)?.consignmentId
    return [consignmentId === undefined ? null : store.consignments.get(consignmentId)]
  })
}
