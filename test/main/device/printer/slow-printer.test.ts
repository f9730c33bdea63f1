import { expect, it } from 'vitest'
import { pipe } from '../../../../src-main/device/pipe-port.ts'
import { openPrinter } from '../../../../src-main/device/printer/printer-driver.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import { usualPaper } from '../../../../src-shared/model/printer.ts'
import { manualClock } from '../manual-clock.ts'

const status =
  '\x02030,0,0,1218,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n'
const label = Buffer.from('^XA^FDone^FS^XZ')

type Answer = (
  write: (text: string) => void,
  after: (ms: number, run: () => void) => void,
  question: string,
) => void
type Spoken = 'zpl' | 'epl' | 'tspl' | 'escpos'

/** What each is asked of its state. */
const questions: Record<Spoken, readonly string[]> = {
  zpl: ['~HS'],
  epl: ['\nUS\neR$,2\n^ee\n'],
  tspl: ['\x1b!?'],
  escpos: ['\x10\x04\x01', '\x10\x04\x02', '\x10\x04\x04', '\x1dr\x01'],
}

/** The driver at one end of a cable; at the other a printer that answers host status through `answer`. */
async function bench(answer: Answer, isNetwork = true, language: Spoken = 'zpl') {
  const clock = manualClock()
  const labels: string[] = []
  let respond = answer

  async function connect() {
    const cable = pipe('The printer')
    const device = await cable.device({
      data: (bytes) => {
        const text = Buffer.from(bytes).toString('latin1')
        const write = (reply: string) => void device.write(Buffer.from(reply, 'latin1'))
        if (text.startsWith('^XA')) labels.push(text)
        else if (questions[language].includes(text)) respond(write, clock.after, text)
      },
      lost: () => undefined,
    })
    return cable.station
  }
  const cable = await connect()
  const printer = openPrinter({
    name: 'printer',
    // A late answer reaches nobody on a network, and the next question over a cable.
    open: async (events) => (isNetwork ? await connect() : cable)(events),
    paper: { ...usualPaper, language },
    reports: true,
    clock,
    log: quietLog,
    onState: () => undefined,
  })
  return {
    clock,
    printer,
    labels,
    becomes: (next: typeof answer) => {
      respond = next
    },
    async print() {
      let answered: unknown = null
      void printer.print({ jobId: 'A', bytes: label }).then((given) => {
        answered = given
      })
      await clock.pass(40_000)
      return answered
    },
    async close() {
      const closing = printer.close()
      await clock.pass(40_000)
      await closing
    },
  }
}

const late: Answer = (write, after) => after(4_000, () => write(status))
const inDrops: Answer = (write, after) => {
  ;[...status].forEach((sign, at) => {
    after(at * 25, () => write(sign))
  })
}

for (const [what, answer, isNetwork] of [
  ['answers after four seconds', late, true],
  ['answers after four seconds over a cable', late, false],
  ['drips its answer over seconds', inDrops, true],
] satisfies [string, Answer, boolean][]) {
  it(`a printer that ${what} prints, is called slow, and no more once it is quick again`, async () => {
    const { clock, printer, labels, becomes, print, close } = await bench(answer, isNetwork)
    await clock.pass(20_000)
    expect(printer.state().is).toBe('ready')
    expect(printer.about()).toBe('The printer, slow: it takes seconds to answer')
    expect(await print()).toEqual({ is: 'printed' })
    expect(labels).toHaveLength(1)
    becomes((write) => write(status))
    await clock.pass(20_000)
    expect(printer.state().is).toBe('ready')
    expect(printer.about()).toBeNull()
    await close()
  })
}

it('a printer that answers something else is said to speak another language, and gets nothing', async () => {
  const { clock, printer, labels, print, close } = await bench((write) =>
    write('HTTP/1.1 400 Bad Request\r\n'),
  )
  await clock.pass(20_000)
  expect(printer.state()).toMatchObject({
    is: 'trouble',
    why: 'The printer answers in another language than ZPL, with which it is set up.',
  })
  expect(await print()).toMatchObject({ is: 'not-ready', next: expect.stringContaining('language') })
  expect(labels).toEqual([])
  await close()
})

