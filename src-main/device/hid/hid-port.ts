import type { Clock } from '../../clock.ts'
import type { HidAddress } from '../address.ts'
import type { OpenPort, PortEvents } from '../port.ts'
import type { HidBus } from './hid-bus.ts'
import { type HidDevice, type HidDeviceInfo, hex4 } from './hid-transport.ts'

/** Some systems never report that a device was pulled: whether it is still listed is looked up this often. */
const presenceEveryMs = 5_000

export type HidPortOptions = {
  bus: HidBus
  clock: Clock
  /** Picks the device among what is plugged in; `last` is the one opened before. Throws a PortError when it is not there. */
  choose(found: HidDeviceInfo[], last: HidDeviceInfo | null): HidDeviceInfo
  /** What the device needs to be told before it is used. */
  onOpen?(info: HidDeviceInfo, device: HidDevice): Promise<void>
  /** The sentence for a device that went away. */
  gone(info: HidDeviceInfo): string
}

/**
 * Opens a USB HID device. Every `data` is one whole input report, its report id first; every write one output report.
 * Each opening looks anew, so that a device plugged in elsewhere is found again.
 */
export function hidPort(options: HidPortOptions): OpenPort {
  let last: HidDeviceInfo | null = null
  return async (events) => {
    const info = options.choose(await options.bus.look(), last)
    const port = await openAt(info, options, events)
    last = info
    return port
  }
}

async function openAt(info: HidDeviceInfo, options: HidPortOptions, events: PortEvents) {
  const { bus, clock } = options
  let isOpen = true
  let stopLooking: () => void = () => undefined

  const device = await bus.open(info, {
    report: (bytes) => {
      if (isOpen) events.data(bytes)
    },
    failed: () => lose(),
  })
  try {
    await options.onOpen?.(info, device)
  } catch (thrown) {
    await letGo()
    throw thrown
  }

  function lose(): void {
    if (!isOpen) return
    isOpen = false
    stopLooking()
    events.lost(options.gone(info))
    void letGo()
  }

  /** Closing a device that is gone may fail; it is closed then. */
  function letGo(): Promise<void> {
    return device.close().catch(() => undefined)
  }

  function lookLater(): void {
    stopLooking = clock.after(presenceEveryMs, () => void lookWhetherThere())
  }

  async function lookWhetherThere(): Promise<void> {
    // A listing that fails says nothing about the device.
    const found = await bus.look().catch(() => null)
    if (!isOpen) return
    if (found !== null && !found.some((each) => isSame(each, info))) lose()
    else lookLater()
  }

  if (isOpen) lookLater()
  return {
    isOpen: () => isOpen,
    write: (bytes: Uint8Array) => {
      if (!isOpen) return false
      device.write(bytes).catch(lose)
      return true
    },
    close: async () => {
      if (!isOpen) return
      isOpen = false
      stopLooking()
      await letGo()
    },
  }
}

function isSame(one: HidDeviceInfo, other: HidDeviceInfo): boolean {
  return one.path === other.path && one.vendorId === other.vendorId && one.productId === other.productId
}

/**
 * The device an address means, of those that can do the work. Of several the one used before is preferred: by its
 * serial number, else by where it is plugged in, else any of the same make. Null when there is none.
 */
export function deviceAt(
  address: HidAddress,
  able: HidDeviceInfo[],
  last: HidDeviceInfo | null,
): HidDeviceInfo | null {
  const { device } = address
  const meant = able.filter(
    (each) =>
      device === null ||
      (each.vendorId === device.vendorId &&
        each.productId === device.productId &&
        (device.serial === null || each.serialNumber === device.serial)),
  )
  const isOfLastMake = (each: HidDeviceInfo) =>
    each.vendorId === last?.vendorId && each.productId === last.productId
  return (
    meant.find(
      (each) => isOfLastMake(each) && each.serialNumber !== null && each.serialNumber === last?.serialNumber,
    ) ??
    meant.find((each) => isOfLastMake(each) && each.path === last?.path) ??
    meant.find(isOfLastMake) ??
    meant[0] ??
    null
  )
}

/** The ids of an address as they are written, for sentences; null for any device. */
export function idsOf(address: HidAddress): string | null {
  const { device } = address
  if (device === null) return null
  const serial = device.serial === null ? '' : `, serial number ${device.serial}`
  return `${hex4(device.vendorId)}:${hex4(device.productId)}${serial}`
}
