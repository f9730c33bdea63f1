import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../src-main/clock.ts'
import { openPrinter } from '../../../../src-main/device/printer/printer-driver.ts'
import { tcpPort } from '../../../../src-main/device/tcp-port.ts'
import { labelJob } from '../../../../src-main/label/drawing.ts'
import { testLabelDrawing } from '../../../../src-main/label/test-label.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import {
  type VirtualPrinterOptions,
  virtualPrinter,
} from '../../../../src-main/training/device/virtual-printer.ts'
import { usualPaper } from '../../../../src-shared/model/printer.ts'
import { eventually } from '../eventually.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

type Language = 'epl' | 'tspl' | 'escpos'

async function bench(language: Language, options: Partial<VirtualPrinterOptions> = {}) {
  const box = virtualPrinter({ clock: systemClock, printMs: 300, languages: [language], ...options })
  cleanups.push(box.close)
  const port = await box.listen(0)
  const paper = { ...usualPaper, language, size: '4x3' as const }
  const printer = openPrinter({
    name: language,
    open: tcpPort({ host: '127.0.0.1', port }),
    paper,
    reports: true,
    clock: systemClock,
    log: quietLog,
    onState: () => undefined,
  })
  cleanups.push(printer.close)
  const bytes = labelJob(testLabelDrawing({ printer: 'Bench 1', at: 'now' }), paper)
  return { box, printer, job: { jobId: 'A', bytes } }
}

for (const language of ['epl', 'tspl', 'escpos'] as const) {
  // proves: Label printer | ZPL with ~HS and ~HQES; EPL; TSPL; ESC/POS | network
  describe(`a printer that speaks ${language}`, () => {
    it('says printed once the label is out, and prints it once', async () => {
      const { box, printer, job } = await bench(language)
      expect(await printer.print(job)).toEqual({ is: 'printed' })
      expect(box.labels()).toHaveLength(1)
    })

    for (const [condition, why] of [
      ['paper-out', /is out of (labels|paper)/],
      ['head-open', /is open\./],
      ['paused', /is (paused|offline)\./],
    ] as const) {
      it(`is sent nothing while ${condition}, and prints afterwards (F32)`, async () => {
        const { box, printer, job } = await bench(language)
        box.set(condition)
        expect(await printer.print(job)).toEqual({
          is: 'not-ready',
          why: expect.stringMatching(why),
          next: expect.stringMatching(/print again\.$/),
        })
        expect(box.waiting()).toBe(0)
        await eventually(() => printer.state().is === 'trouble')
        box.set('ready')
        expect(await printer.print(job)).toEqual({ is: 'printed' })
        expect(box.labels()).toHaveLength(1)
      })
    }

    it('that runs out in the middle leaves the job unsure, and is sent it once (F32)', async () => {
      const { box, printer, job } = await bench(language, { printMs: 60_000 })
      const answer = printer.print(job)
      await eventually(() => box.waiting() === 1)
      // A receipt printer answers in its turn only: the cable is what tells.
      if (language === 'escpos') await box.close()
      else box.set('paper-out')
      expect(await answer).toMatchObject({ is: 'unsure' })
      expect(box.labels()).toEqual([])
    })
  })
}

describe('what a printer does not say', () => {
  for (const language of ['tspl', 'escpos'] as const) {
    it(`keeps the label from being sent in ${language}: silence is not ready (F32)`, async () => {
      const { box, printer, job } = await bench(language)
      box.set('silent')
      expect(await printer.print(job)).toMatchObject({
        is: 'not-ready',
        why: 'The printer does not say whether it is ready.',
      })
      expect(box.waiting()).toBe(0)
    })
  }

  it('is no printed label: TSPL that swallows it leaves a question (F32)', async () => {
    const { box, printer, job } = await bench('tspl')
    box.set('swallowing')
    expect(await printer.print(job)).toEqual({
      is: 'unsure',
      why: 'The printer took the label, but was not seen printing it.',
    })
  })

  it('is no printed label: EPL without a word leaves a question (F32)', async () => {
    const { box, printer, job } = await bench('epl')
    box.set('silent')
    expect(await printer.print(job)).toEqual({
      is: 'unsure',
      why: 'The printer took the label without saying whether it came out.',
    })
  })
})

describe('a ZPL printer with another head than it was set up for', () => {
  it('is in trouble with a next step, is sent nothing, and says what it is', async () => {
    const box = virtualPrinter({ clock: systemClock, dotsPerMm: 12 })
    cleanups.push(box.close)
    const port = await box.listen(0)
    const printer = openPrinter({
      name: 'zpl',
      open: tcpPort({ host: '127.0.0.1', port }),
      paper: usualPaper,
      reports: true,
      clock: systemClock,
      log: quietLog,
      onState: () => undefined,
    })
    cleanups.push(printer.close)
    expect(await printer.print({ jobId: 'A', bytes: Buffer.from('^XA^XZ') })).toEqual({
      is: 'not-ready',
      why: 'The printer has 300 dots an inch, but is set up for 203.',
      next: 'Set it up with 300 dpi under Devices, then print again.',
    })
    expect(box.waiting()).toBe(0)
    expect(printer.about()).toBe('TRAINING V1.0')
  })
})
