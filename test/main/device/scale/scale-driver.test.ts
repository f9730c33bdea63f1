import { describe, expect, it } from 'vitest'
import { pipe } from '../../../../src-main/device/pipe-port.ts'
import type { Port } from '../../../../src-main/device/port.ts'
import {
  type ScaleProtocolId,
  scaleProtocolIds,
  scaleProtocols,
} from '../../../../src-main/device/scale/protocols.ts'
import { openScale } from '../../../../src-main/device/scale/scale-driver.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import type { VoiceName } from '../../../../src-main/training/device/scale-voice.ts'
import { virtualScale } from '../../../../src-main/training/device/virtual-scale.ts'
import type { DeviceState } from '../../../../src-shared/model/device.ts'
import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { manualClock } from '../manual-clock.ts'
import { protocolOf, voiceNames } from './voice-protocol.ts'

/** A bench with a virtual scale on a cable, and the driver at the other end. */
async function bench(voice: VoiceName, showsParity = false) {
  const clock = manualClock()
  const cable = pipe('The training scale')
  const plate = virtualScale({ protocol: voice, clock, settleMs: 2_000, showsParity })
  await plate.connect(cable.device)
  const readings: (ScaleReading | null)[] = []
  const states: DeviceState['is'][] = []
  const scale = openScale({
    name: 'virtual',
    protocol: scaleProtocols[protocolOf(voice)],
    unit: null,
    open: cable.station,
    clock,
    log: quietLog,
    onReading: (reading) => readings.push(reading),
    onState: (state) => states.push(state.is),
  })
  return { clock, cable, plate, scale, readings, states }
}

/** The driver over a bare cable whose other end the test plays byte by byte. */
async function bareBench(protocol: ScaleProtocolId) {
  const clock = manualClock()
  const cable = pipe('The training scale')
  const heard: string[] = []
  const device: Port = await cable.device({
    data: (bytes) => heard.push(Buffer.from(bytes).toString('latin1')),
    lost: () => undefined,
  })
  const states: DeviceState[] = []
  const readings: (ScaleReading | null)[] = []
  const scale = openScale({
    name: 'virtual',
    protocol: scaleProtocols[protocol],
    unit: 'kg',
    open: cable.station,
    clock,
    log: quietLog,
    onReading: (reading) => readings.push(reading),
    onState: (state) => states.push(state),
  })
  await clock.pass(0)
  return {
    clock,
    cable,
    device,
    heard,
    scale,
    states,
    readings,
    say: (text: string) => device.write(Buffer.from(text, 'latin1')),
  }
}

/** Scales that have no word for a load too heavy: they give no weight. */
const sayNoOverload: VoiceName[] = ['ohaus', 'adam', 'a-and-d-dp']

/** What each says of a load below zero, where it is not that. */
const sayBelowZero: Partial<Record<VoiceName, ScaleReading['is']>> = { 'nci-ecr': 'moving', erte: 'overload' }
/** It never says that a weight stands still. */
const neverSteady: VoiceName = 'cas-ecr'

it(`shows the weight of a scale that never says that it stands still, and gives none: ${neverSteady} (F31)`, async () => {
  const { clock, plate, scale } = await bench(neverSteady)
  plate.place(1234)
  await clock.pass(4_000)
  expect(scale.latest()?.reading).toEqual({ is: 'moving', grams: 1234, shown: '1.234 kg' })
  expect(scale.takeSteady()).toBeNull()
  for (const condition of ['underload', 'needs-zero', 'fault'] as const) {
    plate.set(condition)
    await clock.pass(1_000)
    expect(scale.latest()?.reading).toEqual({ is: 'moving', grams: null, shown: null })
  }
  plate.set('overload')
  await clock.pass(1_000)
  expect(scale.latest()?.reading).toEqual({ is: 'overload' })
  plate.set('silent')
  await clock.pass(5_000)
  expect(scale.state().is).toBe('trouble')
  await scale.close()
})

