import type { RecordFilter } from '../../src-shared/model/record.ts'
import { momentOf, wallTime } from '../../src-shared/rule/time-zone.ts'
import { zone } from '../zone.ts'

/** What a person looks for, as it stands in the fields. */
export type Sought = {
  readonly consignment: string
  readonly personId: string | null
  readonly product: { readonly id: string; readonly name: string } | null
  readonly device: RecordFilter['device']
  /** `yyyy-mm-dd` by the clock of the outlet; empty for any. */
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
  const [year, month, date] = day.split('-').map(Number)
  if (year === undefined || month === undefined || date === undefined) return { from: null, until: null }
  const begins = midnight(year, month, date)
  if (begins === null) return { from: null, until: null }
  // The day after, whatever the clocks were put forward or back in between.
  const next = wallTime(new Date(begins.getTime() + 36 * 3_600_000), zone())
  const ends = midnight(next.year, next.month, next.day)
  return { from: begins.toISOString(), until: ends?.toISOString() ?? null }
}

function midnight(year: number, month: number, day: number): Date | null {
  return momentOf({ year, month, day, hour: 0, minute: 0 }, zone())
}
