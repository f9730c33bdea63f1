import type { RecordFilter } from '../../src-shared/model/record.ts'
import { momentOf, wallTime } from '../../src-shared/rule/time-zone.ts'
import { readLocalTime } from '../part/local-time.ts'
import { zone } from '../zone.ts'

/** What a person looks for, as it stands in the fields. */
export type Sought = {
  readonly consignment: string
  readonly personId: string | null
  readonly product: { readonly id: string; readonly name: string } | null
  readonly device: RecordFilter['device']
  /** `22/11/2026` by the clock of the outlet; what is no day is any. */
  readonly day: string
}

const everything: Sought = { consignment: '', personId: null, product: null, device: null, day: '' }

/** What the address of the screen asks for: a consignment's id, or `person:` and an id. */
export function soughtOf(id: string | null): Sought {
  if (id === null) return everything
  return id.startsWith('person:')
    ? { ...everything, personId: id.slice('person:'.length) }
    : { ...everything, consignment: id }
}

export function isEverything(sought: Sought): boolean {
  return JSON.stringify(sought) === JSON.stringify(everything)
}

export function filterOf(sought: Sought): RecordFilter {
  const consignment = sought.consignment.trim()
  return {
    consignment: consignment === '' ? null : consignment,
    personId: sought.personId,
    productId: sought.product?.id ?? null,
    device: sought.device,
    ...dayOf(sought.day),
  }
}

/** A day from midnight to midnight by the clock of the outlet; both null for what is no day. */
function dayOf(day: string): { from: string | null; until: string | null } {
  const begins = readLocalTime(day, '00:00')
  if (begins === null) return { from: null, until: null }
  // The day after, whatever the clocks were put forward or back in between.
  const next = wallTime(new Date(begins.getTime() + 36 * 3_600_000), zone())
  const ends = momentOf({ ...next, hour: 0, minute: 0 }, zone())
  return { from: begins.toISOString(), until: ends?.toISOString() ?? null }
}
