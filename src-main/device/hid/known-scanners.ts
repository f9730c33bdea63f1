import { type HidDeviceInfo, hex4, nameOf } from './hid-transport.ts'

/** Makers whose every USB device is a scanner (usb.ids, 2025-07-26). */
const scannerMakers: Record<number, string> = {
  3118: 'Honeywell',
  1334: 'Hand Held Products',
  9168: 'Youjie',
  1504: 'Zebra',
  1529: 'Datalogic',
  7851: 'Newland',
  1626: 'Opticon',
}
const newland = 0x1eab
const honeywells: readonly number[] = [0x0c2e, 0x0536]

/** Scanners that carry the ids of makers of many other things (usb.ids, 2025-07-26). */
const scannersOfOthers: readonly string[] = [
  '04b4:0100',
  '04b4:bca1',
  '04b4:de61',
  '04b4:de64',
  '0416:c141',
  '24ea:0197',
  '13ba:0018',
  '0145:0012',
]

/** A bar code scanner that sends whole reports (usage page 8C, usage 02: HID point-of-sale usage tables). */
export function isHidScanner(info: HidDeviceInfo): boolean {
  return info.usagePage === 0x8c && info.usage === 0x02
}

function isKnownScanner({ vendorId, productId }: HidDeviceInfo): boolean {
  return vendorId in scannerMakers || scannersOfOthers.includes(`${hex4(vendorId)}:${hex4(productId)}`)
}

/**
 * What to say when a known scanner is plugged in that works as something else: as a keyboard, which no program may
 * open, or in a mode of its maker. `vendorId` narrows the search; a scanner changes its product id with its mode. Null
 * when there is no such scanner.
 */
export function scannerInOtherMode(found: readonly HidDeviceInfo[], vendorId: number | null): string | null {
  const known = found.filter((each) => isKnownScanner(each) && (vendorId ?? each.vendorId) === each.vendorId)
  const [scanner] = known
  if (scanner === undefined || known.some(isHidScanner)) return null
  const name = nameOf(scanner)
  const pages = known.flatMap((each) => (each.usagePage === null ? [] : [hex4(each.usagePage)]))
  const isKeyboard = known.some((each) => each.usagePage === 1 && each.usage === 6)
  const mode = isKeyboard
    ? `The ${name} works as a keyboard: it types its codes, and the station cannot open it.`
    : `The ${name} is in a mode of its maker (usage pages ${[...new Set(pages)].join(', ') || 'unknown'}).`
  return `${mode} ${cure(scanner)}`
}

function cure({ vendorId, productId }: HidDeviceInfo): string {
  const then = 'and it is found by itself.'
  // Newland's product ids end in 03 for keyboard, 06 for serial, 10 for HID POS (usb.ids).
  if (vendorId === newland && (productId & 0xff) === 0x03)
    return `Scan the setup code "HID POS" in its manual: it comes back as ${hex4(vendorId)}:${hex4(productId + 0x0d)} ${then}`
  if (honeywells.includes(vendorId))
    return `Scan the setup code "USB HID POS" in its manual ${then} Or set it to USB serial (terminal ID 130) and choose its serial port.`
  return `Scan the setup code "USB HID POS" in its manual ${then} Without such a code use it as a keyboard.`
}
