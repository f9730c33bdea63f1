import { expect, it } from 'vitest'
import { hidBus } from '../../../../src-main/device/hid/hid-bus.ts'
import { hidPort } from '../../../../src-main/device/hid/hid-port.ts'
import type { HidDeviceInfo } from '../../../../src-main/device/hid/hid-transport.ts'
import { PortError } from '../../../../src-main/device/port.ts'
import { virtualHid } from '../../../../src-main/training/device/virtual-hid.ts'
import { virtualHidScale } from '../../../../src-main/training/device/virtual-hid-scale.ts'
import { manualClock, settle } from '../manual-clock.ts'

/** A port to the only device there is. */
function port(onOpen?: () => Promise<void>) {
  const hub = virtualHid()
  const clock = manualClock()
  const lost: string[] = []
  const open = hidPort({
    bus: hidBus(hub.transport, clock),
    clock,
    choose: ([only]): HidDeviceInfo => {
      if (only === undefined) throw new PortError('Nothing is plugged in.')
      return only
    },
    ...(onOpen ? { onOpen } : {}),
    gone: (info) => `${info.product} is gone.`,
  })
  const plug = virtualHidScale().plugIn(hub, '1-1')
  return {
    hub,
    clock,
    plug,
    lost,
    open: () => open({ data: () => undefined, lost: (why) => lost.push(why) }),
  }
}

it('writes output reports as they are given', async () => {
  const { plug, open } = port()
  const opened = await open()
  expect(opened.write(Uint8Array.of(2, 2))).toBe(true)
  expect(plug.heard()).toEqual([{ is: 'output', report: Uint8Array.of(2, 2) }])
})

it('is lost, once and with its sentence, when a write finds the device gone', async () => {
  const { plug, open, lost } = port()
  const opened = await open()
  plug.unplug('unnoticed')
  opened.write(Uint8Array.of(2, 2))
  opened.write(Uint8Array.of(2, 2))
  await settle()
  expect(lost).toEqual(['BC60 is gone.'])
  expect(opened.isOpen()).toBe(false)
})

it('writes nothing once it is closed, and reports no loss (F30)', async () => {
  const { plug, open, lost } = port()
  const opened = await open()
  await opened.close()
  await opened.close()
  expect(opened.write(Uint8Array.of(2, 2))).toBe(false)
  plug.unplug()
  await settle()
  expect(plug.heard()).toEqual([])
  expect(lost).toEqual([])
})

it('lets the device go when it cannot be prepared', async () => {
  const { plug, open } = port(() => Promise.reject(new PortError('It does not listen.')))
  await expect(open()).rejects.toThrow('It does not listen.')
  expect(plug.isOpen()).toBe(false)
})
