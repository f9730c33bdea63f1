import { readFileSync, writeFileSync } from 'node:fs'
import { openForReading } from '../../src-main/store/database.ts'

/** Where one byte of a store goes wrong. */
export const places = ['header', 'schema', 'index', 'leaf', 'WAL'] as const
export type Place = (typeof places)[number]

const pageBytes = 4096

/** Changes one byte of a store that is not open: any byte of the place, to any other value. Says which. */
export function flipOne(path: string, place: Place, random: () => number): string {
  const file = place === 'WAL' ? `${path}-wal` : path
  const bytes = readFileSync(file)
  const at = offsetIn(path, place, bytes.length, random)
  const before = bytes[at] ?? 0
  bytes[at] = before ^ (1 + Math.floor(random() * 255))
  writeFileSync(file, bytes)
  return `byte ${at} of ${place}: ${before} to ${bytes[at]}`
}

function offsetIn(path: string, place: Place, length: number, random: () => number): number {
  const below = (most: number) => Math.floor(random() * most)
  switch (place) {
    case 'header':
      return below(100)
    case 'schema':
      return 100 + below(pageBytes - 100)
    case 'WAL':
      return below(length)
    default: {
      const pages = pagesOf(path, place).filter((page) => page * pageBytes <= length)
      return ((pages[below(pages.length)] ?? 2) - 1) * pageBytes + below(pageBytes)
    }
  }
}

/** The pages of all indexes, or the leaves of the tables the station owns. */
function pagesOf(path: string, place: 'index' | 'leaf'): number[] {
  const db = openForReading(path)
  try {
    const of = (type: string) =>
      db
        .prepare(
          `SELECT s.pageno FROM dbstat s JOIN sqlite_schema m ON m.name = s.name
           WHERE m.type = ? AND s.pagetype = 'leaf' AND s.ncell > 0 AND s.name NOT LIKE 'product%' ORDER BY s.pageno`,
        )
        .pluck()
        .all(type) as number[]
    return of(place === 'index' ? 'index' : 'table')
  } finally {
    db.close()
  }
}
