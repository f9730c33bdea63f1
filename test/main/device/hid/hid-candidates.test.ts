import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../../../src-main/device/address.ts'
import { hidCandidates } from '../../../../src-main/device/hid/hid-candidates.ts'
import type { HidDeviceInfo } from '../../../../src-main/device/hid/hid-transport.ts'
import { scannerWithIds } from '../../../../src-main/device/hid/scanner-ids.ts'
import { candidateAt } from '../../../../src-main/device/serial-port.ts'
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
    {
      address: 'hid:0c2e:0b6a:S%2F1%20%3F',
      say: 'USB scanner Honeywell Scanner',
      roles: ['scanner'],
      wrongMode: null,
    },
    { address: 'hid:1eab:0110', say: 'USB scanner Newland Scanner', roles: ['scanner'], wrongMode: null },
    { address: 'hid:0922:8003', say: 'USB scale DYMO M10', roles: ['scale'], wrongMode: null },
  ])
  expect(parseAddress('hid:0c2e:0b6a:S%2F1%20%3F', 'scanner')).toMatchObject({ device: { serial: 'S/1 ?' } })
})

const typist = (ids: Partial<HidDeviceInfo>) => virtualHidScanner({ layout: 'a', mode: 'keyboard', ...ids })

describe('a scanner that works as a keyboard', () => {
  it('is offered by name with what to do, and with the bar code that does it where one is known', async () => {
    const hub = virtualHid()
    typist({ manufacturer: 'Honeywell', product: 'Voyager 1450g' }).plugIn(hub, '1-1')
    typist({ vendorId: 0x1eab, productId: 0x0103, manufacturer: null, product: null }).plugIn(hub, '1-2')
    expect(hidCandidates(await hub.transport.list())).toEqual([
      {
        address: 'hid:auto',
        say: 'Honeywell Voyager 1450g, typing as a keyboard',
        roles: ['scanner'],
        wrongMode: {
          say: expect.stringMatching(/^The Honeywell Voyager 1450g works as a keyboard.*"USB HID POS"/),
          setupCode: 'PAP131.',
        },
      },
      {
        address: 'hid:auto',
        say: 'Newland HR200, typing as a keyboard',
        roles: ['scanner'],
        wrongMode: {
          say: expect.stringMatching(/^The Newland HR200 works as a keyboard.*comes back as 1eab:0110/),
          setupCode: null,
        },
      },
    ])
  })

  it('is none where it sends reports besides, nor is any other keyboard', async () => {
    const hub = virtualHid()
    const both = {
      vendorId: 0x0c2e,
      productId: 0x0b81,
      serialNumber: null,
      manufacturer: 'Honeywell',
      product: 'Voyager 1400g',
    }
    hub.plugIn('1-1', [
      { ...both, usagePage: 1, usage: 6 },
      { ...both, usagePage: 0x8c, usage: 2 },
    ])
    typist({ vendorId: 0x046d, productId: 0xc31c }).plugIn(hub, '1-2')
    expect(hidCandidates(await hub.transport.list()).map(({ wrongMode }) => wrongMode)).toEqual([null])
  })

  it('is known by its ids where the system does not tell the collection', async () => {
    const hub = virtualHid()
    const plain = { serialNumber: null, manufacturer: null, product: null, usagePage: null, usage: null }
    hub.plugIn('1-1', [{ ...plain, vendorId: 0x05e0, productId: 0x1200 }])
    hub.plugIn('1-2', [{ ...plain, vendorId: 0x05e0, productId: 0x1900 }])
    expect(hidCandidates(await hub.transport.list()).map(({ say }) => say)).toEqual([
      'Symbol scanner, typing as a keyboard',
      'Symbol scanner, in a mode of its maker',
    ])
  })
})

describe('a serial port', () => {
  it('of a scanner can only be that; behind an adapter it may be a scale as well', () => {
    expect(candidateAt({ path: '/dev/ttyACM0', vendorId: '1eab', productId: '1306' })).toMatchObject({
      address: 'serial:/dev/ttyACM0',
      say: 'Newland EM30xx at /dev/ttyACM0',
      roles: ['scanner'],
    })
    expect(
      candidateAt({ path: 'COM3', vendorId: '1A86', productId: '7523', manufacturer: 'wch.cn' }),
    ).toEqual({
      address: 'serial:COM3',
      say: 'wch.cn at COM3',
      roles: ['scanner', 'scale'],
      wrongMode: null,
    })
    expect(candidateAt({ path: 'COM1' })).toMatchObject({ roles: ['scanner', 'scale'] })
  })
})

/** The ids of scanners in use, as usb.ids and drivers list them. */
const listed = `
  0c2e:0007 0c2e:0200 0c2e:0204 0c2e:0206 0c2e:0700 0c2e:0720 0c2e:0b61 0c2e:0b6a 0c2e:0b81 0c2e:1001 0536:01ca
  23d0:0001 05e0:0700 05e0:1200 05e0:1701 05e0:1900 05e0:1a00 05f9:1104 05f9:1206 05f9:120c 05f9:2202 05f9:2206
  05f9:220c 05f9:2210 05f9:2601 05f9:2602 05f9:4204 05f9:5204 1eab:0103 1eab:0106 1eab:0110 1eab:1d03 1eab:1d06
  1eab:1d10 1eab:1303 1eab:1306 1eab:1310 1eab:1a03 1eab:1a06 1eab:1a10 1eab:8203 1eab:8206 1eab:8210 1eab:8303
  1eab:8306 1eab:8310 065a:0001 065a:0009 04b4:0100 04b4:bca1 04b4:de61 04b4:de64 0416:c141 24ea:0197 13ba:0018
  0145:0012`.split(/\s+/)

it('knows every scanner of the list by its ids, and no adapter, mouse or scale', () => {
  const known = (ids: string) => {
    const [vendorId = 0, productId = 0] = ids.split(':').map((id) => Number.parseInt(id, 16))
    return scannerWithIds(vendorId, productId)
  }
  for (const ids of listed.slice(1)) expect(known(ids)?.name, ids).toMatch(/\w/)
  expect(['1eab:8303', '1eab:1d06', '1eab:0110', '1eab:9999'].map((ids) => known(ids)?.mode)).toEqual([
    'keyboard',
    'serial',
    'reports',
    null,
  ])
  for (const ids of [
    '1a86:7523',
    '0403:6001',
    '067b:2303',
    '10c4:ea60',
    '046d:c077',
    '0922:8003',
    '04b4:0001',
  ])
    expect(known(ids), ids).toBeNull()
})
