import type { Clock } from '../../clock.ts'
import type { HidAddress } from '../address.ts'
import { PortError } from '../port.ts'
import type { ScaleOptions } from '../scale/scale-driver.ts'
import type { HidBus } from './hid-bus.ts'
import { deviceAt, hidPort, idsOf } from './hid-port.ts'
import { scaleReportReader } from './hid-scale-report.ts'
import { type HidDeviceInfo, nameOf } from './hid-transport.ts'
import { watchReports } from './watch-reports.ts'

/** Dymo, and its scales under the ids of Sanford (usb.ids, 2025-07-26): they switch off after three minutes of rest. */
export const makersOfSleepers: readonly number[] = [0x0922, 0x6096]
const wakeUp =
  'Take everything off it and switch it on: whatever lies on it when it comes on counts as nothing.'

/** A scale (usage page 8D: HID point-of-sale usage tables). */
export function isHidScale(info: HidDeviceInfo): boolean {
  return info.usagePage === 0x8d
}

/** What `openScale` needs to use the USB scale at this address. It says its unit in every report. */
export function hidScale(parts: {
  address: HidAddress
  bus: HidBus
  clock: Clock
}): Pick<ScaleOptions, 'open' | 'protocol' | 'unit' | 'newWatch'> {
  const { address, bus, clock } = parts
  let opened: HidDeviceInfo | null = null
  return {
    open: hidPort({
      bus,
      clock,
      choose: (found, last) => {
        const scale = deviceAt(address, found.filter(isHidScale), last)
        if (scale !== null) return scale
        const ids = idsOf(address)
        throw new PortError(
          ids === null ? 'No USB scale is plugged in.' : `The USB scale ${ids} is not plugged in.`,
        )
      },
      onOpen: async (info) => {
        opened = info
      },
      gone: (info) =>
        isSleeper(info)
          ? `The ${nameOf(info)} was unplugged, or it switched itself off. ${wakeUp}`
          : `The ${nameOf(info)} was unplugged.`,
    }),
    protocol: { ask: null, everyMs: 0, newReader: scaleReportReader },
    unit: null,
    newWatch: (port) => watchReports({ port, clock, say: () => silence(opened) }),
  }
}

function isSleeper({ vendorId }: HidDeviceInfo): boolean {
  return makersOfSleepers.includes(vendorId)
}

function silence(opened: HidDeviceInfo | null): string {
  return opened !== null && isSleeper(opened)
    ? `The ${nameOf(opened)} sends nothing: it has probably switched itself off. ${wakeUp}`
    : 'The scale sends nothing: is it switched on?'
}
