import { describe, expect, it } from 'vitest'
import { parseAddress, printAddress } from '../../../../src-main/device/address.ts'

describe('the address of a USB device', () => {
  const addresses: [string, unknown][] = [
    ['hid:auto', { device: null, layout: null }],
    ['hid:0c2e:0b6a', { device: { vendorId: 0x0c2e, productId: 0x0b6a, serial: null } }],
    ['hid:1eab:0110:SN-1', { device: { vendorId: 0x1eab, productId: 0x0110, serial: 'SN-1' } }],
    ['hid:1eab:0110:a%3Ab%20%3F', { device: { serial: 'a:b ?' } }],
    ['hid:05e0:1900?layout=shifted', { layout: 'shifted' }],
    ['hid:auto?layout=b', { device: null, layout: 'b' }],
  ]
  for (const [text, read] of addresses) {
    it(`${text} is read, and printed as it was`, () => {
      const address = parseAddress(text, 'scanner')
      expect(address).toMatchObject({ is: 'hid', ...(read as object) })
      expect(printAddress(address, 'scanner')).toBe(text)
    })
  }

  it('is printed with its ids in lower case', () => {
    expect(printAddress(parseAddress('hid:0C2E:0B6A', 'scanner'), 'scanner')).toBe('hid:0c2e:0b6a')
  })

  const wrong: [string, RegExp][] = [
    ['hid', /"" is no USB device/],
    ['hid:0c2e', /"0c2e" is no USB device/],
    ['hid:c2e:b6a', /is no USB device/],
    ['hid:0c2e:0b6a:', /is no USB device/],
    ['hid:0c2e:0b6a:%zz', /"%zz" is no serial number/],
    ['hid:auto?layout=c', /layout=c is not known; use a, b or shifted/],
    ['hid:auto?baud=9600', /"baud" is not a setting/],
  ]
  for (const [text, say] of wrong) {
    it(`${text} is refused with what is wrong`, () => {
      expect(() => parseAddress(text, 'scanner')).toThrow(say)
    })
  }

  it('is none of a printer', () => {
    expect(() => parseAddress('hid:auto', 'printer')).toThrow(/A printer cannot be "hid"/)
  })
})
