import { join } from 'node:path'
import type { Taken } from '../../src-shared/contract/contract.ts'
import { StationError } from '../../src-shared/failure.ts'
import { deviceRole } from '../../src-shared/model/device.ts'
import type { PrinterPaper } from '../../src-shared/model/printer.ts'
import { type Bench, commandOn } from '../bench.ts'
import { bitmapPng } from '../label/png.ts'
import type { LabelPreview } from '../label/preview.ts'
import { packDesk } from '../packing/pack-desk.ts'
import type { Random } from '../random.ts'
import { deviceAddress, keepSetting, readSetting } from '../station-settings.ts'
import type { PrintedLabel, PrinterCondition } from '../training/device/virtual-printer.ts'
import { openSandboxStore, type SandboxStore } from '../training/store/sandbox-store.ts'
import { outletId, trainingCatalogue } from '../training/store/training-catalogue.ts'
import { openVirtualBench, type VirtualBench } from './virtual-bench.ts'

/** The outlet training starts in, and the GS1 prefix of its labels: 952 is GS1's own range for examples. */
export const trainingOutletId = outletId('Warehouse')
export const trainingGs1Prefix = '9521234'

/** Training mode: a sandbox store on this machine and a virtual scanner, scale and printer. */
export type Training = { store: SandboxStore; bench: VirtualBench; close(): Promise<void> }

/** Opens training below the profile folder; what was trained before is still there. */
export async function openTraining(
  folder: string,
  parts: { bench: { clock: Bench['clock'] }; random: Random; onChange: () => void },
): Promise<Training> {
  const { clock } = parts.bench
  const store = await openSandboxStore({
    clock,
    catalogue: trainingCatalogue(),
    keepIn: join(folder, 'sandbox-store.json'),
    token: Buffer.from(parts.random(24)).toString('base64url'),
  })
  const bench = await openVirtualBench(clock, parts.onChange)
  return {
    store,
    bench,
    async close() {
      await bench.close()
      await store.close()
    },
  }
}

type Play = {
  training: Training
  bench: Bench
  preview: LabelPreview
  paper: () => PrinterPaper
  onChange: () => void
  wakeFeeds: () => void
}

const labelsShown = 6

/** The requests of the virtual bench. */
export function trainingHandlers(play: Play) {
  const { training, bench, onChange } = play
  const virtual = training.bench
  const pictureOf = labelPictures(play)
  return {
    async 'training:state'() {
      const labels = [...virtual.printer.labels(), ...virtual.printer2.labels()]
        .sort((a, b) => b.at - a.at)
        .slice(0, labelsShown)
      return {
        devices: deviceRole.options
          .filter((role) => role !== 'printer2' || hasSecondPrinter(bench))
          .map((role) => ({ role, isPluggedIn: virtual.isPluggedIn(role) })),
        grams: virtual.scale.grams(),
        isMoving: virtual.scale.isMoving(),
        printer: shownCondition(virtual.printer.condition()),
        isNetworkUp: readSetting(bench.store, 'network-cut') !== true,
        labels: await Promise.all(labels.map(pictureOf)),
        storePage: `${training.store.url}/_sandbox`,
      }
    },
    'training:scan'({ text }: Taken<'training:scan'>) {
      if (!virtual.isPluggedIn('scanner') || !virtual.scanner.scan(text)) {
        throw new StationError('scanner-unplugged', 'The virtual scanner is unplugged.', 'Plug it in again.')
      }
      return {}
    },
    'training:weigh'({ grams }: Taken<'training:weigh'>) {
      virtual.scale.place(grams)
      onChange()
      return {}
    },
    'training:weigh-box'({ consignmentId }: Taken<'training:weigh-box'>) {
      const consignment = bench.store.consignments.get(consignmentId)
      const box =
        consignment === null
          ? undefined
          : packDesk(bench.store, consignment).parcels.find((one) => one.isCurrent)
      if (box === undefined) {
        throw new StationError('no-open-box', 'No box is open.', 'Scan something first: that opens one.')
      }
      // A few grams beside the calculation, as tape and padding are; the same box always weighs the same.
      const grams = box.expectedGrams + ((box.number * 7 + box.units) % 13)
      virtual.scale.place(grams)
      onChange()
      return { grams }
    },
    'training:plug'({ role, isPluggedIn }: Taken<'training:plug'>) {
      virtual.plug(role, isPluggedIn)
      onChange()
      return {}
    },
    'training:printer'({ condition }: Taken<'training:printer'>) {
      virtual.printer.set(condition)
      onChange()
      return {}
    },
    async 'training:network'({ isUp }: Taken<'training:network'>) {
      await training.store.faults.network(isUp ? 'up' : 'down')
      const command = { ...commandOn(bench, 'training:network', '', { isUp }), subject: null }
      bench.store.write(command, () => keepSetting(bench.store, 'network-cut', isUp ? null : true))
      onChange()
      return {}
    },
    'training:store'({ act }: Taken<'training:store'>) {
      const say = playOtherSide(training.store, act, bench.outletId() ?? trainingOutletId)
      play.wakeFeeds()
      return { say }
    },
  }
}

