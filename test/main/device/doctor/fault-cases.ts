import { parseAddress } from '../../../../src-main/device/address.ts'
import type { DoctorFacts } from '../../../../src-main/device/doctor/facts.ts'
import type { HidDeviceInfo } from '../../../../src-main/device/hid/hid-transport.ts'
import { slowWords } from '../../../../src-main/device/printer/patience.ts'
import { onlyEcho, otherLanguage } from '../../../../src-main/device/printer/tongue.ts'
import { type Pulse, pulseOf } from '../../../../src-main/device/traffic/pulse.ts'
import type { DeviceRole } from '../../../../src-shared/model/device.ts'
import { testCode } from '../../../../src-shared/rule/test-code.ts'
import { manualClock } from '../manual-clock.ts'

/** The pulse of an open port over which these bytes came, in these pieces. */
export function pulse(...pieces: (string | Uint8Array)[]): Pulse {
  const counts = pulseOf(manualClock())
  counts.hear({ is: 'opened' })
  for (const piece of pieces)
    counts.hear({
      is: 'in',
      bytes: typeof piece === 'string' ? Uint8Array.from(Buffer.from(piece, 'latin1')) : piece,
    })
  return counts.now()
}

const shut: Pulse = { ...pulse(), isOpen: false }

/** A bench on which everything works. */
export function well(role: DeviceRole, text: string, more: Partial<DoctorFacts> = {}): DoctorFacts {
  const path = text.startsWith('serial:') ? (/^serial:([^?]+)/.exec(text)?.[1] ?? null) : null
  return {
    role,
    platform: 'linux',
    address: parseAddress(text, role),
    state: { is: 'ready' },
    about: null,
    pulse: pulse('ST,GS,+00412.5g\r\n', 'ST,GS,+00412.5g\r\n'),
    openMs: 60_000,
    silentMs: 100,
    reading: role === 'scale' ? { now: steady(412), unchangedMs: 2_000 } : null,
    scan: role === 'scanner' ? { text: ']E09400000000016', by: 'serial', repeatMs: null } : null,
    hasWeighed: role === 'scale',
    lineText: role === 'scanner' ? ']E09400000000016' : null,
    sees: null,
    hid: [],
    ports: path === null ? [] : [port(path)],
    node: path === null ? null : { path, isThere: true, mayUse: true, group: 'dialout' },
    holders: [],
    daemons: [],
    user: { name: 'bench', isRoot: false, groups: ['dialout'], listedGroups: ['dialout'] },
    udev: { ID_MM_DEVICE_IGNORE: '1' },
    rules: { isInstalled: true, ownPath: '/opt/station/70-station-devices.rules', misspelt: [] },
    powerControl: null,
    ...more,
  }
}

export const steady = (grams: number) => ({ is: 'steady' as const, grams, net: false, shown: `${grams} g` })
const port = (path: string, vendorId = '0403') => ({
  path,
  vendorId,
  productId: '6001',
  serialNumber: null,
  maker: null,
  product: null,
  place: null,
  driver: null,
})
const gun = (usagePage: number, usage: number): HidDeviceInfo => ({
  path: '/dev/hidraw0',
  vendorId: 0x0c2e,
  productId: 0x0b6a,
  serialNumber: null,
  manufacturer: 'Honeywell',
  product: 'Vuquest',
  usagePage,
  usage,
})

