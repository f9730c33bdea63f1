import type { CatalogueProduct } from '../../src-main/training/store/catalogue.ts'
import { outletId } from '../../src-main/training/store/training-catalogue.ts'
import type { BenchRig } from './bench-rig.ts'

/** One thing a person at the bench has to do today. The seed decides it; how far it is, only the station knows. */
export type DayJob = {
  number: number
  /** Made here, made by the office, sent by another outlet, sent by a supplier. */
  kind: 'ours' | 'office' | 'transfer-in' | 'order-in'
  /** How the person finds a transfer made here again. */
  note: string
  wanted: { product: CatalogueProduct; code: string; units: number }[]
  /** What the station calls it, once it has shown it: what was shown is on disk. */
  consignmentId: string | null
  /** Lightspeed's id; null for a transfer made here. */
  remoteId: string | null
  /** Packed and sent in two steps. */
  packsFirst: boolean
  /** Closes a first receipt half way. */
  stopsHalfWay: boolean
  /** Leaves the last unit out, with a reason. */
  endsShort: boolean
}

/** Products of which one code names one product, so that a scan needs no question. */
export function scannableProducts(rig: BenchRig): { product: CatalogueProduct; code: string }[] {
  const owners = new Map<string, number>()
  for (const product of rig.store.catalogue.products) {
    for (const { code } of product.codes) owners.set(code, (owners.get(code) ?? 0) + 1)
  }
  return rig.store.catalogue.products.flatMap((product) => {
    const isPlain =
      product.isActive && !product.isDeleted && product.hasInventory && product.compositeOf === null
    const code = product.codes.find((one) => owners.get(one.code) === 1 && /^\d+$/.test(one.code))?.code
    return isPlain && code !== undefined ? [{ product, code }] : []
  })
}

/** Makes up the next job and, where another makes it, lets it happen at the store. */
export function newJob(rig: BenchRig, number: number, random: () => number): DayJob {
  const kinds: DayJob['kind'][] = ['ours', 'office', 'ours', 'transfer-in', 'ours', 'order-in']
  const kind = kinds[number % kinds.length] as DayJob['kind']
  const pool = scannableProducts(rig)
  const picked = new Map<string, DayJob['wanted'][number]>()
  const size = 2 + Math.floor(random() * 4)
  while (picked.size < size) {
    const one = pool[Math.floor(random() * pool.length)]
    if (one) picked.set(one.product.id, { ...one, units: 1 + Math.floor(random() * 5) })
  }
  const wanted = [...picked.values()]
  const lines = wanted.map(({ product, units }) => ({ productId: product.id, count: units }))
  return {
    number,
    kind,
    note: `Day job ${number}`,
    wanted,
    consignmentId: null,
    remoteId: remoteOf(rig, kind, lines),
    packsFirst: random() < 0.5,
    stopsHalfWay: random() < 0.5,
    endsShort: random() < 0.3,
  }
}

/** Goods that another outlet has sent are on the road until its send is worked off: nobody receives them before. */
export function isOnTheRoad({ store: { control } }: BenchRig, { kind, remoteId }: DayJob): boolean {
  return kind === 'transfer-in' && control.lines(remoteId ?? '').some(({ status }) => status === 'PENDING')
}

function remoteOf(
  { store: { control } }: BenchRig,
  kind: DayJob['kind'],
  lines: { productId: string; count: number }[],
): string | null {
  const [here, there] = [outletId('Warehouse'), outletId('Hamilton')]
  switch (kind) {
    case 'ours':
      return null
    case 'office':
      return control.transferToPack({ fromOutletId: here, toOutletId: there, lines }).id
    case 'transfer-in':
      return control.incomingTransfer({ fromOutletId: there, toOutletId: here, lines }).id
    case 'order-in':
      return control.incomingOrder({ outletId: here, lines }).id
  }
}
