import { describe, expect, it } from 'vitest'
import type { OpenPort } from '../../../../src-main/device/port.ts'
import { PortError } from '../../../../src-main/device/port.ts'
import { detectScale, type ScaleLine } from '../../../../src-main/device/scale/detect.ts'
import { scaleProtocols } from '../../../../src-main/device/scale/protocols.ts'
import type { VoiceName } from '../../../../src-main/training/device/scale-voice.ts'
import { type ScaleCondition, virtualScale } from '../../../../src-main/training/device/virtual-scale.ts'
import { virtualScanner } from '../../../../src-main/training/device/virtual-scanner.ts'
import { manualClock } from '../manual-clock.ts'
import { lineCable } from './line-cable.ts'
import { protocolOf, voiceNames } from './voice-protocol.ts'

/** All that may ever be written while searching. */
const harmless = ['Ehello', 'F', 'I4\r\n', 'S\r', '\nW\r', 'Q\r\n', 'IP\r\n', '\x05', '\x1bP', 'W', '\r']

/**
 * Scales that neither send by themselves nor answer to anything harmless, or in words that others use too: they are set
 * up by hand.
 */
const byHand: VoiceName[] = ['brecknell', 'adam', 'cas-ecr', 'radwag', 'erte']

function factoryLine(voice: VoiceName): ScaleLine {
  const { baud, line } = scaleProtocols[protocolOf(voice)]
  return { baud, line }
}

type Clock = ReturnType<typeof manualClock>

async function search(
  device: ScaleLine,
  connect: (open: OpenPort, clock: Clock) => Promise<() => Promise<void>>,
) {
  const clock = manualClock()
  const cable = lineCable(device)
  const close = await connect(cable.device, clock)
  const logged: string[] = []
  const searching = detectScale({
    openAt: cable.openAt,
    clock,
    onSent: ({ line, hex }) => logged.push(`${line} ${hex}`),
  })
  const startedAt = clock.mono()
  let tookMs = 0
  void searching.then(() => {
    tookMs = clock.mono() - startedAt
  })
  await clock.pass(60_000)
  const result = await searching
  await close()
  for (const { text } of cable.written) expect(harmless).toContain(text)
  const asLogged = cable.written.map(
    ({ line, text }) => `${line} ${Buffer.from(text, 'latin1').toString('hex')}`,
  )
  expect(result.sent.map(({ line, hex }) => `${line} ${hex}`)).toEqual(asLogged)
  expect(logged).toEqual(asLogged)
  return { ...result, written: cable.written, tookMs }
}

/** Searches for a virtual scale with something on it. */
function searchFor(voice: VoiceName, line = factoryLine(voice), condition: ScaleCondition = 'well') {
  return search(line, async (open, clock) => {
    const plate = virtualScale({ protocol: voice, clock, settleMs: 0 })
    plate.place(1234)
    plate.set(condition)
    await plate.connect(open)
    return plate.close
  })
}

