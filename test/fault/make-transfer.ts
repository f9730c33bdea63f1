import { outletId, trainingCatalogue } from '../../src-main/training/store/training-catalogue.ts'
import type { BridgeClient } from './bridge-client.ts'
import { until } from './station-process.ts'

const sku =
  trainingCatalogue().products.find((one) => one.isActive && !one.isDeleted && one.hasInventory)?.sku ?? ''

/** Makes, packs, seals and sends a transfer of one product, of which the store must be told. */
export async function makeTransfer(bridge: BridgeClient, note: string): Promise<void> {
  const hamilton = outletId('Hamilton')
  await until(
    async () => ((await bridge.ask('outlet:list', {})).some(({ id }) => id === hamilton) ? true : null),
    'the outlets arrive',
    30_000,
  )
  const productId = await until(
    async () => (await bridge.ask('product:search', { text: sku }))[0]?.id ?? null,
    'the catalogue arrives',
    30_000,
  )
  const { consignmentId } = await bridge.ask('transfer:create', { toOutletId: hamilton, note })
  await bridge.ask('transfer:plan', { consignmentId, productId, planned: 1 })
  await bridge.ask('transfer:release', { consignmentId })
  const { lines } = await bridge.ask('pack:open', { consignmentId })
  await bridge.ask('pack:change', { consignmentId, lineId: lines[0]?.id ?? '', by: 1 })
  const { parcels } = await bridge.ask('pack:open', { consignmentId })
  await bridge.ask('pack:seal', { parcelId: parcels[0]?.id ?? '', typedGrams: 500 })
  await bridge.ask('pack:send', {
    consignmentId,
    handover: { mode: 'internal', driver: 'Van 1', at: '2026-11-20T03:00:00.000Z' },
  })
}

/** Null while something is still to be told. */
export async function isToldAll(bridge: BridgeClient): Promise<true | null> {
  const { entries } = await bridge.ask('sync:screen', {})
  return entries.every(({ state }) => state === 'done' || state === 'discarded') ? true : null
}
