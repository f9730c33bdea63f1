import { Buffer } from 'node:buffer'
import { createServer, type Server, type Socket } from 'node:net'
import type { Clock } from '../../clock.ts'
import type { OpenPort, Port } from '../../device/port.ts'
import type { Bitmap } from '../../label/bitmap.ts'
import { type Heard, hearNext, joinBands, type VirtualLanguage } from './printer-voice.ts'

/**
 * `swallowing` takes a label, says it is idle and prints nothing, as a spooler in between may. The rest is what a
 * person does to a printer. A label sent to one that cannot print waits in it.
 */
export type PrinterCondition = 'ready' | 'paper-out' | 'head-open' | 'paused' | 'silent' | 'swallowing'

/** `zpl` is the job as it was sent, empty for other languages; `picture` is what another language drew. */
export type PrintedLabel = { zpl: string; picture: Bitmap | null; at: number }

export type VirtualPrinter = {
  /** Sits down at the device end of a cable. */
  connect(open: OpenPort): Promise<void>
  /** Listens like a network printer on 9100; port 0 takes a free one. Gives the port. */
  listen(port: number, host?: string): Promise<number>
  set(condition: PrinterCondition): void
  condition(): PrinterCondition
  /** What came out, oldest first; only the last ones are kept. */
  labels(): PrintedLabel[]
  /** How many labels it has taken and not printed. */
  waiting(): number
  close(): Promise<void>
}

export type VirtualPrinterOptions = {
  clock: Clock
  /** How long one label takes. */
  printMs?: number
  keepLabels?: number
  /** False: an older printer or a clone, which has no label counter. */
  counts?: boolean
  /** False: a printer that answers `~HQES` only. */
  answersStatus?: boolean
  onLabel?(label: PrintedLabel): void
  /** What it understands; like real ones, ZPL alone unless said otherwise. */
  languages?: readonly VirtualLanguage[]
  /** What it says of itself to `~HI`: dots a millimetre. */
  dotsPerMm?: number
}

/** More than the largest label as a picture at 600 dpi. */
const receiveCap = 4 * 1024 * 1024

