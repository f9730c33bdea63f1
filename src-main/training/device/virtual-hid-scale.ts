import type { HidDeviceInfo } from '../../device/hid/hid-transport.ts'
import type { VirtualHid, VirtualHidPlug } from './virtual-hid.ts'

const unitIds = { g: 2, kg: 3, ozt: 10, oz: 11, lb: 12 } as const
const statusIds = {
  fault: 1,
  zero: 2,
  moving: 3,
  steady: 4,
  'below-zero': 5,
  overload: 6,
  uncalibrated: 7,
  'needs-zero': 8,
} as const

/** What lies on a scale, as its display says it: 1234 with power -3 in kg is 1.234 kg. */
export type OnScale = {
  is: keyof typeof statusIds
  weight?: number
  power?: number
  unit?: keyof typeof unitIds
}

/** The report a scale sends for this. Some scales send it under the id 4 instead of 3. */
export function scaleReport(on: OnScale, id: 3 | 4 = 3): Uint8Array {
  const { weight = 0, power = 0, unit = 'g' } = on
  return Uint8Array.of(id, statusIds[on.is], unitIds[unit], power & 0xff, weight & 0xff, weight >> 8)
}

export type VirtualHidScale = {
  plugIn(hub: VirtualHid, path: string): VirtualHidPlug
  /** Sends what lies on it once; a real scale does so several times a second. False when nobody has it open. */
  send(on: OnScale, id?: 3 | 4): boolean
}

/** A USB scale. */
export function virtualHidScale(
  options: Partial<Pick<HidDeviceInfo, 'vendorId' | 'productId' | 'serialNumber' | 'product'>> = {},
): VirtualHidScale {
  const { vendorId = 0x0eb8, productId = 0xf000, serialNumber = null, product = 'BC60' } = options
  let plug: VirtualHidPlug | null = null
  return {
    plugIn: (hub, path) => {
      plug = hub.plugIn(path, [
        { vendorId, productId, serialNumber, manufacturer: null, product, usagePage: 0x8d, usage: 0x01 },
      ])
      return plug
    },
    send: (on, id) => plug?.send(scaleReport(on, id)) ?? false,
  }
}
