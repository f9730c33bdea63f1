import { Buffer } from 'node:buffer'
import { createServer, type Server, type Socket } from 'node:net'
import type { Clock } from '../../clock.ts'
import type { OpenPort, Port } from '../../device/port.ts'

/**
 * `swallowing` takes a label, says it is idle and prints nothing, as a spooler in between may. The rest is what a
 * person does to a printer. A label sent to one that cannot print waits in it.
 */
export type PrinterCondition = 'ready' | 'paper-out' | 'head-open' | 'paused' | 'silent' | 'swallowing'

export type PrintedLabel = { zpl: string; at: number }

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
}

const command = /\^XA[\s\S]*?\^XZ|~HS|~HQES|~HI|! U1 getvar "([^"\r\n]*)"\r?\n/
const receiveCap = 1024 * 1024

/** A ZPL printer: takes labels over any number of connections, prints them one by one, answers what it is asked. */
export function virtualPrinter(options: VirtualPrinterOptions): VirtualPrinter {
  const { clock, printMs = 200, keepLabels = 20, counts = true, answersStatus = true } = options
  let condition: PrinterCondition = 'ready'
  let printed: PrintedLabel[] = []
  let totalCount = 0
  const waiting: string[] = []
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
      const zpl = waiting.shift()
      if (zpl !== undefined) comeOut({ zpl, at: clock.now() })
      printNext()
    })
  }

  function comeOut(label: PrintedLabel): void {
    totalCount++
    printed = [...printed, label].slice(-keepLabels)
    options.onLabel?.(label)
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

  function answerTo(asked: string, variable: string | undefined): string | null {
    if (condition === 'silent') return null
    if (asked === '~HS') return answersStatus ? hostStatus() : null
    if (asked === '~HQES') return errorStatus()
    if (asked === '~HI') return '\x02TRAINING-203,V1.0,8,8192KB\x03\r\n'
    return variable === 'odometer.total_label_count' && counts ? `"${totalCount}"` : '"?"'
  }

  /** One connection: what it said so far, and the answers to it. */
  function session(answer: (text: string) => void): (bytes: Uint8Array) => void {
    let received = ''
    return (bytes) => {
      received = (received + Buffer.from(bytes).toString('utf8')).slice(-receiveCap)
      for (let found = command.exec(received); found !== null; found = command.exec(received)) {
        received = received.slice(found.index + found[0].length)
        if (found[0].startsWith('^XA')) {
          if (condition !== 'swallowing') waiting.push(found[0])
          printNext()
        } else {
          const text = answerTo(found[0], found[1])
          if (text !== null) answer(text)
        }
      }
    }
  }

  function serve(socket: Socket): void {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.on(
      'data',
      session((text) => socket.write(text, 'latin1')),
    )
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
