import type { PackDesk } from '../../src-shared/model/pack.ts'
import { RefusedAsk } from './bridge-line.ts'
import { DemoError } from './demo-error.ts'
import { type Good, strangeCodes } from './goods.ts'
import { isCounted, scan } from './scan.ts'
import { destination, type Stage } from './stage.ts'
import { until } from './until.ts'

/** What the carton and the padding of each box weigh. */
const cartonGrams = [184, 212, 196]

type Say = (line: string) => void

/** Plans the transfer at the packing outlet, packs it into three boxes, seals, labels and sends it. Gives the desk. */
export async function packTransfer(stage: Stage, goods: readonly Good[], say: Say): Promise<PackDesk> {
  const { station } = stage.packing
  const consignmentId = await planTransfer(stage, goods, say)
  await station.ask('desk:show', { screen: 'pack', consignmentId })
  const desk = () => station.ask('pack:open', { consignmentId })

  for (const box of [0, 1, 2] as const) {
    if (box > 0) await station.ask('pack:new-box', { consignmentId })
    for (const good of goods) {
      for (let unit = 0; unit < good.boxes[box]; unit += 1)
        await scan(stage.packing, consignmentId, good.code)
    }
    if (box === 0) await tryMistakes(stage, consignmentId, goods, say)
    await sealBox(stage, await desk(), cartonGrams[box] ?? 0, say)
  }

  await station.ask('pack:send', {
    consignmentId,
    handover: { mode: 'internal', driver: 'Afternoon van', at: '2026-11-20T03:00:00.000Z' },
  })
  say('Packed and sent, handed to the van')
  await until('every label is printed', async () => {
    const { parcels } = await desk()
    return parcels.every((parcel) => parcel.label === 'printed') ? parcels : null
  })
  say('Three labels printed, each confirmed by the printer')
  return until('the store has the sent transfer', async () => {
    const { line } = await station.ask('sync:screen', {})
    if (line.is === 'needs-you') throw new DemoError(`The packing station says: ${line.say}.`)
    const now = await desk()
    return now.head.remoteStatus === 'SENT' && now.head.waiting === null ? now : null
  })
}

async function planTransfer(stage: Stage, goods: readonly Good[], say: Say): Promise<string> {
  const { station } = stage.packing
  await until('the packing station has pulled the catalogue and sees its devices', async () => {
    const { feeds } = await station.ask('sync:screen', {})
    const { devices } = await station.ask('frame:state', {})
    const isReady = devices.every(({ role, state }) => state.is === 'ready' || role === 'printer2')
    return isReady && hasPulled(feeds, ['outlets', 'products', 'inventory', 'consignments']) ? feeds : null
  })
  say('Scanner, scale and printer are ready, the catalogue is pulled')
  const { consignmentId } = await station.ask('transfer:create', {
    toOutletId: destination.id,
    note: 'Demo refill',
  })
  for (const { productId, planned } of goods) {
    await station.ask('transfer:plan', { consignmentId, productId, planned })
  }
  await station.ask('transfer:release', { consignmentId })
  const units = goods.reduce((sum, { planned }) => sum + planned, 0)
  say(`Transfer to ${destination.name} planned: ${goods.length} products, ${units} units`)
  return consignmentId
}

export function hasPulled(feeds: { name: string; isFirstPull: boolean }[], names: string[]): boolean {
  return names.every((name) => feeds.some((feed) => feed.name === name && !feed.isFirstPull))
}

/** What goes wrong at a bench: two codes that must not count, and one scan too many, which is taken back. */
async function tryMistakes(
  stage: Stage,
  consignmentId: string,
  goods: readonly Good[],
  say: Say,
): Promise<void> {
  for (const code of strangeCodes(goods)) {
    const record = await scan(stage.packing, consignmentId, code)
    if (isCounted(record)) throw new DemoError(`${code} was counted, though nothing carries it.`)
    say(`Scanned ${code}: refused (${record.outcome.is})`)
  }
  const [first] = goods
  if (first === undefined) throw new Error('the demo packs something')
  const over = await scan(stage.packing, consignmentId, first.code)
  if (over.outcome.is !== 'over') throw new DemoError(`One ${first.name} too many was not noticed.`)
  await stage.packing.station.ask('pack:undo', { consignmentId })
  say(`One ${first.name} too many: noticed, and taken back`)
}

/** Puts the current box on the scale, is refused while it moves, and seals it once it stands. */
async function sealBox(stage: Stage, desk: PackDesk, carton: number, say: Say): Promise<void> {
  const { station } = stage.packing
  const box = desk.parcels.find((parcel) => parcel.isCurrent)
  if (box === undefined) throw new DemoError('No box is open, though goods were counted.')
  const grams = box.expectedGrams + carton
  stage.scale.place(grams)
  await until('the scale shows that it moves', async () => {
    const { reading } = await station.ask('scale:read', {})
    return reading?.is === 'moving' ? reading : null
  })
  if ((await trySeal(stage, box.id)) !== null) throw new DemoError('A moving weight was taken.')
  const sealed = await until('the scale stands still', () => trySeal(stage, box.id))
  if (sealed.grams !== grams) {
    throw new DemoError(`${grams} g lay on the scale, box ${box.number} was sealed with ${sealed.grams} g.`)
  }
  say(
    `Box ${box.number}: ${box.units} units, refused while the scale moved, then sealed with ${grams} g from the scale`,
  )
  stage.scale.place(0)
}

async function trySeal(stage: Stage, parcelId: string) {
  try {
    return await stage.packing.station.ask('pack:seal', { parcelId })
  } catch (thrown) {
    if (thrown instanceof RefusedAsk && thrown.code === 'not-steady') return null
    throw thrown
  }
}
