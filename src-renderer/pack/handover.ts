import { impossible } from '../../src-shared/failure.ts'
import { type Handover, type HandoverNow, handoverNow } from '../../src-shared/model/consignment.ts'
import type { PackDesk } from '../../src-shared/model/pack.ts'
import { timeSay } from '../format.ts'
import { readLocalTime, writeLocalTime } from '../part/local-time.ts'
import { words } from '../words.ts'

export const modes = ['courier', 'internal', 'pickup', 'depot'] as const

/** What the person has typed so far, for all four ways at once, so that changing one's mind loses nothing. */
export type HandoverDraft = {
  readonly mode: (typeof modes)[number]
  readonly carrier: string
  readonly tracking: string
  readonly driver: string
  readonly vehicle: string
  readonly by: string
  readonly phone: string
  readonly location: string
  /** Local time as the field writes it: `23/11/2026 14:00`. */
  readonly at: string
}

export function emptyHandover(now: Date): HandoverDraft {
  return {
    mode: 'courier',
    carrier: '',
    tracking: '',
    driver: '',
    vehicle: '',
    by: '',
    phone: '',
    location: '',
    at: writeLocalTime(now),
  }
}

/** What was said before about how it goes, to be changed or told as it is. */
export function handoverDraft(now: Date, known: Handover | null): HandoverDraft {
  const draft = emptyHandover(now)
  if (known === null) return draft
  const { mode } = known
  switch (mode) {
    case 'courier':
      return { ...draft, mode, carrier: known.carrier, tracking: known.tracking.join('\n') }
    case 'internal':
      return {
        ...draft,
        mode,
        driver: known.driver,
        vehicle: known.vehicle ?? '',
        at: timeOf(known.at, draft),
      }
    case 'pickup':
      return { ...draft, mode, by: known.by, phone: known.phone, at: timeOf(known.at, draft) }
    case 'depot':
      return { ...draft, mode, location: known.location, at: timeOf(known.at, draft) }
    default:
      return impossible(mode)
  }
}

/** A time of an older record may be in words. */
function timeOf(at: string | undefined, { at: now }: HandoverDraft): string {
  const moment = new Date(at ?? '')
  return Number.isNaN(moment.getTime()) ? now : writeLocalTime(moment)
}

/** How it goes, in a few words. */
export function handoverSay(known: Handover, now: number): string {
  const w = words.pack.handover.short
  switch (known.mode) {
    case 'courier':
      return known.at === undefined
        ? w.courier(known.carrier)
        : w.tookAt(known.carrier, timeSay(known.at, now))
    case 'internal':
      return w.internal(known.driver)
    case 'pickup':
      return w.pickup(known.by)
    case 'depot':
      return w.depot(known.location)
    default:
      return impossible(known)
  }
}

/** What stands in the way of handing over, said as soon as the form opens; null when nothing does. */
export function whyNotYet(
  desk: Pick<PackDesk, 'head' | 'parcels' | 'totals'>,
): { readonly say: string; readonly next: string } | null {
  if (desk.head.state === 'packed') return null
  if (desk.totals.packed === 0) return words.pack.notYet.empty
  const unsealed = desk.parcels.find((parcel) => parcel.state === 'open' && parcel.units > 0)
  return unsealed ? words.pack.notYet.unsealed(unsealed.number) : null
}

/** The tracking numbers typed so far: one a line, or parted by commas. */
export function trackingOf(text: string): string[] {
  return text.split(/[\n,;]+/).flatMap((part) => part.trim() || [])
}

/** The handover with only the fields its mode needs, or null while something is missing. */
export function finishHandover(draft: HandoverDraft): HandoverNow | null {
  const at = readLocalTime(draft.at, null)?.toISOString()
  const tracking = trackingOf(draft.tracking)
  const vehicle = draft.vehicle.trim() === '' ? {} : { vehicle: draft.vehicle.trim() }
  const raw = {
    courier: { mode: 'courier', carrier: draft.carrier.trim(), tracking },
    internal: { mode: 'internal', driver: draft.driver.trim(), ...vehicle, at },
    pickup: { mode: 'pickup', by: draft.by.trim(), phone: draft.phone.trim(), at },
    depot: { mode: 'depot', location: draft.location.trim(), at },
  }[draft.mode]
  const read = handoverNow.safeParse(raw)
  return read.success ? read.data : null
}

/** Tracking numbers with one more, each on a line of its own; a label that is scanned twice stands there once. */
export function addLine(text: string, line: string): string {
  if (trackingOf(text).some((known) => known.toUpperCase() === line.trim().toUpperCase())) return text
  return text.trim() === '' ? line : `${text.trimEnd()}\n${line}`
}
