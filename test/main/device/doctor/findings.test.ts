import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../../../src-main/device/address.ts'
import type { DoctorFacts } from '../../../../src-main/device/doctor/facts.ts'
import { shellWord } from '../../../../src-main/device/doctor/facts.ts'
import { faults, findingsOf } from '../../../../src-main/device/doctor/findings.ts'
import type { HidDeviceInfo } from '../../../../src-main/device/hid/hid-transport.ts'
import { slowWords } from '../../../../src-main/device/printer/patience.ts'
import { onlyEcho, otherLanguage } from '../../../../src-main/device/printer/tongue.ts'
import { type Pulse, pulseOf } from '../../../../src-main/device/traffic/pulse.ts'
import type { DeviceRole } from '../../../../src-shared/model/device.ts'
import { testCode } from '../../../../src-shared/rule/test-code.ts'
import { manualClock } from '../manual-clock.ts'

/** The pulse of an open port over which these bytes came, in these pieces. */
function pulse(...pieces: (string | Uint8Array)[]): Pulse {
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
function well(role: DeviceRole, text: string, more: Partial<DoctorFacts> = {}): DoctorFacts {
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

const steady = (grams: number) => ({ is: 'steady' as const, grams, net: false, shown: `${grams} g` })
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

const scale = 'serial:/dev/ttyUSB0?protocol=generic'
const setAside = {
  state: { is: 'set-aside' as const, why: 'Too much.', since: '2026-11-22T01:00:00.000Z' },
}
const mute = {
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
const trouble = (why: string) => ({ state: { is: 'trouble' as const, why }, reading: null })
const denied = { path: '/dev/ttyUSB0', isThere: true, mayUse: false, group: 'dialout' }
const user = { name: 'bench', isRoot: false, groups: ['bench'], listedGroups: ['bench'] }
/** Every byte with even parity in bit 7. */
const even = Uint8Array.from(Buffer.from('ST,GS,+00412.5g\r\n', 'latin1'), (byte) => {
  const ones = byte.toString(2).replaceAll('0', '').length
  return ones % 2 === 0 ? byte : byte | 0x80
})
const garbage = Uint8Array.from({ length: 40 }, (_, at) => (at * 73 + 131) & 0xff)
const typedCode = (text: string) => ({ scan: { text, by: 'keyboard' as const, repeatMs: null } })

type Case = {
  facts: DoctorFacts
  say: RegExp
  next?: RegExp
  command?: string | null
  address?: string | null
}

const scanner = 'serial:/dev/ttyACM0'
const printer = 'tcp:192.168.1.40:9100'

const cases: Record<string, Case> = {
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

describe('a fault', () => {
  it.each(Object.entries(cases))('%s is found by its signs', (id, { facts, say, next, command, address }) => {
    const found = findingsOf(facts)
    const finding = found.find((each) => each.fault === id)
    expect(finding, `found ${found.map((each) => each.fault).join(', ') || 'nothing'}`).toBeDefined()
    expect(finding?.say).toMatch(say)
    if (next) expect(finding?.next).toMatch(next)
    if (command !== undefined) expect(finding?.command).toBe(command)
    if (address !== undefined) expect(finding?.address).toBe(address)
    // Sentences of the house: whole, and with a next step.
    expect(finding?.say).toMatch(/^[A-Z“].*[.!?]$/s)
    expect(finding?.next).toMatch(/[.!?]$/)
  })

  it('has a case here, each of them', () => {
    expect(Object.keys(cases).sort()).toEqual(faults.map((fault) => fault.id).sort())
    expect(faults.length).toBeGreaterThanOrEqual(20)
  })

  it('explains what others only suggest: certain findings stand first', () => {
    const both = findingsOf({
      ...(cases['serial-denied'] as Case).facts,
      daemons: ['ModemManager'],
      udev: {},
    })
    expect(both.map((each) => each.isCertain)).toEqual([true, false])
  })

  it.each(['caps-lock', 'keys-lost', 'wrong-layout'])('%s is not taken for another one', (id) => {
    expect(findingsOf((cases[id] as Case).facts).map((each) => each.fault)).toEqual([id])
  })
})

it.each([
  ['a-and-d', /A&D standard/],
  ['adam', /S or U in front/],
  ['generic', /ST and US in front/],
])('a %s scale that never calls a weight steady is told what to set', (protocol, next) => {
  const [finding] = findingsOf(
    well('scale', `serial:/dev/ttyUSB0?protocol=${protocol}`, {
      reading: { now: { is: 'moving', grams: 13, shown: '12.78 g' }, unchangedMs: 11_000 },
    }),
  )
  expect(finding).toMatchObject({ fault: 'never-steady', next: expect.stringMatching(next) })
})

it('a scale that weighed and fell silent is not said to speak another protocol, nor to be mute', () => {
  const { facts } = cases['stopped-sending'] as Case
  expect(findingsOf(facts).map((each) => each.fault)).toEqual(['stopped-sending'])
  // Opened anew since, in case the adapter was pulled.
  const opened = { ...facts, pulse: { ...pulse(), bytesOut: 9 }, silentMs: null }
  expect(findingsOf(opened).map((each) => each.fault)).toEqual(['stopped-sending'])
  const justSilent = { ...facts, state: { is: 'ready' as const }, silentMs: 2_000 }
  expect(findingsOf(justSilent)).toEqual([])
  const other = { ...facts, state: { is: 'ready' as const }, silentMs: 100 }
  expect(findingsOf(other).map((each) => each.fault)).toEqual(['unknown-protocol'])
})

it.each([
  ['4006381333931', 'a product number'],
  [']E04006381333931', 'one with its AIM identifier'],
  ['A4006381333932', 'a wrong check digit'],
  ['BENCH4006381333931', 'a longer word'],
  ['94006381333931', 'a digit in front'],
  ['A1234', 'a short number'],
])('%s (%s) is not said to have a prefix', (lineText) => {
  expect(findingsOf(well('scanner', scanner, { lineText })).map((each) => each.fault)).toEqual([])
})

it('a scanner that types is told to leave its prefix out: nobody takes it off', () => {
  const [finding] = findingsOf(
    well('scanner', scanner, { scan: { text: '~4006381333931', by: 'keyboard', repeatMs: null } }),
  )
  expect(finding).toMatchObject({ fault: 'own-prefix', address: null })
  expect(finding?.next).not.toMatch(/station/)
})

it('codes without an end are noticed also when earlier ones had one', () => {
  const ended = ['9400000000016\r', '9400000000016\r']
  const endless = ['9300675024235', '9300675024235']
  const faultsOf = (...pieces: string[]) =>
    findingsOf(well('scanner', scanner, { pulse: pulse(...pieces) })).map((each) => each.fault)
  expect(faultsOf(...ended, ...endless)).toEqual(['no-line-end'])
  expect(faultsOf(...endless, ...ended)).toEqual([])
  expect(faultsOf('\x029400000000016\x03', '\x029400000000016\x03')).toEqual([])
})

it('a line is not called wrong once its scanner sends a good code, whatever is typed after it', () => {
  const facts = well('scanner', scanner, {
    pulse: pulse(garbage, '9400000000016\r'),
    lineText: '9400000000016',
    ...typedCode('9400000000016'),
  })
  expect(findingsOf(facts)).toEqual([])
  expect(findingsOf({ ...facts, lineText: '\xb9\x80' }).map((each) => each.fault)).toEqual(['wrong-speed'])
})

it('one product scanned twice by a quick person is not called one code that comes twice', () => {
  const scan = { text: '9400000000016', by: 'serial' as const, repeatMs: 650 }
  expect(findingsOf(well('scanner', scanner, { scan }))).toEqual([])
})

describe('what is said of a printer', () => {
  const saidOf = (language: string, more: Partial<DoctorFacts>, place = 'tcp:192.168.1.40:9100') => {
    const [first] = findingsOf(well('printer', `${place}?language=${language}`, more))
    return { say: first?.say ?? '', next: first?.next ?? '', command: first?.command ?? null }
  }
  const mutePulse = { ...pulse(), bytesOut: 8 }
  const silence = { ...trouble('The printer does not say whether it is ready.'), pulse: mutePulse }

  it.each([
    ['zpl', 'ZPL', 'labels'],
    ['tspl', 'TSPL', 'labels'],
    ['escpos', 'ESC/POS', 'paper'],
  ] as const)('is said in its own language: %s', (language, name, stock) => {
    const others = ['ZPL', 'EPL', 'TSPL', 'ESC/POS'].filter((each) => each !== name)
    const noOther = (text: string) => {
      for (const other of others) expect(text).not.toMatch(new RegExp(`(^|[^A-Z])${other}`))
    }
    const muted = saidOf(language, silence)
    expect(muted.say).toBe(
      `The printer takes the connection and answers no question: it is out of ${stock}, open, or speaks another language than ${name}.`,
    )
    expect(muted.next).toContain(`set its language to ${name} or choose its own`)
    noOther(muted.say + muted.next)
    const foreign = saidOf(language, trouble(otherLanguage(language).why))
    expect(foreign.say).toContain(`another language than ${name}, with which it is set up`)
    expect(foreign.next).toContain(`or set the printer to ${name}.`)
    for (const sees of ['prints-commands', 'nothing-comes-out', 'blank', 'shifted'] as const) {
      const { say, next } = saidOf(language, { sees })
      noOther(say + next)
    }
    expect(saidOf(language, { sees: 'prints-commands' }).command === null).toBe(language !== 'zpl')
  })

  it('fits what is loaded: its size, its dots, its roll or its pages', () => {
    const shifted = (settings: string, place?: string) => saidOf(settings, { sees: 'shifted' }, place)
    expect(shifted('zpl&size=a6&dpi=300&turn=90').next).toMatch(
      /hold pause and cancel.*prints A6 at 300 dots an inch, turned by 90°: change that under "Set up"/,
    )
    expect(shifted('tspl').next).toMatch(/^Calibrate it as its manual says.*4 × 6 in at 203 dots/)
    expect(shifted('escpos&size=receipt').next).toMatch(/^The station prints receipt paper.*80 mm wide\.$/)
    expect(shifted('pdf', 'queue:Office').next).toMatch(/Its queue must be set to the same size\.$/)
    expect(saidOf('escpos', { sees: 'blank' }).next).toMatch(/one side only/)
    expect(saidOf('pdf', { sees: 'blank' }, 'queue:Office').next).toMatch(/ink or toner/)
    expect(saidOf('zpl', { sees: 'prints-commands' }, 'queue:Zebra').next).toMatch(/Make its queue a raw one/)
    expect(saidOf('zpl', silence, 'usb:auto').say).toMatch(/answers no question/)
  })
})

describe('a device that works', () => {
  it.each([
    ['scale', scale],
    ['scale', 'hid:auto'],
    ['scanner', scanner],
    ['scanner', 'hid:auto'],
    ['printer', printer],
  ] as const)('%s at %s has no finding', (role, address) => {
    expect(findingsOf(well(role, address))).toEqual([])
  })

  it('has none either where the system tells nothing', () => {
    const silent = {
      platform: 'win32' as const,
      hid: null,
      ports: null,
      node: null,
      holders: null,
      daemons: null,
      user: null,
      udev: null,
      rules: null,
    }
    for (const [role, address] of [
      ['scale', 'serial:COM3'],
      ['scanner', 'hid:auto'],
      ['printer', printer],
    ] as const)
      expect(findingsOf(well(role, address, silent))).toEqual([])
  })

  it('may run beside ModemManager and be read as 8N1 though the scale shows parity', () => {
    const facts = well('scale', scale, { pulse: pulse(even), daemons: ['ModemManager'], udev: {} })
    expect(findingsOf(facts)).toEqual([])
  })

  it('is not called deaf when its scanner reads GS1 with separators, or the test code came right', () => {
    const gs1 = { text: ']d20109400000000016\x1d10AB', by: 'hid' as const, repeatMs: null }
    expect(findingsOf(well('scanner', 'hid:auto', { scan: gs1 }))).toEqual([])
    for (const text of [testCode, '0123456789', 'BENCH-1', '9400000000016'])
      expect(findingsOf(well('scanner', scanner, typedCode(text)))).toEqual([])
  })
})

it('a load that moves is not said to stand', () => {
  const moving = (grams: number | null, unchangedMs: number) =>
    findingsOf(well('scale', scale, { reading: { now: { is: 'moving', grams, shown: null }, unchangedMs } }))
  expect(moving(1234, 2_000)).toEqual([])
  expect(moving(null, 60_000)).toEqual([])
  expect(moving(1234, 60_000).map(({ next }) => next)).toEqual([
    'Set its output to the format that has ST and US in front. Until then, type the weight.',
  ])
})

it('a command holds any path as one word', () => {
  expect(shellWord('/dev/ttyUSB0')).toBe('/dev/ttyUSB0')
  expect(shellWord("/tmp/a b'; rm -rf $HOME")).toBe(`'/tmp/a b'\\''; rm -rf $HOME'`)
})
