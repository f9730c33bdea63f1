import { expect, it } from 'vitest'
import { pipe } from '../../../../src-main/device/pipe-port.ts'
import { virtualScale } from '../../../../src-main/training/device/virtual-scale.ts'
import { manualClock } from '../../device/manual-clock.ts'

/** The virtual scale on a cable, asked in its own words. */
async function asked(protocol: 'toledo-8217' | 'generic') {
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
