import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import type { ListedPort } from '../../../src-main/device/serial-list.ts'
import { serialPort } from '../../../src-main/device/serial-port.ts'
import { type BenchDevices, openBenchDevices } from '../../../src-main/station/devices.ts'
import { setSettings } from '../../../src-main/station/set-settings.ts'
import { deviceIdentity } from '../../../src-main/station-settings.ts'
import { openPtyPair } from '../../../src-main/training/device/pty.ts'
import { virtualHid } from '../../../src-main/training/device/virtual-hid.ts'
import { virtualScale } from '../../../src-main/training/device/virtual-scale.ts'
import { testBench } from '../bench.ts'
import { eventually } from '../device/eventually.ts'
import { hasSocat, skippedSay } from '../device/has-socat.ts'
import { noQueues } from '../device/no-queues.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const adapter = (path: string, serialNumber: string): ListedPort => ({
  path,
  vendorId: '0403',
  productId: '6001',
  serialNumber,
  maker: 'FTDI',
  product: `Adapter ${serialNumber}`,
  place: null,
  driver: 'ftdi_sio',
})

/** A scale behind a cable with two ends that the station could open; `at` is where the adapter is plugged in. */
async function scaleOn() {
  const pair = await openPtyPair()
  cleanups.push(pair.close)
  const plate = virtualScale({ protocol: 'toledo-8217', clock: systemClock })
  cleanups.push(plate.close)
  await plate.connect(serialPort({ path: pair.device, baud: 9600, line: '8N1', dtr: true }))
  return { path: pair.host }
}

describe.skipIf(!hasSocat)(`a serial scale that was set up${skippedSay}`, () => {
  it('is found at another port after a restart, and not looked for at its old one', async () => {
    const [first, second] = [await scaleOn(), await scaleOn()]
    const bench = { ...testBench(), clock: systemClock }
    setSettings(bench, {}, () => bench.store.settings.put('device:scale', `serial:${first.path}`))
    let plugged = [adapter(first.path, 'A1')]
    const start = (): BenchDevices => {
      const devices = openBenchDevices({
        bench,
        folder: bench.folder,
        virtual: null,
        hid: virtualHid().transport,
        queues: noQueues,
        listPorts: async () => plugged,
        onScan: () => undefined,
        onDropped: () => undefined,
        onReading: () => undefined,
        onState: () => undefined,
      })
      cleanups.push(devices.close)
      return devices
    }
    const before = start()
    await eventually(() => before.reading() !== null)
    expect(deviceIdentity(bench.store, 'scale')).toMatchObject({ path: first.path, serialNumber: 'A1' })
    await before.close()

    // After the restart another adapter has the old name.
    plugged = [adapter(first.path, 'B2'), adapter(second.path, 'A1')]
    const after = start()
    await eventually(() => after.reading() !== null)
    // Whoever wants to work with the port it was found at is lent it.
    await after.lend(second.path, async () => expect(after.scale()).toBeNull())
    await eventually(() => after.reading() !== null)
    const there = await serialPort({ path: first.path, baud: 9600, line: '8N1', dtr: true })({
      data: () => undefined,
      lost: () => undefined,
    })
    await there.close()
    await after.close()

    plugged = [adapter(first.path, 'B2')]
    const without = start()
    const view = () => without.views().find(({ role }) => role === 'scale')
    await eventually(() => view()?.state.is === 'absent')
    expect(view()?.say).toContain('is not plugged in; Adapter B2 is there now.')
  })
})
