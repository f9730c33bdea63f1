import { expect, it } from 'vitest'
import { parseAddress, printAddress } from '../../../src-main/device/address.ts'
import { scaleProtocolIds } from '../../../src-main/device/scale/protocols.ts'
import { StationError } from '../../../src-shared/failure.ts'
import type { DeviceRole } from '../../../src-shared/model/device.ts'

it('reads a serial scale with its settings', () => {
  expect(
    parseAddress('serial:/dev/ttyUSB0?baud=4800&protocol=generic&line=7O2&unit=g&dtr=off', 'scale'),
  ).toEqual({
    is: 'serial',
    path: '/dev/ttyUSB0',
    baud: 4800,
    line: '7O2',
    dtr: false,
    protocol: 'generic',
    unit: 'g',
  })
})

it('starts a scale as a Toledo 8217 at 7E1 in kilograms, a scanner at 8N1', () => {
  expect(parseAddress('serial:COM3', 'scale')).toMatchObject({
    protocol: 'toledo-8217',
    line: '7E1',
    unit: 'kg',
  })
  expect(parseAddress('serial:COM3', 'scanner')).toMatchObject({ baud: 9600, line: '8N1' })
  expect(parseAddress('serial:COM3?protocol=generic', 'scale')).toMatchObject({ line: '8N1', unit: null })
})

it('starts a scale with the line its protocol leaves the factory with, unless another is given', () => {
  const settings = scaleProtocolIds.map((id) => {
    const address = parseAddress(`serial:COM3?protocol=${id}`, 'scale')
    if (address.is !== 'serial') throw new Error('serial expected')
    return `${id} ${address.baud} ${address.line} ${address.dtr ? 'on' : 'off'} ${address.unit ?? '-'}`
  })
  expect(settings).toEqual([
    'toledo-8217 9600 7E1 on kg',
    'brecknell 9600 7E1 on kg',
    'nci 9600 7E1 on -',
    'mt-sics 9600 8N1 on -',
    'toledo-continuous 9600 7E1 on -',
    'sma 9600 8N1 on -',
    'a-and-d 2400 7E1 on -',
    'ohaus 9600 8N1 on -',
    'cas 9600 8N1 on -',
    'cas-ecr 9600 7E1 on kg',
    'cas-indicator 9600 8N1 on -',
    'sartorius-sbi 1200 7O1 on -',
    'adam 9600 8N1 off -',
    'radwag 9600 8N1 on -',
    'erte 9600 8N1 on kg',
    'generic 9600 8N1 on -',
  ])
  expect(
    parseAddress('serial:COM3?protocol=a-and-d&baud=9600&line=8N1&dtr=off&unit=g', 'scale'),
  ).toMatchObject({ baud: 9600, line: '8N1', dtr: false, unit: 'g' })
})

it('reads TCP addresses by name, by number and in brackets', () => {
  expect(parseAddress('tcp:printer-1.local:9100', 'printer')).toMatchObject({
    host: 'printer-1.local',
    port: 9100,
    reports: true,
  })
  expect(parseAddress('tcp:[fe80::1]:9100?status=none', 'printer')).toMatchObject({
    host: 'fe80::1',
    reports: false,
  })
})

it('prints every address so that it reads back the same', () => {
  const addresses: [string, DeviceRole][] = [
    ['serial:/dev/ttyUSB0?baud=4800&protocol=generic&line=7O2&unit=g&dtr=off', 'scale'],
    ['serial:/dev/ttyACM0', 'scanner'],
    ['tcp:10.0.0.5:9100?status=none', 'printer'],
    ['tcp:[fe80::1]:9100', 'printer'],
    ['tcp:adapter:4001?protocol=generic', 'scale'],
    ['virtual', 'scanner'],
    ['folder', 'printer'],
    ['folder?size=a6', 'printer2'],
    ['usb:auto', 'printer'],
    ['usb:/dev/usb/lp1?language=epl&turn=180', 'printer2'],
    [
      'queue:%5C%5Cserver%5CZebra%20ZD421%20(Bench%202)?language=tspl&dpi=300&size=100x150&turn=90&status=none',
      'printer',
    ],
    ['queue:Office?language=pdf', 'printer2'],
    ['queue:B%C3%BCro_1%3A%20Kyocera%20%5BKX%5D', 'printer'],
    ['tcp:10.0.0.5:9100?language=escpos&size=receipt', 'printer'],
    ['virtual?language=tspl&dpi=600', 'printer2'],
    ['serial:COM3?prefix=~%26', 'scanner'],
    ['tcp:10.0.0.5:4001?prefix=A', 'scanner'],
    ['hid:auto?layout=b&prefix=%3FX%3D', 'scanner'],
  ]
  for (const [text, role] of addresses) {
    const address = parseAddress(text, role)
    expect(parseAddress(printAddress(address, role), role)).toEqual(address)
  }
})

