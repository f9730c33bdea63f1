import { countScanned, countUnlisted } from '../counting/count.ts'
import { whyNotCountable } from '../counting/sheet.ts'
import { type DeskRoutes, noteScan } from '../desk/desk-scan.ts'
import { countIntoBox } from '../packing/count.ts'
import { scanBoxAtPack } from '../packing/pack-acts.ts'
import { whyNoExtra, whyNotPackable, whyTooMany } from '../packing/pack-rights.ts'
import { countReceived } from '../receiving/count.ts'
import { whyNotReceivable } from '../receiving/receipt.ts'
import { scanBoxAtReceive } from '../receiving/receive-acts.ts'
import { boxOnList, listUnits, whyNotOnList } from '../returning/list-scan.ts'

/** What a scan does at each desk: joined here, so that the desks stay apart from each other. */
export const deskRoutes: DeskRoutes = {
  pack: {
    whyNot: whyNotPackable,
    count(store, consignment, line, times, reading, command, pack) {
      const why = whyTooMany(consignment, line, times)
      if (why === null) return countIntoBox(store, consignment, line, times, reading, command, pack)
      return noteScan(store, consignment.id, reading, { is: 'not-now', why: why.join(' ') })
    },
    add(store, consignment, product, _times, reading) {
      const why = whyNoExtra(consignment, product)
      return why && noteScan(store, consignment.id, reading, { is: 'not-now', why: why.join(' ') })
    },
    box: scanBoxAtPack,
  },
  receive: {
    whyNot: whyNotReceivable,
    count: (store, consignment, line, times, reading, command, pack) =>
      countReceived(store, consignment, line, { received: times, damaged: 0, pack }, reading, command),
    box: scanBoxAtReceive,
  },
  return: {
    whyNot: whyNotOnList,
    count: (store, consignment, line, times, reading) =>
      listUnits(store, consignment, line.productId, times, reading),
    add: (store, consignment, product, times, reading) =>
      listUnits(store, consignment, product.id, times, reading),
    box: boxOnList,
  },
  count: {
    whyNot: whyNotCountable,
    count: countScanned,
    add: countUnlisted,
    box: () => ({ is: 'not-now', why: 'This is a box, and boxes are not counted. Scan what is in it.' }),
  },
}
