import { describe, expect, it } from 'vitest'
import { kindsFor, readAddress, writeAddress } from '../../../src-renderer/device/address.ts'

describe('a device address', () => {
  it.each([
    ['serial:/dev/ttyUSB0?baud=2400&protocol=toledo-8217', 'scale'],
    ['serial:COM3?baud=9600', 'scanner'],
    ['tcp:192.168.1.50:9100', 'printer'],
    ['hid:0c2e:0b6a:SN%201', 'scanner'],
    ['hid:auto?layout=b', 'scanner'],
    ['hid:0922:8003', 'scale'],
    ['virtual', 'scale'],
    ['folder', 'printer'],
  ] as const)('%s comes back as it was after a look at its form', (address, role) => {
    expect(writeAddress(readAddress(address), role)).toBe(address)
  })

  it('is null for a device that is not used here', () => {
    expect(writeAddress(readAddress(null), 'scale')).toBe(null)
  })

  it('is not ready while a field is missing', () => {
    expect(writeAddress({ ...readAddress(null), kind: 'tcp' }, 'printer')).toBe(undefined)
    expect(writeAddress({ ...readAddress(null), kind: 'serial' }, 'scale')).toBe(undefined)
    expect(writeAddress({ ...readAddress(null), kind: 'usb' }, 'scale')).toBe(undefined)
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
