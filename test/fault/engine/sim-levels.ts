import { intendLevels } from '../../../src-main/outbox/intend-levels.ts'
import { systemActor } from '../../../src-main/store/store.ts'
import { begin } from './begin-consignment.ts'
import type { Plan } from './day-plan.ts'
import { simGoods, simOutlets } from './sim-catalogue.ts'
import type { Day } from './sim-day.ts'

const count: Plan = {
  kind: 'STOCKTAKE',
  state: 'approved',
  fromThere: null,
  told: [],
  end: { is: 'cancelled' },
}

/**
 * On one day in three, a stocktake that is told level by level, of products nobody else moves at that outlet; and while it goes
 * out, one of them is sold from in the shop's till before its turn. Gives what each level must come to.
 */
export function setLevelsInTime(day: Day, chance: () => number): () => ReadonlyMap<string, number> {
  const wanted = new Map<string, number>()
  if (chance() > 0.34) return () => wanted
  const { control } = day.sandbox
  const outletId = simOutlets().counted
  const { id } = begin({ sandbox: day.sandbox, store: day.station.store }, count)
  const products = simGoods().outlet.slice(0, 1 + Math.floor(chance() * 4))
  day.toTell += 1
  const counted = products.map((productId) => {
    const expected = control.level(productId, outletId)
    const difference = Math.floor(chance() * 9) - 4
    const sold = chance() < 0.3 ? 1 : 0
    wanted.set(`${productId} ${outletId}`, expected + difference - sold)
    return { productId, expected, counted: expected + difference, sold }
  })
  day.clock.after(Math.floor(chance() * 600_000), function tell() {
    if (day.station.process() === null) {
      day.clock.after(10_000, tell)
      return
    }
    const { store } = day.station
    const command = { kind: 'test', actor: systemActor, subject: id, given: {}, traceId: 'req_test' }
    for (const { productId, expected, sold } of counted) {
      if (sold > 0) control.setStock({ productId, outletId, level: expected - sold })
    }
    store.write(command, () => {
      store.counts.putSheet({ consignmentId: id, isBlind: true, round: 1, listed: null, setsLevels: true })
      const consignment = store.consignments.get(id)
      if (consignment === null) throw new Error('no count')
      const lines = counted.map((line) => ({ ...line, isLevelOld: false }))
      intendLevels(store, consignment, lines)
    })
    day.toTell -= 1
  })
  // Where a person said what a level comes to, or that the rest is left, it may be any.
  const asItIs = () => new Map(products.map((one) => [`${one} ${outletId}`, control.level(one, outletId)]))
  return () => (day.loose.has(id) ? asItIs() : wanted)
}
