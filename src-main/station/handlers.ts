import { join } from 'node:path'
import { StationError } from '../../src-shared/failure.ts'
import { commandOn, consignmentOrRefuse } from '../bench.ts'
import { searchProducts } from '../catalogue/search.ts'
import { historyOf } from '../consignment/history.ts'
import * as count from '../counting/count.ts'
import { countDesk } from '../counting/count-desk.ts'
import * as countList from '../counting/list.ts'
import * as countReview from '../counting/review.ts'
import { countRules, setCountRules } from '../counting/rules.ts'
import { countOrRefuse } from '../counting/sheet.ts'
import type { Handlers } from '../host/door.ts'
import { boxLabelDrawing } from '../label/box-label-layout.ts'
import { boxLabelOf } from '../label/box-label-of.ts'
import { labelPng } from '../label/drawing.ts'
import { packingSlipPdf } from '../label/packing-slip.ts'
import * as productLabels from '../label/product-labels.ts'
import { slipOf } from '../label/slip-of.ts'
import { recountDone, recountList } from '../ordering/recount.ts'
import * as transfer from '../ordering/transfer.ts'
import { workLanes } from '../ordering/work.ts'
import * as boxes from '../packing/boxes.ts'
import { changeCount, takeProduct, undoLast } from '../packing/count.ts'
import { packDesk } from '../packing/pack-desk.ts'
import { planSeen } from '../packing/plan-change.ts'
import { putBack } from '../packing/put-back.ts'
import { recall } from '../packing/recall.ts'
import * as seal from '../packing/seal.ts'
import * as packed from '../packing/send.ts'
import { packRules, setPackRules } from '../packing/send-by-itself.ts'
import { sayHere, sayLeft, standingHere } from '../packing/standing.ts'
import * as close from '../receiving/close.ts'
import * as received from '../receiving/count.ts'
import { receiveDesk } from '../receiving/receive-desk.ts'
import { readSetting } from '../station-settings.ts'
import { keepFile } from './files.ts'
import { packSheetFile } from './papers.ts'
import { printSlip } from './print-slip.ts'
import { weightFor } from './weight-for.ts'
import type { Workplace } from './workplace.ts'

type WorkHandlers = Omit<
  Handlers,
  | `setup:${string}`
  | `training:${string}`
  | `device:${string}`
  | `doctor:${string}`
  | `sync:${string}`
  | `support:${string}`
  | `reconcile:${string}`
  | `staff:${string}`
  | `approval:${string}`
  | `order:${string}`
  | `return:${string}`
  | 'supplier:list'
  | `record:${string}`
  | `override:${string}`
  | 'product:explain'
  | 'frame:bring-back'
>

