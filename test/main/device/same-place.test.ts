import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseAddress } from '../../../src-main/device/address.ts'
import { isSamePlace } from '../../../src-main/device/same-place.ts'
import { testFolder } from '../bench.ts'

const printers: [one: string, other: string, isSame: boolean][] = [
  ['tcp:127.0.0.1:9100', 'tcp:localhost:9100', true],
  ['tcp:127.0.0.1:9100', 'tcp:127.0.0.1:9101', false],
  ['tcp:Zebra.local:9100', 'tcp:zebra.local:9100?dpi=300', true],
  ['tcp:10.0.0.4:9100', 'tcp:10.0.0.5:9100', false],
  ['queue:Labels', 'queue:Labels?status=none', true],
  ['queue:Labels', 'queue:Other', false],
  ['usb:auto', 'usb:/dev/usb/lp0', true],
  ['usb:/dev/usb/lp1', 'usb:/dev/usb/lp0', false],
  ['folder', 'folder?size=a6', true],
  ['virtual', 'virtual', false],
]
for (const [one, other, isSame] of printers) {
  it(`tells that ${one} and ${other} are ${isSame ? 'one printer' : 'two'}`, () => {
    const [first, second] = [parseAddress(one, 'printer'), parseAddress(other, 'printer2')]
    expect(isSamePlace(first, second)).toBe(isSame)
    expect(isSamePlace(second, first)).toBe(isSame)
  })
}

it('knows a serial port by the link that leads to it', () => {
  const folder = testFolder()
  const [port, link, another] = ['port', 'link', 'another'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(port, '')
  symlinkSync(port, link)
  const at = (path: string) => parseAddress(`serial:${path}`, 'scale')
  expect(isSamePlace(at(port), at(link))).toBe(true)
  expect(isSamePlace(at(port), at(another))).toBe(false)
})
