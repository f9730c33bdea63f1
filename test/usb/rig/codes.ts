import { Buffer } from 'node:buffer'
import type { HidLayout } from '../../../src-main/device/address.ts'
import { type DecodedCode, scannerReports } from '../../../src-main/training/device/virtual-hid-scanner.ts'

/** Twenty short codes, and one that needs two reports. */
export const pieces = Array.from({ length: 20 }, (_, at) => `${4_006_381_000_000 + at}`)
export const long = '0109521234543213' + '10LOT-2026-00042\x1d21SERIAL-0000000001\x1d400PO-2026-123456'

const honeywell = {
  kind: 'honeywell',
  vendorId: 0x0c2e,
  productId: 0x0b6a,
  aim: ']C1',
  codeId: 0x7c,
} as const
const newland = { kind: 'scanner', vendorId: 0x1eab, productId: 0x0110 } as const
const unknown = { kind: 'scanner', vendorId: 0x2dd6, productId: 0x2141, aim: ']C1' } as const

/** A scanner of each layout, with the AIM identifier and the maker's code that it sends, if it does. */
export const scanners = [
  { layout: 'a', maker: 'Honeywell', ...honeywell },
  { layout: 'b', maker: 'Newland', ...newland },
  { layout: 'shifted', maker: 'an unknown maker', ...unknown },
] as const

export const hex = (report: Uint8Array) => Buffer.from(report).toString('hex')

export const reportsOf = (layout: HidLayout, codes: DecodedCode[]) =>
  codes.flatMap((code) => scannerReports(layout, code)).map(hex)

/** A udev rule for a device that hangs on no USB cable, so that those for cables do not fit. */
export const ruleFor = (vendorId: string) =>
  `KERNEL=="hidraw*", KERNELS=="0003:${vendorId.toUpperCase()}:*", GROUP="dialout", MODE="0660"`
