import { afterEach, describe, expect, it } from 'vitest'
import { parseAddress } from '../../../../src-main/device/address.ts'
import { hidBus } from '../../../../src-main/device/hid/hid-bus.ts'
import { hidScanner } from '../../../../src-main/device/scanner/hid-scanner.ts'
import { openScanner, type Scanner } from '../../../../src-main/device/scanner/scanner-driver.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import { virtualHid } from '../../../../src-main/training/device/virtual-hid.ts'
import {
  scannerReports,
  virtualHidScanner,
} from '../../../../src-main/training/device/virtual-hid-scanner.ts'
import type { DeviceState } from '../../../../src-shared/model/device.ts'
import { manualClock } from '../manual-clock.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

/** A station that uses the scanner at an address, and the sockets its scanners are plugged into. */
function station(address: string, hub = virtualHid()) {
  const clock = manualClock()
  const texts: string[] = []
  const dropped: string[] = []
  const states: DeviceState[] = []
  const noted: string[] = []
  const read = parseAddress(address, 'scanner')
  if (read.is !== 'hid') throw new Error('hid expected')
  const log = {
    ...quietLog,
    info: (event: string) => void noted.push(event),
    warn: (event: string) => void noted.push(event),
  }
  const scanner: Scanner = openScanner({
    name: address,
    ...hidScanner({ address: read, bus: hidBus(hub.transport, clock), clock, log }),
    clock,
    log,
    onScan: (scan) => texts.push(scan.text),
    onDropped: (why) => dropped.push(why),
    onState: (state) => states.push(state),
  })
  cleanups.push(scanner.close)
  return { clock, hub, scanner, texts, dropped, states, noted }
}

const ean = { text: '4006381333931', aim: ']E0', codeId: 0x64 }
const newland = {
  layout: 'b',
  vendorId: 0x1eab,
  productId: 0x0110,
  manufacturer: 'Newland',
  product: 'HR200',
} as const

