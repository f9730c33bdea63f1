import { expect, it } from 'vitest'
import { hidBus } from '../../../../src-main/device/hid/hid-bus.ts'
import { virtualHid } from '../../../../src-main/training/device/virtual-hid.ts'
import { virtualHidScanner } from '../../../../src-main/training/device/virtual-hid-scanner.ts'
import { manualClock, settle } from '../manual-clock.ts'

it('lets who comes while the devices are being listed wait for that list', async () => {
  const hub = virtualHid()
  let finish: () => void = () => undefined
  const slow = async () => {
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    return hub.transport.list()
  }
  const bus = hidBus({ ...hub.transport, list: slow }, manualClock())
  const first = bus.look()
  await settle()
  const second = bus.look()
  finish()
  expect(await second).toEqual(await first)
  expect(hub.looks()).toBe(1)
})

it('lists the devices once for all who ask at the same time', async () => {
  const hub = virtualHid()
  const bus = hidBus(hub.transport, manualClock())
  virtualHidScanner({ layout: 'a' }).plugIn(hub, '1-1')
  const [one, other] = await Promise.all([bus.look(), bus.look()])
  expect(one).toEqual(other)
  expect(one.map((each) => each.path)).toEqual(['1-1'])
  expect(hub.looks()).toBe(1)
})

it('lists at most every two seconds, and never gives an old list', async () => {
  const clock = manualClock()
  const hub = virtualHid()
  const bus = hidBus(hub.transport, clock)
  await bus.look()
  const later = bus.look()
  await clock.pass(1_999)
  expect(hub.looks()).toBe(1)
  virtualHidScanner({ layout: 'a' }).plugIn(hub, '1-1')
  await clock.pass(1)
  expect((await later).map((each) => each.path)).toEqual(['1-1'])
  expect(hub.looks()).toBe(2)
})

it('does not start a second listing while one hangs', async () => {
  const clock = manualClock()
  let listings = 0
  const hanging = () => {
    listings++
    return new Promise<never>(() => undefined)
  }
  const bus = hidBus({ ...virtualHid().transport, list: hanging }, clock)
  void bus.look()
  await settle()
  void bus.look()
  await clock.pass(10_000)
  expect(listings).toBe(1)
})

it('lists again after a listing that failed', async () => {
  const clock = manualClock()
  const hub = virtualHid()
  let isBroken = true
  const bus = hidBus(
    { ...hub.transport, list: () => (isBroken ? Promise.reject(new Error('no')) : hub.transport.list()) },
    clock,
  )
  await expect(bus.look()).rejects.toThrow('no')
  isBroken = false
  const next = bus.look()
  await clock.pass(2_000)
  expect(await next).toEqual([])
})

/** A transport that says when something is plugged in, as Linux does. */
function tellingHub() {
  const hub = virtualHid()
  let tell: () => void = () => undefined
  let isHeard = true
  const transport = {
    ...hub.transport,
    onArrival: (tells: () => void) => {
      tell = tells
      return () => {
        isHeard = false
      }
    },
  }
  return { hub, transport, arrive: () => tell(), isHeard: () => isHeard }
}

it('lists at once when the system says that something was plugged in', async () => {
  const clock = manualClock()
  const { hub, transport, arrive } = tellingHub()
  const bus = hidBus(transport, clock)
  await bus.look()
  const waiting = bus.look()
  await clock.pass(100)
  virtualHidScanner({ layout: 'a' }).plugIn(hub, '1-1')
  arrive()
  expect((await waiting).map((each) => each.path)).toEqual(['1-1'])
  arrive()
  await bus.look()
  expect(hub.looks()).toBe(3)
  void bus.look()
  await clock.pass(1_999)
  expect(hub.looks()).toBe(3)
})

it('hears of nothing new after it was closed', () => {
  const { transport, isHeard } = tellingHub()
  const bus = hidBus(transport, manualClock())
  expect(isHeard()).toBe(true)
  bus.close()
  expect(isHeard()).toBe(false)
})

it('lists every half second for a minute after the last device was let go of, where nothing tells', async () => {
  const clock = manualClock()
  const hub = virtualHid()
  const bus = hidBus(hub.transport, clock)
  for (const path of ['1-1', '1-2']) virtualHidScanner({ layout: 'a' }).plugIn(hub, path)
  const [one, other] = await bus.look()
  if (one === undefined || other === undefined) throw new Error('two expected')
  const events = { report: () => undefined, failed: () => undefined }
  const [first, second] = [await bus.open(one, events), await bus.open(other, events)]
  await first.close()
  void bus.look()
  await clock.pass(1_999)
  expect(hub.looks(), 'the other one is in use').toBe(1)
  await clock.pass(1)
  await second.close()
  await second.close()
  void bus.look()
  await clock.pass(500)
  expect(hub.looks()).toBe(3)
  await clock.pass(60_000)
  await bus.look()
  void bus.look()
  await clock.pass(1_999)
  expect(hub.looks(), 'the minute is over').toBe(4)
})
