import { afterEach, expect, it } from 'vitest'
import { pipe } from '../../../../src-main/device/pipe-port.ts'
import type { Port } from '../../../../src-main/device/port.ts'
import { openPrinter } from '../../../../src-main/device/printer/printer-driver.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import { virtualPrinter } from '../../../../src-main/training/device/virtual-printer.ts'
import type { DeviceState } from '../../../../src-shared/model/device.ts'
import { type PrinterLanguage, usualPaper } from '../../../../src-shared/model/printer.ts'
import { manualClock } from '../manual-clock.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const label = Buffer.from('^XA^FO20,20^FDone^FS^XZ')
const setAside = 'The printer sends without end and was set aside.'
const printerLanguages = ['zpl', 'epl', 'tspl', 'escpos'] as const satisfies readonly PrinterLanguage[]

/** The driver at one end of a cable; `say` is what the other end answers whatever it hears. */
async function bench(language: (typeof printerLanguages)[number], answer: (port: Port) => void) {
  const clock = manualClock()
  const cable = pipe('The printer')
  const states: DeviceState[] = []
  let heard = ''
  let isFlooding = true
  const port: Port = await cable.device({
    data: (bytes) => {
      heard += Buffer.from(bytes).toString('latin1')
      if (isFlooding) answer(port)
    },
    lost: () => undefined,
  })
  const printer = openPrinter({
    name: 'printer',
    open: cable.station,
    paper: { ...usualPaper, language },
    reports: true,
    clock,
    log: quietLog,
    onState: (state) => states.push(state),
  })
  cleanups.push(async () => {
    const closing = printer.close()
    await clock.pass(20_000)
    await closing
  })
  return {
    clock,
    cable,
    printer,
    states,
    port,
    heard: () => heard,
    endFlood: () => {
      isFlooding = false
    },
  }
}

/** A megabyte of nothing, as pieces a line carries. */
function flood(port: Port, bytes = 1024 * 1024): void {
  for (let sent = 0; sent < bytes; sent += 4096) port.write(Buffer.alloc(4096, '9'))
}

for (const language of printerLanguages) {
  it(`S16: a printer that answers without end is set aside with a sentence and gets no label: ${language}`, async () => {
    const { clock, printer, heard, port } = await bench(language, flood)
    await clock.pass(2_000)
    expect(printer.state()).toMatchObject({ is: 'set-aside', why: setAside })

    const asked = heard().length
    const answer = printer.print({ jobId: 'A', bytes: label })
    await clock.pass(100)
    expect(await answer).toEqual({
      is: 'not-ready',
      why: setAside,
      next: expect.stringMatching(/switch it off and on.*"Use it again"/),
    })
    for (let at = 0; at < 20; at++) {
      flood(port)
      await clock.pass(1_000)
    }
    expect(heard().length).toBe(asked)
    expect(printer.state()).toMatchObject({ is: 'set-aside', why: setAside })
  })
}

it('S16: a printer that was set aside is used again once it was unplugged', async () => {
  const { clock, cable, printer, endFlood, port, states } = await bench('zpl', flood)
  await clock.pass(2_000)
  expect(printer.state().is).toBe('set-aside')
  endFlood()
  cable.unplug()
  await clock.pass(2_000)
  expect(printer.state().is).toBe('lost')
  await port.close()
  const box = virtualPrinter({ clock, printMs: 20 })
  cleanups.push(box.close)
  cable.plugIn()
  await box.connect(cable.device)
  await clock.pass(2_000)
  expect(printer.state().is).toBe('ready')
  const answer = printer.print({ jobId: 'A', bytes: label })
  await clock.pass(5_000)
  expect(await answer).toEqual({ is: 'printed' })
  expect(states.map(({ is }) => is)).toEqual(['set-aside', 'lost', 'ready'])
})

it('S16: a label that was sent before the printer went wild becomes a question, never a silent second print', async () => {
  let asked = 0
  const ready =
    '\x02030,0,0,1218,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n'
  const { clock, printer, heard } = await bench('zpl', (port) => {
    if (heard().includes('^XZ')) return flood(port)
    asked++
    port.write(Buffer.from(ready))
  })
  await clock.pass(100)
  expect(asked).toBeGreaterThan(0)
  const answer = printer.print({ jobId: 'A', bytes: label })
  await clock.pass(20_000)
  expect(await answer).toMatchObject({ is: 'unsure' })
  expect(printer.state().is).toBe('set-aside')
  expect(heard().split('^XZ')).toHaveLength(2)
})
