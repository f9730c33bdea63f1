import { describe, expect, it } from 'vitest'
import { pipe } from '../../../../src-main/device/pipe-port.ts'
import { openScanner } from '../../../../src-main/device/scanner/scanner-driver.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import { virtualScanner } from '../../../../src-main/training/device/virtual-scanner.ts'
import type { DeviceState } from '../../../../src-shared/model/device.ts'
import { manualClock } from '../manual-clock.ts'

async function bench(options: Parameters<typeof virtualScanner>[0] = {}, prefix?: string) {
  const clock = manualClock()
  const cable = pipe('The training scanner')
  const gun = virtualScanner(options)
  const device = await cable.device({ data: () => undefined, lost: () => undefined })
  await gun.connect(cable.device)
  const texts: string[] = []
  const dropped: string[] = []
  const states: DeviceState[] = []
  const scanner = openScanner({
    name: 'virtual',
    open: cable.station,
    ...(prefix === undefined ? {} : { prefix }),
    clock,
    log: quietLog,
    onScan: (scan) => texts.push(scan.text),
    onDropped: (why) => dropped.push(why),
    onState: (state) => states.push(state),
  })
  await clock.pass(0)
  const say = (text: string) => device.write(Buffer.from(text, 'latin1'))
  return { clock, cable, gun, say, scanner, texts, dropped, states }
}

for (const options of [
  { terminator: '\r' },
  { terminator: '\n' },
  { terminator: '\r\n' },
  { terminator: '\t' },
  { terminator: '' },
  { framed: true },
] as const) {
  it(`hears a scanner set to ${JSON.stringify(options)}`, async () => {
    const { clock, gun, texts, scanner } = await bench(options)
    gun.scan('4006381333931', ']E0')
    await clock.pass(200)
    gun.scan('9400', ']C0')
    await clock.pass(200)
    expect(texts).toEqual([']E04006381333931', ']C09400'])
    await scanner.close()
  })
}

it('takes off what the scanner was set to put in front, before or behind its AIM identifier, and nothing else', async () => {
  const { clock, say, texts, scanner } = await bench({}, '~A')
  const sent = [
    '~A4006381333931',
    '~A]E04006381333931',
    ']E0~A4006381333931',
    '4006381333931',
    '~A~A1',
    'X~A',
    '~A',
  ]
  for (const code of sent) say(`${code}\r`)
  await clock.pass(100)
  const whole = '4006381333931'
  expect(texts).toEqual([whole, `]E0${whole}`, `]E0${whole}`, whole, '~A1', 'X~A', '~A'])
  await scanner.close()
})

it('hears twenty scans a second, the same code again and again, none lost and none doubled', async () => {
  const { clock, gun, texts, scanner } = await bench()
  for (let at = 0; at < 200; at++) {
    gun.scan(`94${at % 3}`)
    await clock.pass(50)
  }
  expect(texts).toEqual(Array.from({ length: 200 }, (_, at) => `94${at % 3}`))
  await scanner.close()
})

it('takes no code from a scanner cut after any byte, and hears it again within a second of its return (F30)', async () => {
  const code = '\x02]E04006381333931\x03'
  for (let length = 1; length < code.length; length++) {
    const { clock, cable, say, texts, scanner, states } = await bench()
    say(code.slice(0, length))
    await clock.pass(10)
    cable.unplug()
    await clock.pass(3_000)
    cable.plugIn()
    await clock.pass(1_000)
    expect(texts).toEqual([])
    say(code)
    await clock.pass(10)
    expect(texts).toEqual([']E04006381333931'])
    expect(states.map((state) => state.is)).toEqual(['ready', 'lost', 'ready'])
    await scanner.close()
  }
})

it('tells the person when a code was not taken', async () => {
  const { clock, say, dropped, scanner } = await bench()
  say(`${'7'.repeat(600)}\r`)
  await clock.pass(10)
  expect(dropped).toEqual(['A code of more than 512 characters was not taken.'])
  await scanner.close()
})

