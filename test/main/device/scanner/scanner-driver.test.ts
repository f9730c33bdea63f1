import { expect, it } from 'vitest'
import { pipe } from '../../../../src-main/device/pipe-port.ts'
import { openScanner } from '../../../../src-main/device/scanner/scanner-driver.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import { virtualScanner } from '../../../../src-main/training/device/virtual-scanner.ts'
import type { DeviceState } from '../../../../src-shared/model/device.ts'
import { manualClock } from '../manual-clock.ts'

async function bench(options: Parameters<typeof virtualScanner>[0] = {}) {
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

it('sets aside a scanner that sends more than a thousand codes a second, and tries it again (S16)', async () => {
  const { clock, say, texts, scanner } = await bench()
  for (let at = 0; at < 20; at++) {
    say('94\r'.repeat(100))
    await clock.pass(10)
  }
  expect(texts).toHaveLength(1_000)
  expect(scanner.state()).toMatchObject({ is: 'trouble', why: expect.stringMatching(/set aside/) })
  await clock.pass(11_000)
  expect(scanner.state().is).toBe('ready')
  say('9400\r')
  await clock.pass(10)
  expect(texts.at(-1)).toBe('9400')
  await scanner.close()
})

it('sets aside a scanner that sends one code without end (S16)', async () => {
  const { clock, say, texts, scanner } = await bench()
  for (let at = 0; at < 70; at++) {
    say('9'.repeat(1024))
    await clock.pass(1)
  }
  expect(scanner.state().is).toBe('trouble')
  expect(texts).toEqual([])
  await scanner.close()
})
