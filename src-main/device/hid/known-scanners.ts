import { type HidDeviceInfo, hex4, nameOf } from './hid-transport.ts'
import { scannerWithIds } from './scanner-ids.ts'

const newland = 0x1eab
const honeywells: readonly number[] = [0x0c2e, 0x0536]
/**
 * Honeywell's menu command for USB HID POS, terminal 131 (user guides, terminal interfaces); the full stop keeps it
 * for good. As a bar code: Code 128 with FNC3 in front.
 */
const honeywellHidPos = 'PAP131.'

/** A scanner that the station cannot read as it is set now. */
export type WrongMode = {
  is: 'keyboard' | 'maker'
  /** The scanner by name, what is wrong, and what to do about it, as sentences. */
  say: string
  /** The command to show it as a bar code of its own kind, where one is known. */
  setupCode: string | null
}

/** A bar code scanner that sends whole reports (usage page 8C, usage 02: HID point-of-sale usage tables). */
export function isHidScanner(info: HidDeviceInfo): boolean {
  return info.usagePage === 0x8c && info.usage === 0x02
}

/** The scanner as a person knows it; by its ids when it does not give its name. */
export function scannerName(info: HidDeviceInfo): string {
  const isNamed = Boolean(info.product?.trim() || info.manufacturer?.trim())
  return isNamed ? nameOf(info) : (scannerWithIds(info.vendorId, info.productId)?.name ?? nameOf(info))
}

/**
 * The known scanners that are plugged in and work as something else: as a keyboard, which no program may open, or in a
 * mode of their maker. Each once, in the order of the list.
 */
export function scannersInWrongMode(
  found: readonly HidDeviceInfo[],
): (WrongMode & { info: HidDeviceInfo })[] {
  const known = found.filter(({ vendorId, productId }) => scannerWithIds(vendorId, productId) !== null)
  const each = Map.groupBy(known, ({ vendorId, productId }) => `${hex4(vendorId)}:${hex4(productId)}`)
  return [...each.values()].flatMap((collections) => {
    const [info] = collections
    if (info === undefined || collections.some(isHidScanner)) return []
    return [{ info, ...wrongModeOf(info, collections) }]
  })
}

/**
 * What to say when a known scanner is plugged in that works as something else. `vendorId` narrows the search; a scanner
 * changes its product id with its mode. Null when there is no such scanner.
 */
export function scannerInOtherMode(found: readonly HidDeviceInfo[], vendorId: number | null): string | null {
  const meant = found.filter((each) => (vendorId ?? each.vendorId) === each.vendorId)
  if (meant.some(isHidScanner)) return null
  return scannersInWrongMode(meant)[0]?.say ?? null
}

function wrongModeOf(info: HidDeviceInfo, collections: readonly HidDeviceInfo[]): WrongMode {
  const name = scannerName(info)
  const pages = collections.flatMap((each) => (each.usagePage === null ? [] : [hex4(each.usagePage)]))
  const isKeyboard =
    collections.some((each) => each.usagePage === 1 && each.usage === 6) ||
    (pages.length === 0 && scannerWithIds(info.vendorId, info.productId)?.mode === 'keyboard')
  const mode = isKeyboard
    ? `The ${name} works as a keyboard: it types its codes, and the station cannot open it.`
    : `The ${name} is in a mode of its maker (usage pages ${[...new Set(pages)].join(', ') || 'unknown'}).`
  return {
    is: isKeyboard ? 'keyboard' : 'maker',
    say: `${mode} ${cure(info)}`,
    setupCode: honeywells.includes(info.vendorId) ? honeywellHidPos : null,
  }
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
