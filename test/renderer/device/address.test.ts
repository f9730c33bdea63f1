import { describe, expect, it } from 'vitest'
import { parseAddress, printAddress } from '../../../src-main/device/address.ts'
import { scaleProtocols } from '../../../src-main/device/scale/protocols.ts'
import {
  choicesOf,
  kindsFor,
  readAddress,
  withProtocol,
  withSetting,
  writeAddress,
} from '../../../src-renderer/device/address.ts'
import { deviceWords } from '../../../src-renderer/words/device.ts'

describe('a device address', () => {
  it.each([
    ['serial:/dev/ttyUSB0?baud=2400&protocol=toledo-8217', 'scale'],
    ['serial:/dev/ttyUSB0?baud=1200&line=7O1&dtr=off&protocol=sartorius-sbi', 'scale'],
    ['serial:/dev/ttyUSB0?baud=9600&line=7E1&dtr=on&protocol=toledo-8217&unit=lb', 'scale'],
    ['serial:COM3?protocol=nci', 'scale'],
    ['serial:COM3?baud=9600', 'scanner'],
    ['serial:COM3', 'scanner'],
    ['tcp:adapter:4001?protocol=generic&unit=g', 'scale'],
    ['tcp:192.168.1.50:9100?status=none', 'printer'],
    ['tcp:192.168.1.50:9100', 'printer'],
    ['hid:0c2e:0b6a:SN%201', 'scanner'],
    ['hid:auto?layout=b', 'scanner'],
    ['hid:auto?layout=b&prefix=~%26', 'scanner'],
    ['serial:COM3?prefix=A', 'scanner'],
    ['tcp:adapter:4001?prefix=%3D%25', 'scanner'],
    ['hid:0922:8003', 'scale'],
    ['usb:auto?language=epl', 'printer'],
    ['usb:/dev/usb/lp0?dpi=300&size=100x150', 'printer2'],
    ['queue:Office?language=pdf&status=none', 'printer2'],
    ['queue:Zebra%20ZD421', 'printer'],
    ['tcp:192.168.1.50:9100?language=tspl&dpi=300&size=2x1&turn=90', 'printer'],
    ['virtual?language=escpos&size=receipt', 'printer'],
    ['folder?size=a6', 'printer'],
    ['virtual', 'scale'],
    ['folder', 'printer'],
  ] as const)('%s comes back as it was after a look at its form', (address, role) => {
    expect(writeAddress(readAddress(address), role)).toBe(address)
    expect(() => printAddress(parseAddress(address, role), role)).not.toThrow()
  })

  it('of a USB scanner takes another layout of its codes, and back to the usual one', () => {
    const before = readAddress('hid:0c2e:0b6a:SN%201?layout=b')
    expect(before).toMatchObject({ kind: 'usb', usb: 'hid:0c2e:0b6a:SN%201', kept: { layout: 'b' } })
    expect(writeAddress({ ...before, ...withSetting(before, 'layout', 'shifted') }, 'scanner')).toBe(
      'hid:0c2e:0b6a:SN%201?layout=shifted',
    )
    expect(writeAddress({ ...before, ...withSetting(before, 'layout', '') }, 'scanner')).toBe(
      'hid:0c2e:0b6a:SN%201',
    )
    expect(Object.keys(deviceWords.layouts)).toEqual([...choicesOf.layout])
  })

  it('of a USB scale has no layout, even where the form has one from before', () => {
    const draft = { ...readAddress('hid:0922:8003'), kept: { layout: 'b', line: '7E1' } }
    expect(writeAddress(draft, 'scanner')).toBe('hid:0922:8003?layout=b')
    expect(writeAddress(draft, 'scale')).toBe('hid:0922:8003')
  })

  it('is null for a device that is not used here', () => {
    expect(writeAddress(readAddress(null), 'scale')).toBe(null)
  })

  it('is not ready while a field is missing', () => {
    expect(writeAddress({ ...readAddress(null), kind: 'tcp' }, 'printer')).toBe(undefined)
    expect(writeAddress({ ...readAddress(null), kind: 'serial' }, 'scale')).toBe(undefined)
    expect(writeAddress({ ...readAddress(null), kind: 'usb' }, 'scale')).toBe(undefined)
  })

  it('offers every protocol a scale may speak, by the name the station gives it', () => {
    const names = Object.entries(scaleProtocols).map(([id, { name }]) => [id, name])
    expect(Object.entries(deviceWords.protocols)).toEqual(names)
  })

  it('starts another protocol with the line its scales leave the factory with', () => {
    const before = readAddress('serial:COM3?baud=9600&line=7E1&protocol=toledo-8217&unit=kg')
    expect(writeAddress({ ...before, ...withProtocol('a-and-d') }, 'scale')).toBe(
      'serial:COM3?protocol=a-and-d',
    )
  })

  it('takes the unit and the bits of a line chosen by hand, and leaves to the station what is not', () => {
    const before = readAddress('serial:COM3?line=7E1&dtr=off&protocol=toledo-8217&unit=kg')
    const chosen = { ...before, ...withSetting(before, 'unit', 'lb') }
    expect(writeAddress(chosen, 'scale')).toBe('serial:COM3?line=7E1&dtr=off&protocol=toledo-8217&unit=lb')
    const usual = { ...chosen, ...withSetting(chosen, 'line', '') }
    expect(writeAddress(usual, 'scale')).toBe('serial:COM3?dtr=off&protocol=toledo-8217&unit=lb')
    for (const line of choicesOf.line)
      expect(() => parseAddress(`serial:COM3?line=${line}`, 'scanner')).not.toThrow()
    for (const unit of choicesOf.unit)
      expect(() => parseAddress(`serial:COM3?unit=${unit}`, 'scale')).not.toThrow()
  })

  it('leaves the settings of a serial line behind when the scale moves to the network', () => {
    const before = readAddress('serial:COM3?baud=9600&line=7E1&protocol=toledo-8217&unit=kg')
    expect(writeAddress({ ...before, kind: 'tcp', host: 'adapter', port: '4001' }, 'scale')).toBe(
      'tcp:adapter:4001?protocol=toledo-8217&unit=kg',
    )
  })

  it('offers a folder to printers only', () => {
    expect(kindsFor('printer')).toContain('folder')
    expect(kindsFor('scale')).not.toContain('folder')
  })

  it('offers USB to scanners and scales', () => {
    expect(kindsFor('scanner')).toContain('usb')
    expect(kindsFor('scale')).toContain('usb')
    expect(kindsFor('printer')).not.toContain('usb')
  })
})