for (const protocol of voiceNames.filter((each) => each !== neverSteady)) {
  describe(`a ${protocol} scale`, () => {
    it('shows moving, then the steady weight', async () => {
      const { clock, plate, readings, scale } = await bench(protocol)
      await clock.pass(1_100)
      plate.place(1234)
      await clock.pass(1_300)
      expect(scale.latest()?.reading.is).toBe('moving')
      await clock.pass(1_700)
      expect(scale.latest()?.reading).toEqual({ is: 'steady', grams: 1234, net: false, shown: '1.234 kg' })
      expect(readings.map((reading) => reading?.is)).toContain('moving')
      await scale.close()
    })

    it('never gives a moving, overloaded or negative weight to be recorded (F31)', async () => {
      const { clock, plate, scale } = await bench(protocol)
      await clock.pass(1_100)
      plate.place(4000)
      await clock.pass(1_400)
      expect(scale.takeSteady()).toBeNull()
      plate.set('overload')
      await clock.pass(4_000)
      if (!sayNoOverload.includes(protocol)) expect(scale.latest()?.reading).toEqual({ is: 'overload' })
      expect(scale.takeSteady()).toBeNull()
      plate.set('well')
      plate.place(-50)
      await clock.pass(4_000)
      expect(scale.latest()?.reading.is).toBe(sayBelowZero[protocol] ?? 'below-zero')
      expect(scale.takeSteady()).toBeNull()
      await scale.close()
    })

    it('gives no weight while it is too light, not zeroed, at fault or never at rest (F31)', async () => {
      const { clock, plate, scale } = await bench(protocol)
      plate.place(1000)
      await clock.pass(4_000)
      expect(scale.takeSteady()?.reading.grams).toBe(1000)
      for (const condition of ['underload', 'needs-zero', 'fault', 'moving'] as const) {
        plate.set(condition)
        await clock.pass(4_000)
        expect([condition, scale.takeSteady()]).toEqual([condition, null])
      }
      plate.set('well')
      await clock.pass(4_000)
      expect(scale.takeSteady()?.reading.grams).toBe(1000)
      await scale.close()
    })

    it('gives what lies on it less the tare', async () => {
      const { clock, plate, scale } = await bench(protocol)
      plate.place(1234)
      plate.tare(500)
      await clock.pass(4_000)
      expect(scale.takeSteady()?.reading).toMatchObject({ grams: 734, shown: '0.734 kg' })
      await scale.close()
    })

    it('gives a weight it froze on as the same load, however often it sends it', async () => {
      const { clock, plate, scale } = await bench(protocol)
      plate.place(1000)
      await clock.pass(4_000)
      expect(scale.takeSteady()?.isSameLoad).toBe(false)
      plate.set('frozen')
      plate.place(0)
      for (let times = 0; times < 20; times++) {
        await clock.pass(1_000)
        expect(scale.takeSteady()?.isSameLoad ?? true).toBe(true)
      }
      await scale.close()
    })

    it('gives nothing and is in trouble while the scale is silent, then comes back by itself (F31)', async () => {
      const { clock, plate, scale, readings } = await bench(protocol)
      plate.place(1000)
      await clock.pass(4_000)
      plate.set('silent')
      await clock.pass(1_600)
      expect(scale.latest()).toBeNull()
      expect(scale.takeSteady()).toBeNull()
      expect(readings.at(-1)).toBeNull()
      await clock.pass(2_000)
      expect(scale.state()).toMatchObject({ is: 'trouble', why: expect.stringMatching(/silent/) })
      await clock.pass(60_000)
      expect(scale.state().is).toBe('trouble')
      plate.set('well')
      await clock.pass(2_000)
      expect(scale.state().is).toBe('ready')
      expect(scale.takeSteady()?.reading.grams).toBe(1000)
      await scale.close()
    })

    it('gives no old weight even when the process was too busy to let it grow stale', async () => {
      const { clock, plate, scale } = await bench(protocol)
      plate.place(1000)
      await clock.pass(4_000)
      clock.jump(1_500)
      expect(scale.latest()).toBeNull()
      expect(scale.takeSteady()).toBeNull()
      await scale.close()
    })

    it('is lost when unplugged and ready within a second of its return', async () => {
      const { clock, cable, plate, scale, states } = await bench(protocol)
      plate.place(1000)
      await clock.pass(4_000)
      cable.unplug()
      expect(scale.state()).toMatchObject({ is: 'lost', why: 'The training scale was unplugged.' })
      expect(scale.latest()).toBeNull()
      await clock.pass(5_000)
      cable.plugIn()
      await clock.pass(1_000)
      expect(scale.state().is).toBe('ready')
      await clock.pass(500)
      expect(scale.takeSteady()?.reading.grams).toBe(1000)
      expect(states).toEqual(['ready', 'lost', 'ready'])
      await scale.close()
    })

    // The lamp byte of a CAS indicator is no text, and its longest form is not spoken over seven bits.
    it.skipIf(protocol === 'cas-indicator')('reads a scale that shows its parity', async () => {
      const { clock, plate, scale } = await bench(protocol, true)
      plate.place(1234)
      await clock.pass(4_000)
      expect(scale.takeSteady()?.reading.grams).toBe(1234)
      await scale.close()
    })

    it('gives the same frame only once, and says when the load was not lifted off in between', async () => {
      const { clock, plate, scale } = await bench(protocol)
      plate.place(1000)
      await clock.pass(4_000)
      expect(scale.takeSteady()).toMatchObject({ isSameLoad: false, reading: { grams: 1000 } })
      expect(scale.takeSteady()).toBeNull()
      await clock.pass(600)
      expect(scale.takeSteady()).toMatchObject({ isSameLoad: true })
      plate.place(0)
      await clock.pass(4_000)
      plate.place(1000)
      await clock.pass(4_000)
      expect(scale.takeSteady()).toMatchObject({ isSameLoad: false })
      await scale.close()
    })
  })
}

