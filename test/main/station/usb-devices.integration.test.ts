import { afterEach, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { type BenchDevices, openBenchDevices, readDeviceAddress } from '../../../src-main/station/devices.ts'
import { setSettings } from '../../../src-main/station/set-settings.ts'
import { virtualHid } from '../../../src-main/training/device/virtual-hid.ts'
import { virtualHidScale } from '../../../src-main/training/device/virtual-hid-scale.ts'
import { virtualHidScanner } from '../../../src-main/training/device/virtual-hid-scanner.ts'
import type { DeviceRole } from '../../../src-shared/model/device.ts'
import { testBench } from '../bench.ts'
import { eventually } from '../device/eventually.ts'
import { noQueues } from '../device/no-queues.ts'

let opened: BenchDevices | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

/** The devices of a bench whose settings name these addresses. */
function devicesAt(addresses: Partial<Record<DeviceRole, string>>, hub = virtualHid()) {
  const bench = testBench(systemClock)
  const scans: string[] = []
  setSettings(bench, addresses, () => {
    for (const [role, address] of Object.entries(addresses))
      bench.store.settings.put(`device:${role}`, readDeviceAddress(address, role as DeviceRole, false))
  })
  const devices = openBenchDevices({
    bench,
    folder: bench.folder,
    virtual: null,
    hid: hub.transport,
    queues: noQueues,
    onScan: (text, by) => scans.push(`${by} ${text}`),
    onDropped: (why) => scans.push(why),
    onReading: () => undefined,
    onState: () => undefined,
  })
  opened = devices
  const state = (role: DeviceRole) => devices.views().find((view) => view.role === role)?.state.is
  return { devices, hub, scans, state }
}

it('scans with the USB scanner and weighs with the USB scale that the settings name', async () => {
  const hub = virtualHid()
  const gun = virtualHidScanner({ layout: 'a' })
  const plate = virtualHidScale()
  gun.plugIn(hub, '1-1')
  plate.plugIn(hub, '1-2')
  const { devices, scans, state } = devicesAt({ scanner: 'hid:0C2E:0B6A', scale: 'hid:auto' }, hub)
  await eventually(() => state('scanner') === 'ready' && state('scale') === 'ready')
  gun.scan({ text: '4006381333931', aim: ']E0' })
  await eventually(() => scans.length === 1)
  expect(scans).toEqual(['hid ]E04006381333931'])
  plate.send({ is: 'steady', weight: 412 })
  plate.send({ is: 'steady', weight: 412 })
  await eventually(() => devices.scale()?.latest()?.reading.is === 'steady')
  expect(devices.scale()?.takeSteady()?.reading).toMatchObject({ grams: 412, shown: '412 g' })
  expect(hub.looks()).toBe(1)
})

it('says on the card of a scanner that types what to do about it', async () => {
  const hub = virtualHid()
  virtualHidScanner({ layout: 'a', mode: 'keyboard' }).plugIn(hub, '1-1')
  const { devices, state } = devicesAt({ scanner: 'hid:auto' }, hub)
  await eventually(() => state('scanner') === 'trouble')
  expect(devices.views().find((view) => view.role === 'scanner')?.say).toMatch(
    /^Scanner: The Honeywell Scanner works as a keyboard.*"USB HID POS"/,
  )
})

it('offers what is plugged in, and goes on offering serial ports when USB cannot be listed', async () => {
  const hub = virtualHid()
  virtualHidScanner({ layout: 'a' }).plugIn(hub, '1-1')
  const { devices } = devicesAt({}, hub)
  const offered = {
    address: 'hid:0c2e:0b6a',
    say: 'USB scanner Honeywell Scanner',
    roles: ['scanner'],
    wrongMode: null,
  }
  expect(await devices.candidates()).toContainEqual(offered)
  await devices.close()
  const broken = { ...hub, transport: { ...hub.transport, list: () => Promise.reject(new Error('no')) } }
  expect(await devicesAt({}, broken).devices.candidates()).not.toContainEqual(offered)
})
