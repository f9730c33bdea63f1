import { expect, it } from 'vitest'
import { keepOpen } from '../../../src-main/device/keep-open.ts'
import { pipe } from '../../../src-main/device/pipe-port.ts'
import { type OpenPort, PortError, PortTrouble } from '../../../src-main/device/port.ts'
import type { Log } from '../../../src-main/log/log.ts'
import type { DeviceState } from '../../../src-shared/model/device.ts'
import { manualClock } from './manual-clock.ts'

function kept(open: OpenPort) {
  const clock = manualClock()
  const states: DeviceState[] = []
  const lines: string[] = []
  const log: Log = {
    info: (event) => lines.push(event),
    warn: (event) => lines.push(event),
    bug: (event) => lines.push(`bug ${event}`),
  }
  let readies = 0
  const got: string[] = []
  const port = keepOpen({
    name: '/dev/ttyUSB0',
    open,
    clock,
    log,
    onReady: () => {
      readies++
    },
    onData: (bytes) => got.push(Buffer.from(bytes).toString('latin1')),
    onState: (state) => states.push(state),
  })
  return { clock, states, lines, port, got, readies: () => readies }
}

it('is absent with the reason while the device was never seen, and says so once', async () => {
  const cable = pipe('The scale')
  cable.unplug()
  const { clock, states, lines, port } = kept(cable.station)
  await clock.pass(10_000)
  expect(states).toEqual([{ is: 'absent', why: 'The scale is not plugged in.' }])
  expect(lines).toEqual(['device absent'])
  await port.close()
})

it('finds the device within a second of its return, every time, and logs each step', async () => {
  const cable = pipe('The scale')
  const { clock, states, lines, port, readies } = kept(cable.station)
  await clock.pass(0)
  for (let times = 0; times < 3; times++) {
    cable.unplug()
    await clock.pass(1_234)
    cable.plugIn()
    await clock.pass(999)
    expect(port.state().is).toBe('ready')
  }
  expect(states.map((state) => state.is)).toEqual([
    'ready',
    'lost',
    'ready',
    'lost',
    'ready',
    'lost',
    'ready',
  ])
  expect(lines.filter((line) => line === 'device lost')).toHaveLength(3)
  expect(readies()).toBe(4)
  await port.close()
})

it('writes nothing while there is no port, and keeps nothing for later (F30)', async () => {
  const cable = pipe('The scale')
  const heard: string[] = []
  await cable.device({ data: (bytes) => heard.push(Buffer.from(bytes).toString()), lost: () => undefined })
  const { clock, port } = kept(cable.station)
  await clock.pass(0)
  cable.unplug()
  expect(port.write(Buffer.from('late'))).toBe(false)
  cable.plugIn()
  await clock.pass(1_000)
  expect(port.write(Buffer.from('now'))).toBe(true)
  await clock.pass(0)
  expect(heard).toEqual(['now'])
  await port.close()
})

it('gives up a port that never finishes opening, and lets it go when it does', async () => {
  const opens: ((port: { isOpen(): boolean; write(): boolean; close(): Promise<void> }) => void)[] = []
  let closed = 0
  const { clock, states, port } = kept(() => new Promise((resolve) => opens.push(resolve)))
  await clock.pass(5_000)
  expect(states).toEqual([{ is: 'absent', why: '/dev/ttyUSB0 did not open in time.' }])
  await clock.pass(400)
  expect(opens).toHaveLength(2)
  const late = {
    isOpen: () => true,
    write: () => true,
    close: async () => {
      closed++
    },
  }
  opens[0]?.(late)
  await clock.pass(0)
  expect(closed).toBe(1)
  expect(port.state().is).toBe('absent')
  opens[1]?.(late)
  await clock.pass(0)
  expect(port.state().is).toBe('ready')
  await port.close()
  expect(closed).toBe(2)
})

it('closes a port that opens after the driver was closed, and tries no more', async () => {
  const opens: ((port: { isOpen(): boolean; write(): boolean; close(): Promise<void> }) => void)[] = []
  let closed = 0
  const { clock, port } = kept(() => new Promise((resolve) => opens.push(resolve)))
  let isClosed = false
  const closing = port.close().then(() => {
    isClosed = true
  })
  await clock.pass(100)
  // Until then nobody else could open it.
  expect(isClosed).toBe(false)
  opens[0]?.({
    isOpen: () => true,
    write: () => true,
    close: async () => {
      closed++
    },
  })
  await closing
  expect(closed).toBe(1)
  await clock.pass(20_000)
  expect(opens).toHaveLength(1)
})

it('is closed within a second though a port neither opens nor refuses', async () => {
  const { clock, port } = kept(() => new Promise(() => undefined))
  let isClosed = false
  void port.close().then(() => {
    isClosed = true
  })
  await clock.pass(999)
  expect(isClosed).toBe(false)
  await clock.pass(1)
  expect(isClosed).toBe(true)
})

it('says the new reason when it changes', async () => {
  let why = 'Nothing is plugged in at /dev/ttyUSB0.'
  const { clock, states, port } = kept(async () => {
    throw new PortError(why)
  })
  await clock.pass(1_000)
  why = '/dev/ttyUSB0 is in use by another program.'
  await clock.pass(1_000)
  expect(states.map((state) => ('why' in state ? state.why : null))).toEqual([
    'Nothing is plugged in at /dev/ttyUSB0.',
    '/dev/ttyUSB0 is in use by another program.',
  ])
  await port.close()
})

it('is in trouble, not absent, while the device is there and cannot be used, and ready when it can', async () => {
  const cable = pipe('The scanner')
  let isTyping = true
  const { clock, states, lines, port } = kept((events) =>
    isTyping ? Promise.reject(new PortTrouble('The scanner works as a keyboard.')) : cable.station(events),
  )
  await clock.pass(10_000)
  expect(states).toEqual([{ is: 'trouble', why: 'The scanner works as a keyboard.' }])
  expect(lines).toEqual(['device refused'])
  isTyping = false
  await clock.pass(1_000)
  expect(states.map((state) => state.is)).toEqual(['trouble', 'ready'])
  await port.close()
})

it('takes a set-aside device whose port does not finish opening for one that is still there', async () => {
  const cable = pipe('The scanner')
  let isHung = false
  const { clock, port } = kept((events) =>
    isHung ? new Promise<never>(() => undefined) : cable.station(events),
  )
  await clock.pass(0)
  port.setAside('It sends without end.')
  isHung = true
  await clock.pass(20_000)
  expect(port.state().is).toBe('set-aside')
  isHung = false
  cable.unplug()
  await clock.pass(6_000)
  cable.plugIn()
  await clock.pass(1_000)
  expect(port.state().is).toBe('ready')
  await port.close()
})
