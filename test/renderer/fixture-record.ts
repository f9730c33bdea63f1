import type { Ask } from '../../src-shared/contract/contract.ts'
import type { RecordDetail, RecordJob, RecordRow } from '../../src-shared/model/record.ts'

const startedMs = Date.UTC(2026, 10, 22, 1)
const all = 450

function row(seq: number): RecordRow {
  const isScan = seq % 3 !== 0
  return {
    seq,
    at: new Date(startedMs + seq * 60_000).toISOString(),
    who:
      seq % 7 === 0 ? { id: 'station', name: null, role: 'SY' } : { id: 'p-1', name: 'Bench 1', role: 'SA' },
    kind: isScan ? 'pack:scan' : 'pack:seal',
    consignment: { id: 'c-pack', code: 'TR-STO-202611-000123-45' },
    products: isScan ? ['Black tea 100 g'] : [],
    moreProducts: 0,
    note: isScan ? '9400000000016' : null,
    changes: 2,
  }
}

const detail = (seq: number): RecordDetail => ({
  ...row(seq),
  station: 'ST',
  program: '1.0.0',
  traceId: 'req_20261122_110000_0123456789abcdef',
  given: [
    { name: 'by', value: 'serial' },
    { name: 'text', value: '10LOT\u001d21AB' },
  ],
  changed: [
    {
      table: 'parcel_line',
      key: 'box-1 line-1',
      is: 'changed',
      fields: [{ name: 'quantity', before: '4', after: '5' }],
    },
  ],
  isCut: false,
  texts: [
    { id: 7, text: 'Tape was torn', isErased: false, rows: 3 },
    { id: 8, text: null, isErased: true, rows: 1 },
  ],
  hash: 'a'.repeat(64),
  previousHash: 'b'.repeat(64),
  signed: { seq: 500, at: new Date(startedMs).toISOString() },
})

type Given = { filter: { device: string | null }; below: number | null; limit: number; seq: number }

/** A record of 450 acts in pages; checked, it turns out to have been tampered with. */
export function fixtureRecord(changed: () => void): (ask: Ask, raw: unknown) => unknown {
  let job: RecordJob = { is: 'none' }
  return (ask, raw) => {
    const takes = raw as Given
    switch (ask) {
      case 'record:list': {
        if (takes.filter.device === 'camera') return { rows: [], next: null, telling: null, code: null }
        const first = (takes.below ?? all + 1) - 1
        const count = Math.min(takes.limit, first)
        const rows = Array.from({ length: count }, (_, at) => row(first - at))
        return { rows, next: first > count ? first - count + 1 : null, telling: null, code: null }
      }
      case 'record:row':
        return detail(takes.seq)
      case 'record:copies':
        return {
          copies: [
            {
              file: 'backup/station-2026-11-22T010000.sqlite',
              is: 'daily',
              at: new Date(startedMs).toISOString(),
              bytes: 41_200_000,
            },
            {
              file: 'before-310-1795309200000.sqlite',
              is: 'before-update',
              at: new Date(startedMs - 86_400_000).toISOString(),
              bytes: 40_900_000,
            },
          ],
        }
      case 'record:erase-text':
        return {}
      case 'record:people':
        return { people: [{ id: 'p-1', name: 'Bench 1', role: 'SA' }] }
      case 'record:job':
        return job
      case 'record:verify':
        job = {
          is: 'checked',
          at: new Date(startedMs).toISOString(),
          rows: 122,
          signedSeq: 100,
          broken: { what: 'swapped', seq: 123, kind: 'pack:scan', why: 'it does not follow' },
          differs: null,
        }
        changed()
        return {}
      default:
        return undefined
    }
  }
}