export const scale = 'serial:/dev/ttyUSB0?protocol=generic'
const setAside = {
  state: { is: 'set-aside' as const, why: 'Too much.', since: '2026-11-22T01:00:00.000Z' },
}
export const mute = {
  pulse: { ...pulse(), bytesOut: 0 },
  silentMs: null,
  reading: null,
  scan: null,
  hasWeighed: false,
  lineText: null,
}
const absent = (why: string) => ({
  state: { is: 'absent' as const, why },
  pulse: { ...shut, lastWhy: why },
  openMs: null,
  silentMs: null,
  reading: null,
})
export const trouble = (why: string) => ({ state: { is: 'trouble' as const, why }, reading: null })
export const denied = { path: '/dev/ttyUSB0', isThere: true, mayUse: false, group: 'dialout' }
export const user = { name: 'bench', isRoot: false, groups: ['bench'], listedGroups: ['bench'] }
/** Every byte with even parity in bit 7. */
export const even = Uint8Array.from(Buffer.from('ST,GS,+00412.5g\r\n', 'latin1'), (byte) => {
  const ones = byte.toString(2).replaceAll('0', '').length
  return ones % 2 === 0 ? byte : byte | 0x80
})
export const garbage = Uint8Array.from({ length: 40 }, (_, at) => (at * 73 + 131) & 0xff)
export const typedCode = (text: string) => ({ scan: { text, by: 'keyboard' as const, repeatMs: null } })

/** What a bench looks like with a fault, and what is said of it. */
export type FaultCase = {
  facts: DoctorFacts
  say: RegExp
  next?: RegExp
  command?: string | null
  address?: string | null
}

export const scanner = 'serial:/dev/ttyACM0'
export const printer = 'tcp:192.168.1.40:9100'