/** Every request of the work screens, each on its use case. */
export function workHandlers(place: Workplace): WorkHandlers {
  const { bench } = place
  const { store } = bench
  const nothing = {}
  return {
    'work:list': ({ search }) => workLanes(store, bench.outletId(), search),
    'outlet:list': () => store.catalogue.outlets(),
    'product:search': ({ text, limit, outletId }) =>
      searchProducts(store, text, limit, outletId ?? bench.outletId()),
    'transfer:create': (taken) => transfer.createTransfer(bench, taken),
    'transfer:plan': (taken) => transfer.planLine(bench, taken),
    'transfer:release': (taken) => transfer.releaseTransfer(bench, taken),
    'recount:list': () => recountList(store, bench.outletId()),
    'recount:done': (taken) => recountDone(bench, taken),
    'consignment:history': ({ consignmentId }) => historyOf(store, consignmentOrRefuse(store, consignmentId)),
    'consignment:cancel': (taken) => transfer.cancelConsignment(bench, taken),
    'desk:show': ({ isUsed, ...shown }, { pageId }) => ({
      pageId,
      scannerAt: place.scans.pages.show(pageId, shown, isUsed),
    }),
    'desk:where': () => {
      const desk = readSetting(store, 'desk')
      const isGone = desk?.consignmentId != null && store.consignments.get(desk.consignmentId) === null
      return desk === null || isGone ? { screen: 'work', consignmentId: null } : desk
    },
    'desk:took': ({ scanId }) => {
      place.scans.fields.took(scanId)
      return nothing
    },
    'desk:scan': ({ text, by }, { pageId }) => {
      // What a page read itself is meant for the desk on that page.
      place.scans.pages.use(pageId)
      return place.scans.scan(text, by)
    },
    'desk:times': ({ consignmentId, times }) => {
      store.write(commandOn(bench, 'desk:times', consignmentId, { times }), () => {
        consignmentOrRefuse(store, consignmentId)
        store.consignments.setNextTimes(consignmentId, times)
        store.consignments.touch(consignmentId, store.now())
      })
      return nothing
    },

    'pack:open': ({ consignmentId }) => packDesk(store, consignmentOrRefuse(store, consignmentId)),
    'pack:change': (taken) => changeCount(bench, taken),
    'pack:take': (taken) => takeProduct(bench, taken),
    'pack:undo': (taken) => undoLast(bench, taken),
    'pack:plan-seen': (taken) => planSeen(bench, taken),
    'pack:new-box': (taken) => boxes.newBox(bench, taken),
    'pack:use-box': (taken) => boxes.useBox(bench, taken),
    'pack:box-size': (taken) => boxes.sizeBox(bench, taken),
    'pack:remove-box': (taken) => boxes.removeBox(bench, taken),
    'pack:move': (taken) => boxes.moveUnits(bench, taken),
    'pack:seal': ({ parcelId, typedGrams }) => {
      seal.sealableOrRefuse(store, parcelId)
      const { weight, giveBack } = weightFor(place.devices.scale(), typedGrams, store.parcels.lastWeighed)
      try {
        return seal.sealBox(bench, parcelId, weight)
      } catch (thrown) {
        giveBack()
        throw thrown
      }
    },
    'pack:unseal': (taken) => seal.unsealBox(bench, taken),
    'pack:label-preview': async ({ parcelId }) => {
      const label = boxLabelOf(store, parcelId, null, place.training !== null)
      if (label === null) throw new StationError('no-such-box', 'That box is gone.', 'Choose another box.')
      const png = await labelPng(boxLabelDrawing(label), place.boxPaper(), place.preview)
      return {
        pngBase64: Buffer.from(png).toString('base64'),
        labelNumber: store.parcels.get(parcelId)?.labelNumber ?? null,
      }
    },
    'pack:print-label': (taken) => seal.printAgain(bench, taken),
    'pack:label-came-out': (taken) => seal.labelCameOut(bench, taken),
    'pack:packed': (taken) => packed.markPacked(bench, taken),
    'pack:put-back': (taken) => putBack(bench, taken),
    'pack:reopen': (taken) => packed.reopenPack(bench, taken),
    'pack:rules': () => packRules(store),
    'pack:set-rules': (taken) => {
      setPackRules(bench, taken)
      place.tell({ topic: 'changed', body: { what: 'setup' } })
      return nothing
    },
    'pack:standing': () => standingHere(store, bench.outletId()),
    'pack:left': (taken) => sayLeft(bench, taken),
    'pack:still-here': (taken) => sayHere(bench, taken),
    'pack:recall': (taken) => recall(bench, taken),
    'pack:send': (taken) => packed.send(bench, taken),
    'pack:sheet': (taken) => packSheetFile(place, taken),
    'pack:slip': async ({ consignmentId }) => {
      const slip = slipOf(store, consignmentId, place.training !== null)
      if (slip === null) consignmentOrRefuse(store, consignmentId)
      else {
        const file = `slip-${slip.consignmentCode.replaceAll(/[^A-Za-z0-9-]/g, '_')}.pdf`
        const pdf = await packingSlipPdf(slip)
        await keepFile(join(place.folder, 'slip'), file, pdf)
        return { file, say: await printSlip(place, file, pdf) }
      }
      throw new Error('a consignment without a slip')
    },

    'receive:open': ({ consignmentId }) => receiveDesk(store, consignmentOrRefuse(store, consignmentId)),
    'receive:change': (taken) => received.changeReceived(bench, taken),
    'receive:note': (taken) => received.noteReceived(bench, taken),
    'receive:all': (taken) => received.receiveAll(bench, taken),
    'receive:box': (taken) => received.receiveBox(bench, taken),
    'receive:take': (taken) => received.takeReceived(bench, taken),
    'receive:unlisted': (taken) => received.noteUnlisted(bench, taken),
    'receive:undo': (taken) => received.undoReceived(bench, taken),
    'receive:stop': (taken) => close.stopReceiving(bench, taken),
    'receive:close': (taken) => close.closeReceiving(bench, taken),
    'receive:discard': (taken) => close.discardReceipt(bench, taken),

    'count:rules': () => countRules(store),
    'count:set-rules': (taken) => {
      setCountRules(bench, taken)
      place.tell({ topic: 'changed', body: { what: 'setup' } })
      return nothing
    },
    'count:create': (taken) => countList.createCount(bench, taken),
    'count:open': ({ consignmentId }) => countDesk(store, countOrRefuse(store, consignmentId)),
    'count:list': (taken) => countList.listProducts(bench, taken),
    'count:paste': (taken) => countList.pasteList(bench, taken),
    'count:unlist': (taken) => countList.unlistProduct(bench, taken),
    'count:start': (taken) => countList.startCount(bench, taken),
    'count:set': (taken) => count.setCounted(bench, taken),
    'count:change': (taken) => count.changeCounted(bench, taken),
    'count:take': (taken) => count.takeCounted(bench, taken),
    'count:undo': (taken) => count.undoCounted(bench, taken),
    'count:skip': (taken) => count.skipLines(bench, taken),
    'count:unskip': (taken) => count.unskipLine(bench, taken),
    'count:finish': (taken) => countReview.finishCount(bench, taken),
    'count:again': (taken) => countReview.countAgain(bench, taken),
    'count:approve': (taken) => countReview.approveCount(bench, taken),

    'label:product': (taken) => productLabels.requestProductLabels(bench, taken),
    'label:product-jobs': ({ consignmentId }) => productLabels.productLabelJobs(store, consignmentId),
    'label:product-came-out': (taken) => productLabels.productCameOut(bench, taken),
    'label:drop-product': (taken) => productLabels.dropProductLabels(bench, taken),

    'frame:state': () => place.frame(),
    'frame:notice-seen': () => place.noticeSeen(),
    'scale:read': () => ({ reading: place.devices.reading() }),
  }
}