it('says on its card that a code had no end, and takes the ones after it', async () => {
  const { clock, say, texts, dropped, scanner } = await bench()
  say('9400\r')
  await clock.pass(900)
  for (let at = 0; at < 4; at++) {
    say('9300675024235')
    await clock.pass(900)
    if (at < 2)
      expect(scanner.state()).toMatchObject({ is: 'trouble', why: expect.stringContaining('in part') })
  }
  expect(dropped).toHaveLength(2)
  expect(texts).toEqual(['9400', '9300675024235', '9300675024235'])
  expect(scanner.state().is).toBe('ready')
  await scanner.close()
})

it('keeps what is half in when it gets into trouble over the code before', async () => {
  const { clock, say, texts, scanner } = await bench()
  say(`${'7'.repeat(600)}\r94`)
  await clock.pass(10)
  expect(scanner.state().is).toBe('trouble')
  say('00\r')
  await clock.pass(10)
  expect(texts).toEqual(['9400'])
  expect(scanner.state().is).toBe('ready')
  await scanner.close()
})

for (const [parity, line, isEven] of [
  ['even', '7E1', true],
  ['odd', '7O1', false],
] as const) {
  it(`says on its card that ${parity} parity comes, until a code can be read`, async () => {
    const { clock, say, scanner } = await bench()
    const withParity = Uint8Array.from(Buffer.from('9300675024235\r'), (byte) => {
      const ones = byte.toString(2).replaceAll('0', '').length
      return (ones % 2 === 0) === isEven ? byte : byte | 0x80
    })
    for (let at = 0; at < 3; at++) {
      say(Buffer.from(withParity).toString('latin1'))
      await clock.pass(900)
      expect(scanner.state()).toMatchObject({
        is: 'trouble',
        why: expect.stringMatching(new RegExp(`${parity} parity.*line=${line}`)),
      })
    }
    say('9300675024235\r')
    await clock.pass(10)
    expect(scanner.state().is).toBe('ready')
    say('caf\xe9 cr\xe8me br\xfbl\xe9e\r')
    await clock.pass(10)
    expect(scanner.state().is).toBe('ready')
    await scanner.close()
  })
}

