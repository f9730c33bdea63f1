import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../src-main/clock.ts'
import { pipe } from '../../../../src-main/device/pipe-port.ts'
import type { OpenPort } from '../../../../src-main/device/port.ts'
import { openPrinter } from '../../../../src-main/device/printer/printer-driver.ts'
import { tcpPort } from '../../../../src-main/device/tcp-port.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import {
  type VirtualPrinter,
  type VirtualPrinterOptions,
  virtualPrinter,
} from '../../../../src-main/training/device/virtual-printer.ts'
import type { DeviceState } from '../../../../src-shared/model/device.ts'
import { type PrinterPaper, usualPaper } from '../../../../src-shared/model/printer.ts'
import { eventually } from '../eventually.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

function printerAt(open: OpenPort, reports = true, paper: PrinterPaper = usualPaper) {
  const states: DeviceState[] = []
  const printer = openPrinter({
    name: 'printer',
    open,
    paper,
    reports,
    clock: systemClock,
    log: quietLog,
    onState: (state) => states.push(state),
  })
  cleanups.push(printer.close)
  return { printer, states }
}

/** A virtual printer on TCP and the driver at the other end. */
async function bench(options: Partial<VirtualPrinterOptions> = {}, reports = true) {
  const box = virtualPrinter({ clock: systemClock, printMs: 20, ...options })
  cleanups.push(box.close)
  const port = await box.listen(0)
  return { box, port, ...printerAt(tcpPort({ host: '127.0.0.1', port }), reports) }
}

const zplLabel = (text: string) => `^XA^FO20,20^A0N,30,30^FD${text}^FS^XZ`
const label = (text: string) => Buffer.from(zplLabel(text))
const zplOf = (box: VirtualPrinter) => box.labels().map((each) => each.zpl)

for (const [name, options] of [
  ['with a label counter', {}],
  ['without one', { counts: false }],
] as const) {
  describe(`a printer ${name}`, () => {
    it('says printed once the label is out', async () => {
      const { box, printer } = await bench(options)
      expect(await printer.print({ jobId: 'A', bytes: label('one') })).toEqual({ is: 'printed' })
      expect(zplOf(box)).toEqual([zplLabel('one')])
    })

    it('prints jobs one after the other, each once', async () => {
      const { box, printer } = await bench(options)
      const texts = ['one', 'two', 'three', 'four']
      const answers = await Promise.all(
        texts.map((text) => printer.print({ jobId: text, bytes: label(text) })),
      )
      expect(answers).toEqual(texts.map(() => ({ is: 'printed' })))
      expect(zplOf(box)).toEqual(texts.map(zplLabel))
    })

    for (const [condition, why] of [
      ['paper-out', 'The printer is out of labels.'],
      ['head-open', 'The printer is open.'],
      ['paused', 'The printer is paused.'],
      ['silent', 'The printer does not say whether it is ready.'],
    ] as const) {
      it(`is sent nothing while ${condition}, says why and what to do, and prints afterwards (F32)`, async () => {
        const { box, printer } = await bench(options)
        box.set(condition)
        const answer = await printer.print({ jobId: 'A', bytes: label('one') })
        expect(answer).toEqual({ is: 'not-ready', why, next: expect.stringMatching(/print again\.$/) })
        expect(printer.state()).toEqual({ is: 'trouble', why, next: expect.stringMatching(/print again\.$/) })
        box.set('ready')
        expect(await printer.print({ jobId: 'A', bytes: label('one') })).toEqual({ is: 'printed' })
        expect(zplOf(box)).toEqual([zplLabel('one')])
      })
    }

    it('that runs out of labels in the middle leaves the job unsure, and sends it once (F32)', async () => {
      const { box, printer } = await bench({ ...options, printMs: 60_000 })
      const answer = printer.print({ jobId: 'A', bytes: label('one') })
      await eventually(() => box.waiting() === 1)
      box.set('paper-out')
      expect(await answer).toEqual({
        is: 'unsure',
        why: 'The label was sent, then: The printer is out of labels.',
      })
      expect(box.labels()).toEqual([])
    })
  })
}

