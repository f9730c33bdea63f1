/** Where a store has said no zone that is known here. */
export const usualZone = 'Pacific/Auckland'

/** A moment as the clock on the wall shows it. */
export type WallTime = { year: number; month: number; day: number; hour: number; minute: number }

/** The zone as given when this machine knows it (IANA), else null: what a store says is not always one. */
export function knownZone(zone: string | null | undefined): string | null {
  if (zone === null || zone === undefined || zone === '') return null
  try {
    return new Intl.DateTimeFormat('en-NZ', { timeZone: zone }).resolvedOptions().timeZone
  } catch (thrown) {
    if (thrown instanceof RangeError) return null
    throw thrown
  }
}

/** Making one costs more than using it a hundred times; a station knows few zones. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-NZ', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  })
  clocks.set(timeZone, made)
  return made
}

/** What the clocks of a zone show at a moment. */
export function wallTime(time: Date, timeZone: string): WallTime {
  const parts = clockOf(timeZone).formatToParts(time)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute') }
}

/** The moment at which the clocks of a zone show this; null for what they never show, such as 31 February. */
export function momentOf(wall: WallTime, timeZone: string): Date | null {
  const wanted = asIfUtc(wall)
  let time = wanted
  // The second step is for a moment on the other side of a change to or from summer time.
  for (let step = 0; step < 2; step++) time += wanted - asIfUtc(wallTime(new Date(time), timeZone))
  const found = new Date(time)
  const shown = wallTime(found, timeZone)
  const isSame = (Object.keys(wall) as (keyof WallTime)[]).every((name) => shown[name] === wall[name])
  return isSame ? found : null
}

function asIfUtc({ year, month, day, hour, minute }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute)
}