describe('searching for a scale', () => {
  for (const voice of voiceNames) {
    const line = factoryLine(voice)
    const protocol = protocolOf(voice)
    const expected = byHand.includes(voice) ? null : { protocol, ...line }
    it(`${expected === null ? 'leaves to a choice by hand' : 'finds'}: ${voice}`, async () => {
      expect((await searchFor(voice)).found).toEqual(expected)
    })

    it(`names no other protocol, whatever state the scale is in: ${voice}`, async () => {
      for (const condition of ['moving', 'overload', 'underload', 'needs-zero', 'fault'] as const) {
        const { found } = await searchFor(voice, line, condition)
        expect([condition, found?.protocol ?? protocol]).toEqual([condition, protocol])
      }
    })
  }

  it('writes nothing to a scale that sends by itself, and needs no more than the time to hear it twice', async () => {
    for (const voice of ['toledo-continuous', 'cas-indicator', 'generic'] as const) {
      const { written, tookMs } = await searchFor(voice)
      expect(written).toEqual([])
      expect(tookMs).toBeLessThanOrEqual(500)
    }
  })

  it('finds the speed of a scale that sends by itself, and its parity', async () => {
    for (const baud of [2400, 4800, 1200, 19_200]) {
      for (const line of ['8N1', '7E1', '7O1']) {
        const { found } = await searchFor('generic', { baud, line })
        expect(found).toEqual({ protocol: 'generic', baud, line })
      }
    }
  })

  it('finds an NCI scale on the slower line of parcel carriers', async () => {
    const line = { baud: 4800, line: '7E1' }
    expect((await searchFor('nci', line)).found).toEqual({ protocol: 'nci', ...line })
  })

  it('finds a Toledo 8213, which has no echo and answers each letter with its status', async () => {
    const { found, written } = await search({ baud: 9600, line: '7E1' }, async (open) => {
      const port = await open({
        data: (bytes) => bytes.forEach(() => void port.write(Buffer.from('\x02?@\r'))),
        lost: () => undefined,
      })
      return port.close
    })
    expect(found?.protocol).toBe('toledo-8217')
    expect(written.map(({ text }) => text)).toEqual(['Ehello', 'F'])
  })

  it('asks the bare letter for a weight last, and ends what it may have begun', async () => {
    const { written } = await searchFor('toledo-weight-only')
    const texts = written.map(({ text }) => text)
    expect(texts.slice(-4)).toEqual(['W', '\r', 'W', '\r'])
    expect(texts.indexOf('W')).toBe(texts.length - 4)
  })

  it('ends every echo it began', async () => {
    const { written } = await search({ baud: 9600, line: '8N1' }, async () => async () => undefined)
    const texts = written.map(({ text }) => text)
    texts.forEach((text, at) => {
      if (text === 'Ehello') expect(texts[at + 1]).toBe('F')
    })
  })
})

