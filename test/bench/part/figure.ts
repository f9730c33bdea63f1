import { readFileSync } from 'node:fs'

/** One line of the bench's table. `floor` is the least that was possible in the same run, in words. */
export type Figure = {
  what: string
  measured: string
  budget: string
  floor: string
  samples: number
  verdict: 'pass' | 'MISSED' | 'for reading'
  /** The numbers behind the words, for machines. */
  numbers: Record<string, number>
}

/** What every row is told: where the big store answers and which profile holds its catalogue. */
export type BenchContext = {
  storeUrl: string
  tokenFile: string
  /** Filled by the first row; the others start from it. */
  profile: string
  outletId: string
  size: { products: number; codes: number; consignments: number; lines: number }
  seed: number
  /** Lightspeed's id of the consignment with 1,000 lines. */
  longConsignment: string
  hasBrowser: boolean
}

/** The value below which so large a share of the samples lies, by the nearest rank. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function milliseconds(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`
  return ms >= 100 ? `${Math.round(ms)} ms` : `${ms.toFixed(ms < 1 ? 3 : 1)} ms`
}

/** Runs one row's program: reads the context named on the command line, prints the figures as the last line. */
export async function runRow(row: (context: BenchContext) => Promise<Figure[]>): Promise<void> {
  const file = process.argv[2]
  if (file === undefined) throw new Error('A row is started by the bench: npm run bench')
  const context = JSON.parse(readFileSync(file, 'utf8')) as BenchContext
  const figures = await row(context)
  process.stdout.write(`\n${JSON.stringify(figures)}\n`)
  // Workers and sockets of the measured code may still be open.
  process.exit(0)
}