describe('a scanner that floods the station', () => {
  const flood = 'It sends far more than a scanner can; it was set aside.'
  const floods: [string, string, () => string][] = [
    ['a thousand codes a second', flood, () => '94\r'.repeat(100)],
    ['one code without end', flood, () => '9'.repeat(4_096)],
    ['more bytes than codes could be', flood, () => `${'x'.repeat(400)}\r`.repeat(20)],
    [
      'what nobody can read',
      'It sends what nobody can read, as at a wrong speed or in a wrong mode; it was set aside.',
      () => '\x07\x85\r'.repeat(2),
    ],
  ]
  for (const [what, why, piece] of floods) {
    it(`is set aside with a sentence when it sends ${what}, and heard no more (S16)`, async () => {
      const { clock, say, texts, scanner, states } = await bench()
      for (let at = 0; at < 60; at++) {
        say(piece())
        await clock.pass(10)
      }
      expect(scanner.state()).toMatchObject({ is: 'set-aside', why })
      const taken = texts.length
      expect(taken).toBeLessThanOrEqual(1_000)
      for (let at = 0; at < 60; at++) {
        say(piece())
        await clock.pass(1_000)
      }
      expect(texts).toHaveLength(taken)
      expect(states.map((state) => state.is)).toEqual(['ready', 'set-aside'])
      await scanner.close()
    })
  }

  it('is not set aside again for what it sent before it was plugged in anew (S16)', async () => {
    const { clock, cable, say, texts, scanner } = await bench()
    say('\x0794\r'.repeat(101))
    await clock.pass(1_500)
    expect(scanner.state().is).toBe('set-aside')
    cable.unplug()
    await clock.pass(1_500)
    cable.plugIn()
    await clock.pass(1_000)
    say('9400\r')
    await clock.pass(10)
    expect(texts).toEqual(['9400'])
    await scanner.close()
  })

  async function setAside() {
    const one = await bench()
    one.say('9400\r')
    await one.clock.pass(2_000)
    one.say('9'.repeat(70_000))
    await one.clock.pass(100)
    expect(one.scanner.state().is).toBe('set-aside')
    return one
  }

  it('is lost when it is unplugged then, and works within a second of its return (S16)', async () => {
    const { clock, cable, say, texts, scanner, states } = await setAside()
    cable.unplug()
    await clock.pass(2_000)
    expect(scanner.state().is).toBe('lost')
    cable.plugIn()
    await clock.pass(1_000)
    say('9401\r')
    await clock.pass(10)
    expect(texts).toEqual(['9400', '9401'])
    expect(states.map((state) => state.is)).toEqual(['ready', 'set-aside', 'lost', 'ready'])
    await scanner.close()
  })

  it('is used again once it was quiet, and its next code counts; later where it floods again soon (S16)', async () => {
    const { clock, say, texts, scanner, states } = await setAside()
    await clock.pass(900)
    // Half a minute of noise, a few bytes at a time, is no quiet.
    for (let at = 0; at < 30; at++) {
      say('\x07\x85')
      await clock.pass(1_000)
    }
    expect(scanner.state().is).toBe('set-aside')
    await clock.pass(3_500)
    expect(scanner.state().is).toBe('ready')
    say('9401\r')
    await clock.pass(10)
    expect(texts).toEqual(['9400', '9401'])

    say('9'.repeat(70_000))
    await clock.pass(3_500)
    expect(scanner.state().is).toBe('set-aside')
    await clock.pass(2_000)
    expect(scanner.state().is).toBe('ready')
    expect(states.map((state) => state.is)).toEqual(['ready', 'set-aside', 'ready', 'set-aside', 'ready'])
    await scanner.close()
  })

  it('works again by hand without being unplugged (S16)', async () => {
    const { clock, cable, say, scanner } = await setAside()
    await scanner.close()
    const texts: string[] = []
    const again = openScanner({
      name: 'virtual',
      open: cable.station,
      clock,
      log: quietLog,
      onScan: (scan) => texts.push(scan.text),
      onDropped: () => undefined,
      onState: () => undefined,
    })
    await clock.pass(10)
    say('9401\r')
    await clock.pass(10)
    expect(texts).toEqual(['9401'])
    await again.close()
  })

  it('leaves a scanner alone that gives a damaged code now and then', async () => {
    const { clock, say, texts, scanner } = await bench()
    for (let at = 0; at < 300; at++) {
      say('\x0794\r9400\r')
      await clock.pass(200)
    }
    expect(scanner.state().is).toBe('ready')
    expect(texts).toHaveLength(600)
    await scanner.close()
  })
})

it('hands many codes on one a turn, in order, so that others get theirs', async () => {
  const { clock, say, texts, scanner } = await bench()
  const codes = Array.from({ length: 300 }, (_, at) => `94${at}`)
  say(codes.map((code) => `${code}\r`).join(''))
  await Promise.resolve()
  expect(texts).toEqual(['940'])
  await clock.pass(1)
  expect(texts).toEqual(codes)
  await scanner.close()
})

it('hands on one code a turn also when each comes by itself', async () => {
  const { clock, say, texts, scanner } = await bench()
  for (const code of ['94', '95', '96']) say(`${code}\r`)
  await Promise.resolve()
  expect(texts).toEqual(['94'])
  await clock.pass(1)
  expect(texts).toEqual(['94', '95', '96'])
  await scanner.close()
})

it('hands on what came before it is closed', async () => {
  const { say, texts, scanner } = await bench()
  say('94\r95\r96\r')
  await Promise.resolve()
  await scanner.close()
  expect(texts).toEqual(['94', '95', '96'])
})
