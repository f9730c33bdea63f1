import { expect, it } from 'vitest'
import { doerOf, historyOf } from '../../../src-main/consignment/history.ts'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { goods, testBench, write } from '../bench.ts'

it('tells every state a consignment went through: when, by whom and why', () => {
  const bench = testBench()
  const { store } = bench
  write(store, 'test:person', () => {
    store.staff.add({ id: 'p-one', role: 'SM', outletIds: [], remoteUserId: null }, store.now())
    store.staff.putName('p-one', 'Manager 1')
  })
  const id = bench.transfer({ [goods.tea.id]: 2 })
  bench.actAs('SM', 'p-one')
  cancelConsignment(bench, { consignmentId: id, reason: 'not needed' })
  const steps = historyOf(store, bench.consignment(id))
  expect(steps).toMatchObject([
    { from: null, to: 'draft', what: 'made here', who: { is: 'bench' }, reason: null },
    { from: 'draft', to: 'approved', what: 'transfer:release', who: { is: 'bench' }, reason: null },
    { from: 'approved', to: 'cancelled', who: { is: 'person', name: 'Manager 1' }, reason: 'not needed' },
  ])
  expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).toSorted())
})

it('begins where Lightspeed had it', () => {
  const bench = testBench()
  const id = bench.order({ [goods.tea.id]: 2 })
  expect(historyOf(bench.store, bench.consignment(id))).toMatchObject([
    { from: null, to: 'sent', what: 'from Lightspeed', who: { is: 'lightspeed' } },
  ])
})

it('names nobody whose name was erased, and tells the station from a person', () => {
  const { store } = testBench()
  expect(doerOf(store, 'gone')).toEqual({ is: 'person', name: null })
  expect(doerOf(store, 'station')).toEqual({ is: 'station' })
})