/** Nobody looks for the second printer on the bench before it is set up. */
function hasSecondPrinter({ store }: Bench): boolean {
  return deviceAddress(store, 'printer2')?.startsWith('virtual') === true
}

function shownCondition(condition: PrinterCondition): Exclude<PrinterCondition, 'swallowing'> {
  return condition === 'swallowing' ? 'ready' : condition
}

/** Draws each printed label once; the panel asks again and again. */
function labelPictures({ preview, paper, bench }: Play) {
  const drawn = new Map<string, string>()
  return async (label: PrintedLabel) => {
    const at = new Date(label.at).toISOString()
    const known = drawn.get(at + label.zpl)
    if (known !== undefined) return { at, pngBase64: known }
    try {
      const png =
        label.picture === null ? await preview.renderZpl(label.zpl, paper()) : bitmapPng(label.picture)
      const pngBase64 = Buffer.from(png).toString('base64')
      drawn.set(at + label.zpl, pngBase64)
      return { at, pngBase64 }
    } catch (thrown) {
      bench.log.bug('training.label-not-drawn', thrown)
      return { at, pngBase64: '' }
    }
  }
}

function playOtherSide(store: SandboxStore, act: Taken<'training:store'>['act'], ours: string): string {
  const other = ours === trainingOutletId ? outletId('Ponsonby') : trainingOutletId
  switch (act) {
    case 'incoming-transfer':
      return `On its way here: ${store.control.incomingTransfer({ toOutletId: ours, fromOutletId: other }).name}.`
    case 'incoming-order':
      return `Sent by the supplier: ${store.control.incomingOrder({ outletId: ours }).name}.`
    case 'transfer-to-pack':
      return `To pack: ${store.control.transferToPack({ fromOutletId: ours, toOutletId: other }).name}.`
    case 'edit':
    case 'cancel': {
      const open = store.control
        .consignments()
        .findLast((row) => row.type === 'OUTLET' && row.status === 'OPEN' && row.source_outlet_id === ours)
      if (open === undefined) {
        throw new StationError(
          'nothing-open',
          'Nothing open leaves from this outlet.',
          'Make a transfer to pack first.',
        )
      }
      if (act === 'cancel') {
        store.control.cancel(open.id)
        return `Cancelled in the office: ${open.name}.`
      }
      const line = store.control.lines(open.id)[0]
      if (line === undefined) return `${open.name} has no lines to change.`
      store.control.editLine({
        consignmentId: open.id,
        productId: line.productId,
        count: Number(line.count) + 2,
      })
      return `The office changed a line of ${open.name}: two more.`
    }
  }
}
