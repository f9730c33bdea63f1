import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { parseAddress } from '../../../src-main/device/address.ts'
import { portAt } from '../../../src-main/device/open-port.ts'
import { pipe } from '../../../src-main/device/pipe-port.ts'
import type { OpenPort } from '../../../src-main/device/port.ts'
import {
  type ScaleProtocolId,
  scaleProtocolIds,
  scaleProtocols,
} from '../../../src-main/device/scale/protocols.ts'
import { openScale } from '../../../src-main/device/scale/scale-driver.ts'
import { openScanner } from '../../../src-main/device/scanner/scanner-driver.ts'
import { quietLog } from '../../../src-main/log/log.ts'
import { openPtyPair } from '../../../src-main/training/device/pty.ts'
import { virtualScale } from '../../../src-main/training/device/virtual-scale.ts'
import { virtualScanner } from '../../../src-main/training/device/virtual-scanner.ts'
import type { DeviceState } from '../../../src-shared/model/device.ts'
import type { ScaleReading } from '../../../src-shared/model/weight.ts'
import { eventually } from './eventually.ts'
import { hasSocat, skippedSay } from './has-socat.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function pty() {
  const pair = await openPtyPair()
  cleanups.push(pair.close)
  return pair
}

function portOf(path: string, role: 'scale' | 'scanner'): OpenPort {
  const address = parseAddress(`serial:${path}`, role)
  if (address.is !== 'serial') throw new Error('serial expected')
  return portAt(address, pipe('unused').station)
}

/** The device end of a pair, spoken to byte by byte. */
async function deviceEnd(path: string) {
  const heard: string[] = []
  const port = await portOf(
    path,
    'scanner',
  )({ data: (bytes) => heard.push(Buffer.from(bytes).toString('latin1')), lost: () => undefined })
  cleanups.push(port.close)
  return { heard, say: (text: string) => port.write(Buffer.from(text, 'latin1')) }
}

type AtEnd = (cleanup: () => Promise<void>) => void

function scaleAt(path: string, protocol: ScaleProtocolId, atEnd: AtEnd = (each) => cleanups.push(each)) {
  const states: DeviceState['is'][] = []
  const readings: (ScaleReading | null)[] = []
  const scale = openScale({
    name: path,
    protocol: scaleProtocols[protocol],
    unit: null,
    open: portOf(path, 'scale'),
    clock: systemClock,
    log: quietLog,
    onReading: (reading) => readings.push(reading),
    onState: (state) => states.push(state.is),
  })
  atEnd(scale.close)
  return { scale, states, readings }
}

function scannerAt(path: string) {
  const states: DeviceState['is'][] = []
  const texts: string[] = []
  const scanner = openScanner({
    name: path,
    open: portOf(path, 'scanner'),
    clock: systemClock,
    log: quietLog,
    onScan: (scan) => texts.push(scan.text),
    onDropped: (why) => texts.push(`dropped: ${why}`),
    onState: (state) => states.push(state.is),
  })
  cleanups.push(scanner.close)
  return { scanner, states, texts }
}

for (const protocol of ['toledo-8217', 'generic'] as const) {
  describe.skipIf(!hasSocat)(`a ${protocol} scale on a pseudo-terminal${skippedSay}`, () => {
    it('weighs, goes away with its cable and is back with it', async () => {
      const pair = await pty()
      const plate = virtualScale({ protocol, clock: systemClock, settleMs: 100, showsParity: true })
      cleanups.push(plate.close)
      await plate.connect(portOf(pair.device, 'scanner'))
      const { scale, states, readings } = scaleAt(pair.host, protocol)
      await eventually(() => scale.latest() !== null)
      plate.place(1234)
      await eventually(() => scale.latest()?.reading.is === 'steady' && readings.length > 3)
      expect(scale.takeSteady()?.reading).toMatchObject({ grams: 1234, shown: '1.234 kg' })

      await pair.drop()
      await eventually(() => scale.state().is === 'lost')
      expect(scale.latest()).toBeNull()

      await pair.restore()
      await plate.connect(portOf(pair.device, 'scanner'))
      await eventually(() => scale.state().is === 'ready')
      await eventually(() => scale.latest()?.reading.is === 'steady')
      expect(scale.takeSteady()?.reading.grams).toBe(1234)
      expect(states.slice(0, 3)).toEqual(['ready', 'lost', 'ready'])
    })
  })
}

