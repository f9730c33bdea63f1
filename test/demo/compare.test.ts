import { describe, expect, it } from 'vitest'
import { differences, type Evidence } from '../../scripts/demo/compare.ts'
import { levelKey } from '../../scripts/demo/store-reading.ts'

const here = 'source'
const there = 'destination'

/** Two products, one of them short by one and with one damaged, on which store and benches agree. */
function agreeing(): Evidence {
  const levels = (rows: [string, string, number][]) =>
    new Map(rows.map(([product, outlet, level]) => [levelKey(product, outlet), level]))
  return {
    reference: 'PK-1',
    sourceId: here,
    destinationId: there,
    lines: [
      { productId: 'mug', name: 'Mug', packed: 4, received: 3, damaged: 1 },
      { productId: 'cap', name: 'Cap', packed: 6, received: 6, damaged: 0 },
    ],
    consignment: {
      status: 'RECEIVED',
      reference: 'PK-1',
      lines: new Map([
        ['mug', { count: 4, received: 2 }],
        ['cap', { count: 6, received: 6 }],
      ]),
    },
    before: levels([
      ['mug', here, 50],
      ['mug', there, 2],
      ['cap', here, 40],
      ['cap', there, 0],
    ]),
    after: levels([
      ['mug', here, 46],
      ['mug', there, 4],
      ['cap', here, 34],
      ['cap', there, 6],
    ]),
    ledger: { creates: 1, duplicateReferences: 0, accumulatedLines: 0, calls: 100, status429: 0 },
  }
}

describe('the store compared with what was counted', () => {
  it('finds nothing where they agree', () => {
    expect(differences(agreeing())).toEqual([])
  })

  const cases: [string, (evidence: Evidence) => void, RegExp][] = [
    ['a transfer that is not received', (e) => (e.consignment.status = 'SENT'), /RECEIVED here, SENT/],
    ['another reference', (e) => (e.consignment.reference = 'PK-2'), /PK-1 here, PK-2/],
    [
      'a packed count',
      (e) => e.consignment.lines.set('mug', { count: 5, received: 2 }),
      /Mug, packed: 4 here, 5/,
    ],
    [
      'damaged units told as received',
      (e) => e.consignment.lines.set('mug', { count: 4, received: 3 }),
      /Mug, received undamaged: 2 here, 3/,
    ],
    [
      'a received count never written',
      (e) => e.consignment.lines.set('cap', { count: 6, received: null }),
      /Cap, received undamaged: 6 here, nothing/,
    ],
    ['a line nobody packed', (e) => e.consignment.lines.set('hat', { count: 1, received: 1 }), /product hat/],
    [
      'stock that left twice',
      (e) => e.after.set(levelKey('cap', here), 28),
      /Cap, stock moved at the source: -6 here, -12/,
    ],
    [
      'stock that never came',
      (e) => e.after.set(levelKey('cap', there), 0),
      /Cap, stock moved at the destination: 6 here, 0/,
    ],
    ['a second create', (e) => (e.ledger.creates = 2), /created: 1 here, 2/],
    ['a reference used twice', (e) => (e.ledger.duplicateReferences = 1), /used twice: 0 here, 1/],
    ['a line added up', (e) => (e.ledger.accumulatedLines = 1), /added up/],
    ['calls refused as too many', (e) => (e.ledger.status429 = 3), /too many: 0 here, 3/],
  ]
  it.each(cases)('names %s, and nothing else', (_what, spoil, names) => {
    const evidence = agreeing()
    spoil(evidence)
    const found = differences(evidence)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(names)
  })

  it('names a line the store lost in every respect', () => {
    const evidence = agreeing()
    evidence.consignment.lines.delete('mug')
    expect(differences(evidence)).toEqual([
      'Mug, packed: 4 here, nothing in the store.',
      'Mug, received undamaged: 2 here, nothing in the store.',
    ])
  })

  it('takes nothing packed and nothing moved for the same', () => {
    const evidence = agreeing()
    const none = { productId: 'hat', name: 'Hat', packed: 0, received: 0, damaged: 0 }
    evidence.consignment.lines.set('hat', { count: 0, received: 0 })
    expect(differences({ ...evidence, lines: [...evidence.lines, none] })).toEqual([])
  })
})