// proves: Scanner | USB HID POS, layout a (Honeywell, Metrologic); USB HID POS, layout b (Newland, ID Tech, Unitech) | virtual USB
describe('finding the scanner', () => {
  it('claims the one that is plugged in at the start and hears it', async () => {
    const { clock, hub, texts, states } = station('hid:auto')
    const gun = virtualHidScanner({ layout: 'a' })
    gun.plugIn(hub, '1-1')
    await clock.pass(100)
    gun.scan(ean)
    await clock.pass(1)
    expect(texts).toEqual([']E04006381333931'])
    expect(states.map((state) => state.is)).toEqual(['ready'])
  })

  it('claims one that is plugged in later, within three seconds, and looks no more often than every two', async () => {
    const { clock, hub, scanner } = station('hid:auto')
    await clock.pass(60_000)
    expect(scanner.state()).toEqual({ is: 'absent', why: 'No USB scanner is plugged in.' })
    expect(hub.looks()).toBeLessThanOrEqual(31)
    virtualHidScanner({ layout: 'a' }).plugIn(hub, '1-1')
    await clock.pass(3_000)
    expect(scanner.state().is).toBe('ready')
  })

  it('reads each maker by its own layout, and a maker that is not known by what it sends', async () => {
    for (const [vendorId, layout] of [
      [0x0c2e, 'a'],
      [0x1eab, 'b'],
      [0x1234, 'a'],
      [0x1234, 'shifted'],
      [0x05e0, 'b'],
    ] as const) {
      const { clock, hub, texts } = station('hid:auto')
      const gun = virtualHidScanner({ layout, vendorId })
      gun.plugIn(hub, '1-1')
      await clock.pass(100)
      gun.scan({ text: '9400', aim: ']C0' })
      await clock.pass(1)
      expect(texts).toEqual([layout === 'b' ? '9400' : ']C09400'])
    }
  })

  it('reads by the layout of the address where the maker is taken wrong', async () => {
    const { clock, hub, texts } = station('hid:auto?layout=b')
    const gun = virtualHidScanner({ layout: 'b' })
    gun.plugIn(hub, '1-1')
    await clock.pass(100)
    gun.scan({ text: '9400' })
    await clock.pass(1)
    expect(texts).toEqual(['9400'])
  })

  it('uses the one with the serial number of its address, wherever it is plugged in', async () => {
    const hub = virtualHid()
    const other = virtualHidScanner({ layout: 'a', serialNumber: 'OTHER' }).plugIn(hub, '1-1')
    const { clock, scanner } = station('hid:0c2e:0b6a:S%2F1', hub)
    await clock.pass(3_000)
    expect(scanner.state()).toMatchObject({
      is: 'absent',
      why: 'The USB scanner 0c2e:0b6a, serial number S/1 is not plugged in.',
    })
    const own = virtualHidScanner({ layout: 'a', serialNumber: 'S/1' })
    const plug = own.plugIn(hub, '1-2')
    await clock.pass(3_000)
    expect([plug.isOpen(), other.isOpen()]).toEqual([true, false])
    plug.unplug()
    const elsewhere = own.plugIn(hub, '3-4')
    await clock.pass(3_000)
    expect([elsewhere.isOpen(), other.isOpen()]).toEqual([true, false])
  })

  it('goes back to the same scanner of several, by serial number, else by its socket', async () => {
    for (const [serials, socket] of [
      [['S1', 'S2'], '3-1'],
      [[null, null], '1-2'],
    ] as const) {
      const hub = virtualHid()
      const { clock } = station('hid:auto', hub)
      const [one, two] = serials.map((serialNumber) => virtualHidScanner({ layout: 'a', serialNumber }))
      const plug = two?.plugIn(hub, '1-2')
      await clock.pass(3_000)
      plug?.unplug()
      one?.plugIn(hub, '1-1')
      const back = two?.plugIn(hub, socket)
      await clock.pass(3_000)
      expect(back?.isOpen()).toBe(true)
    }
  })

  it('reads the one that takes its place by the layout of its own maker', async () => {
    const { clock, hub, texts } = station('hid:auto')
    const plug = virtualHidScanner({ layout: 'a' }).plugIn(hub, '1-1')
    await clock.pass(100)
    plug.unplug()
    const next = virtualHidScanner(newland)
    next.plugIn(hub, '1-1')
    await clock.pass(3_000)
    next.scan({ text: '4006381333931' })
    await clock.pass(1)
    expect(texts).toEqual(['4006381333931'])
  })
})

describe('a scanner that goes away', () => {
  it('is lost when it is pulled, half a code with it, and found again on another socket (F30)', async () => {
    const { clock, hub, texts, states } = station('hid:0c2e:0b6a')
    const gun = virtualHidScanner({ layout: 'a' })
    const plug = gun.plugIn(hub, '1-1')
    await clock.pass(100)
    const [half = new Uint8Array()] = scannerReports('a', { text: '7'.repeat(70), aim: ']C0' })
    plug.send(half)
    await clock.pass(10)
    plug.unplug()
    await clock.pass(100)
    expect(states.at(-1)).toMatchObject({ is: 'lost', why: 'The Honeywell Scanner was unplugged.' })
    gun.plugIn(hub, '2-1')
    await clock.pass(3_000)
    gun.scan(ean)
    await clock.pass(10)
    expect(texts).toEqual([']E04006381333931'])
    expect(states.map((state) => state.is)).toEqual(['ready', 'lost', 'ready'])
  })

  it('is lost within eight seconds where the system does not say so', async () => {
    const { clock, hub, scanner } = station('hid:auto')
    const plug = virtualHidScanner({ layout: 'a' }).plugIn(hub, '1-1')
    await clock.pass(100)
    await clock.pass(60_000)
    plug.unplug('unnoticed')
    await clock.pass(8_000)
    expect(scanner.state()).toMatchObject({ is: 'lost' })
  })

  it('stays in use while it is still listed', async () => {
    const { clock, hub, states } = station('hid:auto')
    virtualHidScanner({ layout: 'a' }).plugIn(hub, '1-1')
    await clock.pass(120_000)
    expect(states.map((state) => state.is)).toEqual(['ready'])
  })

  it('is let go when the station closes it', async () => {
    const { clock, hub, scanner } = station('hid:auto')
    const plug = virtualHidScanner({ layout: 'a' }).plugIn(hub, '1-1')
    await clock.pass(100)
    await scanner.close()
    expect(plug.isOpen()).toBe(false)
  })
})

