import { expect, it } from 'vitest'
import { pipe } from '../../../../src-main/device/pipe-port.ts'
import type { VoiceName } from '../../../../src-main/training/device/scale-voice.ts'
import { virtualScale } from '../../../../src-main/training/device/virtual-scale.ts'
import { manualClock } from '../../device/manual-clock.ts'

/** The virtual scale on a cable, asked in its own words. */
async function asked(protocol: VoiceName) {
  const clock = manualClock()
  const cable = pipe('The scale')
  const plate = virtualScale({ protocol, clock, settleMs: 400 })
  await plate.connect(cable.device)
  let heard = ''
  const port = await cable.station({
    data: (bytes) => {
      heard += Buffer.from(bytes).toString('latin1')
    },
    lost: () => undefined,
  })
  const ask = async (text: string) => {
    heard = ''
    port.write(Buffer.from(text))
    await clock.pass(0)
    return heard
  }
  const listen = async (ms: number) => {
    heard = ''
    await clock.pass(ms)
    return heard
  }
  return { clock, plate, ask, listen }
}

it('answers as the frames of the Toledo 8217 protocol say', async () => {
  const { clock, plate, ask } = await asked('toledo-8217')
  expect(await ask('W')).toBe('\x0200.000\r')
  plate.place(12_345)
  expect(await ask('W')).toBe('\x02?A\r')
  await clock.pass(400)
  expect(await ask('W')).toBe('\x0212.345\r')
  plate.place(-20)
  await clock.pass(400)
  expect(await ask('W')).toBe('\x02?D\r')
  plate.place(60_001)
  await clock.pass(400)
  expect(await ask('W')).toBe('\x02?B\r')
  plate.set('silent')
  expect(await ask('W')).toBe('')
})

it('can be told from other scales by its echo', async () => {
  const { ask } = await asked('toledo-8217')
  expect(await ask('Ehello')).toBe('\x02E\rhello')
  expect(await ask('F')).toBe('\x02F\r')
  expect(await ask('X')).toBe('\x02?@\r')
})

it('sends a line every tenth of a second, and what lies between two loads while it moves', async () => {
  const { plate, listen } = await asked('generic')
  expect(await listen(100)).toBe('ST,GS,+  0.000kg\r\n')
  plate.place(1_000)
  expect(await listen(100)).toBe('US,GS,+  0.250kg\r\n')
  await listen(300)
  expect(await listen(100)).toBe('ST,GS,+  1.000kg\r\n')
  plate.place(-50)
  await listen(400)
  expect(await listen(100)).toBe('ST,GS,-  0.050kg\r\n')
  plate.set('overload')
  expect(await listen(100)).toBe('OL,GS,+       kg\r\n')
})

