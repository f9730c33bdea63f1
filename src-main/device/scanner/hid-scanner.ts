import type { Clock } from '../../clock.ts'
import type { Log } from '../../log/log.ts'
import type { HidAddress, HidLayout } from '../address.ts'
import type { HidBus } from '../hid/hid-bus.ts'
import { deviceAt, hidPort, idsOf } from '../hid/hid-port.ts'
import { type HidDeviceInfo, nameOf } from '../hid/hid-transport.ts'
import { isHidScanner, scannerInOtherMode, scannerName } from '../hid/known-scanners.ts'
import { PortError, PortTrouble } from '../port.ts'
import { hidPosFrames } from './hid-pos.ts'
import type { ScannerOptions } from './scanner-driver.ts'

const honeywell = 0x0c2e
/** Feature report FE switches a Honeywell from typing to reports. */
const reportsOn = Uint8Array.of(0xfe, 0x01)

const layoutOfMaker: Record<number, HidLayout> = { 3118: 'a', 1334: 'a', 9168: 'a', 7851: 'b' }

/** What `openScanner` needs to use the USB scanner at this address: how it is found and opened, and how it is read. */
export function hidScanner(parts: {
  address: HidAddress
  bus: HidBus
  clock: Clock
  log: Log
}): Required<Pick<ScannerOptions, 'open' | 'newFrames'>> {
  const { address, bus, clock, log } = parts
  let opened: HidDeviceInfo | null = null
  return {
    open: hidPort({
      bus,
      clock,
      choose: (found, last) => chooseScanner(address, found, last),
      onOpen: async (info, device) => {
        opened = info
        if (info.vendorId !== honeywell) return
        await device.sendFeature(reportsOn).catch((error: unknown) => {
          // Models that have no such report send codes all the same.
          log.warn('scanner switch refused', { device: nameOf(info), why: String(error) })
        })
      },
      gone: (info) => `The ${scannerName(info)} was unplugged.`,
    }),
    newFrames: (atMono) =>
      hidPosFrames({
        layout: address.layout ?? layoutOfMaker[opened?.vendorId ?? 0] ?? null,
        commandedAtMono: opened?.vendorId === honeywell ? atMono : null,
      }),
  }
}

function chooseScanner(
  address: HidAddress,
  found: HidDeviceInfo[],
  last: HidDeviceInfo | null,
): HidDeviceInfo {
  const scanner = deviceAt(address, found.filter(isHidScanner), last)
  if (scanner !== null) return scanner
  const otherMode = scannerInOtherMode(found, address.device?.vendorId ?? null)
  if (otherMode !== null) throw new PortTrouble(otherMode)
  const ids = idsOf(address)
  throw new PortError(
    ids === null ? 'No USB scanner is plugged in.' : `The USB scanner ${ids} is not plugged in.`,
  )
}