describe('a Honeywell', () => {
  it('is switched to reports when it is opened, each time', async () => {
    const { clock, hub } = station('hid:auto')
    const gun = virtualHidScanner({ layout: 'a' })
    const plug = gun.plugIn(hub, '1-1')
    await clock.pass(100)
    plug.unplug()
    const again = gun.plugIn(hub, '1-1')
    await clock.pass(3_000)
    for (const one of [plug, again])
      expect(one.heard()).toEqual([{ is: 'feature', report: Uint8Array.of(0xfe, 0x01) }])
  })

  it('may answer the switch, and its answer is no code', async () => {
    const { clock, hub, texts } = station('hid:auto')
    const gun = virtualHidScanner({ layout: 'a' })
    gun.plugIn(hub, '1-1')
    await clock.pass(100)
    gun.scan({ text: 'Product Name', aim: ']X0' })
    await clock.pass(2_000)
    gun.scan({ text: '9771234567003', aim: ']X0' })
    await clock.pass(1)
    expect(texts).toEqual([']X09771234567003'])
  })

  it('that has no such switch is used all the same', async () => {
    const { clock, hub, scanner, noted } = station('hid:auto')
    const collection = {
      vendorId: 0x0c2e,
      productId: 0x0206,
      serialNumber: null,
      manufacturer: null,
      product: 'MS4980',
      usagePage: 0x8c,
      usage: 2,
    }
    hub.plugIn('1-1', [collection], { refuses: 'features' })
    await clock.pass(100)
    expect(scanner.state().is).toBe('ready')
    expect(noted).toContain('scanner switch refused')
  })

  it('of another make is told nothing', async () => {
    const { clock, hub } = station('hid:auto')
    const plug = virtualHidScanner(newland).plugIn(hub, '1-1')
    await clock.pass(100)
    expect(plug.isOpen()).toBe(true)
    expect(plug.heard()).toEqual([])
  })
})

describe('a scanner in the wrong mode', () => {
  it('that works as a keyboard is in trouble, with what to scan, until it comes back in the right one', async () => {
    const { clock, hub, scanner, states } = station('hid:1eab:0110')
    const typing = virtualHidScanner({ ...newland, productId: 0x0103, mode: 'keyboard' }).plugIn(hub, '1-1')
    await clock.pass(100)
    expect(scanner.state()).toEqual({
      is: 'trouble',
      why:
        'The Newland HR200 works as a keyboard: it types its codes, and the station cannot open it. ' +
        'Scan the setup code "HID POS" in its manual: it comes back as 1eab:0110 and it is found by itself.',
    })
    typing.unplug()
    virtualHidScanner(newland).plugIn(hub, '1-1')
    await clock.pass(3_000)
    expect(states.map((state) => state.is)).toEqual(['trouble', 'ready'])
  })

  it('that is a Honeywell may also be set to serial', async () => {
    const { clock, hub, scanner } = station('hid:auto')
    virtualHidScanner({ layout: 'a', mode: 'keyboard' }).plugIn(hub, '1-1')
    await clock.pass(100)
    expect(scanner.state()).toMatchObject({
      is: 'trouble',
      why: expect.stringMatching(/"USB HID POS".*terminal ID 130/),
    })
  })

  it('of its maker is named by what it offers', async () => {
    const { clock, hub, scanner } = station('hid:auto')
    const collection = {
      vendorId: 0x05e0,
      productId: 0x1900,
      serialNumber: null,
      manufacturer: 'Zebra',
      product: 'DS4608',
      usagePage: 0xff45,
      usage: 1,
    }
    hub.plugIn('1-1', [collection])
    await clock.pass(100)
    expect(scanner.state()).toMatchObject({
      is: 'trouble',
      why: expect.stringMatching(/Zebra DS4608 is in a mode of its maker \(usage pages ff45\)/),
    })
  })

  it('is not every keyboard: another maker or a plain keyboard is left alone', async () => {
    const { clock, hub, scanner } = station('hid:1eab:0110')
    virtualHidScanner({ layout: 'a', mode: 'keyboard' }).plugIn(hub, '1-1')
    virtualHidScanner({ layout: 'a', mode: 'keyboard', vendorId: 0x046d, productId: 0xc31c }).plugIn(
      hub,
      '1-2',
    )
    await clock.pass(100)
    expect(scanner.state()).toMatchObject({
      is: 'absent',
      why: 'The USB scanner 1eab:0110 is not plugged in.',
    })
  })
})

