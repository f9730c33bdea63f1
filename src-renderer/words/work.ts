import type { Kind, State } from '../../src-shared/model/consignment.ts'
import { units } from '../format.ts'
import { plural } from './plural.ts'

const kinds: Record<Kind, string> = {
  PO: 'Supplier order',
  OUTLET: 'Transfer',
  RETURN: 'Return',
  STOCKTAKE: 'Count',
}
const states: Record<State, string> = {
  draft: 'draft',
  pending_approval: 'waiting for approval',
  rejected: 'rejected',
  approved: 'ready to pack',
  packing: 'packing',
  packed: 'packed',
  sent: 'on its way',
  receiving: 'receiving',
  partial: 'partly here',
  received: 'received',
  completed: 'completed',
  cancelled: 'cancelled',
  scheduled: 'scheduled',
  counting: 'counting',
  review: 'in review',
}

export const workWords = {
  title: 'Work',
  /** An order is sent, not packed. */
  orderApproved: 'approved',
  kinds,
  states,
  lanes: {
    toPack: 'To pack',
    toReceive: 'To receive',
    toOrder: 'To order',
    toCount: 'To count',
    waiting: 'Waiting for someone',
    done: 'Done',
  },
  empty: {
    toPack: {
      why: 'Nothing to pack.',
      fills: 'Transfers from this outlet come here as soon as they are released, here or at Lightspeed.',
    },
    toReceive: {
      why: 'Nothing on its way here.',
      fills: 'A delivery shows up when its sender marks it as sent.',
    },
    toOrder: {
      why: 'Nothing to order.',
      fills: 'Orders that are written or approved stand here until the supplier has them.',
    },
    toCount: {
      why: 'Nothing to count.',
      fills: 'A count the office puts down comes here by itself. Or make one of your own.',
    },
    waiting: {
      why: 'Nobody is waiting.',
      fills: 'Whatever needs another person’s answer before it can move stands here.',
    },
    done: {
      why: 'Nothing finished yet.',
      fills: 'Sent and received consignments of the last days stand here.',
    },
  },
  emptySearch: 'Nothing here matches the search.',
  onConsignments: (count: number) =>
    count === 0
      ? 'on no consignment here'
      : `on ${units(count)} ${count === 1 ? 'consignment' : 'consignments'}`,
  search: 'Find a consignment: code, place, note or product',
  searchHint: 'Or scan a box label, a consignment code or a product.',
  /** On the buttons with a plus, which leave room for the search. */
  start: { begin: 'New', transfer: 'Transfer', order: 'Order', count: 'Stocktake', goBack: 'Return' },
  countApproved: 'approved',
  goOnCounting: 'Go on counting',
  goOnPacking: 'Go on packing',
  goOnReceiving: 'Go on receiving',
  recount: {
    title: 'To recount',
    open: (count: number) => (count === 1 ? '1 product to recount' : `${count} products to recount`),
    say: 'These left here and did not arrive. Are they still on the shelf? Count what is there now.',
    missing: (count: string, to: string | null, code: string, when: string) =>
      `${count} missing${to === null ? '' : ` at ${to}`} on ${code}, ${when}`,
    level: (count: string) => `stock ${count}`,
    noLevel: 'stock not known',
    counted: 'Counted',
    countedOf: (name: string) => `Counted: ${name}`,
    done: 'Tick off',
  },
  standing: {
    title: 'Packed and still here?',
    open: (count: number) =>
      count === 1 ? '1 stands packed: has it left?' : `${count} stand packed: have they left?`,
    say: 'The day is over and nobody said that these were handed over. What has left counts as sent, and its stock leaves this outlet.',
    packed: (when: string) => `packed ${when}`,
    noWay: 'Nobody said how it goes.',
    at: 'Left at',
    atOf: (code: string) => `When did ${code} leave?`,
    took: 'The courier took it',
    left: 'It has left',
    here: 'Still here',
    sayHow: 'Say how it goes',
    unclear: 'Write when it left, as 24/11/2026 16:30.',
  },
  due: (when: string) => `due ${when}`,
  overdue: (when: string) => `overdue since ${when}`,
  lines: (count: string) => plural(count, 'line'),
  units: (count: string) => plural(count, 'unit'),
  progress: (done: string, all: string, more: string | null) =>
    `${done} of ${plural(all, 'unit')}${more === null ? '' : `, ${more} more`}`,
  boxes: (count: number) => (count === 1 ? '1 box' : `${count} boxes`),
  noBoxes: 'no boxes yet',
  waitingSince: (length: string, what: string) => `${what}, waiting ${length}`,
  parked: 'needs you',
  decide: 'Decide under Sync',
  readOnly: 'read only',
  anywhere: 'not said',
  showDone: (count: number) => `Show done (${count})`,
  hideDone: 'Hide done',
  pickPack: 'What do you want to pack?',
  pickReceive: 'What has arrived?',
  draft: {
    title: 'New transfer',
    toWhere: 'Where does it go?',
    noOther: 'This store has no other outlet yet: outlets are made in Lightspeed and show up here.',
    due: 'When is it due there?',
    note: 'Note for the packer',
    create: 'Start the list',
    from: (place: string) => `From ${place}`,
    addSearch: 'Find a product to add: name, SKU or code',
    planned: 'Planned',
    takeOff: 'Take off',
    emptyList: 'No products yet. Find one above and press Enter.',
    release: 'Release for packing',
    onlyHere: (count: string) => `only ${count} here`,
    shortLines: (count: number, from: string) =>
      `${count === 1 ? '1 line plans' : `${count} lines plan`} more than ${from} has. It may be released all the same.`,
    releaseEmpty: 'Add at least one product first.',
    cancel: 'Cancel this transfer',
    cancelReason: 'Why is it cancelled?',
    keepsItself: 'Every change is kept as you make it. There is nothing to save.',
    product: 'Product',
  },
} as const
