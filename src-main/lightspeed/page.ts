import { z } from 'zod'

/**
 * One page of a feed, the same in every version. The walk goes on from `maxVersion` until a page has no rows; only
 * then is it null. `odd` are rows that could not be read: they count as seen, and whoever walks keeps them.
 */
export type Page<T> = { rows: T[]; maxVersion: number | null; odd: OddRow[] }

/** A row that is not of the documented shape, as the JSON text it came as; its id and version could be read. */
export type OddRow = { id: string; version: number; raw: string }

type Versioned = { version: number | null }

const version = z.object({ max: z.number().nullish() }).nullish()
const envelope = z.object({ data: z.array(z.unknown()), version })
const bareList = z.array(z.unknown())
const known = z.object({ id: z.string().min(1), version: z.number() })

/**
 * So many rows may be odd where none can be read: polls bring one row or two. A longer page without a single readable
 * row is another shape altogether, and passing over it would lose everything.
 */
const mostOddAlone = 3

/**
 * A decoder for `{ data: [row], version: { min, max } }`. A bare array is refused here: where an envelope is due, an
 * empty `[]` must never be read as "everything is gone".
 */
export function readsPage<T extends Versioned>(row: z.ZodType<T>): (json: unknown) => Page<T> | undefined {
  const list = z.array(row)
  return (json) => {
    const read = envelope.safeParse(json)
    return read.success ? pageOf(row, list, read.data.data, read.data.version?.max ?? null) : undefined
  }
}

/** A decoder for the bare array that `POST /inventory` answers since the date versions. */
export function readsBarePage<T extends Versioned>(
  row: z.ZodType<T>,
): (json: unknown) => Page<T> | undefined {
  const list = z.array(row)
  return (json) => {
    const read = bareList.safeParse(json)
    return read.success ? pageOf(row, list, read.data, null) : undefined
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
function pageOf<T extends Versioned>(
  row: z.ZodType<T>,
  list: z.ZodType<T[]>,
  raw: unknown[],
  said: number | null,
): Page<T> | undefined {
  if (raw.length === 0) return { rows: [], maxVersion: null, odd: [] }
  const whole = list.safeParse(raw)
  const read = whole.success ? { rows: whole.data, odd: [] } : rowByRow(row, raw)
  if (read === undefined) return undefined
  const versions = [...read.rows, ...read.odd].map((one) => one.version)
  const maxVersion = said ?? versions.reduce<number | null>(higher, null)
  return maxVersion === null ? undefined : { ...read, maxVersion }
}

/** One odd row must not stop a feed; one that cannot even be told apart, or a page of nothing else, does. */
function rowByRow<T>(row: z.ZodType<T>, raw: unknown[]): { rows: T[]; odd: OddRow[] } | undefined {
  const rows: T[] = []
  const odd: OddRow[] = []
  for (const one of raw) {
    const read = row.safeParse(one)
    if (read.success) {
      rows.push(read.data)
      continue
    }
    const apart = known.safeParse(one)
    if (!apart.success) return undefined
    odd.push({ ...apart.data, raw: JSON.stringify(one) })
  }
  return rows.length === 0 && odd.length > mostOddAlone ? undefined : { rows, odd }
}

function higher(max: number | null, version: number | null): number | null {
  if (version === null) return max
  return max === null ? version : Math.max(max, version)
}
