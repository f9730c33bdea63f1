import { afterEach, describe, expect, it } from 'vitest'
import { parseAddress } from '../../../../src-main/device/address.ts'
import { hidBus } from '../../../../src-main/device/hid/hid-bus.ts'
import { hidScale } from '../../../../src-main/device/hid/hid-scale.ts'
import { openScale, type Scale } from '../../../../src-main/device/scale/scale-driver.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import { virtualHid } from '../../../../src-main/training/device/virtual-hid.ts'
import {
  type OnScale,
  scaleReport,
  virtualHidScale,
} from '../../../../src-main/training/device/virtual-hid-scale.ts'
import type { DeviceState } from '../../../../src-shared/model/device.ts'
import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { manualClock } from '../manual-clock.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

/** A station with the scale at an address, plugged in already. */
async function weighing(ids: Parameters<typeof virtualHidScale>[0] = {}, address = 'hid:auto') {
  const clock = manualClock()
  const hub = virtualHid()
  const peer = virtualHidScale(ids)
  const plug = peer.plugIn(hub, '1-1')
  const read = parseAddress(address, 'scale')
  if (read.is !== 'hid') throw new Error('hid expected')
  const states: DeviceState[] = []
  const readings: (ScaleReading | null)[] = []
  const scale: Scale = openScale({
    name: address,
    ...hidScale({ address: read, bus: hidBus(hub.transport, clock), clock }),
    clock,
    log: quietLog,
    onReading: (reading) => readings.push(reading),
    onState: (state) => states.push(state),
  })
  // One that is being looked for is closed within a second.
  cleanups.push(async () => {
    const closing = scale.close()
    await clock.pass(1_000)
    await closing
  })
  await clock.pass(10)
  /** As a scale does: the same again, several times a second. */
  const show = async (on: OnScale, forMs: number) => {
    for (let ms = 0; ms < forMs; ms += 100) {
      peer.send(on)
      await clock.pass(100)
    }
  }
  return { clock, hub, peer, plug, scale, states, readings, show }
}

const kilo: OnScale = { is: 'steady', weight: 1_234, power: -3, unit: 'kg' }
const dymo = { vendorId: 0x0922, productId: 0x8003, product: 'M10' }

// proves: Scale | USB HID (usage page 8D) | virtual USB
it('gives the weight that lies still, and no weight that moves', async () => {
  const { scale, show } = await weighing()
  await show({ is: 'moving', weight: 900, power: -3, unit: 'kg' }, 300)
  expect(scale.takeSteady()).toBeNull()
  await show(kilo, 300)
  expect(scale.takeSteady()).toMatchObject({
    reading: { is: 'steady', grams: 1_234, shown: '1.234 kg' },
    rawHex: '030403fdd204',
    isSameLoad: false,
  })
})

it('gives the newest of reports that queued up', async () => {
  const { clock, peer, scale } = await weighing()
  for (let weight = 1; weight <= 60; weight++) peer.send({ is: 'steady', weight })
  await clock.pass(1)
  expect(scale.takeSteady()?.reading.grams).toBe(60)
})

it('never gives what the scale sent before it was opened', async () => {
  const { clock, peer, scale } = await weighing()
  peer.send(kilo)
  await clock.pass(10)
  expect(scale.takeSteady()).toBeNull()
  peer.send(kilo)
  await clock.pass(10)
  expect(scale.takeSteady()?.reading.grams).toBe(1_234)
})

it('reads data that come under the id 4', async () => {
  const { clock, peer, scale } = await weighing()
  peer.send(kilo, 4)
  peer.send(kilo, 4)
  await clock.pass(10)
  expect(scale.takeSteady()?.reading.grams).toBe(1_234)
})

describe('a scale that says nothing', () => {
  it('has no weight after a second and a half, is in trouble after three, and well when it sends again', async () => {
    const { clock, scale, readings, show } = await weighing()
    await show(kilo, 1_000)
    await clock.pass(1_600)
    expect(scale.latest()).toBeNull()
    expect(readings.at(-1)).toBeNull()
    await clock.pass(1_500)
    expect(scale.state()).toEqual({ is: 'trouble', why: 'The scale sends nothing: is it switched on?' })
    await show(kilo, 100)
    expect(scale.state().is).toBe('ready')
  })

  it('sends packets of zeros, and is silent all the same', async () => {
    const { clock, plug, scale, readings } = await weighing()
    for (let at = 0; at < 50; at++) {
      plug.send(new Uint8Array(6))
      await clock.pass(100)
    }
    expect(scale.state()).toEqual({ is: 'trouble', why: 'The scale sends nothing: is it switched on?' })
    expect(readings).toEqual([])
  })

  it('is opened anew every ten seconds, in case it only lost its stream', async () => {
    const { clock, scale, peer, hub, plug } = await weighing()
    const openedBefore = plug.opened()
    await clock.pass(40_000)
    expect(plug.opened() - openedBefore).toBeGreaterThanOrEqual(2)
    expect(hub.looks()).toBeLessThanOrEqual(21)
    peer.send(kilo)
    peer.send(kilo)
    await clock.pass(10)
    expect(scale.state().is).toBe('ready')
    expect(scale.takeSteady()?.reading.grams).toBe(1_234)
  })

  it('is a Dymo that switched itself off, and says to empty it before it is switched on', async () => {
    const { clock, scale, show } = await weighing(dymo)
    await show(kilo, 500)
    await clock.pass(3_500)
    expect(scale.state()).toEqual({
      is: 'trouble',
      why:
        'The M10 sends nothing: it has probably switched itself off. Take everything off it and switch it on: ' +
        'whatever lies on it when it comes on counts as nothing.',
    })
  })
})

describe('a scale that goes away', () => {
  it('is lost with its weight, and back within three seconds on another socket (F30)', async () => {
    const { clock, hub, peer, plug, scale, show } = await weighing({}, 'hid:0eb8:f000')
    await show(kilo, 500)
    plug.unplug()
    await clock.pass(10)
    expect(scale.state()).toMatchObject({ is: 'lost', why: 'The BC60 was unplugged.' })
    expect(scale.takeSteady()).toBeNull()
    peer.plugIn(hub, '5-1')
    await clock.pass(3_000)
    await show(kilo, 200)
    expect(scale.state().is).toBe('ready')
    expect(scale.takeSteady()?.reading.grams).toBe(1_234)
  })

  it('gives nothing when it is cut after any byte of a report (F30)', async () => {
    const whole = scaleReport(kilo)
    for (let length = 0; length < whole.length; length++) {
      const { clock, hub, peer, plug, scale, show } = await weighing()
      plug.send(whole.subarray(0, length))
      plug.send(whole.subarray(0, length))
      await clock.pass(10)
      plug.unplug()
      expect(scale.takeSteady()).toBeNull()
      peer.plugIn(hub, '1-1')
      await clock.pass(3_000)
      await show(kilo, 200)
      expect(scale.takeSteady()?.reading.grams).toBe(1_234)
    }
  })

  it('is a Dymo that was unplugged or switched itself off', async () => {
    const { clock, plug, scale } = await weighing(dymo)
    plug.unplug()
    await clock.pass(10)
    expect(scale.state()).toMatchObject({
      is: 'lost',
      why: expect.stringMatching(/or it switched itself off/),
    })
  })
})

it('leaves scanners and other scales alone', async () => {
  const { clock, scale, plug } = await weighing(dymo, 'hid:0eb8:f000')
  await clock.pass(3_000)
  expect(plug.isOpen()).toBe(false)
  expect(scale.state()).toEqual({ is: 'absent', why: 'The USB scale 0eb8:f000 is not plugged in.' })
})
