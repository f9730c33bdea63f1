import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { knownUsb, type UsbId } from './usb-ids.ts'

/** The name sorts before 73-seat-late.rules, which gives the person at the screen what is tagged uaccess. */
export const rulesFileName = '70-station-devices.rules'

const access = (group: string) => `MODE="0660", GROUP="${group}", TAG+="uaccess"`
const leaveAlone = 'ENV{ID_MM_DEVICE_IGNORE}="1"'

/**
 * The device rules for Linux (udev), made from the tables of known devices: they let the station use them without being
 * root, keep ModemManager from asking them modem commands, and keep USB scales awake. Written into
 * `resources/udev`; a test compares.
 */
export function udevRules(): string {
  const { scanners, scales, serialAdapters, printers } = knownUsb
  const lines = (ids: readonly UsbId[], line: (id: UsbId) => string) => [...new Set(ids.map(line))].sort()
  const serial = [...scanners, ...scales, ...serialAdapters]
  return [
    '# Devices of the Consignment Station: who may use them, and which other programs leave them alone.',
    '# After a change: udevadm control --reload-rules, then plug the device out and in again.',
    '',
    '# Scanners and scales that send whole reports.',
    ...lines([...scanners, ...scales], (id) => `KERNEL=="hidraw*", ${parent(id)}, ${access('dialout')}`),
    '',
    '# Scanners, scales and adapters with a serial port; no modem is behind it.',
    ...lines(serial, (id) => `SUBSYSTEM=="tty", ${parent(id)}, ${leaveAlone}, ${access('dialout')}`),
    '',
    '# ModemManager looks at the whole device, too.',
    ...lines(serial, (id) => `${device(id)}, ${leaveAlone}`),
    '',
    '# A scale that was put to sleep often does not wake up.',
    ...lines(scales, (id) => `${device(id)}, TEST=="power/control", ATTR{power/control}="on"`),
    '',
    '# Label printers.',
    ...lines(printers, (id) => `KERNEL=="lp[0-9]*", SUBSYSTEM=="usbmisc", ${parent(id)}, ${access('lp')}`),
    '',
  ].join('\n')
}

/** Matches whatever hangs below that device. */
function parent({ vendor, product }: UsbId): string {
  const maker = `ATTRS{idVendor}=="${vendor}"`
  return product === null ? maker : `${maker}, ATTRS{idProduct}=="${product}"`
}

/** Matches the device itself. */
function device({ vendor, product }: UsbId): string {
  const maker = `ACTION=="add|change|move", SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="${vendor}"`
  return product === null ? maker : `${maker}, ATTR{idProduct}=="${product}"`
}

/** Where the rules file of this program lies: outside the archive, so that other programs can copy it. */
export function ownRulesPath(): string {
  const places = ['../../resources/udev/', '../../../resources/udev/'].map((folder) =>
    fileURLToPath(new URL(`${folder}${rulesFileName}`, import.meta.url)).replace(
      /app\.asar(?=[\\/])/,
      'app.asar.unpacked',
    ),
  )
  return places.find((path) => existsSync(path)) ?? (places[0] as string)
}
