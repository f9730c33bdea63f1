import { Buffer } from 'node:buffer'
import type { HidLayout } from '../../device/address.ts'
import type { HidDeviceInfo } from '../../device/hid/hid-transport.ts'
import type { VirtualHid, VirtualHidPlug } from './virtual-hid.ts'

const mostData = 56

/** A code as a scanner decoded it: its AIM identifier (without one a layout keeps it empty) and Honeywell's Code ID byte. */
export type DecodedCode = { text: string; aim?: string; codeId?: number }

/** The reports a scanner sends for one code. */
export function scannerReports(layout: HidLayout, code: DecodedCode): Uint8Array[] {
  const aimAt = { a: 2, b: null, shifted: 3 }[layout]
  const dataAt = { a: 5, b: 2, shifted: 6 }[layout]
  const data = Buffer.from(code.text, 'latin1')
  const reports: Uint8Array[] = []
  for (let from = 0; from < Math.max(1, data.length); from += mostData) {
    const part = data.subarray(from, from + mostData)
    const report = new Uint8Array(64)
    report[0] = 0x02
    report[1] = part.length
    if (aimAt !== null) report.set(Buffer.from(code.aim ?? '', 'latin1'), aimAt)
    report.set(part, dataAt)
    if (layout === 'a') report[61] = code.codeId ?? 0
    report[63] = from + mostData < data.length ? 1 : 0
    reports.push(report)
  }
  return reports
}

export type VirtualHidScanner = {
  plugIn(hub: VirtualHid, path: string): VirtualHidPlug
  /** Reads a code and sends it whole. False when nobody has the scanner open. */
  scan(code: DecodedCode): boolean
}

type Ids = Partial<
  Pick<HidDeviceInfo, 'vendorId' | 'productId' | 'serialNumber' | 'manufacturer' | 'product'>
>

/** A USB scanner. In keyboard mode it is a keyboard to the system, as scanners leave the factory. */
export function virtualHidScanner(
  options: Ids & { layout: HidLayout; mode?: 'reports' | 'keyboard' },
): VirtualHidScanner {
  const { layout, mode = 'reports', vendorId = 0x0c2e, productId = 0x0b6a } = options
  const { serialNumber = null, manufacturer = 'Honeywell', product = 'Scanner' } = options
  const [usagePage, usage] = mode === 'reports' ? [0x8c, 0x02] : [0x01, 0x06]
  let plug: VirtualHidPlug | null = null
  return {
    plugIn: (hub, path) => {
      plug = hub.plugIn(path, [
        { vendorId, productId, serialNumber, manufacturer, product, usagePage, usage },
      ])
      return plug
    },
    scan: (code) => scannerReports(layout, code).every((report) => plug?.send(report) ?? false),
  }
}