it('says of a load that lay there before the scale was opened that nothing moved since', async () => {
  const clock = manualClock()
  const cable = pipe('The training scale')
  const plate = virtualScale({ protocol: 'toledo-8217', clock, settleMs: 2_000 })
  await plate.connect(cable.device)
  plate.place(1000)
  await clock.pass(4_000)
  const scale = openScale({
    name: 'virtual',
    protocol: scaleProtocols['toledo-8217'],
    unit: 'kg',
    open: cable.station,
    clock,
    log: quietLog,
    onReading: () => undefined,
    onState: () => undefined,
  })
  await clock.pass(1_000)
  expect(scale.takeSteady()).toMatchObject({ isFirstLoad: true, isSameLoad: false })
  plate.place(0)
  await clock.pass(4_000)
  plate.place(1000)
  await clock.pass(4_000)
  expect(scale.takeSteady()).toMatchObject({ isFirstLoad: false, isSameLoad: false })
  await scale.close()
})

it('gives a weight again that could not be recorded, and no older one', async () => {
  const { clock, plate, scale } = await bench('toledo-8217')
  plate.place(1000)
  await clock.pass(4_000)
  const first = scale.takeSteady()
  first?.giveBack()
  const again = scale.takeSteady()
  expect(again).toMatchObject({ isSameLoad: false, reading: { grams: 1000 } })
  first?.giveBack()
  expect(scale.takeSteady()).toBeNull()
  await clock.pass(600)
  const sameLoad = scale.takeSteady()
  expect(sameLoad?.isSameLoad).toBe(true)
  sameLoad?.giveBack()
  expect(scale.takeSteady()?.isSameLoad).toBe(true)

  plate.place(2000)
  await clock.pass(4_000)
  const late = scale.takeSteady()
  expect(late).toMatchObject({ isSameLoad: false, reading: { grams: 2000 } })
  plate.place(0)
  await clock.pass(4_000)
  late?.giveBack()
  expect(scale.takeSteady()).toMatchObject({ isSameLoad: false, reading: { grams: 0 } })
  await scale.close()
})

