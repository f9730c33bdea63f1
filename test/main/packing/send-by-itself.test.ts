import { describe, expect, it } from 'vitest'
import { setOrderRules } from '../../../src-main/ordering/send-order.ts'
import { sealBox } from '../../../src-main/packing/seal.ts'
import { markPacked } from '../../../src-main/packing/send.ts'
import { openSendClock, sendWhatStands, setPackRules } from '../../../src-main/packing/send-by-itself.ts'
import { goods, shop, type TestBench, testBench, tickingClock } from '../bench.ts'
import { orderIn } from '../ordering/order-made.ts'

const { tea } = goods
const hours = 3_600_000
const van = { mode: 'internal', driver: 'Van 1' } as const

function pack(bench: TestBench, id: string, handover: typeof van | null = null): string {
  bench.at('pack', id)
  bench.count('TEA-1')
  sealBox(bench, bench.store.parcels.of(id)[0]?.id ?? '', { grams: 500, from: 'typed', frame: null })
  markPacked(bench, { consignmentId: id, handover })
  return id
}
const later = (bench: TestBench, ms: number) => ({
  ...bench,
  clock: { ...bench.clock, now: () => bench.clock.now() + ms },
})

describe('what stands packed', () => {
  it('is sent by the station itself after twelve hours where that is switched on, and not before', () => {
    const bench = testBench()
    const id = pack(bench, bench.transfer({ [tea.id]: 1 }))
    sendWhatStands(later(bench, 13 * hours))
    expect(bench.state(id)).toBe('packed')
    setPackRules(bench, { sendsAfter12Hours: true })
    sendWhatStands(later(bench, 12 * hours - 5_000))
    expect(bench.state(id)).toBe('packed')
    sendWhatStands(later(bench, 12 * hours))
    sendWhatStands(later(bench, 12 * hours))
    expect(bench.state(id)).toBe('sent')
    expect(bench.store.transitions.of(id).at(-1)).toMatchObject({
      from: 'packed',
      actor: 'station',
      trigger: 'pack:sent-by-itself',
      reason: 'It stood packed for 12 hours.',
    })
    expect(bench.store.stock.projected(tea.id, 'outlet-depot')).toBe(99)
    expect(bench.told(id)).toMatchObject([{ status: 'SENT' }])
  })

  it('stays where it leaves from another outlet; a return stays until somebody said how it goes', () => {
    const bench = testBench()
    setPackRules(bench, { sendsAfter12Hours: true })
    const transfer = pack(bench, bench.transfer({ [tea.id]: 1 }))
    const unsaid = pack(bench, bench.approvedReturn({ [tea.id]: 1 }))
    const said = pack(bench, bench.approvedReturn({ [tea.id]: 1 }), van)
    bench.standIn(shop)
    sendWhatStands(later(bench, 12 * hours))
    expect([transfer, unsaid, said].map(bench.state)).toEqual(['packed', 'packed', 'packed'])
    bench.standIn('outlet-depot')
    sendWhatStands(later(bench, 12 * hours))
    expect([transfer, unsaid, said].map(bench.state)).toEqual(['sent', 'packed', 'sent'])
  })

  it('of an order tells Lightspeed what was ordered, where orders are told when they are sent', () => {
    const bench = testBench()
    setPackRules(bench, { sendsAfter12Hours: true })
    setOrderRules(bench, { tellAtSend: true })
    const id = pack(bench, orderIn(bench, 'approved', { [tea.id]: 4 }))
    sendWhatStands(later(bench, 12 * hours))
    expect(bench.state(id)).toBe('sent')
    expect(bench.told(id)).toMatchObject([
      { type: 'SUPPLIER', status: 'SENT', packed: [{ productId: tea.id, units: 4 }] },
    ])
  })

  it('is looked at each minute as long as the station runs', () => {
    const waits: (() => void)[] = []
    let cancelled = 0
    const bench = testBench({
      ...tickingClock(),
      after(_ms, run) {
        waits.push(run)
        return () => {
          cancelled += 1
        }
      },
    })
    setPackRules(bench, { sendsAfter12Hours: true })
    const id = pack(bench, bench.transfer({ [tea.id]: 1 }))
    const clock = openSendClock(later(bench, 12 * hours))
    waits.at(-1)?.()
    expect(bench.state(id)).toBe('sent')
    expect(waits).toHaveLength(2)
    clock.close()
    expect(cancelled).toBe(1)
  })
})