/** What a scale of each protocol says of 1.234 kg, of the same moving, too heavy, and with 0.500 kg of tare. */
const said: [VoiceName, question: string, Record<'well' | 'moving' | 'overload' | 'net', string>][] = [
  [
    'brecknell',
    '\x1fW',
    { well: '\x0201.234\r', moving: '\x02?A\r', overload: '\x02?B\r', net: '\x0200.734N\r' },
  ],
  [
    'nci',
    'W\r',
    {
      well: '\n01.234kg\r\n00\r\x03',
      moving: '\n01.234kg\r\n10\r\x03',
      overload: '\n^^^^^^kg\r\n02\r\x03',
      net: '\n00.734kg\r\n0p4\r\x03',
    },
  ],
  [
    'nci-ecr',
    'W\r',
    {
      well: '\n01.234KG\r\nS00\r\x03',
      moving: '\nS10\r\x03',
      overload: '\nS02\r\x03',
      net: '\n00.734KG\r\nS0p4\r\x03',
    },
  ],
  [
    'mt-sics',
    'SI\r\n',
    {
      well: 'S S      1.234 kg\r\n',
      moving: 'S D      1.234 kg\r\n',
      overload: 'S +\r\n',
      net: 'S S      0.734 kg\r\n',
    },
  ],
  [
    'sma',
    '\nW\r',
    {
      well: '\n 1G       1.234kg \r',
      moving: '\n 1GM      1.234kg \r',
      overload: '\nO1G  ----------kg \r',
      net: '\n 1N       0.734kg \r',
    },
  ],
  [
    'a-and-d',
    'Q\r\n',
    {
      well: 'ST,+0001.234 kg\r\n',
      moving: 'US,+0001.234 kg\r\n',
      overload: 'OL,+999999.9 kg\r\n',
      net: 'ST,+0000.734 kg\r\n',
    },
  ],
  [
    'a-and-d-mt',
    'Q\r\n',
    {
      well: 'S      1.234 kg\r\n',
      moving: 'SD     1.234 kg\r\n',
      overload: 'SI+\r\n',
      net: 'S      0.734 kg\r\n',
    },
  ],
  [
    'toledo-weight-only',
    'EFW',
    { well: '\x0201.234\r', moving: '\x02?A\r', overload: '\x02?B\r', net: '\x0200.734N\r' },
  ],
  [
    'cas-ecr',
    '\x05\x12',
    {
      well: '\x06\x02001234\x04\x03',
      moving: '\x06\x02001234\x04\x03',
      overload: '\x06\x020FFFFFv\x03',
      net: '\x06\x02000734\x00\x03',
    },
  ],
  [
    'radwag',
    'SI\r\n',
    {
      well: 'SI A\r\nSI        1.234 kg \r\n',
      moving: 'SI A\r\nSI ?      1.234 kg \r\n',
      overload: 'SI A\r\nSI ^      1.234 kg \r\n',
      net: 'SI A\r\nSI        0.734 kg \r\n',
    },
  ],
  [
    'ohaus',
    'IP\r\n',
    {
      well: '    1.234 kg    G  \r\n',
      moving: '    1.234 kg   ?G  \r\n',
      overload: 'Err 8.3\r\n',
      net: '    0.734 kg    NET\r\n',
    },
  ],
  [
    'cas',
    '\x05\x11',
    {
      well: '\x06\x01\x02S 01.234kge\x03\x04',
      moving: '\x06\x01\x02U 01.234kgc\x03\x04',
      overload: '\x06\x01\x02UFFFFFFFkg\x1f\x03\x04',
      net: '\x06\x01\x02S 00.734kga\x03\x04',
    },
  ],
  [
    'sartorius-sbi',
    '\x1bP',
    {
      well: 'G     +    1.234 kg \r\n',
      moving: 'G     +    1.234    \r\n',
      overload: 'Stat           H    \r\n',
      net: 'N     +    0.734 kg \r\n',
    },
  ],
  [
    'adam',
    'G\r\n',
    {
      well: 'S G/W+  1.234 kg\r\n',
      moving: 'U G/W+  1.234 kg\r\n',
      overload: '',
      net: 'S N/W+  0.734 kg\r\n',
    },
  ],
]

for (const [protocol, question, words] of said) {
  it(`answers as ${protocol} scales do, and keeps silent when switched off`, async () => {
    const { clock, plate, ask } = await asked(protocol)
    plate.place(1234)
    await clock.pass(400)
    for (const condition of ['well', 'moving', 'overload'] as const) {
      plate.set(condition)
      expect(await ask(question)).toBe(words[condition])
    }
    plate.set('well')
    plate.tare(500)
    expect(await ask(question)).toBe(words.net)
    plate.set('silent')
    expect(await ask(question)).toBe('')
  })
}

const streamed: [VoiceName, Record<'well' | 'moving' | 'overload' | 'net', string>][] = [
  [
    'toledo-continuous',
    {
      well: '\x02-0 001234000000\r*',
      moving: '\x02-8 001234000000\r"',
      overload: '\x02-4 000000000000\r0',
      net: '\x02-1 000734000500\r ',
    },
  ],
  ['erte', { well: 'A001234\r', moving: 'C001234\r', overload: 'E------\r', net: 'B000734\r' }],
  [
    'cas-indicator',
    {
      well: 'ST,GS,0\xc4,0001.234 kg\r\n',
      moving: 'US,GS,0\x84,0001.234 kg\r\n',
      overload: 'OL,GS,0\x84,0001.234 kg\r\n',
      net: 'ST,NT,0\xc2,0000.734 kg\r\n',
    },
  ],
]

for (const [protocol, words] of streamed) {
  it(`sends as ${protocol} scales do`, async () => {
    const { plate, listen } = await asked(protocol)
    plate.place(1234)
    await listen(400)
    for (const condition of ['well', 'moving', 'overload'] as const) {
      plate.set(condition)
      expect(await listen(100)).toBe(words[condition])
    }
    plate.set('well')
    plate.tare(500)
    expect(await listen(100)).toBe(words.net)
  })
}

it('says once when what was put on it last stands still', async () => {
  const clock = manualClock()
  let settled = 0
  const plate = virtualScale({
    protocol: 'toledo-8217',
    clock,
    settleMs: 400,
    onSettled() {
      settled += 1
      expect(plate.isMoving()).toBe(false)
    },
  })
  plate.place(500)
  await clock.pass(300)
  plate.place(800)
  await clock.pass(300)
  expect({ settled, isMoving: plate.isMoving() }).toEqual({ settled: 0, isMoving: true })
  await clock.pass(200)
  expect(settled).toBe(1)
  await plate.close()
})
