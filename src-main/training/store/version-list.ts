/** A row the retailer-wide counter stamps. */
export type Versioned = { version: number }

/**
 * Rows in the order of their versions. A changed row moves to the end, so the list stays sorted by itself and a page
 * after a cursor is a binary search plus a walk, however many rows there are.
 */
export type VersionList<Row extends Versioned> = {
  /** Adds the row, or moves it to the end after its version was raised. */
  put(row: Row): void
  /** Up to `limit` rows with `after < version <= before` that `isWanted`, ascending. */
  page(after: number, before: number, limit: number, isWanted: (row: Row) => boolean): Row[]
  /** The same from the other end, descending. */
  pageDown(after: number, before: number, limit: number, isWanted: (row: Row) => boolean): Row[]
  all(): Row[]
}

export function versionList<Row extends Versioned>(): VersionList<Row> {
  let versions: number[] = []
  let rows: (Row | null)[] = []
  const placeOf = new Map<Row, number>()
  let gone = 0

  function firstAfter(version: number): number {
    let low = 0
    let high = versions.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((versions[middle] as number) <= version) low = middle + 1
      else high = middle
    }
    return low
  }

  function closeGaps(): void {
    const kept = rows.filter((row) => row !== null)
    versions = kept.map((row) => row.version)
    rows = kept
    kept.forEach((row, place) => {
      placeOf.set(row, place)
    })
    gone = 0
  }

  return {
    put(row) {
      const old = placeOf.get(row)
      if (old !== undefined) {
        rows[old] = null
        gone += 1
      }
      placeOf.set(row, rows.length)
      versions.push(row.version)
      rows.push(row)
      if (gone > 1000 && gone > rows.length / 2) closeGaps()
    },
    page(after, before, limit, isWanted) {
      const found: Row[] = []
      for (let place = firstAfter(after); place < rows.length && found.length < limit; place += 1) {
        if ((versions[place] as number) > before) break
        const row = rows[place]
        if (row && isWanted(row)) found.push(row)
      }
      return found
    },
    pageDown(after, before, limit, isWanted) {
      const found: Row[] = []
      for (let place = firstAfter(before) - 1; place >= 0 && found.length < limit; place -= 1) {
        if ((versions[place] as number) <= after) break
        const row = rows[place]
        if (row && isWanted(row)) found.push(row)
      }
      return found
    },
    all: () => rows.filter((row) => row !== null),
  }
}
