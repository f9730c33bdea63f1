import { expect, it } from 'vitest'
import { parseAddress } from '../../../../src-main/device/address.ts'
import { hidCandidates } from '../../../../src-main/device/hid/hid-candidates.ts'
import { virtualHid } from '../../../../src-main/training/device/virtual-hid.ts'
import { virtualHidScale } from '../../../../src-main/training/device/virtual-hid-scale.ts'
import { virtualHidScanner } from '../../../../src-main/training/device/virtual-hid-scanner.ts'

it('offers the scanners and scales that are plugged in, each once and by an address that reads back', async () => {
  const hub = virtualHid()
  virtualHidScanner({ layout: 'a', serialNumber: 'S/1 ?' }).plugIn(hub, '1-1')
  virtualHidScanner({ layout: 'b', vendorId: 0x1eab, productId: 0x0110, manufacturer: 'Newland' }).plugIn(
    hub,
    '1-2',
  )
  virtualHidScale({ vendorId: 0x0922, productId: 0x8003, product: 'DYMO M10' }).plugIn(hub, '1-3')
  virtualHidScale({ vendorId: 0x0922, productId: 0x8003, product: 'DYMO M10' }).plugIn(hub, '1-4')
  const mouse = {
    vendorId: 0x046d,
    productId: 0xc077,
    serialNumber: null,
    manufacturer: 'Logitech',
    product: 'Mouse',
  }
  hub.plugIn('1-5', [{ ...mouse, usagePage: 1, usage: 2 }])
  const offered = hidCandidates(await hub.transport.list())
  expect(offered).toEqual([
    { address: 'hid:0c2e:0b6a:S%2F1%20%3F', say: 'USB scanner Honeywell Scanner' },
    { address: 'hid:1eab:0110', say: 'USB scanner Newland Scanner' },
    { address: 'hid:0922:8003', say: 'USB scale DYMO M10' },
  ])
  expect(parseAddress('hid:0c2e:0b6a:S%2F1%20%3F', 'scanner')).toMatchObject({ device: { serial: 'S/1 ?' } })
})

it('offers a scanner that works as a keyboard, so that it can say how to change that', async () => {
  const hub = virtualHid()
  virtualHidScanner({ layout: 'a', mode: 'keyboard' }).plugIn(hub, '1-1')
  expect(hidCandidates(await hub.transport.list())).toEqual([
    { address: 'hid:auto', say: 'USB scanner in another mode: choose it to see how to change that' },
  ])
})