for (const [language, ready] of [
  ['tspl', '\x00'],
  ['escpos', '\x12'],
] as const) {
  it(`a printer that answers after three seconds is ready and called slow, and no more once it is quick: ${language}`, async () => {
    const slow: Answer = (write, after) => after(3_000, () => write(ready))
    const { clock, printer, becomes, close } = await bench(slow, true, language)
    await clock.pass(30_000)
    expect(printer.state().is).toBe('ready')
    expect(printer.about()).toBe('The printer, slow: it takes seconds to answer')
    becomes((write) => write(ready))
    await clock.pass(20_000)
    expect(printer.state().is).toBe('ready')
    expect(printer.about()).toBeNull()
    await close()
  })
}

it('a slow receipt printer prints, and says so', async () => {
  const slow: Answer = (write, after, question) =>
    after(3_000, () => write(question === '\x1dr\x01' ? '\x00' : '\x12'))
  const { clock, printer, print, close } = await bench(slow, true, 'escpos')
  await clock.pass(30_000)
  expect(await print()).toEqual({ is: 'printed' })
  expect(printer.state().is).toBe('ready')
  await close()
})

for (const [language, name] of [
  ['epl', 'EPL'],
  ['tspl', 'TSPL'],
  ['escpos', 'ESC/POS'],
] as const) {
  it(`a printer that answers something else is said to speak another language than ${name}, and gets nothing`, async () => {
    const { clock, printer, labels, print, close } = await bench(
      (write) => write('HTTP/1.1 400 Bad Request 12\r\n'),
      true,
      language,
    )
    await clock.pass(20_000)
    expect(printer.state()).toMatchObject({
      is: 'trouble',
      why: `The printer answers in another language than ${name}, with which it is set up.`,
      next: expect.stringContaining(`set the printer to ${name}`),
    })
    expect(await print()).toMatchObject({ is: 'not-ready', next: expect.stringContaining('language') })
    expect(labels).toEqual([])
    await close()
  })
}

it('an EPL printer that says nothing is no trouble', async () => {
  const { clock, printer, close } = await bench(() => undefined, true, 'epl')
  await clock.pass(20_000)
  expect(printer.state().is).toBe('ready')
  await close()
})

it('a printer that answers nothing is silent, not of another language', async () => {
  const { clock, printer, close } = await bench(() => undefined)
  await clock.pass(20_000)
  expect(printer.state()).toMatchObject({
    is: 'trouble',
    why: 'The printer does not say whether it is ready.',
  })
  await close()
})

for (const language of ['zpl', 'epl', 'tspl', 'escpos'] as const) {
  it(`a cable that echoes every question makes no ${language} printer of nothing`, async () => {
    const echo: Answer = (write, _after, question) => write(question)
    const { clock, printer, labels, print, close } = await bench(echo, false, language)
    await clock.pass(20_000)
    const only = { why: 'The printer sends back what it is asked, and no answer.' }
    expect(printer.state()).toMatchObject({ is: 'trouble', ...only })
    expect(await print()).toMatchObject({ is: 'not-ready', ...only })
    expect(labels).toEqual([])
    await close()
  })
}

it('a printer that was put away takes no label, also one that was waiting for its turn', async () => {
  const { printer, labels, print, close } = await bench((write) => write(status))
  const waiting = printer.print({ jobId: 'B', bytes: label })
  const later = printer.print({ jobId: 'C', bytes: label })
  await close()
  expect(await print()).toMatchObject({ is: 'not-ready', why: 'The printer was set up anew.' })
  expect([(await waiting).is, (await later).is]).toEqual(['not-ready', 'not-ready'])
  expect(labels).toEqual([])
})

it('a TSPL printer that also echoes is read by what it answers, drip by drip too', async () => {
  let status = '\x00'
  const dripping: Answer = (write, after, question) => {
    ;[...question, status].forEach((sign, at) => {
      after(at * 5, () => write(sign))
    })
  }
  const { clock, printer, close } = await bench(dripping, false, 'tspl')
  await clock.pass(20_000)
  expect(printer.state().is).toBe('ready')
  status = '\x04'
  await clock.pass(20_000)
  expect(printer.state()).toMatchObject({ is: 'trouble', why: 'The printer is out of labels.' })
  await close()
})

it('a receipt printer whose line echoes the end of a label has not printed it', async () => {
  const echoing: Answer = (write, _after, question) =>
    write(question === '\x1dr\x01' ? question : `${question}\x12`)
  const { print, close } = await bench(echoing, false, 'escpos')
  expect(await print()).toMatchObject({ is: 'unsure' })
  await close()
})