const wrong: [string, DeviceRole, RegExp][] = [
  ['', 'scale', /"" is no kind of address/],
  ['lpt:1', 'scale', /"lpt" is no kind of address/],
  ['folder:/srv/labels', 'printer', /"folder" is the whole address/],
  ['virtual:1', 'scale', /"virtual" is the whole address/],
  ['serial:/dev/tty\nS0', 'scale', /^"\/dev\/tty S0" is not a serial port/],
  ['serial:/dev/tty\u202eS0', 'scanner', /^"\/dev\/tty S0" is not a serial port/],
  ['tcp:10.0.0.1\r\nx:9100', 'printer', /^"10\.0\.0\.1 {2}x" is not a host/],
  ['serial:COM3?prefix=A', 'scale', /"prefix" is not a setting of this device/],
  ['serial:COM3?prefix=', 'scanner', /prefix "" is not 1 to 8 letters/],
  ['hid:auto?prefix=123456789', 'scanner', /prefix "123456789" is not 1 to 8/],
  ['tcp:10.0.0.5:4001?prefix=A%20B', 'scanner', /prefix "A B" is not 1 to 8/],
  ['serial:COM3?prefix=00', 'scanner', /prefix 00 is digits alone/],
  ['serial:COM3?prefix=]C', 'scanner', /could not be told from an AIM identifier/],
  ['usb:auto', 'scale', /A scale cannot be "usb"/],
  ['usb:1', 'printer', /"1" is no USB printer; write usb:auto/],
  ['usb:/dev/../etc/passwd', 'printer', /is no USB printer/],
  ['usb:/dev/sda', 'printer', /is no USB printer/],
  ['usb:/dev/shm/lp0', 'printer', /is no USB printer/],
  ['usb:/dev/pts/0', 'printer2', /is no USB printer/],
  ['queue:', 'printer2', /"" is not the name of a print queue/],
  ['queue:-d', 'printer', /"-d" is not the name of a print queue/],
  ['queue:;rm', 'printer', /";rm" is not the name of a print queue: letters, digits/],
  ['queue:Zebra;rm', 'printer2', /"Zebra;rm" is not the name/],
  ['queue:Zebra%20', 'printer', /is not the name/],
  ...[
    '`id`',
    '$(id)',
    'a|b',
    'a&b;c',
    'a\nb',
    "a'b",
    'a"b',
    '../../x',
    'a/b',
    'a#b',
    'a?b',
    'a<b',
    '*',
    '\u202ea',
  ].map((name): [string, DeviceRole, RegExp] => [
    `queue:${encodeURIComponent(name)}`,
    'printer',
    /is not the name of a print queue/,
  ]),
  ['queue:%zz', 'printer', /"%zz" is no name of a print queue/],
  [
    'tcp:printer:9100?language=pcl',
    'printer',
    /language=pcl is not known; use zpl, epl, tspl, escpos or pdf/,
  ],
  ['tcp:printer:9100?language=pdf', 'printer', /language=pdf needs the print queue/],
  ['queue:Office?language=pdf&turn=90', 'printer', /A PDF is not turned/],
  ['tcp:printer:9100?dpi=200', 'printer', /dpi=200 is not known; use 203, 300 or 600/],
  ['usb:auto?size=5x7', 'printer2', /size=5x7 is not known/],
  ['usb:auto?turn=45', 'printer', /turn=45 is not known; use 0, 90, 180 or 270/],
  ['folder?dpi=300', 'printer', /"dpi" is not a setting of this device; it has size/],
  ['virtual?dpi=300', 'scanner', /"dpi" is not a setting/],
  ['serial', 'scale', /"" is not a serial port/],
  ['serial:ttyUSB0', 'scale', /"ttyUSB0" is not a serial port/],
  ['serial:/dev/ttyUSB0?baud=fast', 'scale', /baud fast is not a whole number/],
  ['serial:/dev/ttyUSB0?baud=1', 'scale', /baud 1 is not a whole number/],
  ['serial:/dev/ttyUSB0?line=9X9', 'scale', /line=9X9/],
  [
    'serial:/dev/ttyUSB0?protocol=nic',
    'scale',
    /protocol=nic is not known; use toledo-8217, brecknell, nci, .* or generic/,
  ],
  ['serial:/dev/ttyUSB0?unit=stone', 'scale', /unit=stone/],
  ['serial:/dev/ttyUSB0?speed=9600', 'scale', /"speed" is not a setting/],
  ['serial:/dev/ttyUSB0?protocol=generic', 'scanner', /"protocol" is not a setting/],
  ['serial:/dev/ttyUSB0?baud=9600&baud=4800', 'scale', /"baud" is given twice/],
  ['tcp:printer', 'printer', /port is missing/],
  ['tcp:printer:0', 'printer', /port 0 is not/],
  ['tcp:printer:99999', 'printer', /port 99999 is not/],
  ['tcp:pri nter:9100', 'printer', /"pri nter" is not a host/],
  ['folder', 'scale', /A scale cannot be "folder"/],
  ['serial:/dev/ttyUSB0', 'printer', /A printer cannot be "serial"/],
]
for (const [text, role, say] of wrong) {
  it(`says what is wrong with "${text}" for a ${role}`, () => {
    const thrown = catchOf(() => parseAddress(text, role))
    expect(thrown).toBeInstanceOf(StationError)
    expect(thrown).toMatchObject({ code: 'bad-address', message: expect.stringMatching(say) })
    expect(String(thrown)).not.toContain('\n')
  })
}

function catchOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (thrown) {
    return thrown
  }
}
