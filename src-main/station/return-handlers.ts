import { consignmentOrRefuse } from '../bench.ts'
import type { Handlers } from '../host/door.ts'
import * as draft from '../returning/draft.ts'
import { takeOnList, undoOnList } from '../returning/list-scan.ts'
import { openPhotoUploads } from '../returning/photo-uploads.ts'
import { keepPhoto, mustTakePhotos, removePhoto } from '../returning/photos.ts'
import { noteRefund } from '../returning/refund.ts'
import { returnDesk } from '../returning/return-desk.ts'
import type { Workplace } from './workplace.ts'

/** The requests of supplier returns, each on its use case. Photos on their way are kept in memory by this. */
export function returnHandlers({
  bench,
  folder,
}: Workplace): Pick<Handlers, Extract<keyof Handlers, `return:${string}`>> {
  const { store } = bench
  const uploads = openPhotoUploads(bench.clock, store.newId)
  return {
    'return:open': ({ consignmentId }) => returnDesk(store, consignmentOrRefuse(store, consignmentId)),
    'return:create': (taken) => draft.createReturn(bench, taken),
    'return:line': (taken) => draft.planReturnLine(bench, taken),
    'return:take': (taken) => takeOnList(bench, taken),
    'return:undo': (taken) => undoOnList(bench, taken),
    'return:reason': (taken) => draft.giveReason(bench, taken),
    'return:photo-begin': (taken) => {
      mustTakePhotos(bench, consignmentOrRefuse(store, taken.consignmentId), taken.productId)
      return uploads.begin(taken)
    },
    'return:photo-part': (taken) => {
      uploads.part(taken)
      return {}
    },
    'return:photo-keep': (taken) => {
      const { consignmentId } = taken
      return keepPhoto(bench, folder, { consignmentId, ...uploads.take(taken) })
    },
    'return:photo-remove': (taken) => removePhoto(bench, taken),
    'return:refund': (taken) => noteRefund(bench, taken),
  }
}
