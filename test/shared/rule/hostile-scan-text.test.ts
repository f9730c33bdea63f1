import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { genesisHash, hashOf } from '../../../src-main/journal/chain.ts'
import { scanRecord } from '../../../src-shared/model/scan.ts'
import { isGtin, isSscc18 } from '../../../src-shared/rule/check-digit.ts'
import { codeLooksMisread, lookupKeys } from '../../../src-shared/rule/code.ts'
import { longestScanBytes, readScanText } from '../../../src-shared/rule/scan-text.ts'
import { anyText, hostileText } from '../hostile-scans.ts'

const said = scanRecord.pick({ aim: true, gs1: true, problems: true })
/** 512 bytes, kept three times over, each as six characters of JSON. */
const mostInRow = 16 * 1024
const rowBefore = {
  seq: 1,
  id: 'row',
  station: 'ST',
  at: '2026-11-20T00:00:00.000Z',
  actor: 'bench',
  subject: null,
  kind: 'desk:scan',
  changes: '[]',
  traceId: 'req',
  role: 'SM',
  program: null,
  previousHash: genesisHash,
}

describe('what no scanner should send', () => {
  it('S14: is cut at 512 bytes and not interpreted', () => {
    const long = `]C100095201234567891235${'9'.repeat(600)}`
    const reading = readScanText(long)
    expect(reading).toMatchObject({ text: long.slice(0, longestScanBytes), aim: null, gs1: null, sscc: null })
    expect(reading.problems).toEqual([{ is: 'too-long', bytes: long.length }])
    expect(readScanText('9'.repeat(512)).problems).toEqual([])
    expect(readScanText('é'.repeat(257)).problems).toEqual([{ is: 'too-long', bytes: 514 }])
    expect(readScanText('é'.repeat(257)).text).toBe('é'.repeat(256))
  })

  const own = lookupKeys('9400000000016')

  /** The whole way of a scan that touches no disk: read, looked up, and written as a row of the journal. */
  function wayOf(raw: string, asKeys: boolean): string {
    const reading = readScanText(raw, asKeys)
    const { text, symbology, sscc, gtin14, aim, gs1, problems } = reading
    const keys = lookupKeys(text, symbology)
    const kept = JSON.stringify({ aim, gs1: gs1 ?? [], problems })
    const given = JSON.stringify(reading)
    codeLooksMisread(text, symbology)
    // Plain conditions: 100,000 calls of expect would be most of the time.
    if (Buffer.byteLength(text) > longestScanBytes || !raw.includes(text)) return 'a text that did not come'
    if (sscc !== null && !isSscc18(sscc)) return 'a box that is none'
    if (gtin14 !== null && !(isGtin(gtin14) && gtin14.length === 14)) return 'a product that is none'
    if (keys.includes('') || keys.some((key) => own.includes(key))) return 'a product nobody scanned'
    if (!said.safeParse(JSON.parse(kept)).success) return 'a row that does not read back'
    if (given.length > mostInRow || hashOf({ ...rowBefore, given }).length !== 64)
      return 'a row out of bounds'
    return 'kept'
  }
  const isKept = (raw: string, asKeys: boolean) => {
    const way = wayOf(raw, asKeys)
    if (way !== 'kept') throw new Error(way)
  }

  it('S14: 2,000 hostile texts are read, looked up and written without throwing', () => {
    fc.assert(fc.property(hostileText, fc.boolean(), isKept), { numRuns: 2_000 })
  })

  it('S14: 100,000 random texts are read, looked up and written without throwing', () => {
    fc.assert(fc.property(anyText, fc.boolean(), isKept), { numRuns: 100_000 })
  }, 60_000)
})
