import type { ScanOutcome } from '../../src-shared/model/scan.ts'
import { product } from './fixture-desks.ts'

const counted = {
  lineId: 'line-0',
  productId: 'product-0',
  name: 'Pod Kit Black',
  times: 1,
  counted: 4,
  planned: 6,
  boxNumber: 2,
  pack: null,
}

/** One of each thing a scan can do. */
export const outcomes: readonly ScanOutcome[] = [
  { is: 'counted', ...counted },
  { is: 'line-complete', ...counted, counted: 6 },
  { is: 'all-complete', ...counted, counted: 6 },
  { is: 'over', ...counted, counted: 7 },
  { is: 'extra', ...counted, planned: 0 },
  { is: 'damaged', ...counted, damaged: 2 },
  { is: 'not-on-transfer', product: product(30), times: 1 },
  { is: 'several', choices: [product(0), product(9), product(2)], times: 1 },
  { is: 'listed', name: 'Pod Kit Black', isNew: true },
  { is: 'product', names: ['Pod Kit Black'] },
  { is: 'unknown' },
  { is: 'misread', why: 'The check digit is wrong.' },
  { is: 'box', parcelId: 'box-1', number: 1, say: 'Packing into this box.' },
  { is: 'consignment', consignmentId: 'c-pack', code: 'TR-STO-202611-000123-45' },
  { is: 'for-field', what: 'tracking' },
  { is: 'not-now', why: 'This transfer is packed already.' },
]
