import type { ScanRecord } from '../../src-shared/model/scan.ts'
import { DemoError } from './demo-error.ts'
import type { Bench } from './stage.ts'
import { until } from './until.ts'

const counting: readonly ScanRecord['outcome']['is'][] = [
  'counted',
  'line-complete',
  'all-complete',
  'over',
  'extra',
]

/** Whether a scan counted something; every other one is on record too, as refused. */
export function isCounted(scan: ScanRecord): boolean {
  return counting.includes(scan.outcome.is)
}

/**
 * Pulls the trigger of the scanner and waits until the station shows what the scan did: by then it is on disk. Each
 * one is kept in the bench's list.
 */
export async function scan(bench: Bench, consignmentId: string, code: string): Promise<ScanRecord> {
  if (!bench.scanner.scan(code)) throw new DemoError('A virtual scanner lost its cable.')
  const known = new Set(bench.scans.map(({ id }) => id))
  const record = await until(`the station takes the scan of ${code}`, async () => {
    const { lastScans } = await bench.station.ask(bench.desk, { consignmentId })
    return lastScans.find((one) => one.by === 'serial' && !known.has(one.id)) ?? null
  })
  if (record.text !== code) throw new DemoError(`${code} was scanned, the station read ${record.text}.`)
  bench.scans.push(record)
  return record
}
