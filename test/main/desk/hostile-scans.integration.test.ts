import { Buffer } from 'node:buffer'
import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRaw, takeScan } from '../../../src-main/desk/desk-scan.ts'
import { hidPosFrames } from '../../../src-main/device/scanner/hid-pos.ts'
import { type ScanFrame, scanFrames } from '../../../src-main/device/scanner/scan-frame.ts'
import { verifyChain } from '../../../src-main/journal/chain.ts'
import { deskRoutes } from '../../../src-main/station/desk-routes.ts'
import type { Change } from '../../../src-main/store/capture.ts'
import { scannerReports } from '../../../src-main/training/device/virtual-hid-scanner.ts'
import type { ScanBy } from '../../../src-shared/model/scan.ts'
import { hostileText } from '../../shared/hostile-scans.ts'
import { depot, goods, shop, testBench } from '../bench.ts'

const { tea, jam } = goods
const payloads = fc.sample(hostileText, { numRuns: 2_000, seed: 20_261_120 })
/** Text, what it said and the outcome, each 512 bytes at most and each written as JSON inside JSON. */
const mostInRow = 32 * 1024

const textsIn = (frames: ScanFrame[]) => frames.flatMap((frame) => (frame.is === 'scan' ? [frame.text] : []))

/** What a payload becomes on its way in: through a serial line, in reports of a USB scanner, or as key strokes. */
const ways: { by: ScanBy; textsOf(payload: string): string[] }[] = [
  { by: 'serial', textsOf: (payload) => textsIn(scanFrames().push(Buffer.from(`${payload}\r`), 0)) },
  {
    by: 'hid',
    textsOf: (payload) => {
      const frames = hidPosFrames({ layout: 'a', commandedAtMono: null })
      return scannerReports('a', { text: payload, aim: ']C1' }).flatMap((report) =>
        textsIn(frames.push(report, 0)),
      )
    },
  },
  { by: 'keyboard', textsOf: (payload) => [payload] },
]

describe('what no scanner should send (S14)', () => {
  it('2,000 hostile payloads leave nothing but rows of scans, none of which counts anything', () => {
    const bench = testBench()
    const packing = bench.transfer({ [tea.id]: 5, [jam.id]: 2 })
    bench.at('pack', packing)
    bench.count('TEA-1')
    bench.standIn(shop)
    const receiving = bench.order({ [tea.id]: 5 })
    bench.at('receive', receiving)
    bench.count('TEA-1')
    const before = { files: readdirSync(bench.folder), ...counted() }
    const { seq } = bench.store.journal.head()

    function counted() {
      const { store } = bench
      return [packing, receiving].map((id) => ({
        lines: store.lines.of(id),
        parcels: store.parcels.of(id),
        contents: store.parcels.contentsOf(id),
        told: bench.told(id),
        state: bench.state(id),
        times: bench.consignment(id).nextTimes,
      }))
    }

    let scans = 0
    const outcomes = new Set<string>()
    for (const [third, desk] of [packing, receiving, null].entries()) {
      bench.standIn(desk === packing ? depot : shop)
      bench.at(desk === packing ? 'pack' : desk === receiving ? 'receive' : 'work', desk)
      for (const [at, payload] of payloads.entries()) {
        if (at % 3 !== third) continue
        const way = ways[Math.floor(at / 3) % ways.length]
        for (const text of way?.textsOf(payload) ?? []) {
          const record = takeScan(bench, deskRoutes, readRaw(text, way?.by ?? 'serial'), way?.by ?? 'serial')
          expect(Buffer.byteLength(record.text)).toBeLessThanOrEqual(512)
          outcomes.add(record.outcome.is)
          scans += 1
        }
      }
    }

    expect([...outcomes].sort()).toEqual(['misread', 'unknown'])
    expect({ files: readdirSync(bench.folder), ...counted() }).toEqual(before)
    let rows = 0
    for (const row of bench.store.journalRowsInOrder()) {
      if (row.seq <= seq || row.kind === 'desk:show') continue
      rows += 1
      expect(row.kind).toMatch(/^(pack|receive|desk):scan$/)
      expect(row.given.length + row.changes.length).toBeLessThan(mostInRow)
      expect((JSON.parse(row.changes) as Change[]).filter((change) => !isOfScan(change))).toEqual([])
    }
    expect(rows).toBe(scans)
    expect(scans).toBeGreaterThan(1_500)
    expect(verifyChain(bench.store.journalRowsInOrder(), [bench.store.journal.head()]).is).toBe('sound')
  }, 60_000)
})

/** A new row of the scan table, or the mark that a consignment's desk was written to. */
function isOfScan({ table, before, after }: Change): boolean {
  if (table === 'scan') return before === null
  return (
    table === 'consignment' &&
    Object.keys(after ?? {}).every((name) => ['updated_at', 'revision'].includes(name))
  )
}