// proves: Label printer | ZPL with ~HS and ~HQES | network
describe('a printer that is not plain', () => {
  it('is asked a second way when it is silent to the first (F32)', async () => {
    const { box, printer } = await bench({ answersStatus: false })
    box.set('head-open')
    expect(await printer.print({ jobId: 'A', bytes: label('one') })).toMatchObject({
      is: 'not-ready',
      why: 'The printer is open.',
    })
  })

  it('leaves the job unsure when it swallows the label (F32)', async () => {
    const { box, printer } = await bench()
    box.set('swallowing')
    expect(await printer.print({ jobId: 'A', bytes: label('one') })).toEqual({
      is: 'unsure',
      why: 'The printer took the label, but has not counted it as printed.',
    })
  })

  it('leaves the job unsure when the connection breaks after the label was sent', async () => {
    const { box, printer } = await bench({ printMs: 60_000 })
    const answer = printer.print({ jobId: 'A', bytes: label('one') })
    await eventually(() => box.waiting() === 1)
    await box.close()
    expect(await answer).toEqual({
      is: 'unsure',
      why: 'The connection to the printer broke while the label was printed.',
    })
  })

  it('that never reports gets the label and leaves it unsure, one question for the person', async () => {
    const { box, printer } = await bench({}, false)
    box.set('ready')
    expect(await printer.print({ jobId: 'A', bytes: label('one') })).toMatchObject({ is: 'unsure' })
    await eventually(() => box.labels().length === 1)
  })

  it('is not ready when nobody listens at its address', async () => {
    const { printer } = printerAt(tcpPort({ host: '127.0.0.1', port: await freePort() }))
    expect(await printer.print({ jobId: 'A', bytes: label('one') })).toMatchObject({
      is: 'not-ready',
      why: expect.stringMatching(/refuses the connection/),
    })
    expect(printer.state().is).toBe('absent')
  })

  it('does not hold up another printer (F32)', async () => {
    const bad = await bench()
    const good = await bench()
    bad.box.set('silent')
    const stuck = bad.printer.print({ jobId: 'A', bytes: label('one') })
    let isStuckDone = false
    void stuck.then(() => {
      isStuckDone = true
    })
    expect(await good.printer.print({ jobId: 'B', bytes: label('two') })).toEqual({ is: 'printed' })
    expect(isStuckDone).toBe(false)
    await stuck
  })
})

describe('the lamp of a printer', () => {
  it('follows its condition, its plug and its return without a print', async () => {
    const { box, port, printer, states } = await bench()
    await eventually(() => printer.state().is === 'ready')
    box.set('paper-out')
    await eventually(() => printer.state().is === 'trouble')
    box.set('ready')
    await eventually(() => printer.state().is === 'ready')
    await box.close()
    await eventually(() => printer.state().is === 'lost')
    await box.listen(port)
    await eventually(() => printer.state().is === 'ready')
    expect(states.map((state) => state.is)).toEqual(['ready', 'trouble', 'ready', 'lost', 'ready'])
  })

  it('works over the cable of the virtual printer too', async () => {
    const cable = pipe('The training printer')
    const box = virtualPrinter({ clock: systemClock, printMs: 20 })
    cleanups.push(box.close)
    await box.connect(cable.device)
    const { printer } = printerAt(cable.station)
    expect(await printer.print({ jobId: 'A', bytes: label('one') })).toEqual({ is: 'printed' })
    cable.unplug()
    await eventually(() => printer.state().is === 'lost')
    expect(await printer.print({ jobId: 'B', bytes: label('two') })).toMatchObject({ is: 'not-ready' })
    cable.plugIn()
    expect(await printer.print({ jobId: 'B', bytes: label('two') })).toEqual({ is: 'printed' })
    expect(zplOf(box)).toEqual([zplLabel('one'), zplLabel('two')])
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 1))
    })
  })
}
