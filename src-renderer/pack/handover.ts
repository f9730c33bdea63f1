import { type Handover, handover } from '../../src-shared/model/consignment.ts'

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
  /** Local time as the field writes it: `2026-11-23T14:00`. */
  readonly at: string
}

function localMinute(time: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`
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
    at: localMinute(now),
  }
}

/** The tracking numbers typed so far: one a line, or parted by commas. */
export function trackingOf(text: string): string[] {
  return text.split(/[\n,;]+/).flatMap((part) => part.trim() || [])
}

/** The handover with only the fields its mode needs, or null while something is missing. */
export function finishHandover(draft: HandoverDraft): Handover | null {
  const at = draft.at === '' ? '' : new Date(draft.at).toISOString()
  const tracking = trackingOf(draft.tracking)
  const vehicle = draft.vehicle.trim() === '' ? {} : { vehicle: draft.vehicle.trim() }
  const raw = {
    courier: { mode: 'courier', carrier: draft.carrier.trim(), tracking },
    internal: { mode: 'internal', driver: draft.driver.trim(), ...vehicle },
    pickup: { mode: 'pickup', by: draft.by.trim(), phone: draft.phone.trim(), at },
    depot: { mode: 'depot', location: draft.location.trim(), at },
  }[draft.mode]
  const read = handover.safeParse(raw)
  return read.success ? read.data : null
}

/** Tracking numbers with one more, each on a line of its own. */
export function addLine(text: string, line: string): string {
  return text.trim() === '' ? line : `${text.trimEnd()}\n${line}`
}