for (const protocol of ['toledo-8217', 'generic'] as const) {
  describe(`a cable to a ${protocol} scale`, () => {
    it('tells at most twenty readings a second, the newest always', async () => {
      const { clock, scale, readings, say } = await bareBench(protocol)
      const frame = (grams: number) =>
        protocol === 'generic'
          ? `ST,GS,+  ${(grams / 1000).toFixed(3)}kg\r\n`
          : `\x02${(grams / 1000).toFixed(3).padStart(6, '0')}\r`
      readings.length = 0
      for (let at = 0; at < 200; at++) {
        say(frame(1000 + at))
        await clock.pass(5)
      }
      await clock.pass(50)
      expect(readings.length).toBeLessThanOrEqual(22)
      expect(readings.length).toBeGreaterThanOrEqual(18)
      expect(readings.at(-1)).toMatchObject({ grams: 1199 })
      await scale.close()
    })

    it('takes no value from a frame cut after any of its bytes by an unplugged cable (F30)', async () => {
      const frame = protocol === 'generic' ? 'ST,GS,+  1.234kg\r\n' : '\x0201.234\r'
      for (let length = 1; length < frame.length - (protocol === 'generic' ? 1 : 0); length++) {
        const { clock, cable, scale, say, readings } = await bareBench(protocol)
        say(frame.slice(0, length))
        await clock.pass(1)
        cable.unplug()
        await clock.pass(1_000)
        cable.plugIn()
        await clock.pass(1_000)
        expect(scale.state().is).toBe('ready')
        say(frame.slice(length))
        await clock.pass(60)
        expect(readings.filter((reading) => reading !== null)).toEqual([])
        say(frame)
        await clock.pass(60)
        expect(scale.takeSteady()?.reading.grams).toBe(1234)
        await scale.close()
      }
    })
  })
}

describe('asking a scale', () => {
  for (const protocol of scaleProtocolIds) {
    const { ask, everyMs } = scaleProtocols[protocol]
    it(`puts no other question than its protocol's, and none to one that sends by itself: ${protocol}`, async () => {
      const { clock, scale, heard } = await bareBench(protocol)
      await clock.pass(20 * everyMs)
      expect(new Set(heard)).toEqual(new Set(ask === null ? [] : [Buffer.from(ask).toString('latin1')]))
      await scale.close()
    })
  }

  it('goes on with DC1 once a CAS scale is ready, and not while it is not', async () => {
    const { clock, scale, heard, say } = await bareBench('cas')
    expect(heard).toEqual(['\x05'])
    say('\x15')
    await clock.pass(200)
    expect(heard).toEqual(['\x05', '\x05'])
    say('\x06')
    await clock.pass(0)
    expect(heard).toEqual(['\x05', '\x05', '\x11'])
    say('\x01\x02S 01.234kge\x03\x04')
    await clock.pass(0)
    expect(scale.takeSteady()?.reading.grams).toBe(1234)
    await scale.close()
  })
})

describe('polling a Toledo 8217', () => {
  it('asks one question at a time and waits a second for the answer', async () => {
    const { clock, scale, heard, say, states } = await bareBench('toledo-8217')
    expect(heard).toEqual(['W'])
    await clock.pass(999)
    expect(heard).toEqual(['W'])
    await clock.pass(1)
    expect(heard).toEqual(['W', 'W'])
    say('\x0200.500\r')
    await clock.pass(99)
    expect(heard).toHaveLength(2)
    await clock.pass(1)
    expect(heard).toHaveLength(3)
    expect(states.map((state) => state.is)).toEqual(['ready'])
    await scale.close()
  })

  it('says of a scale that answers in other words to look at its protocol', async () => {
    const { clock, states, say } = await bareBench('toledo-8217')
    for (let times = 0; times < 8; times++) {
      say('Unknown command\r\n')
      await clock.pass(1_000)
    }
    expect(states.at(-1)).toEqual({ is: 'trouble', why: expect.stringMatching(/none of it is a weight/) })
  })

  it('sends nothing but W, ever', async () => {
    const { clock, scale, heard } = await bareBench('toledo-8217')
    await clock.pass(30_000)
    expect(new Set(heard)).toEqual(new Set(['W']))
    await scale.close()
  })

  it('writes nothing while the cable is out', async () => {
    const { clock, cable, scale, heard } = await bareBench('toledo-8217')
    cable.unplug()
    const before = heard.length
    await clock.pass(10_000)
    expect(heard).toHaveLength(before)
    await scale.close()
  })

  it('stops asking after close', async () => {
    const { clock, scale, heard } = await bareBench('toledo-8217')
    await scale.close()
    const before = heard.length
    await clock.pass(10_000)
    expect(heard).toHaveLength(before)
  })
})

