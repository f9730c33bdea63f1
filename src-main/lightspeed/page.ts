import { z } from 'zod'

/**
 * One page of a feed, the same in every version. The walk goes on from `maxVersion` until a page has no rows; only
 * then is it null.
 */
export type Page<T> = { rows: T[]; maxVersion: number | null }

type Versioned = { version: number | null }

const version = z.object({ max: z.number().nullish() }).nullish()

/**
 * A decoder for `{ data: [row], version: { min, max } }`. A bare array is refused here: where an envelope is due, an
 * empty `[]` must never be read as "everything is gone".
 */
export function readsPage<T extends Versioned>(row: z.ZodType<T>): (json: unknown) => Page<T> | undefined {
  const envelope = z.object({ data: z.array(row), version })
  return (json) => {
    const read = envelope.safeParse(json)
    return read.success ? pageOf(read.data.data, read.data.version?.max ?? null) : undefined
  }
}

/** A decoder for the bare array that `POST /inventory` answers since the date versions. */
export function readsBarePage<T extends Versioned>(
  row: z.ZodType<T>,
): (json: unknown) => Page<T> | undefined {
  const list = z.array(row)
  return (json) => {
    const read = list.safeParse(json)
    return read.success ? pageOf(read.data, null) : undefined
  }
}

/** A decoder for `{ data: row }`, and for the array of one that some calls print there. */
export function readsOne<T>(row: z.ZodType<T>): (json: unknown) => T | undefined {
  const envelope = z.object({ data: z.union([row, z.array(row).min(1)]) })
  return (json) => {
    const read = envelope.safeParse(json)
    if (!read.success) return undefined
    return Array.isArray(read.data.data) ? read.data.data[0] : read.data.data
  }
}

/** Rows without any version cannot be walked on from: that is no page. */
function pageOf<T extends Versioned>(rows: T[], said: number | null): Page<T> | undefined {
  if (rows.length === 0) return { rows, maxVersion: null }
  const maxVersion = said ?? rows.reduce<number | null>((max, row) => higher(max, row.version), null)
  return maxVersion === null ? undefined : { rows, maxVersion }
}

function higher(max: number | null, version: number | null): number | null {
  if (version === null) return max
  return max === null ? version : Math.max(max, version)
}
