import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'
import type { ParcelView } from '../../src-shared/model/pack.ts'
import type { StoreLedger } from './store-reading.ts'

/** What `--json` prints. `received` includes the damaged units; the store is told received without damaged. */
export type DemoDocument = {
  ok: boolean
  durationMs: number
  /** Every scan sent ends as committed (it counted) or refused (kept on record, counts nothing). */
  scans: { sent: number; committed: number; refused: number }
  parcels: {
    number: number
    grams: ParcelView['grams']
    weightFrom: ParcelView['weightFrom']
    label: ParcelView['labelNumber']
  }[]
  consignments: (Pick<ConsignmentHead, 'reference' | 'remoteId' | 'kind' | 'state' | 'remoteStatus'> & {
    lines: DemoLine[]
  })[]
  store: StoreLedger
  /** The pictures of what came out of the printer. */
  labels: string[]
}

export type DemoLine = { sku: string; planned: number; packed: number; received: number; damaged: number }

/** The document of a demo that has not got anywhere yet; also what a failure before the first step prints. */
export function emptyDocument(): DemoDocument {
  return {
    ok: false,
    durationMs: 0,
    scans: { sent: 0, committed: 0, refused: 0 },
    parcels: [],
    consignments: [],
    store: { creates: 0, duplicateReferences: 0, accumulatedLines: 0, calls: 0, status429: 0 },
    labels: [],
  }
}