// proves: Scale | Toledo 8217; Brecknell 67xx, prefixed commands; NCI / Weigh-Tronix SCP-01, ECR; MT-SICS; Toledo continuous; SMA; A&D standard format; Ohaus; CAS PD-II / AP-1 (ENQ, DC1); CAS PD-II types 0 and 1 (ENQ, DC2); CAS indicator; Sartorius SBI; Adam CPWplus; Radwag; ERTE B2; Sends ST,GS lines by itself | PTY
describe.skipIf(!hasSocat).concurrent(`a scale of every protocol on a pseudo-terminal${skippedSay}`, () => {
  for (const protocol of scaleProtocolIds) {
    it(`weighs, moves, is too heavy, below zero, not zeroed and back again: ${protocol}`, async ({
      onTestFinished,
    }) => {
      const pair = await openPtyPair()
      onTestFinished(pair.close)
      const plate = virtualScale({ protocol, clock: systemClock, settleMs: 50 })
      onTestFinished(plate.close)
      await plate.connect(portOf(pair.device, 'scanner'))
      const { scale } = scaleAt(pair.host, protocol, onTestFinished)
      // One that never says that it stands still is shown all the same.
      const saysSteady = protocol !== 'cas-ecr'
      const shownGrams = () => {
        const seen = scale.latest()?.reading
        if (seen?.is === 'steady') return seen.grams
        return !saysSteady && seen?.is === 'moving' ? seen.grams : null
      }
      const shows = (grams: number | null) =>
        eventually(
          () => shownGrams() === grams,
          () => [protocol, scale.latest(), scale.state()],
        )
      plate.place(1234)
      await shows(1234)
      if (!saysSteady) expect(scale.takeSteady()).toBeNull()
      for (const condition of ['moving', 'overload', 'needs-zero'] as const) {
        if (condition === 'moving' && !saysSteady) continue
        plate.set(condition)
        await shows(null)
        expect(scale.takeSteady()).toBeNull()
        plate.set('well')
        await shows(1234)
      }
      plate.place(-50)
      await shows(saysSteady ? null : -50)
      plate.place(0)
      await shows(0)
    }, 30_000)
  }
})

it.skipIf(!hasSocat)(
  'puts a weight together from single bytes and takes none from a frame cut by the cable (F30)',
  async () => {
    const pair = await pty()
    const frame = '\x0201.234\r'
    const { scale, readings } = scaleAt(pair.host, 'toledo-8217')
    let device = await deviceEnd(pair.device)
    await eventually(() => device.heard.length > 0)
    for (let length = 1; length < frame.length; length++) {
      for (const byte of frame.slice(0, length)) device.say(byte)
      await pair.drop()
      await eventually(() => scale.state().is === 'lost')
      await pair.restore()
      device = await deviceEnd(pair.device)
      await eventually(() => scale.state().is === 'ready' && device.heard.includes('W'))
      device.say(frame.slice(length))
    }
    expect(readings.filter((reading) => reading !== null)).toEqual([])
    for (const byte of frame) device.say(byte)
    await eventually(() => scale.latest() !== null)
    expect(scale.takeSteady()?.reading.grams).toBe(1234)
  },
)

// proves: Scanner | Serial line (RS-232, USB-CDC) | PTY
describe.skipIf(!hasSocat)(`a scanner on a pseudo-terminal${skippedSay}`, () => {
  it('hears every code once and in order, through an unplugged cable', async () => {
    const pair = await pty()
    const { scanner, texts, states } = scannerAt(pair.host)
    const gun = virtualScanner()
    cleanups.push(gun.close)
    await gun.connect(portOf(pair.device, 'scanner'))
    await eventually(() => scanner.state().is === 'ready')
    const first = Array.from({ length: 200 }, (_, at) => `]E0${4_006_381_000_000 + at}`)
    for (const code of first) gun.scan(code)
    await eventually(
      () => texts.length === first.length,
      () => texts.length,
    )
    await pair.drop()
    await eventually(() => scanner.state().is === 'lost')
    await pair.restore()
    await gun.connect(portOf(pair.device, 'scanner'))
    await eventually(() => scanner.state().is === 'ready')
    gun.scan(']C19400')
    await eventually(() => texts.length > first.length)
    expect(texts).toEqual([...first, ']C19400'])
    expect(states).toEqual(['ready', 'lost', 'ready'])
  })

  it('is absent, in a sentence, while another program has the port', async () => {
    const pair = await pty()
    const first = scannerAt(pair.host)
    await eventually(() => first.scanner.state().is === 'ready')
    const second = scannerAt(pair.host)
    await eventually(() => second.scanner.state().is === 'absent')
    expect(second.scanner.state()).toMatchObject({ why: `${pair.host} is in use by another program.` })
    await first.scanner.close()
    await eventually(() => second.scanner.state().is === 'ready')
  })

  it('is absent, in a sentence, where nothing is plugged in, and is found when it comes', async () => {
    const pair = await pty()
    await pair.drop()
    const { scanner } = scannerAt(pair.host)
    await eventually(() => scanner.state().is === 'absent')
    expect(scanner.state()).toMatchObject({ why: `Nothing is plugged in at ${pair.host}.` })
    await pair.restore()
    await eventually(() => scanner.state().is === 'ready')
  })
})