/** A printer: takes labels over any number of connections, prints them one by one, answers what it is asked. */
export function virtualPrinter(options: VirtualPrinterOptions): VirtualPrinter {
  const {
    clock,
    printMs = 200,
    keepLabels = 20,
    counts = true,
    answersStatus = true,
    languages = ['zpl'],
  } = options
  let condition: PrinterCondition = 'ready'
  let printed: PrintedLabel[] = []
  let totalCount = 0
  const waiting: Omit<PrintedLabel, 'at'>[] = []
  /** Receipt printers answer these when everything before is out. */
  let inLine: (() => void)[] = []
  /** EPL printers tell everybody who asked to be told. */
  const told = new Set<(text: string) => void>()
  let cancelPrint: (() => void) | null = null
  let port: Port | null = null
  let server: Server | null = null
  const sockets = new Set<Socket>()

  const canPrint = () => condition === 'ready' || condition === 'silent'

  function printNext(): void {
    if (cancelPrint !== null || waiting.length === 0 || !canPrint()) return
    cancelPrint = clock.after(printMs, () => {
      cancelPrint = null
      if (!canPrint()) return
      const next = waiting.shift()
      if (next !== undefined) comeOut({ ...next, at: clock.now() })
      printNext()
    })
  }

  function comeOut(label: PrintedLabel): void {
    totalCount++
    printed = [...printed, label].slice(-keepLabels)
    options.onLabel?.(label)
    if (condition !== 'silent') for (const tell of told) tell('\x06')
    if (waiting.length > 0) return
    const due = inLine
    inLine = []
    for (const answer of due) answer()
  }

  function hostStatus(): string {
    const first = `030,${flag('paper-out')},${flag('paused')},1218,${String(waiting.length).padStart(3, '0')},0,0,0,000,0,0,0`
    const second = `000,0,${flag('head-open')},0,0,2,6,0,00000000,1,000`
    return [first, second, '1234,0'].map((line) => `\x02${line}\x03\r\n`).join('')
  }

  const flag = (which: PrinterCondition) => (condition === which ? '1' : '0')

  function errorStatus(): string {
    const bits = { 'paper-out': '00000001', 'head-open': '00000004', paused: '00010000' }
    const low = condition in bits ? bits[condition as keyof typeof bits] : '00000000'
    const any = low === '00000000' ? '0' : '1'
    return `\x02\r\nPRINTER STATUS\r\n   ERRORS:         ${any} 00000000 ${low}\r\n   WARNINGS:       0 00000000 00000000\r\n\x03`
  }

  const code = (): string =>
    ({ 'paper-out': '07', 'head-open': '11', paused: '92' })[condition as string] ?? '00'

  function tsplStatus(): number {
    const bits: Partial<Record<PrinterCondition, number>> = {
      'paper-out': 0x04,
      'head-open': 0x01,
      paused: 0x10,
    }
    return bits[condition] ?? (waiting.length > 0 ? 0x20 : 0)
  }

  function receiptStatus(which: number): number {
    if (which === 1) return condition === 'ready' || condition === 'swallowing' ? 0x12 : 0x1a
    if (which === 2) return 0x12 | (condition === 'head-open' ? 0x04 : condition === 'paper-out' ? 0x20 : 0)
    return 0x12 | (condition === 'paper-out' ? 0x60 : 0)
  }

  /** What it says at once; null when it says nothing, or not yet. */
  function answerTo(asked: string, later: (text: string) => void): string | null {
    if (condition === 'silent') return null
    if (asked === '~HS') return answersStatus ? hostStatus() : null
    if (asked === '~HQES') return errorStatus()
    if (asked === '~HI') return `\x02TRAINING,V1.0,${options.dotsPerMm ?? 8},8192KB\x03\r\n`
    if (asked.startsWith('! U1')) {
      const isCount = asked.includes('"odometer.total_label_count"')
      return isCount && counts ? `"${totalCount}"` : '"?"'
    }
    if (asked === '\x1b!?') return String.fromCharCode(tsplStatus())
    if (asked.startsWith('\x10\x04')) return String.fromCharCode(receiptStatus(asked.charCodeAt(2)))
    if (asked === '\x1dr\x01') answerInLine(() => later('\x00'))
    if (asked === 'eR$,2\n') told.add(later)
    return asked === '^ee\n' ? `${code()}\r\n` : null
  }

  function answerInLine(answer: () => void): void {
    if (condition === 'swallowing') return
    if (waiting.length === 0) answer()
    else inLine.push(answer)
  }

  function take(heard: Heard, bands: Bitmap[], answer: (text: string) => void): void {
    if (heard.is === 'asked') {
      const text = answerTo(heard.what, answer)
      if (text !== null) answer(text)
    } else if (heard.is === 'band') bands.push(heard.picture)
    else {
      const label =
        heard.is === 'zpl-label'
          ? { zpl: heard.zpl, picture: null }
          : { zpl: '', picture: heard.is === 'cut' ? joinBands(bands.splice(0)) : heard.picture }
      if (condition !== 'swallowing') waiting.push(label)
      printNext()
    }
  }

  /** One connection: what it said so far, and the answers to it. */
  function session(answer: (text: string) => void): (bytes: Uint8Array) => void {
    let received = ''
    const bands: Bitmap[] = []
    return (bytes) => {
      received = (received + Buffer.from(bytes).toString('latin1')).slice(-receiveCap)
      for (let found = hearNext(received, languages); found !== null; found = hearNext(received, languages)) {
        received = found.rest
        take(found.heard, bands, answer)
      }
    }
  }

  function serve(socket: Socket): void {
    sockets.add(socket)
    const answer = (text: string) => void socket.write(text, 'latin1')
    socket.on('close', () => {
      sockets.delete(socket)
      told.delete(answer)
    })
    socket.on('error', () => socket.destroy())
    socket.on('data', session(answer))
  }

  return {
    connect: async (open) => {
      port = await open({
        data: session((text) => port?.write(Buffer.from(text, 'latin1'))),
        lost: () => {
          port = null
        },
      })
    },
    listen: (wanted, host = '127.0.0.1') =>
      new Promise((resolve, reject) => {
        server = createServer(serve)
        server.once('error', reject)
        server.listen(wanted, host, () => {
          const address = server?.address()
          resolve(address !== null && typeof address === 'object' ? address.port : wanted)
        })
      }),
    set: (next) => {
      condition = next
      if (next !== 'silent' && next !== 'swallowing') for (const tell of told) tell(`$${code()}\r\n`)
      printNext()
    },
    condition: () => condition,
    labels: () => printed,
    waiting: () => waiting.length,
    close: async () => {
      cancelPrint?.()
      for (const socket of sockets) socket.destroy()
      await port?.close()
      await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())))
      server = null
    },
  }
}
