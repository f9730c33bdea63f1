import { expect, it } from 'vitest'
import { pipe } from '../../../../src-main/device/pipe-port.ts'
import {
  type VirtualPrinterOptions,
  virtualPrinter,
} from '../../../../src-main/training/device/virtual-printer.ts'
import { manualClock } from '../../device/manual-clock.ts'

async function bench(options: Partial<VirtualPrinterOptions> = {}) {
  const clock = manualClock()
  const cable = pipe('The printer')
  const box = virtualPrinter({ clock, printMs: 200, ...options })
  await box.connect(cable.device)
  let heard = ''
  const port = await cable.station({
    data: (bytes) => {
      heard += Buffer.from(bytes).toString('latin1')
    },
    lost: () => undefined,
  })
  const send = async (text: string) => {
    heard = ''
    port.write(Buffer.from(text))
    await clock.pass(0)
    return heard
  }
  return { clock, box, send }
}

const label = (text: string) => `^XA^FD${text}^FS^XZ`

it('takes jobs apart at ^XZ however the bytes come, and prints one after the other', async () => {
  const { clock, box, send } = await bench()
  for (const byte of `${label('one')}\r\n${label('two')}`) await send(byte)
  expect(box.waiting()).toBe(2)
  await clock.pass(200)
  expect(box.labels().map((each) => each.zpl)).toEqual([label('one')])
  await clock.pass(200)
  expect(box.labels().map((each) => each.zpl)).toEqual([label('one'), label('two')])
})

it('says in its status how many formats wait and what is wrong', async () => {
  const { box, send } = await bench()
  box.set('paper-out')
  await send(label('one'))
  expect(await send('~HS')).toBe(
    '\x02030,1,0,1218,001,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n',
  )
  expect(await send('~HQES')).toContain('ERRORS:         1 00000000 00000001')
  box.set('head-open')
  expect(await send('~HS')).toContain('\x02000,0,1,')
  box.set('paused')
  expect(await send('~HQES')).toContain('00010000')
  box.set('silent')
  expect(await send('~HS~HQES~HI')).toBe('')
})

it('prints what waited once the trouble is over', async () => {
  const { clock, box, send } = await bench()
  box.set('head-open')
  await send(label('one'))
  await clock.pass(10_000)
  expect(box.labels()).toEqual([])
  box.set('ready')
  await clock.pass(200)
  expect(box.labels()).toHaveLength(1)
})

it('counts its labels for those who ask, keeps the last ones and tells of each', async () => {
  const told: string[] = []
  const { clock, box, send } = await bench({ keepLabels: 2, onLabel: (each) => told.push(each.zpl) })
  for (const text of ['one', 'two', 'three']) {
    await send(label(text))
    await clock.pass(200)
  }
  expect(await send('! U1 getvar "odometer.total_label_count"\r\n')).toBe('"3"')
  expect(box.labels().map((each) => each.zpl)).toEqual([label('two'), label('three')])
  expect(told).toEqual([label('one'), label('two'), label('three')])
  expect(await send('~HI')).toContain('TRAINING')
})
