import { join } from 'node:path'
import { systemClock } from '../../src-main/clock.ts'
import { openStationLog } from '../../src-main/log/station-log.ts'
import { systemRandom } from '../../src-main/random.ts'
import { openStation } from '../../src-main/station.ts'
import { until } from './station-process.ts'

/** A training station with a transfer on its packing bench. */
export async function openBenchStation(folder: string) {
  const log = openStationLog(join(folder, 'log'), systemClock)
  const station = await openStation({ profileFolder: folder, clock: systemClock, log, random: systemRandom })
  const who = { traceId: 'test', pageId: 'page-1' }
  const consignmentId = await until(async () => {
    const lanes = await station.handlers['work:list']({ search: '' }, who)
    return lanes.toPack.find(({ kind, lines }) => kind === 'OUTLET' && lines > 0)?.id ?? null
  }, 'a transfer to pack arrives')
  await station.handlers['desk:show']({ screen: 'pack', consignmentId, field: null, isUsed: true }, who)
  const desk = () => station.handlers['pack:open']({ consignmentId }, who)
  const sku = (await desk()).lines[0]?.sku ?? ''
  return {
    station,
    async close() {
      await station.close()
      log.close()
    },
    folder,
    scan: async () => station.handlers['desk:scan']({ text: sku, by: 'keyboard' }, who),
    scanByDevice: () => station.handlers['training:scan']({ text: sku }, who),
    packed: async () => (await desk()).totals.packed,
    putOnScale: async () => {
      const { grams } = await station.handlers['training:weigh-box']({ consignmentId }, who)
      await until(async () => {
        const { reading } = await station.handlers['scale:read']({}, who)
        return reading?.is === 'steady' && reading.grams === grams ? true : null
      }, 'the box stands still on the scale')
      return grams
    },
    seal: async () => {
      const parcelId = (await desk()).parcels.find(({ isCurrent }) => isCurrent)?.id ?? ''
      return station.handlers['pack:seal']({ parcelId, typedGrams: null }, who)
    },
  }
}
