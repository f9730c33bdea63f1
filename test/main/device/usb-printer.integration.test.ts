import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { PortTrouble } from '../../../src-main/device/port.ts'
import { openPrinter } from '../../../src-main/device/printer/printer-driver.ts'
import { serialPort } from '../../../src-main/device/serial-port.ts'
import { usbPrinterCandidates, usbPrinterPort } from '../../../src-main/device/usb-printer-port.ts'
import { quietLog } from '../../../src-main/log/log.ts'
import { openPtyPair } from '../../../src-main/training/device/pty.ts'
import { virtualPrinter } from '../../../src-main/training/device/virtual-printer.ts'
import { usualPaper } from '../../../src-shared/model/printer.ts'
import { eventually } from './eventually.ts'
import { hasSocat } from './has-socat.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})
const nothing = { data: () => undefined, lost: () => undefined }

// proves: Label printer | USB printer class (Linux) | PTY
describe.skipIf(!hasSocat)('a USB printer on Linux, played by a pseudo-terminal', () => {
  async function bench() {
    const pair = await openPtyPair()
    cleanups.push(pair.close)
    const box = virtualPrinter({ clock: systemClock, printMs: 20 })
    cleanups.push(box.close)
    await box.connect(serialPort({ path: pair.device, baud: 9600, line: '8N1', dtr: true }))
    const printer = openPrinter({
      name: 'usb',
      open: usbPrinterPort(pair.host, 'linux'),
      paper: usualPaper,
      reports: true,
      clock: systemClock,
      log: quietLog,
      onState: () => undefined,
    })
    cleanups.push(printer.close)
    return { pair, box, printer }
  }

  it('is asked for its status, prints and says so; the whole of a large label arrives', async () => {
    const { box, printer } = await bench()
    const large = `^XA^FX${'x'.repeat(60_000)}^FS^XZ`
    expect(await printer.print({ jobId: 'A', bytes: Buffer.from(large) })).toEqual({ is: 'printed' })
    expect(box.labels()[0]?.zpl).toBe(large)
    box.set('paper-out')
    expect(await printer.print({ jobId: 'B', bytes: Buffer.from('^XA^XZ') })).toMatchObject({
      is: 'not-ready',
      why: 'The printer is out of labels.',
    })
  })

  it('is lost when it is unplugged', async () => {
    const { pair, printer } = await bench()
    await eventually(() => printer.state().is === 'ready')
    await pair.close()
    await eventually(() => printer.state().is !== 'ready')
    expect(await printer.print({ jobId: 'A', bytes: Buffer.from('^XA^XZ') })).toMatchObject({
      is: 'not-ready',
    })
  })
})

describe('USB printers', () => {
  it('are offered by what they say they are, with their language where it is not ZPL', async () => {
    const root = mkdtempSync(join(tmpdir(), 'usb-printers-'))
    cleanups.push(() => rmSync(root, { recursive: true }))
    const printers: [string, string][] = [
      ['lp0', 'MFG:Zebra Technologies;CMD:ZPL;MDL:ZTC ZD421-203dpi ZPL;CLS:PRINTER;'],
      ['lp1', 'MANUFACTURER:Eltron;COMMAND SET:EPL2;MODEL:LP2844;'],
    ]
    for (const [name, id] of printers) {
      mkdirSync(join(root, 'about', name, 'device'), { recursive: true })
      mkdirSync(join(root, 'dev'), { recursive: true })
      writeFileSync(join(root, 'dev', name), '')
      writeFileSync(join(root, 'about', name, 'device', 'ieee1284_id'), id)
    }
    expect(await usbPrinterCandidates(join(root, 'dev'), join(root, 'about'))).toMatchObject([
      { address: `usb:${root}/dev/lp0`, say: 'Zebra Technologies ZTC ZD421-203dpi ZPL (lp0)' },
      { address: `usb:${root}/dev/lp1?language=epl`, say: 'Eltron LP2844 (lp1)' },
    ])
    expect(await usbPrinterCandidates(join(root, 'nowhere'))).toEqual([])
  })

  it('go through their print queue on other systems, said clearly', async () => {
    for (const platform of ['win32', 'darwin'] as const) {
      const opening = usbPrinterPort(null, platform)(nothing)
      await expect(opening).rejects.toThrow(PortTrouble)
      await expect(usbPrinterPort(null, platform)(nothing)).rejects.toThrow(/print queue: set up queue:NAME/)
    }
  })

  it('are never a plain file: nothing is written into one', async () => {
    const root = mkdtempSync(join(tmpdir(), 'usb-printers-'))
    cleanups.push(() => rmSync(root, { recursive: true }))
    writeFileSync(join(root, 'lp0'), 'kept')
    await expect(usbPrinterPort(join(root, 'lp0'), 'linux')(nothing)).rejects.toThrow(/is no printer/)
    expect(readFileSync(join(root, 'lp0'), 'utf8')).toBe('kept')
  })

  it('that are not there are said to be absent', async () => {
    await expect(usbPrinterPort('/dev/usb/lp99', 'linux')(nothing)).rejects.toThrow(
      'No printer is at /dev/usb/lp99.',
    )
  })
})
