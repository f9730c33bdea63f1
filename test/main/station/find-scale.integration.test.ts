import { afterEach, describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../../src-main/clock.ts'
import { parseAddress } from '../../../src-main/device/address.ts'
import type { Port } from '../../../src-main/device/port.ts'
import { scaleProtocols } from '../../../src-main/device/scale/protocols.ts'
import { openScale } from '../../../src-main/device/scale/scale-driver.ts'
import { serialPort } from '../../../src-main/device/serial-port.ts'
import { type LogFields, quietLog } from '../../../src-main/log/log.ts'
import { findScale } from '../../../src-main/station/find-scale.ts'
import { openPtyPair, type PtyPair } from '../../../src-main/training/device/pty.ts'
import type { VoiceName } from '../../../src-main/training/device/scale-voice.ts'
import { virtualScale } from '../../../src-main/training/device/virtual-scale.ts'
import type { DeviceRole } from '../../../src-shared/model/device.ts'
import { eventually } from '../device/eventually.ts'
import { hasSocat, skippedSay } from '../device/has-socat.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** Station and scale wait a quarter of their time: on a pseudo-terminal bytes need none to travel. */
const quickClock: Clock = { ...systemClock, after: (ms, run) => systemClock.after(ms / 4, run) }

async function pty(): Promise<PtyPair> {
  const pair = await openPtyPair()
  cleanups.push(pair.close)
  return pair
}

function deviceEnd(pair: PtyPair) {
  return serialPort({ path: pair.device, baud: 9600, line: '8N1', dtr: true })
}

/** A place whose devices lend any port, and what it logged. */
function place(owner: DeviceRole | null = null) {
  const lent: string[] = []
  const logged: [string, LogFields | undefined][] = []
  return {
    lent,
    logged,
    bench: {
      clock: quickClock,
      log: { ...quietLog, info: (event: string, fields?: LogFields) => void logged.push([event, fields]) },
    },
    devices: {
      ownerOf: async () => owner,
      lend: async <T>(path: string, work: (closing: AbortSignal) => Promise<T>) => {
        lent.push(path)
        return await work(new AbortController().signal)
      },
    },
  }
}

async function plateAt(pair: PtyPair, protocol: VoiceName) {
  const plate = virtualScale({ protocol, clock: quickClock, settleMs: 0 })
  cleanups.push(plate.close)
  plate.place(1234)
  await plate.connect(deviceEnd(pair))
}

describe.skipIf(!hasSocat)(`finding a scale on a pseudo-terminal${skippedSay}`, () => {
  const found: [VoiceName, settings: string, say: RegExp][] = [
    [
      'toledo-8217',
      'baud=9600&line=7E1&dtr=on&protocol=toledo-8217&unit=kg',
      /Toledo 8217.*is it set to kg\?/,
    ],
    ['mt-sics', 'baud=9600&line=8N1&dtr=on&protocol=mt-sics', /MT-SICS, 9600 8N1\.$/],
    ['generic', 'baud=9600&line=8N1&dtr=on&protocol=generic', /ST,GS/],
  ]
  for (const [protocol, settings, say] of found) {
    // The search waits in real time for a voice in another process: on a very busy machine that may come too late once.
    it(`gives the address with which it then weighs: ${protocol}`, { retry: 2 }, async () => {
      const pair = await pty()
      await plateAt(pair, protocol)
      const here = place()
      const result = await findScale(here, `serial:${pair.host}`)
      expect(result).toMatchObject({
        found: `serial:${pair.host}?${settings}`,
        say: expect.stringMatching(say),
      })
      expect(here.lent).toEqual([pair.host])
      const sent = here.logged.filter(([event]) => event === 'scale-search.sent').map(([, fields]) => fields)
      expect(sent).toEqual(result.sent.map((each) => ({ port: pair.host, ...each })))

      const address = parseAddress(result.found ?? '', 'scale')
      if (address.is !== 'serial') throw new Error('serial expected')
      const scale = openScale({
        name: 'found',
        protocol: scaleProtocols[address.protocol],
        unit: address.unit,
        open: serialPort(address),
        clock: systemClock,
        log: quietLog,
        onReading: () => undefined,
        onState: () => undefined,
      })
      cleanups.push(scale.close)
      await eventually(() => scale.latest()?.reading.is === 'steady')
      expect(scale.takeSteady()?.reading.grams).toBe(1234)
    })
  }

  it('says that nothing answers at a silent port, and lists what was sent', async () => {
    const pair = await pty()
    const { found: none, say, sent } = await findScale(place(), `serial:${pair.host}`)
    expect(none).toBeNull()
    expect(say).toMatch(/Nothing answers.*by hand: .*Adam.*ERTE/)
    expect(sent[0]).toEqual({ line: '9600 7E1', hex: '4568656c6c6f' })
  })

  it('shows the bytes of a device it does not understand', async () => {
    const pair = await pty()
    const device: Port = await deviceEnd(pair)({ data: () => undefined, lost: () => undefined })
    cleanups.push(device.close)
    const timer = setInterval(() => device.write(Buffer.from('HELLO THERE\r\n')), 5)
    cleanups.push(async () => clearInterval(timer))
    const { found: none, say, sent } = await findScale(place(), `serial:${pair.host}`)
    expect(none).toBeNull()
    expect(say).toMatch(/words the station does not know: .*48 45 4C 4C 4F.* by hand/)
    expect(sent).toEqual([])
  })

  it('names the scale that is chosen by hand and sends such frames', async () => {
    const pair = await pty()
    await plateAt(pair, 'erte')
    const { found: none, say } = await findScale(place(), `serial:${pair.host}`)
    expect(none).toBeNull()
    expect(say).toMatch(/: [0-9A-F ]{71}\. It may be ERTE B2: choose that by hand/)
  })

  it('says that the port is in use, in a sentence', async () => {
    const pair = await pty()
    const port = await serialPort({ path: pair.host, baud: 9600, line: '8N1', dtr: true })({
      data: () => undefined,
      lost: () => undefined,
    })
    cleanups.push(port.close)
    await expect(findScale(place(), `serial:${pair.host}`)).rejects.toMatchObject({
      code: 'port-refused',
      message: `${pair.host} is in use by another program.`,
      retryable: true,
    })
  })
})

it('asks nothing at the port of another device, and names it', async () => {
  const here = place('scanner')
  await expect(findScale(here, 'serial:/dev/ttyUSB0')).rejects.toMatchObject({
    code: 'port-taken',
    message: 'The scanner of this station is set up there already.',
  })
  expect(here.lent).toEqual([])
})

it('searches serial ports only', async () => {
  await expect(findScale(place(), 'tcp:adapter:4001')).rejects.toMatchObject({ code: 'bad-address' })
  await expect(findScale(place(), 'nonsense')).rejects.toMatchObject({ code: 'bad-address' })
})