it('notes the first reports it cannot read, and not the thousandth', async () => {
  const { clock, hub, noted, texts } = station('hid:auto')
  const plug = virtualHidScanner({ layout: 'a' }).plugIn(hub, '1-1')
  await clock.pass(100)
  for (let at = 0; at < 500; at++) plug.send(Uint8Array.of(9, at & 0xff))
  await clock.pass(10)
  expect(noted.filter((event) => event === 'scanner report not read')).toHaveLength(10)
  expect(texts).toEqual([])
})

it('sets aside a scanner that sends more than a thousand reports a second until it is plugged in anew (S16)', async () => {
  const { clock, hub, scanner, texts } = station('hid:auto')
  const gun = virtualHidScanner({ layout: 'a' })
  const plug = gun.plugIn(hub, '1-1')
  await clock.pass(100)
  for (let at = 0; at < 1_100; at++) plug.send(Uint8Array.of(9, at & 0xff))
  await clock.pass(2_000)
  expect(scanner.state()).toMatchObject({
    is: 'set-aside',
    why: expect.stringMatching(/far more than a scanner/),
  })
  plug.unplug()
  await clock.pass(5_000)
  expect(scanner.state().is).toBe('lost')
  gun.plugIn(hub, '1-2')
  await clock.pass(3_000)
  expect(scanner.state().is).toBe('ready')
  gun.scan({ text: '4006381333931', aim: ']E0' })
  await clock.pass(10)
  expect(texts).toEqual([']E04006381333931'])
})

it('takes no code from a scanner cut within or between its reports, and hears it again within three seconds (F30)', async () => {
  const [first = new Uint8Array(), rest = new Uint8Array()] = scannerReports('a', {
    text: '7'.repeat(70),
    aim: ']C0',
  })
  const { clock, hub, texts, states } = station('hid:auto')
  const gun = virtualHidScanner({ layout: 'a' })
  let plug = gun.plugIn(hub, '1-1')
  await clock.pass(100)
  for (let length = 0; length < rest.length; length++) {
    plug.send(first)
    plug.send(rest.subarray(0, length))
    plug.unplug()
    await clock.pass(1_000)
    expect(states.at(-1)?.is).toBe('lost')
    plug = gun.plugIn(hub, '1-1')
    await clock.pass(3_000)
    expect(states.at(-1)?.is).toBe('ready')
    // The rest of a code whose beginning went with the old connection.
    plug.send(rest)
    await clock.pass(10)
    expect(texts.splice(0)).toEqual([`]C0${'7'.repeat(14)}`])
  }
})

it('tells the person of a code that came in only in part', async () => {
  const { clock, hub, dropped, texts } = station('hid:auto')
  const plug = virtualHidScanner({ layout: 'a' }).plugIn(hub, '1-1')
  await clock.pass(100)
  const [half = new Uint8Array()] = scannerReports('a', { text: '7'.repeat(70), aim: ']C0' })
  plug.send(half)
  await clock.pass(600)
  expect(dropped).toEqual(['A code came in only in part: scan it again.'])
  expect(texts).toEqual([])
})
