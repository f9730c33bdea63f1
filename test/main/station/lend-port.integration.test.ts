import { realpathSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { parseAddress } from '../../../src-main/device/address.ts'
import { detectScale } from '../../../src-main/device/scale/detect.ts'
import { serialPort } from '../../../src-main/device/serial-port.ts'
import { type BenchDevices, openBenchDevices } from '../../../src-main/station/devices.ts'
import { setSettings } from '../../../src-main/station/set-settings.ts'
import { openPtyPair } from '../../../src-main/training/device/pty.ts'
import { virtualHid } from '../../../src-main/training/device/virtual-hid.ts'
import { virtualScale } from '../../../src-main/training/device/virtual-scale.ts'
import { type TestBench, testBench } from '../bench.ts'
import { eventually } from '../device/eventually.ts'
import { hasSocat, skippedSay } from '../device/has-socat.ts'
import { noQueues } from '../device/no-queues.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** The devices of a bench whose scale sits at a pseudo-terminal, ready. */
async function benchWithScale(): Promise<{ bench: TestBench; devices: BenchDevices; path: string }> {
  const pair = await openPtyPair()
  cleanups.push(pair.close)
  const at = (path: string) => serialPort({ path, baud: 9600, line: '8N1', dtr: true })
  const plate = virtualScale({ protocol: 'toledo-8217', clock: systemClock })
  cleanups.push(plate.close)
  await plate.connect(at(pair.device))
  const bench = { ...testBench(), clock: systemClock }
  setSettings(bench, {}, () => bench.store.settings.put('device:scale', `serial:${pair.host}`))
  const nothing = () => undefined
  const devices = openBenchDevices({
    bench,
    folder: bench.folder,
    virtual: null,
    hid: virtualHid().transport,
    queues: noQueues,
    onScan: nothing,
    onDropped: nothing,
    onReading: nothing,
    onState: nothing,
  })
  cleanups.push(devices.close)
  await eventually(() => devices.reading() !== null)
  return { bench, devices, path: pair.host }
}

const openOnce = (path: string) =>
  serialPort({ path, baud: 9600, line: '8N1', dtr: true })({ data: () => undefined, lost: () => undefined })

describe.skipIf(!hasSocat)(`a port that a device of the station has${skippedSay}`, () => {
  it('is lent to somebody else, and the device is back afterwards', async () => {
    const { devices, path } = await benchWithScale()
    await expect(openOnce(path)).rejects.toThrow('in use')
    const given = await devices.lend(path, async () => {
      expect(devices.scale()).toBeNull()
      const port = await openOnce(path)
      await port.close()
      return 'done'
    })
    expect(given).toBe('done')
    await eventually(() => devices.reading() !== null)
  })

  it('says so meanwhile instead of that no scale is set up', async () => {
    const { devices, path } = await benchWithScale()
    const view = () => devices.views().find(({ role }) => role === 'scale')
    await devices.lend(path, async () =>
      expect(view()).toMatchObject({
        state: { is: 'opening' },
        say: 'Scale: its port is being searched.',
      }),
    )
    await eventually(() => view()?.state.is === 'ready')
  })

  it('has an owner for the other devices, under any of its names', async () => {
    const { devices, path } = await benchWithScale()
    const at = (place: string) => parseAddress(`serial:${place}`, 'scanner')
    expect(await devices.ownerOf(at(path), 'scanner')).toBe('scale')
    expect(await devices.ownerOf(at(realpathSync(path)), 'scanner')).toBe('scale')
    expect(await devices.ownerOf(at(path), 'scale')).toBeNull()
    expect(await devices.ownerOf(at('/dev/ttyS99'), 'scanner')).toBeNull()
  })

  it('is refused by name to another that was set up there all the same', async () => {
    const { bench, devices, path } = await benchWithScale()
    const setUp = async (address: string | null) => {
      setSettings(bench, {}, () => bench.store.settings.put('device:scanner', address))
      await devices.reopen('scanner')
    }
    const view = () => devices.views().find(({ role }) => role === 'scanner')
    await setUp(`serial:${realpathSync(path)}`)
    await eventually(() => view()?.state.is === 'absent')
    expect(view()?.say).toMatch(/is the port of the scale of this station\./)
    // Once the scale is taken away the port is free.
    setSettings(bench, {}, () => bench.store.settings.put('device:scale', null))
    await devices.reopen('scale')
    await eventually(() => view()?.state.is === 'ready')
  })

  it('is lent to one at a time', async () => {
    const { devices, path } = await benchWithScale()
    await devices.lend(path, async () => {
      await expect(devices.lend(realpathSync(path), async () => 'twice')).rejects.toMatchObject({
        code: 'port-searched',
      })
      await devices.lend('/dev/ttyS99', async () => 'another port')
    })
    await eventually(() => devices.reading() !== null)
  })

  it('is left to whoever has it when a device is set up there meanwhile', async () => {
    const { bench, devices, path } = await benchWithScale()
    const view = () => devices.views().find(({ role }) => role === 'scale')
    await devices.lend(path, async () => {
      setSettings(bench, {}, () =>
        bench.store.settings.put('device:scale', `serial:${path}?protocol=generic`),
      )
      await devices.reopen('scale')
      expect(view()).toMatchObject({ state: { is: 'opening' }, say: 'Scale: its port is being searched.' })
      expect(devices.scale()).toBeNull()
      const port = await openOnce(path)
      await port.close()
    })
    await eventually(() => view()?.state.is === 'ready')
    expect(view()?.address).toMatch(/protocol=generic/)
  })

  it('is free for another device as soon as its own was taken away meanwhile', async () => {
    const { bench, devices, path } = await benchWithScale()
    const view = () => devices.views().find(({ role }) => role === 'scale')
    await devices.lend(path, async () => {
      setSettings(bench, {}, () => bench.store.settings.put('device:scale', null))
      await devices.reopen('scale')
      expect(view()?.state.is).toBe('none')
    })
    expect(view()?.state.is).toBe('none')
    const port = await openOnce(path)
    await port.close()
  })

  it('is let go of by a search when the bench closes', async () => {
    const { devices, path } = await benchWithScale()
    const searching = devices.lend(path, (closing) =>
      detectScale({
        openAt: (line) => serialPort({ path, dtr: true, ...line }),
        clock: systemClock,
        closing,
        onSent: () => undefined,
      }),
    )
    const ended = expect(searching).rejects.toThrow('The search was ended.')
    await devices.close()
    await ended
    const port = await openOnce(path)
    await port.close()
  })

  it('can be opened by another as soon as a device that was just being opened is closed', async () => {
    const { devices, path } = await benchWithScale()
    for (let times = 0; times < 5; times++) {
      await devices.reopen('scale')
      // The driver's own opening is under way now.
      await devices.lend(path, async () => {
        const port = await openOnce(path)
        await port.close()
      })
    }
  })

  it('is given back when the work fails', async () => {
    const { devices, path } = await benchWithScale()
    await expect(devices.lend(path, () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck')
    await eventually(() => devices.reading() !== null)
  })

  it('is not taken again when the bench closed meanwhile', async () => {
    const { devices, path } = await benchWithScale()
    await devices.lend(path, () => devices.close())
    expect(devices.scale()).toBeNull()
    const port = await openOnce(path)
    await port.close()
  })

  it('leaves the device alone when another port is lent', async () => {
    const { devices } = await benchWithScale()
    await devices.lend('/dev/ttyS99', async () => expect(devices.scale()).not.toBeNull())
  })
})
