/** So many codes may come at once, and so many a second for ever: a conveyor reads twenty a second. */
const mostAtOnce = 200
const mostPerSecond = 100
/** A scanner that was set aside is heard again after so much silence. */
const quietMs = 2_000

/** Tells of each code whether it is taken (`go`), or belongs to the flood of a scanner gone wrong (`aside`). */
export type ScanPace = (atMs: number) => 'go' | 'aside'

/** Keeps a scanner that types without end from filling the station with codes; one for each page. */
export function scanPace(): ScanPace {
  let left = mostAtOnce
  let lastMs = Number.NEGATIVE_INFINITY
  let isAside = false
  return (atMs) => {
    const restedMs = atMs - lastMs
    lastMs = atMs
    left = Math.min(mostAtOnce, left + (Math.max(0, restedMs) / 1_000) * mostPerSecond)
    if (restedMs >= quietMs) isAside = false
    else if (left < 1) isAside = true
    if (isAside) return 'aside'
    left -= 1
    return 'go'
  }
}