describe('searching where there is no scale', () => {
  it('asks every question twice, in order, and says that nothing answers', async () => {
    const { found, heardHex, written, tookMs } = await search(
      { baud: 9600, line: '8N1' },
      async () => async () => undefined,
    )
    expect(found).toBeNull()
    expect(heardHex).toBe('')
    expect(written.map(({ line, text }) => `${line} ${JSON.stringify(text)}`)).toEqual([
      ...['9600 7E1 "Ehello"', '9600 7E1 "F"', '9600 7E1 "Ehello"', '9600 7E1 "F"'],
      ...['9600 8N1 "I4\\r\\n"', '9600 8N1 "I4\\r\\n"'],
      ...['9600 7E1 "S\\r"', '9600 7E1 "S\\r"', '4800 7E1 "S\\r"', '4800 7E1 "S\\r"'],
      ...['9600 8N1 "\\nW\\r"', '9600 8N1 "\\nW\\r"'],
      ...['2400 7E1 "Q\\r\\n"', '2400 7E1 "Q\\r\\n"'],
      ...['9600 8N1 "IP\\r\\n"', '9600 8N1 "IP\\r\\n"'],
      ...['9600 8N1 "\\u0005"', '9600 8N1 "\\u0005"'],
      ...['1200 7O1 "\\u001bP"', '1200 7O1 "\\u001bP"'],
      ...['9600 7E1 "W"', '9600 7E1 "\\r"', '9600 7E1 "W"', '9600 7E1 "\\r"'],
    ])
    expect(tookMs).toBe(5 * 2_000 + 24 * 300)
  })

  it('asks nothing of a device that sends in words nobody knows, and shows its bytes', async () => {
    const { found, heardHex, written } = await search({ baud: 9600, line: '8N1' }, async (open, clock) => {
      const port = await open({ data: () => undefined, lost: () => undefined })
      let cancel: () => void = () => undefined
      const send = () => {
        port.write(Buffer.from('$GPGGA,no,scale*2A\r\n'))
        cancel = clock.after(200, send)
      }
      send()
      return async () => cancel()
    })
    expect(found).toBeNull()
    expect(written).toEqual([])
    expect(Buffer.from(heardHex, 'hex').toString('latin1')).toContain('$GPGGA,no,scale*2A')
  })

  for (const terminator of ['\r', '\r\n', '\t', ''] as const) {
    it(`takes a scanner that scans meanwhile for no scale, codes ended by ${JSON.stringify(terminator)}`, async () => {
      const codes = ['9400000000015', '40063813', '01234565', 'ST1', '12.5', '(01)09521234543213']
      const { found } = await search({ baud: 9600, line: '8N1' }, async (open, clock) => {
        const gun = virtualScanner({ terminator })
        await gun.connect(open)
        codes.forEach((code, at) => {
          clock.after(300 + at * 250, () => gun.scan(code))
          clock.after(10_100 + at * 900, () => gun.scan(code))
        })
        return gun.close
      })
      expect(found).toBeNull()
    })
  }

  it('takes a line that gives back what it is sent for no scale', async () => {
    const { found } = await search({ baud: 9600, line: '8N1' }, async (open) => {
      const port = await open({ data: (bytes) => void port.write(bytes), lost: () => undefined })
      return port.close
    })
    expect(found).toBeNull()
  })

  it('names no protocol by a single frame', async () => {
    const { found } = await search({ baud: 9600, line: '8N1' }, async (open, clock) => {
      const port = await open({ data: () => undefined, lost: () => undefined })
      clock.after(1_000, () => void port.write(Buffer.from('\r\nST,GS,+  1.234kg\r\n')))
      return port.close
    })
    expect(found).toBeNull()
  })

  it('says so when the cable is pulled on the way, and when the port does not open', async () => {
    const clock = manualClock()
    const cable = lineCable({ baud: 9600, line: '8N1' })
    const searching = detectScale({ openAt: cable.openAt, clock, onSent: () => undefined })
    const failed = expect(searching).rejects.toThrow(PortError)
    await clock.pass(3_000)
    cable.unplug()
    await failed
    const again = detectScale({ openAt: cable.openAt, clock, onSent: () => undefined })
    const refused = expect(again).rejects.toThrow('is not plugged in')
    await clock.pass(300)
    await refused
  })

  it('opens a port again that counts as taken for a moment after it was closed', async () => {
    const clock = manualClock()
    const cable = lineCable({ baud: 9600, line: '8N1' })
    const plate = virtualScale({ protocol: 'mt-sics', clock, settleMs: 0 })
    await plate.connect(cable.device)
    let tries = 0
    const openAt =
      (line: ScaleLine): OpenPort =>
      (events) => {
        tries++
        if (tries % 3 !== 0) throw new PortError('The port is in use by another program.')
        return cable.openAt(line)(events)
      }
    const searching = detectScale({ openAt, clock, onSent: () => undefined })
    await clock.pass(60_000)
    expect((await searching).found?.protocol).toBe('mt-sics')
    await plate.close()
  })

  it('does not wait for, keep or ask a device that sends without end', async () => {
    const flood = new Uint8Array(64 * 1024).fill(0x39)
    const { found, sent, tookMs } = await search({ baud: 9600, line: '8N1' }, async (open, clock) => {
      const device = await open({ data: () => undefined, lost: () => undefined })
      let cancel: () => void = () => undefined
      const pour = () => {
        device.write(flood)
        cancel = clock.after(50, pour)
      }
      pour()
      return async () => cancel()
    })
    expect({ found, sent }).toEqual({ found: null, sent: [] })
    // Five lines at two seconds each, were it listened to.
    expect(tookMs).toBeLessThan(2_000)
  })

  it('ends when the station does', async () => {
    const clock = manualClock()
    const cable = lineCable({ baud: 9600, line: '8N1' })
    const station = new AbortController()
    const { signal: closing } = station
    const searching = detectScale({ openAt: cable.openAt, clock, closing, onSent: () => undefined })
    const ended = expect(searching).rejects.toThrow('The search was ended.')
    await clock.pass(3_000)
    station.abort()
    await ended
    expect(cable.written).toEqual([])
  })
})