describe('listening to a generic scale', () => {
  it('is in trouble with a hint when nothing ever came', async () => {
    const { clock, scale } = await bareBench('generic')
    await clock.pass(5_000)
    expect(scale.state()).toMatchObject({ is: 'trouble', why: expect.stringMatching(/print key/) })
    await scale.close()
  })

  it('says of one whose words it does not know that something comes, not that nothing did', async () => {
    const { clock, states, say } = await bareBench('generic')
    for (let times = 0; times < 6; times++) {
      say('S S      1.234 kg\r\n')
      await clock.pass(1_000)
    }
    expect(states.at(-1)).toEqual({ is: 'trouble', why: expect.stringMatching(/none of it is a weight/) })
    say('ST,GS,+  1.234kg\r\n')
    await clock.pass(0)
    expect(states.at(-1)).toEqual({ is: 'ready' })
  })

  it('takes its word of a silent scale back when the scale begins to send what is no weight', async () => {
    const { clock, states, say } = await bareBench('generic')
    await clock.pass(5_000)
    expect(states.at(-1)).toMatchObject({ is: 'trouble', why: expect.stringMatching(/sent nothing yet/) })
    say('Welcome\r\n')
    await clock.pass(0)
    expect(states.at(-1)).toMatchObject({ why: expect.stringMatching(/sent nothing yet/) })
    say('S S      1.234 kg\r\n'.repeat(4))
    await clock.pass(0)
    expect(states.at(-1)).toMatchObject({
      is: 'trouble',
      why: expect.stringMatching(/none of it is a weight/),
    })
  })

  it('lets a scale that sends on its print key be quiet in between', async () => {
    const { clock, scale, say } = await bareBench('generic')
    say('ST,GS,+  1.234kg\r\n')
    await clock.pass(60_000)
    expect(scale.state().is).toBe('ready')
    await scale.close()
  })
})

describe('a scale that floods the station', () => {
  const floods: [string, string][] = [
    ['a thousand weights a second', '\x0201.234\r'.repeat(100)],
    ['more bytes than weights could be', 'x'.repeat(8_192)],
  ]
  for (const [what, piece] of floods) {
    it(`is set aside with a sentence when it sends ${what}, and works again when it was unplugged (S16)`, async () => {
      const { clock, cable, device, scale, say, states } = await bareBench('toledo-8217')
      for (let at = 0; at < 20; at++) {
        say(piece)
        await clock.pass(10)
      }
      expect(scale.state()).toMatchObject({
        is: 'set-aside',
        why: 'It sends far more than a scale can; it was set aside.',
      })
      expect(scale.latest()).toBeNull()
      await clock.pass(20_000)
      expect(states.map((state) => state.is)).toEqual(['ready', 'set-aside'])
      cable.unplug()
      await clock.pass(2_000)
      cable.plugIn()
      await clock.pass(1_000)
      expect(device.isOpen()).toBe(true)
      say('\x0201.234\r')
      await clock.pass(60)
      expect(scale.takeSteady()?.reading.grams).toBe(1234)
      await scale.close()
    })
  }
})
