import { consignmentOrRefuse } from '../bench.ts'
import type { Handlers } from '../host/door.ts'
import * as order from '../ordering/order.ts'
import { orderDesk, orderList } from '../ordering/order-desk.ts'
import { readRows } from '../ordering/rows/read-rows.ts'
import { sendOrder, setOrderRules, tellsAtSend } from '../ordering/send-order.ts'
import { orderFile } from './papers.ts'
import type { Workplace } from './workplace.ts'

type OrderHandlers = Pick<Handlers, Extract<keyof Handlers, `order:${string}`> | 'supplier:list'>

/** Every request of the order screens, each on its use case. */
export function orderHandlers(place: Workplace): OrderHandlers {
  const { bench, tell } = place
  const { store } = bench
  return {
    'order:list': () => orderList(store, bench.outletId()),
    'supplier:list': () => store.catalogue.suppliers(),
    'order:create': (taken) => order.createOrder(bench, taken),
    'order:open': ({ consignmentId }) => orderDesk(store, consignmentOrRefuse(store, consignmentId)),
    'order:line': (taken) => order.orderLine(bench, taken),
    'order:cost': (taken) => order.orderCost(bench, taken),
    'order:add': (taken) => order.addRows(bench, taken),
    'order:read-rows': ({ consignmentId, from }) =>
      readRows(store, consignmentOrRefuse(store, consignmentId), from),
    'order:code': (taken) => order.addCode(bench, taken),
    'order:file': (taken) => orderFile(place, taken),
    'order:send': (taken) => sendOrder(bench, taken),
    'order:rules': () => ({ tellAtSend: tellsAtSend(store) }),
    'order:set-rules': (taken) => {
      setOrderRules(bench, taken)
      tell({ topic: 'changed', body: { what: 'setup' } })
      return {}
    },
    'order:head': (taken) => order.orderHead(bench, taken),
  }
}