/** Of each fault, by its name. */
export const cases: Record<string, FaultCase> = {
  'nothing-plugged-in': {
    facts: well('scale', scale, {
      ...absent('Nothing is plugged in at /dev/ttyUSB0.'),
      ports: [port('/dev/ttyUSB3')],
      node: { path: '/dev/ttyUSB0', isThere: false, mayUse: false, group: null },
    }),
    say: /There is no \/dev\/ttyUSB0/,
    next: /something at \/dev\/ttyUSB3/,
  },
  'another-device-there': {
    facts: well(
      'scale',
      scale,
      absent('The device that was at /dev/ttyUSB0 is not plugged in; Arduino is there now.'),
    ),
    say: /Something else is plugged in/,
  },
  'port-busy': {
    facts: well('scale', scale, {
      ...absent('/dev/ttyUSB0 is in use by another program.'),
      holders: [{ pid: 812, name: 'minicom' }],
    }),
    say: /minicom \(process 812\)/,
    command: null,
  },
  'port-busy-unknown': {
    facts: well('scale', scale, absent('/dev/ttyUSB0 is in use by another program.')),
    say: /Another program has this device/,
    command: 'sudo fuser -v /dev/ttyUSB0',
  },
  'group-not-yet': {
    facts: well('scale', scale, {
      ...absent('No permission'),
      node: denied,
      user: { ...user, listedGroups: ['bench', 'dialout'] },
    }),
    say: /group dialout, but logged in before/,
    next: /Log out/,
  },
  'serial-denied': {
    facts: well('scale', scale, { ...absent('No permission'), node: denied, user }),
    say: /may not use \/dev\/ttyUSB0/,
    command: 'sudo usermod -aG dialout bench',
  },
  'usb-denied': {
    facts: well('scanner', 'hid:auto', {
      ...trouble('No permission to use the Vuquest.'),
      hid: [gun(0x8c, 2)],
      node: { path: '/dev/hidraw0', isThere: true, mayUse: false, group: 'root' },
      rules: { isInstalled: false, ownPath: '/opt/Our Station/70-station-devices.rules', misspelt: [] },
      user,
    }),
    say: /rules are not installed/,
    command:
      "sudo cp '/opt/Our Station/70-station-devices.rules' /etc/udev/rules.d/ && sudo udevadm control --reload-rules && sudo udevadm trigger",
  },
  'rule-misspelt': {
    facts: well('scale', scale, {
      rules: { isInstalled: true, ownPath: '/x', misspelt: ['ID_MM_DEVICE_INORE in 99-scale.rules'] },
    }),
    say: /ID_MM_DEVICE_INORE in 99-scale.rules/,
  },
  'modem-manager': {
    facts: well('scanner', scanner, { ...mute, daemons: ['ModemManager'], udev: {}, ports: [] }),
    say: /ModemManager looks for a modem/,
    command: 'sudo udevadm control --reload-rules && sudo udevadm trigger',
  },
  brltty: {
    facts: well('scale', scale, { ...absent('It went away again.'), daemons: ['brltty'] }),
    say: /braille/,
    command: 'sudo systemctl mask --now brltty.service brltty-udev.service',
  },
  'usb-not-loading': {
    facts: well('scale', 'hid:auto', {
      ...absent('USB scanners and scales do not work on this computer.'),
      hid: null,
    }),
    say: /cannot be used on this computer yet/,
    command: 'sudo apt-get install libusb-1.0-0 libudev1',
  },
  parity: {
    facts: well('scanner', scanner, {
      pulse: pulse(even),
      scan: { text: 'ST\xac', by: 'serial', repeatMs: null },
      lineText: 'ST\xac',
    }),
    say: /7 bits with even parity/,
    address: 'serial:/dev/ttyACM0?baud=9600&line=7E1&dtr=on',
  },
  'wrong-speed': {
    facts: well('scale', scale, { pulse: pulse(garbage), reading: null }),
    say: /another speed than 9600/,
    next: /find the scale/,
  },
  'unknown-protocol': {
    facts: well('scale', scale, { pulse: pulse('Weight: four hundred and twelve grams\r\n'), reading: null }),
    say: /no weight in the protocol/,
  },
  'stopped-sending': {
    facts: well('scale', scale, {
      ...trouble('The scale is silent: check that it is on, and its cable.'),
      silentMs: 6_000,
    }),
    say: /sent weights and stopped/,
    next: /Is it on/,
  },
  'dtr-mutes': {
    facts: well('scale', scale, mute),
    say: /FTDI adapter holds DTR/,
    address: 'serial:/dev/ttyUSB0?baud=9600&line=8N1&dtr=off&protocol=generic',
  },
  'dtr-missing': {
    facts: well('scale', `${scale}&dtr=off`, mute),
    say: /power from DTR/,
    address: 'serial:/dev/ttyUSB0?baud=9600&line=8N1&dtr=on&protocol=generic',
  },
  'silent-line': {
    facts: well('scale', scale, { ...mute, pulse: { ...pulse(), bytesOut: 12 }, ports: [] }),
    say: /answers nothing/,
    next: /crossed/,
  },
  'no-line-end': {
    facts: well('scanner', scanner, { pulse: pulse('9400000000016', '9400000000016', 'BENCH-1') }),
    say: /nothing that ends a code/,
  },
  'scanner-types': {
    facts: well('scanner', 'hid:auto', { ...trouble('works as a keyboard'), hid: [gun(1, 6)] }),
    say: /works as a keyboard/,
    next: /USB HID POS/,
  },
  'scanner-maker-mode': {
    facts: well('scanner', 'hid:auto', { ...trouble('in a mode of its maker'), hid: [gun(0xff45, 1)] }),
    say: /mode of its maker \(usage pages ff45\)/,
    next: /USB HID POS/,
  },
  'empty-reports': {
    facts: well('scale', 'hid:auto', {
      pulse: pulse(new Uint8Array(6), new Uint8Array(6), new Uint8Array(6)),
    }),
    say: /empty reports/,
  },
  'scale-asleep': {
    facts: well('scale', 'hid:0922:8003', { ...trouble('The scale sends nothing.'), silentMs: 200_000 }),
    say: /switches itself off after three minutes/,
  },
  'usb-sleep': {
    facts: well('scale', 'hid:0eb8:f000', {
      ...trouble('The scale sends nothing.'),
      silentMs: 9_000,
      powerControl: { path: '/sys/bus/usb/devices/1-2/power/control', isAuto: true },
    }),
    say: /put this USB socket to sleep/,
    command: 'echo on | sudo tee /sys/bus/usb/devices/1-2/power/control',
  },
  'frozen-weight': {
    facts: well('scale', scale, { reading: { now: steady(412), unchangedMs: 11 * 60_000 } }),
    say: /goes on saying 412 g/,
  },
  'never-steady': {
    facts: well('scale', 'serial:/dev/ttyUSB0?protocol=cas-ecr', {
      reading: { now: { is: 'moving', grams: 1234, shown: '1.234 kg' }, unchangedMs: 11_000 },
    }),
    say: /stands, and the scale does not say so/,
    next: /ECR type 6.*type the weight/,
  },
  'scale-says-no': {
    facts: well('scale', scale, {
      reading: {
        now: { is: 'fault', why: 'The scale shows ct; set it to kg, g, lb or oz.' },
        unchangedMs: 0,
      },
    }),
    say: /set it to kg/,
  },
  'caps-lock': {
    facts: well('scanner', scanner, typedCode('0123456789-abcABC]~')),
    say: /Caps Lock is on/,
  },
  'keys-lost': {
    facts: well('scanner', scanner, typedCode(testCode.slice(3))),
    say: /these are missing: 012\./,
  },
  'wrong-layout': {
    facts: well('scanner', scanner, typedCode('à&é"\'(-è_ç)QBCqbc$')),
    say: /another keyboard layout than this computer has \(French\)/,
  },
  'separator-missing': {
    facts: well('scanner', scanner, {
      scan: {
        text: '0109400000000016'.concat('10LOT1234567890123456789021SER9'),
        by: 'keyboard',
        repeatMs: null,
      },
    }),
    say: /separators .* missing/,
    next: /USB HID POS/,
  },
  'own-prefix': {
    facts: well('scanner', scanner, { lineText: ']E0A4006381333931' }),
    say: /may put "A" in front of its codes: 4006381333931 alone/,
    next: /let the station take it off/,
    address: 'serial:/dev/ttyACM0?baud=9600&line=8N1&dtr=on&prefix=A',
  },
  doubled: {
    facts: well('scanner', scanner, { scan: { text: 'BENCH-1', by: 'serial', repeatMs: 250 } }),
    say: /comes twice/,
  },
  'scanner-floods': { facts: well('scanner', scanner, setAside), say: /scanner sends without end/ },
  'scale-floods': { facts: well('scale', scale, setAside), say: /scale sends without end/ },
  'printer-floods': {
    facts: well('printer', printer, setAside),
    say: /no printer does that/,
    next: /address and port of the printer\?.*"Use it again"/,
  },
  'printer-refuses': {
    facts: well('printer', printer, absent('192.168.1.40:9100 refuses the connection.')),
    say: /does not take labels at this port/,
  },
  'printer-unreachable': {
    facts: well('printer', printer, absent('192.168.1.40:9100 does not answer.')),
    say: /Nothing answers at 192.168.1.40/,
    command: 'ping -c 3 192.168.1.40',
  },
  'printer-mute': {
    facts: well('printer', printer, {
      ...trouble('The printer does not say whether it is ready.'),
      pulse: { ...pulse(), bytesOut: 8 },
    }),
    say: /answers no question/,
  },
  'printer-other-language': {
    facts: well('printer', printer, trouble(otherLanguage('zpl').why)),
    say: /another language/,
    next: /Choose its language/,
  },
  'printer-echoes': {
    facts: well('printer', printer, trouble(onlyEcho.why)),
    say: /something between it and the printer echoes/,
    next: /loopback/,
  },
  'printer-slow': {
    facts: well('printer', printer, { about: `ZD421 V93, ${slowWords}` }),
    say: /printer is slow/,
  },
  'printer-not-ready': {
    facts: well('printer', printer, trouble('The printer is out of labels.')),
    say: /out of labels/,
  },
  'prints-commands': {
    facts: well('printer', printer, { sees: 'prints-commands' }),
    say: /commands as text/,
    command: `printf '! U1 setvar "device.languages" "zpl"\\r\\n' | nc -N 192.168.1.40 9100`,
  },
  'nothing-comes-out': {
    facts: well('printer', printer, { sees: 'nothing-comes-out' }),
    say: /says that it is ready, and nothing comes out/,
  },
  'blank-labels': { facts: well('printer', printer, { sees: 'blank' }), say: /nothing is on it/ },
  'label-twice': { facts: well('printer', printer, { sees: 'twice' }), say: /came out twice/ },
  'label-cut': { facts: well('printer', printer, { sees: 'shifted' }), say: /where a label begins/ },
}
