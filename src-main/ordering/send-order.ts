import { StationError } from '../../src-shared/failure.ts'
import type { NoticeHow } from '../../src-shared/model/order.ts'
import { type Bench, changeConsignment, commandOn } from '../bench.ts'
import { orderedLines } from '../consignment/ordered-lines.ts'
import { intend } from '../outbox/intend.ts'
import { keepSetting, readSetting } from '../station-settings.ts'
import type { Store } from '../store/store.ts'
import { mustBeOrder } from './order-rules.ts'

/** Whether an order is made at Lightspeed when it is sent, and not only with its first receipt. Usually not. */
export function tellsAtSend(store: Store): boolean {
  return readSetting(store, 'order-told-at-send') === true
}

/** `order:set-rules`: when Lightspeed hears of an order. */
export function setOrderRules(bench: Bench, taken: { tellAtSend: boolean }): Record<string, never> {
  const { store } = bench
  const command = { ...commandOn(bench, 'order:set-rules', '', taken), subject: null }
  return store.write(command, () => {
    keepSetting(store, 'order-told-at-send', taken.tellAtSend)
    return {}
  })
}

/**
 * `order:send`: an approved order goes to its supplier; from then on its goods are on their way here. A second press
 * finds it sent and changes nothing. How the supplier was told is kept, where it is said.
 */
export function sendOrder(
  bench: Bench,
  taken: { consignmentId: string; how?: NoticeHow | null; note?: string },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'order:send', taken.consignmentId, taken, (consignment, command) => {
    mustBeOrder(consignment)
    if (consignment.state === 'sent') return {}
    if (consignment.state !== 'approved') {
      throw new StationError(
        'not-approved',
        'Only an approved order can be sent.',
        consignment.state === 'draft' ? 'Ask for approval first.' : 'Look where it stands under History.',
      )
    }
    if (consignment.supplierId === null) {
      throw new StationError('no-supplier', 'This order has no supplier.', 'Cancel it and make a new one.')
    }
    if (store.parcels.contentsOf(consignment.id).length > 0) {
      throw new StationError(
        'packed-here',
        'Goods of this order are in boxes here.',
        'Pack it and hand it over there, or take them out of their boxes.',
      )
    }
    store.states.move(consignment.id, {
      to: 'sent',
      trigger: command.kind,
      actor: command.actor,
      station: store.station.id,
      traceId: command.traceId,
    })
    const how = taken.how ?? null
    if (how !== null) {
      const told = { note: taken.note ?? '', at: store.now(), toldBy: command.actor.id }
      store.notices.add({ consignmentId: consignment.id, how, ...told })
    }
    if (tellsAtSend(store)) {
      intend(store, consignment, {
        status: 'SENT',
        packed: orderedLines(store, consignment.id),
        received: null,
      })
    }
    return {}
  })
}
